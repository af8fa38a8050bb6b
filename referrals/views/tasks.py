"""The task list of a draft, and taking the draft back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from referrals import drafts, receipts, uploads
from referrals.forms.written import Standing, Written
from referrals.middleware import forget_draft
from referrals.models import Draft
from referrals.views.opened import OpenedView, address_of


class Tasks(OpenedView):
    """Which sections there are and how far each is."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show it."""
        written = self.written()
        context = {
            "draft": self.draft,
            "number": receipts.number_of(self.draft),
            "written": written,
            "tasks": [(standing, link_of(self.draft, written, standing)) for standing in written.sections],
            "saved": request.GET.get("saved") == "1",
        }
        return render(request, "referrals/tasks.html", context)


def link_of(draft: Draft, written: Written, standing: Standing) -> str:
    """Where the section is begun, or gone on with; a section that is complete can be opened all the same."""
    if standing.section.slug == "files":
        return reverse("referrals:files", kwargs={"draft": draft.pk})
    if standing.section.many and standing.state != "not_started":
        return reverse("referrals:children", kwargs={"draft": draft.pk})
    return address_of(draft.pk, standing.step, standing.row)


class Discard(OpenedView):
    """Take the draft back, with all that was typed and its files."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Ask whether that is meant."""
        return render(request, "referrals/discard.html", {"draft": self.draft})

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Do it."""
        try:
            drafts.discard(self.draft, at=self.at)
        except drafts.AlreadySent:
            return redirect("referrals:receipt", draft=self.draft.pk)
        except uploads.FormBusy:
            return render(request, "referrals/discard.html", {"draft": self.draft, "busy": True})
        forget_draft(request, self.draft.pk)
        return redirect(reverse("referrals:home") + "?deleted=1")
