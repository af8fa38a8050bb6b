"""The notification in the staff admin, and the page on which one is opened without a referral."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse

from cspr.audited import AuditedModelAdmin, OpenedByAStep, Verb
from cspr.forms import ClosingForm
from cspr.models import User
from notifications import awareness, lifecycle
from notifications.forms import (
    ConfirmAwarenessForm,
    CorrectAwarenessForm,
    DecideNotForm,
    NotificationForm,
    OpenDirectlyForm,
    PartnersToldForm,
    RecordSentForm,
    RefuseAwarenessForm,
)
from notifications.models import AwarenessAnswer, AwarenessCorrection, Notification, open_correction

MAY = "notifications.change_notification"


class StageAdmin(AuditedModelAdmin):
    """A record that is edited until a step closes it, and read afterwards."""

    form: type[ClosingForm]
    list_select_related = ("case",)
    search_fields = ("case__reference",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """While it is open. What is sent after that reaches the form, which refuses it and keeps what was typed."""
        closed = obj is not None and request.method != "POST" and obj.status not in self.form.open_while
        return super().has_change_permission(request, obj) and not closed


class OpenedByAStepAdmin(OpenedByAStep, StageAdmin):
    """A record of a stage whose page for a new one is a step."""


def _open_directly(record: None, typed: dict[str, Any], user: User, at: datetime) -> Notification:
    return lifecycle.open_case_directly(by=user, at=at, **typed)


def _record_sent(notification: Notification, typed: dict[str, Any], user: User, at: datetime) -> Notification:
    return lifecycle.record_sent(notification, by=user, at=at, **typed)


def _partners_told(notification: Notification, typed: dict[str, Any], user: User, at: datetime) -> Notification:
    return lifecycle.record_partners_told(notification, by=user, at=at, **typed)


def _decide_not(notification: Notification, typed: dict[str, Any], user: User, at: datetime) -> Notification:
    return lifecycle.decide_not_to_notify(notification, by=user, at=at, **typed)


def _is_preparing(notification: Notification) -> bool:
    return notification.status == Notification.Status.PREPARING


def _correct(notification: Notification, typed: dict[str, Any], user: User, at: datetime) -> AwarenessCorrection:
    return awareness.correct(notification, by=user, at=at, **typed)


def _preview_correction(notification: Notification, typed: dict[str, Any], user: User, at: datetime) -> str:
    return awareness.in_words(notification, typed["aware_at"], by=user, at=at)


def _confirm(notification: Notification, typed: dict[str, Any], user: User, at: datetime) -> AwarenessAnswer:
    return awareness.confirm(notification, by=user, at=at, because=typed["because"])


def _preview_answer(notification: Notification, typed: dict[str, Any], user: User, at: datetime) -> str:
    return awareness.to_confirm_in_words(notification, by=user)


def _refuse(notification: Notification, typed: dict[str, Any], user: User, at: datetime) -> AwarenessAnswer:
    return awareness.refuse(notification, by=user, at=at, because=typed["because"])


def _may_be_corrected(notification: Notification) -> bool:
    return notification.status != Notification.Status.NOT_REQUIRED and open_correction(notification) is None


def _waits_for_an_answer(notification: Notification) -> bool:
    return open_correction(notification) is not None


@admin.register(Notification)
class NotificationAdmin(OpenedByAStepAdmin):
    """Prepared here, sent by the local authority on the national system, and recorded here as sent."""

    form = NotificationForm
    list_display = ("__str__", "status", "aware_at", "sent_at", "national_reference")
    list_filter = ("status", "nature")
    fieldsets = (
        (None, {"fields": ("status", "aware_at", "nature", "notifier_name", "notifier_contact", "incident_details")}),
        ("The three partners", {"fields": ("partners_views", "partners_told_at", "partners_told_how")}),
        ("Sent to the Panel", {"fields": ("sent_at", "national_reference", "sent_by")}),
        ("Decided not to notify", {"fields": ("decided_not_at", "decided_not_by", "decided_not_because")}),
    )
    readonly_fields = (
        "status",
        "aware_at",
        "sent_at",
        "national_reference",
        "sent_by",
        "partners_told_at",
        "partners_told_how",
        "decided_not_at",
        "decided_not_by",
        "decided_not_because",
    )
    opening = Verb(
        slug="open",
        label="Open a case for a notification",
        permission="notifications.add_notification",
        form=OpenDirectlyForm,
        run=_open_directly,
        when=lambda record: True,
        intro="For an incident of which the local authority told us itself. Where a partner agency has sent a referral, accept "
        "the referral instead: that opens the case and the notification, and nothing is asked twice.",
        done="The case and its notification are open, and the clock is running.",
    )
    change_form_template = "admin/notification_change_form.html"
    verbs = (
        Verb(
            slug="sent",
            label="Record as sent to the Panel",
            permission=MAY,
            form=RecordSentForm,
            run=_record_sent,
            when=_is_preparing,
            intro="The local authority sends the notification on the national system; this page records that it was done. "
            "It meets the clock and opens the Rapid Review. After this the notification is read-only.",
            done="Recorded as sent. The Rapid Review is open.",
        ),
        Verb(
            slug="partners-told",
            label="Record that the partners were told",
            permission=MAY,
            form=PartnersToldForm,
            run=_partners_told,
            when=lifecycle.partners_are_to_be_told,
            intro="The local authority tells the other safeguarding partners within five working days too, and other areas "
            "where that is appropriate. This records that it was done, and meets that clock.",
            done="Recorded. The clock is met.",
        ),
        Verb(
            slug="not-to-notify",
            label="Record a decision not to notify",
            permission=MAY,
            form=DecideNotForm,
            run=_decide_not,
            when=_is_preparing,
            intro="The decision is the local authority's. It ends both clocks as not required and stays listed, with its "
            "reasons.",
            done="Recorded. The clocks have ended as not required.",
        ),
        Verb(
            slug="correct-aware",
            label="Correct when the local authority became aware",
            permission=MAY,
            form=CorrectAwarenessForm,
            run=_correct,
            when=_may_be_corrected,
            preview=_preview_correction,
            intro="An earlier moment holds at once and is marked as unconfirmed until a second person has looked at it. A "
            "later one waits for that person: any partner lead, manager or coordinator but you. Both are kept for ever.",
            done="The correction is recorded. A second person is asked to look at it.",
        ),
        Verb(
            slug="confirm-aware",
            label="Confirm the correction of awareness",
            permission=awareness.CONFIRM,
            form=ConfirmAwarenessForm,
            run=_confirm,
            when=_waits_for_an_answer,
            preview=_preview_answer,
            intro="You are the second person: look at the evidence yourself. Who asked for it cannot confirm it.",
            done="The correction is confirmed.",
        ),
        Verb(
            slug="refuse-aware",
            label="Refuse the correction of awareness",
            permission=awareness.CONFIRM,
            form=RefuseAwarenessForm,
            run=_refuse,
            when=_waits_for_an_answer,
            intro="The moment that was on record before holds. The correction and your refusal are both kept.",
            done="The correction is refused, and the first moment holds.",
        ),
    )

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The record with every correction of the moment from which it is counted."""
        notification: Notification = self.visible(request, unquote(object_id))
        corrections = notification.corrections.select_related("asked_by", "answer__by")
        return super().change_view(request, object_id, form_url, {"corrections": corrections, **(extra_context or {})})
