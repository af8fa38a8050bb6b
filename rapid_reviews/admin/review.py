"""The Rapid Review in the staff admin: the report, the plan, the decision, and the document for the Panel."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone

from cspr.audited import Verb
from cspr.clocks import london_date
from cspr.editing import StaffModelAdmin
from cspr.models import User
from notifications.admin import StageAdmin
from rapid_reviews import dashboards, letters, lifecycle, planning
from rapid_reviews.forms.review import (
    DecideForm,
    MoveStepForm,
    PlanAgainForm,
    PlanForm,
    PlanTemplateStepForm,
    RapidReviewForm,
    RecordReplyForm,
    RecordSentForm,
    StepDoneForm,
    StepNotDoneForm,
)
from rapid_reviews.models import Milestone, PlanTemplateStep, RapidReview

MAY = "rapid_reviews.change_rapidreview"
Status = RapidReview.Status


def _decide(review: RapidReview, typed: dict[str, Any], user: User, at: datetime) -> RapidReview:
    return lifecycle.decide(review, by=user, at=at, **typed)


def _record_sent(review: RapidReview, typed: dict[str, Any], user: User, at: datetime) -> RapidReview:
    return lifecycle.record_sent(review, by=user, at=at, **typed)


def _record_reply(review: RapidReview, typed: dict[str, Any], user: User, at: datetime) -> RapidReview:
    return lifecycle.record_reply(review, by=user, at=at, **typed)


def _plan_again(review: RapidReview, typed: dict[str, Any], user: User, at: datetime) -> RapidReview:
    return planning.plan_again(review, by=user, at=at, **typed)


def _mark_done(review: RapidReview, typed: dict[str, Any], user: User, at: datetime) -> Milestone:
    return planning.mark_done(review, by=user, at=at, **typed)


def _mark_not_done(review: RapidReview, typed: dict[str, Any], user: User, at: datetime) -> Milestone:
    return planning.mark_not_done(review, by=user, at=at, **typed)


def _move_step(review: RapidReview, typed: dict[str, Any], user: User, at: datetime) -> Milestone:
    return planning.move_step(review, by=user, at=at, **typed)


# The steps with the plan stand beside the plan; the others at the head of the page.
PLAN_VERBS = (
    Verb(
        slug="plan-again",
        label="Plan again",
        permission=MAY,
        form=PlanAgainForm,
        run=_plan_again,
        when=lambda review: review.status in planning.PLANNED,
        intro="The steps that are not done are spread anew over the working days that are left, from today until the target. "
        "What is done stays. Days that somebody chose by hand are given up.",
        done="The steps are planned again.",
    ),
    Verb(
        slug="step-done",
        label="Mark a step as done",
        permission=MAY,
        form=StepDoneForm,
        run=_mark_done,
        when=lambda review: bool(planning.markable_steps(review)),
        intro="The other steps stay on their days. The last step is done by recording the Rapid Review as sent to the Panel.",
        done="The step is marked as done.",
    ),
    Verb(
        slug="step-not-done",
        label="Not done after all",
        permission=MAY,
        form=StepNotDoneForm,
        run=_mark_not_done,
        when=lambda review: bool(planning.done_steps(review)),
        intro="Takes back that a step was marked as done. It stands again on the day that it was planned for.",
        done="The step is open again.",
    ),
    Verb(
        slug="step-move",
        label="Move a step",
        permission=MAY,
        form=MoveStepForm,
        run=_move_step,
        when=lambda review: bool(planning.open_steps(review)),
        done="The step stands on its new day.",
    ),
)


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
        ("Report", {"fields": RapidReview.PARTS}),
        ("Decision", {"fields": ("decision", "decision_reasons", "nationally_important", "national_reasons", "decided_at")}),
        ("The Panel", {"fields": ("sent_at", "reply", "reply_on", "reply_words")}),
    )
    readonly_fields = (
        "status",
        "opened_at",
        "decision",
        "decision_reasons",
        "nationally_important",
        "national_reasons",
        "decided_at",
        "sent_at",
        "reply",
        "reply_on",
        "reply_words",
    )
    verbs = (
        Verb(
            slug="decide",
            label="Record the decision",
            permission=MAY,
            form=DecideForm,
            run=_decide,
            when=lambda review: review.status == Status.OPEN,
            intro="What the three partners decided. The report may still be completed after this.",
            done="The decision is recorded.",
        ),
        Verb(
            slug="sent",
            label="Record as sent to the Panel",
            permission=MAY,
            form=RecordSentForm,
            run=_record_sent,
            when=lambda review: review.status == Status.DECIDED,
            intro="Report and decision have gone to the Panel. Every part of the report has to be written. "
            "This meets the clock; after it the report is read-only.",
            done="Recorded as sent.",
        ),
        Verb(
            slug="reply",
            label="Record the Panel's reply",
            permission=MAY,
            form=RecordReplyForm,
            run=_record_reply,
            when=lambda review: review.status == Status.SENT,
            done="The Panel's reply is recorded.",
        ),
        *PLAN_VERBS,
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only a notification that was sent opens one."""
        return False

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The record with its plan, as it stands today."""
        review: RapidReview = self.visible(request, unquote(object_id))
        plan = {
            "plan": dashboards.plan_of(review, on=london_date(timezone.now())),
            "plan_steps": {verb.slug.replace("-", "_"): url for verb, url in self._open(request, review, of_the_plan=True)},
            "verbs": self._open(request, review, of_the_plan=False),
        }
        return super().change_view(request, object_id, form_url, {**plan, **(extra_context or {})})

    def _open(self, request: HttpRequest, review: RapidReview, *, of_the_plan: bool) -> list[tuple[Verb, str]]:
        return [(verb, url) for verb, url in self.open_verbs(request, review) if (verb in PLAN_VERBS) is of_the_plan]

    def verb_form(self, request: HttpRequest, obj: Any, verb: Verb) -> forms.Form:
        """A step with the plan chooses among what this review has."""
        form = super().verb_form(request, obj, verb)
        if isinstance(form, PlanForm):
            form.offer(obj, on=london_date(timezone.now()), asked=request.GET.get("step", ""))
        return form

    def get_urls(self) -> list[URLPattern]:
        """Django's own, the steps, and the document."""
        report = path(
            "<path:object_id>/report.pdf", self.admin_site.admin_view(self.report_view), name="rapid_reviews_rapidreview_report"
        )
        return [report, *super().get_urls()]

    def report_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The report as a PDF, for whoever may read the record; taking it away is recorded."""
        review = self.visible(request, unquote(object_id))
        self.record(request, "downloaded the report of", review)
        answer = HttpResponse(letters.report(review), content_type="application/pdf")
        answer["Content-Disposition"] = f'attachment; filename="{review.case.reference}-rapid-review.pdf"'
        return answer
