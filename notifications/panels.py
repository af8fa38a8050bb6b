"""What the case page says of the notification, and which notifications wait for somebody."""

from datetime import date, datetime
from typing import TypedDict

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse

from cspr.clocks import london_date
from cspr.models import Case, User
from cspr.panels import Panel, Row, Waiting
from cspr.standing import record_of
from notifications.awareness import CONFIRM
from notifications.clocks import PARTNERS_TOLD
from notifications.models import AwarenessCorrection, Notification
from notifications.models.partners import dissent_from

VIEW, CHANGE = "notifications.view_notification", "notifications.change_notification"


def address(notification: Notification) -> str:
    """Its page."""
    return reverse("admin:notifications_notification_change", args=[notification.pk])


def of_case(case: Case, user: User, on: date) -> list[Row]:
    """How the notification of the case stands."""
    notification: Notification | None = record_of(case, "notification") if user.has_perm(VIEW) else None
    if notification is None:
        return []
    beside = _beside(notification)
    rows = [
        Row("Notification", notification.get_status_display(), address(notification)),
        Row("Local authority aware", f"{london_date(notification.aware_at):%-d %B %Y}{_unconfirmed(beside)}"),
    ]
    if notification.partners_told_at:
        rows.append(Row("Partners told", f"{london_date(notification.partners_told_at):%-d %B %Y}"))
    elif to_tell := case.deadlines.running().filter(clock=PARTNERS_TOLD.code).first():
        rows.append(Row("Partners to be told by", f"{to_tell.latest_on:%-d %B %Y}"))
    rows += _ended(notification)
    if beside["dissents"]:
        who = ", ".join(str(User.Partner(partner).label) for partner in beside["dissents"])
        which = dissent_from(notification).label
        rows.append(Row("Dissent", f"{which}: {who}", address(notification)))
    return rows


def _ended(notification: Notification) -> list[Row]:
    """What became of it; where the record has both, the first step comes first."""
    rows = []
    if notification.sent_at:
        rows.append(Row("Sent to the Panel", f"{london_date(notification.sent_at):%-d %B %Y}"))
        rows.append(Row("National reference", notification.national_reference))
    if notification.no_review_because:
        rows.append(Row("No Rapid Review", notification.no_review_because))
    if notification.decided_not_at:
        day = london_date(notification.decided_not_at)
        rows.append(Row("Decided not to notify", f"{day:%-d %B %Y}, by {notification.decided_not_by}"))
    if notification.reopened_because:
        rows.append(Row("Opened again", notification.reopened_because))
    if notification.withdrawn_at:
        day = london_date(notification.withdrawn_at)
        rows.append(Row("Withdrawn", f"{day:%-d %B %Y}, by {notification.withdrawn_by}: {notification.withdrawn_because}"))
    return rows


class Beside(TypedDict):
    """What stands beside the record: a correction of awareness that waits, and which partners dissent."""

    was: datetime | None
    now: datetime | None
    dissents: list[str]


def _beside(notification: Notification) -> Beside:
    """All of it in one query: the page of a case asks little."""
    waiting = AwarenessCorrection.objects.filter(notification=OuterRef("pk"), answer__isnull=True).order_by("-asked_at", "-pk")
    dissents = Q(stances__stance=dissent_from(notification))
    found: Beside = (
        Notification.objects.filter(pk=notification.pk)
        .annotate(was=Subquery(waiting.values("was")[:1]), now=Subquery(waiting.values("now")[:1]))
        .annotate(dissents=ArrayAgg("stances__partner", filter=dissents, default=[], order_by="stances__pk"))
        .values("was", "now", "dissents")[0]
    )
    return found


def _unconfirmed(beside: Beside) -> str:
    was, now = beside["was"], beside["now"]
    if was is None or now is None:
        return ""
    if now < was:
        return f" (corrected from {london_date(was):%-d %B %Y}, unconfirmed)"
    return f" (a correction to {london_date(now):%-d %B %Y} waits for a second person)"


def to_confirm(user: User, on: date) -> list[Row]:
    """Corrections of awareness that this person may answer as the second one, the oldest first."""
    if not user.has_perm(CONFIRM):
        return []
    waiting = AwarenessCorrection.objects.filter(
        answer__isnull=True, notification__in=Notification.objects.visible_to(user)
    ).exclude(asked_by=user)
    return [
        Row(str(asked), f"Asked by {asked.asked_by} on {london_date(asked.asked_at):%-d %B %Y}", address(asked.notification))
        for asked in waiting.select_related("notification__case", "asked_by").order_by("asked_at", "pk")
    ]


def being_prepared(user: User, on: date) -> list[Row]:
    """Notifications that the local authority has not yet sent, the oldest first."""
    if not user.has_perm(CHANGE):
        return []
    waiting = Notification.objects.visible_to(user).filter(status=Notification.Status.PREPARING)
    return [
        Row(str(one), f"Local authority aware since {london_date(one.aware_at):%-d %B %Y}", address(one))
        for one in waiting.select_related("case").order_by("aware_at", "pk")
    ]


PANELS = (Panel("Notification", of_case),)
WAITING = (
    Waiting("Notifications being prepared", being_prepared),
    Waiting("Corrections of awareness that need a second person", to_confirm),
)
