"""The practice review in the staff admin, and the page on which one is initiated."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.urls import URLPattern

from cspr.audited import Verb, staff
from cspr.editing import StaffInline
from cspr.models import User
from notifications.admin import OpenedByAStepAdmin
from practice_reviews import lifecycle, views
from practice_reviews.forms import DecideNotToPublishForm, InitiateForm, PracticeReviewForm, ProgressForm, ReceiveForm
from practice_reviews.models import PracticeReview, ProgressNote

MAY = "practice_reviews.change_practicereview"
Status = PracticeReview.Status


def _initiate(record: None, typed: dict[str, Any], user: User, at: datetime) -> PracticeReview:
    return lifecycle.initiate(by=user, at=at, **typed)


def _record_progress(review: PracticeReview, typed: dict[str, Any], user: User, at: datetime) -> ProgressNote:
    return lifecycle.record_progress(review, by=user, at=at, **typed)


def _receive_report(review: PracticeReview, typed: dict[str, Any], user: User, at: datetime) -> PracticeReview:
    return lifecycle.receive_report(review, by=user, at=at, **typed)


def _decide_not_to_publish(review: PracticeReview, typed: dict[str, Any], user: User, at: datetime) -> PracticeReview:
    return lifecycle.decide_not_to_publish(review, by=user, at=at, **typed)


class ProgressNoteInline(StaffInline):
    """What was found at each check: written by a step, read here."""

    model = ProgressNote
    fields = ("on", "words", "by")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """By the step only."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False


@admin.register(PracticeReview)
class PracticeReviewAdmin(OpenedByAStepAdmin):
    """From the decision to initiate to the report; what becomes public is the business of publications."""

    form = PracticeReviewForm
    inlines = (ProgressNoteInline,)
    list_display = ("__str__", "status", "initiated_at", "reviewer", "report_received_at")
    list_filter = ("status",)
    fieldsets = (
        (None, {"fields": ("status", "initiated_at", "initiated_by", "reviewer", "terms_of_reference")}),
        ("Report", {"fields": ("report_received_at", "report")}),
        ("Publication", {"fields": ("published_at", "decided_not_to_publish_at", "not_published_because")}),
    )
    readonly_fields = (
        "status",
        "initiated_at",
        "initiated_by",
        "report_received_at",
        "report",
        "published_at",
        "decided_not_to_publish_at",
        "not_published_because",
    )
    opening = Verb(
        slug="initiate",
        label="Initiate a practice review",
        permission="practice_reviews.add_practicereview",
        form=InitiateForm,
        run=_initiate,
        when=lambda record: True,
        intro="The review looks for what can be learned, never for blame. Its clock runs from the decision to initiate it.",
        done="The practice review is under way, and its clock is running.",
    )
    verbs = (
        Verb(
            slug="progress",
            label="Note a check of progress",
            permission=MAY,
            form=ProgressForm,
            run=_record_progress,
            when=lambda review: review.status == Status.INITIATED,
            intro="The partners check time and quality at regular intervals (SI 2018/789, regulation 14).",
            done="The check is noted.",
        ),
        Verb(
            slug="report",
            label="Record the report as received",
            permission=MAY,
            form=ReceiveForm,
            run=_receive_report,
            when=lambda review: review.status == Status.INITIATED,
            intro="The clock runs on until the report is published, or until it is decided not to publish it.",
            done="The report is recorded as received.",
        ),
        Verb(
            slug="not-to-publish",
            label="Record a decision not to publish",
            permission=MAY,
            form=DecideNotToPublishForm,
            run=_decide_not_to_publish,
            when=lambda review: review.status == Status.REPORT_RECEIVED,
            intro="Ends the clock as not required. Information about the improvements is then to be published instead, and the "
            "Panel is told the reasons.",
            done="Recorded. The clock has ended as not required.",
        ),
    )

    def get_urls(self) -> list[URLPattern]:
        """Django's own, the steps, and the import of old cases."""
        return [*views.urls(self.admin_site), *super().get_urls()]

    def opening_form(self, request: HttpRequest) -> forms.Form:
        """Only Rapid Reviews that this person may see; the one whose page led here is chosen already."""
        sent = request.POST if request.method == "POST" else None
        return InitiateForm(sent, user=staff(request), initial={"rapid_review": request.GET.get("rapid_review", "")})
