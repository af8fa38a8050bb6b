"""The notification in the staff admin, and the page on which one is opened without a referral."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from cspr.audited import AuditedModelAdmin, OpenedByAStep, Verb
from cspr.forms import ClosingForm
from cspr.models import User
from notifications import lifecycle
from notifications.forms import DecideNotForm, NotificationForm, OpenDirectlyForm, RecordSentForm
from notifications.models import Notification

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


def _decide_not(notification: Notification, typed: dict[str, Any], user: User, at: datetime) -> Notification:
    return lifecycle.decide_not_to_notify(notification, by=user, at=at, **typed)


def _is_preparing(notification: Notification) -> bool:
    return notification.status == Notification.Status.PREPARING


@admin.register(Notification)
class NotificationAdmin(OpenedByAStepAdmin):
    """Prepared here, sent by the local authority on the national system, and recorded here as sent."""

    form = NotificationForm
    list_display = ("__str__", "status", "aware_at", "sent_at", "national_reference")
    list_filter = ("status", "nature")
    fieldsets = (
        (None, {"fields": ("status", "aware_at", "nature", "notifier_name", "notifier_contact", "incident_details")}),
        ("The three partners", {"fields": ("partners_views",)}),
        ("Sent to the Panel", {"fields": ("sent_at", "national_reference", "sent_by")}),
        ("Decided not to notify", {"fields": ("decided_not_at", "decided_not_by", "decided_not_because")}),
    )
    readonly_fields = (
        "status",
        "aware_at",
        "sent_at",
        "national_reference",
        "sent_by",
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
            slug="not-to-notify",
            label="Record a decision not to notify",
            permission=MAY,
            form=DecideNotForm,
            run=_decide_not,
            when=_is_preparing,
            intro="The decision is the local authority's. It ends the clock as not required and stays listed with its reasons.",
            done="Recorded. The clock has ended as not required.",
        ),
    )
