"""When and how the local authority told its safeguarding partners. The only writer of that."""

from datetime import datetime

from django.db import transaction

from cspr import deadlines, timeline
from cspr.deadlines import NOTHING_SAID, Late
from cspr.lifecycle import MoveRefused, lock, save
from cspr.models import User
from cspr.stages import announce
from notifications.clocks import PARTNERS_TOLD
from notifications.models import Notification

Status = Notification.Status


@transaction.atomic
def record_told(
    notification: Notification, *, by: User, at: datetime, told_at: datetime, how: str, late: Late = NOTHING_SAID
) -> Notification:
    """Record when and how the local authority told its safeguarding partners, before or after the notification was sent.

    Meets that clock. Raises MoveRefused, and ReasonNeeded after the fifth working day.
    """
    notification = lock(notification)
    if not are_to_be_told(notification):
        raise MoveRefused(
            "It is recorded already that the partners were told, or it was decided not to notify. Look at the notification to "
            "see which; nothing was altered."
        )
    if not how.strip():
        raise MoveRefused("Say how the partners were told: by secure e-mail, for example. Nothing was altered.")
    if told_at > at:
        raise MoveRefused("The partners cannot have been told at a time that is still to come. Check the date and the time.")
    if told_at < notification.aware_at:
        raise MoveRefused(
            "The partners cannot have been told before the local authority became aware. Check the date and the time."
        )
    keep_told(notification, told_at, how.strip(), by=by, late=late)
    announce("partners_told", notification, by=by, at=at)
    return notification


def are_to_be_told(notification: Notification) -> bool:
    """Whether nobody has recorded yet that they were, and nobody has decided that it need not be."""
    if notification.case.old_reference:
        return False
    return notification.status in (Status.PREPARING, Status.SENT) and notification.partners_told_at is None


def keep_told(notification: Notification, told_at: datetime, how: str, *, by: User, late: Late) -> None:
    """Keep it and meet the clock where it runs. Raises ReasonNeeded after the fifth working day. The caller holds the row."""
    notification.partners_told_at, notification.partners_told_how = told_at, how
    save(notification, by=by)
    timeline.record(notification.case, "partners_told", f"Safeguarding partners told. {how.rstrip('.')}.", at=told_at, by=by)
    if notification.case.deadlines.running().filter(clock=PARTNERS_TOLD.code).exists():
        deadlines.meet(notification.case, PARTNERS_TOLD.code, at=told_at, by=by, late=late)
