"""The merged chronology of a Rapid Review: one table, what was found in it, and the questions back to the agencies."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone

from cspr import access
from cspr.audited import AuditedModelAdmin, staff
from cspr.clocks import london_date
from cspr.lifecycle import MoveRefused
from cspr.models import User
from rapid_reviews import planning, questioning
from rapid_reviews.forms.chronology import AskForm, AskFreelyForm, NarrowForm, WeeksForm
from rapid_reviews.models import RapidReview, RowQuestion
from rapid_reviews.questioning import Merged, paper
from rapid_reviews.questioning.lanes import lanes
from rapid_reviews.questioning.rows import ADD, VIEW, address

ROUTE = "rapid_reviews_rowquestion_chronology"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@admin.register(RowQuestion)
class RowQuestionAdmin(AuditedModelAdmin):
    """Asked on the page of the chronology, answered by the agency on its own site, read here."""

    case_path = "request__review__case"
    list_display = ("__str__", "agency", "kind", "asked_at", "answered_at")
    list_display_links = ("__str__", "agency")
    list_filter = ("kind",)
    list_select_related = ("request__review__case", "request__agency")
    fields = ("agency", "kind", "words", "asked_at", "asked_by", "answer", "answered_at", "answered_by")
    readonly_fields = fields

    @admin.display(description="agency")
    def agency(self, question: RowQuestion) -> str:
        """Who is asked."""
        return str(question.request.agency)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """On the page of the chronology only."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was asked and answered stays as it is."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """The page and its two files before Django's own."""
        view = self.admin_site.admin_view
        pages = [
            path("of/<str:review_id>/", view(self.chronology_view), name=ROUTE),
            path("of/<str:review_id>/chronology.xlsx", view(self.xlsx_view), name=f"{ROUTE}_xlsx"),
            path("of/<str:review_id>/chronology.pdf", view(self.pdf_view), name=f"{ROUTE}_pdf"),
        ]
        return [*pages, *super().get_urls()]

    def chronology_view(self, request: HttpRequest, review_id: str) -> HttpResponse:
        """Show it, or ask one agency; recorded either way."""
        whole = self._merged(request, review_id, "asked about" if request.method == "POST" else "opened")
        freely = AskFreelyForm(request.POST if "freely-words" in request.POST else None, whole)
        if request.method == "POST" and (done := self._ask(request, whole, freely)):
            messages.success(request, done)
            return HttpResponseRedirect(self._back(request, whole))
        context = {**self.admin_site.each_context(request), **page_of(request, whole), "freely": freely}
        return TemplateResponse(request, "rapid_reviews/chronology.html", context)

    def xlsx_view(self, request: HttpRequest, review_id: str) -> HttpResponse:
        """The rows that are shown, as a workbook; taking it away is recorded."""
        whole = self._merged(request, review_id, "downloaded as a workbook")
        entries = NarrowForm(request.GET, whole).narrowed().entries
        return _file(whole, paper.workbook(whole, entries, by=staff(request), at=timezone.now()), "xlsx", XLSX)

    def pdf_view(self, request: HttpRequest, review_id: str) -> HttpResponse:
        """The rows that are shown, as a document; taking it away is recorded."""
        whole = self._merged(request, review_id, "downloaded as a document")
        entries = NarrowForm(request.GET, whole).narrowed().entries
        return _file(whole, paper.document(whole, entries, at=timezone.now()), "pdf", "application/pdf")

    def _merged(self, request: HttpRequest, review_id: str, action: str) -> Merged:
        review = self._review(staff(request), unquote(review_id))
        access.record(request, action, "chronology", case=review.case, obj=review)
        return questioning.merged(review, on=london_date(timezone.now()), weeks=WeeksForm(request.GET).chosen())

    def _review(self, user: User, review_id: str) -> RapidReview:
        if not user.has_perm(VIEW):
            raise PermissionDenied
        visible = RapidReview.objects.visible_to(user).select_related("case")
        is_number = review_id.isascii() and review_id.isdecimal() and len(review_id) < 19
        review: RapidReview | None = visible.filter(pk=review_id).first() if is_number else None
        if review is None:
            raise Http404
        return review

    def _ask(self, request: HttpRequest, whole: Merged, freely: AskFreelyForm) -> str:
        """Ask; return what was done, or nothing where it was refused."""
        if not staff(request).has_perm(ADD):
            raise PermissionDenied
        try:
            return _asked_freely(request, whole, freely) if freely.is_bound else _asked(request, whole)
        except MoveRefused as refusal:
            messages.error(request, str(refusal))
            return ""

    def _back(self, request: HttpRequest, whole: Merged) -> str:
        """The same rows again, at the finding that was asked about."""
        shown = whole.shown(request.POST.get("found", ""))
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return f"{address(whole.review)}{query}{f'#found-{shown.number}' if shown else '#questions'}"


def _asked(request: HttpRequest, whole: Merged) -> str:
    form = AskForm(request.POST)
    shown = whole.shown(form.cleaned_data["found"]) if form.is_valid() else None
    voice = next((one for one in shown.voices if one.request.pk == form.cleaned_data["request"]), None) if shown else None
    if shown is None or voice is None:
        raise MoveRefused("This is no longer found in the chronology, so nobody was asked. Look at it as it stands now.")
    questioning.ask(shown.finding, voice.request, by=staff(request), at=timezone.now())
    return f"The question to {voice.request.agency} is on its way." if voice.question is None else "It was asked already."


def _asked_freely(request: HttpRequest, whole: Merged, form: AskFreelyForm) -> str:
    if not form.is_valid():
        return ""
    asked = whole.requests[form.cleaned_data["request"] - 1]
    questioning.ask_freely(asked, form.cleaned_data["words"], by=staff(request), at=timezone.now())
    return f"The question to {asked.agency} is on its way."


def page_of(request: HttpRequest, whole: Merged) -> dict[str, Any]:
    """What the template prints."""
    form = NarrowForm(request.GET, whole)
    shown = form.narrowed()
    return {
        "title": f"Chronology: {whole.review}",
        "original": whole.review,
        "opts": RapidReview._meta,
        "case": whole.review.case,
        "marking": True,
        "whole": whole,
        "form": form,
        "shown": shown,
        "drawing": lanes(whole, shown.entries),
        "query": request.GET.urlencode(),
        "may_ask": staff(request).has_perm(ADD) and whole.review.status in planning.PLANNED,
    }


def _file(whole: Merged, content: bytes, ending: str, kind: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{whole.review.case.reference}-chronology.{ending}"'
    return answer
