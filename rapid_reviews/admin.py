"""The Rapid Review in the staff admin: the report, the decision, and the document for the Panel."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from cspr.audited import Verb
from cspr.models import User
from notifications.admin import StageAdmin
from rapid_reviews import letters, lifecycle
from rapid_reviews.forms import DecideForm, RapidReviewForm, RecordReplyForm, RecordSentForm
from rapid_reviews.models import RapidReview

MAY = "rapid_reviews.change_rapidreview"
Status = RapidReview.Status


def _decide(review: RapidReview, typed: dict[str, Any], user: User, at: datetime) -> RapidReview:
    return lifecycle.decide(review, by=user, at=at, **typed)


def _record_sent(review: RapidReview, typed: dict[str, Any], user: User, at: datetime) -> RapidReview:
    return lifecycle.record_sent(review, by=user, at=at, **typed)


def _record_reply(review: RapidReview, typed: dict[str, Any], user: User, at: datetime) -> RapidReview:
    return lifecycle.record_reply(review, by=user, at=at, **typed)


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
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only a notification that was sent opens one."""
        return False

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
