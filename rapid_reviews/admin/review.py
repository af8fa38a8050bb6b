"""The Rapid Review in the staff admin: the report, the plan, the decision and its keys, and the documents for the Panel."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from cspr.audited import Verb, staff
from cspr.clocks import london_date
from cspr.editing import StaffModelAdmin
from notifications.admin import StageAdmin
from rapid_reviews import dashboards, deciding, letters, tasks
from rapid_reviews.admin.beside import asked
from rapid_reviews.admin.steps import PACK, PLAN_VERBS, SIGN, VERBS
from rapid_reviews.forms.review import PlanForm, PlanTemplateStepForm, RapidReviewForm, RecordSentForm
from rapid_reviews.models import PlanTemplateStep, RapidReview
from referrals.models import Attachment
from referrals.uploads import path_of

REPORT = "Report"


@admin.register(PlanTemplateStep)
class PlanTemplateStepAdmin(StaffModelAdmin):
    """The template of every new plan. Plans that were already made keep their steps."""

    form = PlanTemplateStepForm
    fields = ("day", "title", "owner", "in_use")
    list_display = ("day", "title", "owner", "in_use")
    list_display_links = ("day", "title")


@admin.register(RapidReview)
class RapidReviewAdmin(StageAdmin):
    """Opened by the notification that was sent; its report is written here."""

    form = RapidReviewForm
    change_form_template = "rapid_reviews/change_form.html"
    list_display = ("__str__", "status", "opened_at", "decision", "nationally_important", "sent_at")
    list_filter = ("status", "decision", "nationally_important", "reply")
    fieldsets = (
        (None, {"fields": ("status", "opened_at")}),
        (REPORT, {"fields": RapidReview.PARTS, "description": "In Markdown: an empty line begins a paragraph, ## a heading."}),
    )
    readonly_fields = ("status", "opened_at")
    verbs = VERBS

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only a notification that was sent opens one."""
        return False

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Whoever only reads gets the report as it will look, not as it was typed."""
        shown = super().get_fieldsets(request, obj)
        return shown if self.has_change_permission(request, obj) else [one for one in shown if one[0] != REPORT]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The record with its plan, its decision and its keys, as they stand today."""
        review: RapidReview = self.visible(request, unquote(object_id))
        page = {
            "plan": dashboards.plan_of(review, on=london_date(timezone.now())),
            "plan_steps": {verb.slug.replace("-", "_"): url for verb, url in self._open(request, review, of_the_plan=True)},
            "verbs": self._open(request, review, of_the_plan=False),
            "review": review,
            "report": letters.parts(review),
            "reads_only": not self.has_change_permission(request, review),
            "asked": asked(review, staff(request), london_date(timezone.now())),
            **self._decided(review),
        }
        return super().change_view(request, object_id, form_url, {**page, **(extra_context or {})})

    def _decided(self, review: RapidReview) -> dict[str, Any]:
        """Criteria, keys, decisions, packs and letters of every round."""
        decisions = list(review.decisions_taken.select_related("by"))
        return {
            "criteria": list(review.criteria.prefetch_related("evidence")),
            "keys": deciding.standing_of(review) if any(one.round == review.round for one in decisions) else [],
            "decisions": decisions,
            "packs": list(review.packs.select_related("asked_by")),
            "replies": list(review.replies.select_related("by").prefetch_related("files__attachment")),
            "may_be_saved": Attachment.MAY_BE_OPENED,
        }

    def _open(self, request: HttpRequest, review: RapidReview, *, of_the_plan: bool) -> list[tuple[Verb, str]]:
        shown = [(verb, url) for verb, url in self.open_verbs(request, review) if (verb in PLAN_VERBS) is of_the_plan]
        return [(verb, url) for verb, url in shown if verb is not SIGN or self._is_asked(request, review)]

    def _is_asked(self, request: HttpRequest, review: RapidReview) -> bool:
        """Whether this person's key is still to be given."""
        return staff(request).partner in {key.partner for key in deciding.lacking(deciding.standing_of(review))}

    def verb_view(self, request: HttpRequest, object_id: str, slug: str) -> HttpResponse:
        """The page of a step; that of a key with the very words above it."""
        answer = super().verb_view(request, object_id, slug)
        if slug == SIGN.slug and isinstance(answer, TemplateResponse) and answer.context_data is not None:
            review: RapidReview = answer.context_data["original"]
            answer.context_data |= words_to_read(deciding.snapshot_of(review))
            answer.context_data |= {"keys": deciding.standing_of(review), "own": staff(request).get_partner_display()}
            answer.template_name = "rapid_reviews/sign.html"
        return answer

    def verb_form(self, request: HttpRequest, obj: Any, verb: Verb) -> forms.Form:
        """A step with the plan chooses among what this review has."""
        form = super().verb_form(request, obj, verb)
        if isinstance(form, PlanForm):
            form.offer(obj, on=london_date(timezone.now()), asked=request.GET.get("step", ""))
        return form

    def verb_initial(self, obj: Any, verb: Verb) -> dict[str, Any]:
        """Why a key is missing may have been said before."""
        return {"unsigned_because": obj.unsigned_because} if issubclass(verb.form, RecordSentForm) else {}

    def after_verb(self, obj: Any, verb: Verb) -> str:
        """From asking for a pack to the page that shows how far it is."""
        if verb is PACK:
            pack = obj.packs.first()
            tasks.call_a_worker(pack)
            return reverse("admin:rapid_reviews_pack_change", args=[pack.pk])
        return super().after_verb(obj, verb)

    def get_urls(self) -> list[URLPattern]:
        """Django's own, the steps, the document, and the report as it will look."""
        wrap, name = self.admin_site.admin_view, "rapid_reviews_rapidreview"
        return [
            path("<path:object_id>/report.pdf", wrap(self.report_view), name=f"{name}_report"),
            path("<path:object_id>/letters/<int:number>/", wrap(self.letter_view), name=f"{name}_letter"),
            path("<path:object_id>/preview/", wrap(self.preview_view), name=f"{name}_preview"),
            *super().get_urls(),
        ]

    def report_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The report as a PDF, for whoever may read the record; taking it away is recorded."""
        review = self.visible(request, unquote(object_id))
        self.record(request, "downloaded the report of", review)
        answer = HttpResponse(letters.report(review), content_type="application/pdf")
        answer["Content-Disposition"] = f'attachment; filename="{review.case.reference}-rapid-review.pdf"'
        return answer

    def letter_view(self, request: HttpRequest, object_id: str, number: int) -> FileResponse:
        """A letter of the Panel as it came, to be saved and never to be shown inside the site; recorded.

        Raises Http404, and PermissionDenied while no scanner has judged it.
        """
        review = self.visible(request, unquote(object_id))
        held = deciding.letters_of(review).filter(pk=number).first() if number < 2**63 else None
        if held is None or not path_of(held.attachment.key).is_file():
            raise Http404
        self.record(request, "downloaded a letter of the Panel about", review)
        if held.attachment.state not in Attachment.MAY_BE_OPENED:
            raise PermissionDenied(held.attachment.get_state_display())
        answer = FileResponse(path_of(held.attachment.key).open("rb"), content_type="application/octet-stream")
        answer["Content-Disposition"] = f'attachment; filename="{review}-letter-{held.pk}.{held.attachment.kind}"'
        answer["X-Content-Type-Options"] = "nosniff"
        answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return answer

    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The report as it will look: as it is stored, or with what was typed and not saved yet. Nothing is saved by this."""
        review = self.visible(request, unquote(object_id))
        self.record(request, "previewed the report of", review)
        typed = request.method == "POST"
        for part in RapidReview.PARTS if typed else ():
            setattr(review, part, request.POST.get(part, ""))
        context = {**self.admin_site.each_context(request), "original": review, "opts": self.opts, "marking": True}
        context |= {"title": f"Report {review}", "case": review.case, "report": letters.parts(review), "typed": typed}
        return TemplateResponse(request, "rapid_reviews/preview.html", context)


def words_to_read(snapshot: dict[str, Any]) -> dict[str, Any]:
    """A snapshot as its page prints it: Markdown as HTML, evidence in words."""
    words = deciding.words_of(snapshot)
    return {
        "words": words,
        "report": [(title, letters.in_html(text, about=f"part-{n}", top=4)) for n, (title, text) in enumerate(words.report)],
        "criteria": [
            (title, answer, letters.in_html(text, about=f"criterion-{n}", top=4), [deciding.evidence_in_words(e) for e in kept])
            for n, (title, answer, text, kept) in enumerate(words.criteria)
        ],
    }
