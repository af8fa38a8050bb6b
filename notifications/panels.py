"""What the case page says of the notification, and which notifications wait for somebody."""

from datetime import date

from django.urls import reverse

from cspr.clocks import london_date
from cspr.models import Case, User
from cspr.panels import Panel, Row, Waiting
from notifications.models import Notification

VIEW, CHANGE = "notifications.view_notification", "notifications.change_notification"


def address(notification: Notification) -> str:
    """Its page."""
    return reverse("admin:notifications_notification_change", args=[notification.pk])


def of_case(case: Case, user: User, on: date) -> list[Row]:
    """How the notification of the case stands."""
    notification = Notification.objects.filter(case=case).first() if user.has_perm(VIEW) else None
    if notification is None:
        return []
    rows = [
        Row("Notification", notification.get_status_display(), address(notification)),
        Row("Local authority aware", f"{london_date(notification.aware_at):%-d %B %Y}"),
    ]
    if notification.sent_at:
        rows.append(Row("Sent to the Panel", f"{london_date(notification.sent_at):%-d %B %Y}"))
        rows.append(Row("National reference", notification.national_reference))
    if notification.decided_not_at:
        day = london_date(notification.decided_not_at)
        rows.append(Row("Decided not to notify", f"{day:%-d %B %Y}, by {notification.decided_not_by}"))
    return rows


def being_prepared(user: User, on: date) -> list[Row]:
    """Notifications that the local authority has not yet sent, the oldest first."""
    if not user.has_perm(CHANGE):
        return []
    waiting = Notification.objects.visible_to(user).filter(status=Notification.Status.PREPARING)
    return [
        Row(str(one), f"Local authority aware since {london_date(one.aware_at):%-d %B %Y}", address(one))
        for one in waiting.select_related("case").order_by("aware_at")
    ]


PANELS = (Panel("Notification", of_case),)
WAITING = (Waiting("Notifications being prepared", being_prepared),)
