"""The children of a draft: who is described, how far, and taking one out."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from referrals import drafts, uploads
from referrals.forms.catalog import CHILD_STEPS, SECTIONS, section_of
from referrals.forms.written import Written
from referrals.models import Draft
from referrals.views.opened import OpenedView, address_of
from referrals.views.step import address_after, next_row


class Children(OpenedView):
    """Each child by the name that was typed, with Change and Remove."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """List them."""
        written = self.written()
        children = [
            {
                "row": row,
                "name": written.name_of(row),
                "complete": all(written.is_complete(step, row) for step in CHILD_STEPS),
                "href": first_open(self.draft, written, row),
            }
            for row in written.children
        ]
        context = {
            "draft": self.draft,
            "children": children,
            "add": address_of(self.draft.pk, CHILD_STEPS[0], next_row(self.draft, written)),
            "has_room": written.has_room_for_a_child,
            "section_number": SECTIONS.index(section_of(CHILD_STEPS[0])) + 1,
            "section_count": len(SECTIONS),
            "onward": address_after(self.draft, written, CHILD_STEPS[-1], written.children[-1], leave=True),
        }
        return render(request, "referrals/children.html", context)


def first_open(draft: Draft, written: Written, row: int) -> str:
    """The first page of a child that is not complete, or its first."""
    step = next((step for step in CHILD_STEPS if not written.is_complete(step, row)), CHILD_STEPS[0])
    return address_of(draft.pk, step, row)


class RemoveChild(OpenedView):
    """Take a child out of the draft. The last one stays: a referral is about a child."""

    def get(self, request: HttpRequest, row: int, **kwargs: Any) -> HttpResponse:
        """Ask whether that is meant."""
        return self.ask(self.written(), row)

    def ask(self, written: Written, row: int, **context: Any) -> HttpResponse:
        """The question, if there is such a child and another one."""
        if row not in written.children or len(written.children) == 1:
            return redirect("referrals:children", draft=self.draft.pk)
        context |= {"draft": self.draft, "name": written.name_of(row)}
        return render(self.request, "referrals/remove_child.html", context)

    def post(self, request: HttpRequest, row: int, **kwargs: Any) -> HttpResponse:
        """Do it."""
        written = self.written()
        try:
            if row in written.children and len(written.children) > 1:
                drafts.remove_row(self.draft, CHILD_STEPS, row, at=self.at)
        except drafts.AlreadySent:
            return redirect("referrals:receipt", draft=self.draft.pk)
        except uploads.FormBusy:
            return self.ask(written, row, busy=True)
        return redirect("referrals:children", draft=self.draft.pk)
