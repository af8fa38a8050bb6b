"""One page of the form: what was typed is stored first, right or wrong, and then shown again as it is stored."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from referrals import drafts, uploads
from referrals.forms.catalog import CHILD_STEPS, SECTIONS, STEPS, Section, Step, section_of, step_of
from referrals.forms.steps import StepForm
from referrals.forms.written import Written, query
from referrals.models import Draft, DraftStep
from referrals.views import late
from referrals.views.opened import OpenedView, address_of
from referrals.views.typed import answers_of, answers_on, differences

MOST_ROWS = 999
KEEP, TAKE = "do-keep", "do-take"


class StepPage(OpenedView):
    """A page that stands once, or once for each child."""

    step: Step
    row: int

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the page; the answer to a page that does not exist is the same for every draft."""
        step, self.row = step_of(kwargs["step"]), kwargs.get("row", 0)
        if step is None or step.many != bool(self.row) or self.row > MOST_ROWS:
            raise Http404
        self.step = step
        return super().dispatch(request, *args, **kwargs)

    def not_opened(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Signed out meanwhile: what was typed is stored all the same, and not shown."""
        return late.stored(request) or super().not_opened(request, **kwargs)

    def already_sent(self, request: HttpRequest) -> HttpResponse:
        """What comes after sending is not taken; that is said."""
        return late.stored(request) or super().already_sent(request)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the page as it is stored, with what is wrong once the sender has asked to go on."""
        saved = self.saved()
        if saved is not None and saved.set_aside is not None:
            return self.show_both(saved)
        written = self.written()
        if self.step.many and not may_describe(self.draft, written, self.row):
            return redirect("referrals:children", draft=self.draft.pk)
        form = written.form(self.step.slug, self.row)
        if "added" in request.GET and form.rows is not None and form.rows.forms:
            form.rows.forms[-1].focus_first = True
        return render(request, "referrals/step.html", self.context(written, form, saved))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Store what was typed; then go where the button leads."""
        page = self.page_in(request)
        try:
            if KEEP in request.POST or TAKE in request.POST:
                drafts.settle(page, take=TAKE in request.POST, seen=request.POST.get("seen", ""), at=self.at)
                return redirect(request.get_full_path())
            return self.store(request, page)
        except drafts.AlreadySent:
            return late.refused(request)
        except uploads.FormBusy:
            return self.not_stored(request, "busy", status=503)
        except drafts.TooLong:
            return self.not_stored(request, "too_long", status=413)

    def store(self, request: HttpRequest, page: drafts.Page) -> HttpResponse:
        """Store it. Raises AlreadySent, TooLong, uploads.FormBusy."""
        written = self.written()
        if self.step.many and self.row not in written.children and not written.has_room_for_a_child:
            return redirect("referrals:children", draft=self.draft.pk)
        form = self.step.form(request.POST, about=written.about)
        answers, moves_a_row = answers_on(form)
        judged = "do-later" not in request.POST and not moves_a_row
        try:
            drafts.save(page, answers, judged=judged, at=self.at)
        except drafts.Older:
            drafts.save_late(page, answers, at=self.at)
            return redirect(request.get_full_path())
        if form.rows is not None and moves_a_row:
            added = "?added=1" if form.rows.add_name in request.POST else "?removed=1"
            return redirect(f"{request.path}{added}{self.back_to_check('&')}#rows")
        if not judged:
            return redirect(reverse("referrals:tasks", kwargs={"draft": self.draft.pk}) + "?saved=1")
        return self.go_on(request)

    def go_on(self, request: HttpRequest) -> HttpResponse:
        """To the page that comes next, or to this one with what is wrong on it."""
        written = self.written()
        if not written.form(self.step.slug, self.row).is_valid():
            return redirect(f"{request.path}{self.back_to_check('?')}")
        if self.from_check:
            return redirect("referrals:check", draft=self.draft.pk)
        return redirect(address_after(self.draft, written, self.step.slug, self.row))

    @property
    def from_check(self) -> bool:
        """Whether the sender came from the check page, to change one thing."""
        return self.request.GET.get("from") == "check"

    def back_to_check(self, sign: str) -> str:
        """The part of the address that says so."""
        return sign + urlencode({"from": "check"}) if self.from_check else ""

    def saved(self) -> DraftStep | None:
        """The page as it is stored, if it is."""
        return self.draft.steps.filter(step=self.step.slug, row=self.row).first()

    def page_in(self, request: HttpRequest) -> drafts.Page:
        """Which page the browser held. Without its token it counts as the oldest, and overwrites nothing."""
        page = drafts.page_of(request.POST.get("page", ""))
        if page is not None and (page.draft, page.step, page.row) == (self.draft.pk, self.step.slug, self.row):
            return page
        return drafts.Page(self.draft.pk, self.step.slug, self.row, 0)

    def token(self, saved: DraftStep | None) -> str:
        """What lets this page be stored later, even after the session has ended."""
        version = saved.version if saved else 0
        return drafts.token_for(drafts.Page(self.draft.pk, self.step.slug, self.row, version))

    def context(self, written: Written, form: StepForm, saved: DraftStep | None) -> dict[str, Any]:
        """Everything that the template shows."""
        section = section_of(self.step.slug)
        return {
            "draft": self.draft,
            "form": form,
            "formset": form.rows,
            "step": self.step,
            "token": self.token(saved),
            "section": section,
            "section_number": SECTIONS.index(section) + 1,
            "section_count": len(SECTIONS),
            "page_number": section.steps.index(self.step) + 1,
            "child": written.name_of(self.row) if self.row else "",
            "back": self.back(section),
            "from_check": self.from_check,
        }

    def back(self, section: Section) -> str:
        """The page before this one in its section, else the task list; or the check page, if that is where it began."""
        place = section.steps.index(self.step)
        if self.from_check:
            return reverse("referrals:check", kwargs={"draft": self.draft.pk})
        if place:
            return address_of(self.draft.pk, section.steps[place - 1].slug, self.row)
        return reverse("referrals:tasks", kwargs={"draft": self.draft.pk})

    def show_both(self, saved: DraftStep) -> HttpResponse:
        """What is saved, beside what came from an older page: the sender chooses."""
        context = {
            "draft": self.draft,
            "step": self.step,
            "saved": saved,
            "token": self.token(saved),
            "seen": drafts.aside_of(saved),
            "both": differences(self.step.form, saved.answers, saved.set_aside or {}, about=self.written().about),
        }
        return render(self.request, "referrals/both.html", context)

    def not_stored(self, request: HttpRequest, why: str, *, status: int) -> HttpResponse:
        """The row was locked for longer than anybody waits, or the draft is full: the page again, with what was typed."""
        written = self.written()
        form = self.step.form(query(answers_of(request.POST)), about=written.about)
        form.hide_errors()
        context = {**self.context(written, form, self.saved()), why: True, "token": request.POST.get("page", "")}
        return render(request, "referrals/step.html", context, status=status)


def may_describe(draft: Draft, written: Written, row: int) -> bool:
    """Whether a page may be opened for this child: one of the draft, or a further one as long as there is room."""
    return row in written.children or (row == next_row(draft, written) and written.has_room_for_a_child)


def next_row(draft: Draft, written: Written) -> int:
    """The number for another child: one that no child of this draft has had, not even one taken out again."""
    last = draft.steps.order_by("-row").values_list("row", flat=True).first() or 0
    return max(last + 1, written.next_child)


def address_after(draft: Draft, written: Written, step: str, row: int, *, leave: bool = False) -> str:
    """Where "Save and continue" leads: the next page that is not complete; past a child, to the list of the children.

    `leave` is for that list: on to what follows the children.
    """
    after = written.next_after(step, row)
    if row and not leave and (after is None or after[1] != row):
        return reverse("referrals:children", kwargs={"draft": draft.pk})
    if after is not None:
        return address_of(draft.pk, *after)
    last = [slug for slug in STEPS if slug not in CHILD_STEPS][-1]
    return reverse("referrals:files" if step == last else "referrals:check", kwargs={"draft": draft.pk})
