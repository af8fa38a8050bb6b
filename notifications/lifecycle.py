"""The only writer of a notification's status: opened, sent or not to be sent, opened again, withdrawn."""

from datetime import date, datetime

from django.db import transaction

from cspr import deadlines, emails, timeline
from cspr.clocks import london_date
from cspr.deadlines import NOTHING_SAID, Late
from cspr.lifecycle import MoveRefused, Moves, lock, move, open_case, save
from cspr.models import Case, Child, Deadline, User
from cspr.stages import announce
from cspr.working_days import OutsideTheTable
from notifications import awareness, facts, partners, sheets
from notifications.clocks import FROM_AWARENESS, NOTIFICATION
from notifications.models import DecisionNotToNotify, Notification
from referrals.models import Referral

Status = Notification.Status
MOVES: Moves = {
    Status.PREPARING: frozenset({Status.SENT, Status.NOT_REQUIRED}),
    Status.NOT_REQUIRED: frozenset({Status.PREPARING}),
    Status.SENT: frozenset({Status.WITHDRAWN}),
}
# Telling the partners moves no status; it is a duty of the same five working days all the same.
record_partners_told, partners_are_to_be_told = partners.record_told, partners.are_to_be_told


@transaction.atomic
def open_from(referral: Referral, *, by: User, at: datetime) -> Notification:
    """Prepare the notification that an accepted referral asks for; its clock runs from when the local authority knew.

    A case has one notification, whatever the number of referrals: where one stands already, it is returned, counted from
    the earlier day where this referral shows one. Raises MoveRefused where nobody has recorded when the local authority
    became aware, where what was done in time turns out late, or where the notification was withdrawn: nothing of that case
    runs any more, so the duty would be counted nowhere.
    """
    if referral.case is None or referral.la_aware_at is None:
        raise MoveRefused("Record when the local authority became aware first: the notification is counted from that moment.")
    case = lock(referral.case)
    standing: Notification | None = Notification.objects.filter(case=case).first()
    if standing is not None:
        _refuse_withdrawn(standing)
        timeline.record(
            case, "referral_joined", "A further referral was joined to this case and its notification.", at=at, by=by
        )
        if standing.status == Status.PREPARING:
            facts.add_children(standing, by=by)
        awareness.learn_from([referral], standing, by=by, at=at)
        standing.refresh_from_db()
        return standing
    notification = Notification(case=case, referral=referral, aware_at=referral.la_aware_at, **facts.taken_over(case, referral))
    return _open(notification, by=by, at=at)


@transaction.atomic
def open_directly(case: Case, *, aware_at: datetime, by: User, at: datetime) -> Notification:
    """Prepare a notification that no referral came before. Raises MoveRefused for a wrong moment or a second notification."""
    case = lock(case)
    if Notification.objects.filter(case=case).exists():
        raise MoveRefused("This case has its notification already. Open it from the page of the case; nothing was altered.")
    _not_in_the_future(aware_at, at, "The local authority cannot have become aware")
    return _open(Notification(case=case, aware_at=aware_at, **facts.taken_over(case, None)), by=by, at=at)


@transaction.atomic
def open_case_directly(
    *, by: User, at: datetime, aware_at: datetime, incident_on: date | None, incident_place: str = "", summary: str = "",
    child_name: str = "", child_born_on: date | None = None,
) -> Notification:  # fmt: skip
    """Open a case for an incident of which the local authority told us itself, and its notification. Raises MoveRefused."""
    because = "the local authority became aware of a serious incident; there was no referral."
    case = open_case(by=by, at=at, because=because, incident_on=incident_on, incident_place=incident_place, summary=summary)
    if child_name.strip():
        save(Child(case=case, name=child_name.strip(), born_on=child_born_on), by=by)
    return open_directly(case, aware_at=aware_at, by=by, at=at)


@transaction.atomic
def record_sent(
    notification: Notification,
    *,
    by: User,
    at: datetime,
    sent_at: datetime,
    national_reference: str,
    partners_told: bool = False,
    late: Late = NOTHING_SAID,
) -> Notification:
    """Record that the local authority sent it on the national system. Meets the clock and opens the Rapid Review.

    The sheet is kept as it was sent. Where no Rapid Review is required (facts.why_no_review), the timeline says why.
    `partners_told`: they were told at the same time, which meets that clock too; what was recorded of it before stays.
    Raises MoveRefused for a wrong status, moment or an empty reference; ReasonNeeded after the fifth working day.
    """
    notification = lock(notification)
    notification.sent_at, notification.sent_by = sent_at, by
    notification.national_reference = national_reference.strip()
    if notification.status == Status.PREPARING:
        _freeze(notification, by=by)
    move(notification, Status.SENT, MOVES, by=by)
    if not notification.national_reference:
        raise MoveRefused("Give the reference that the national system showed when the notification was sent.")
    _not_in_the_future(sent_at, at, "The notification cannot have been sent")
    _not_before_aware(notification, sent_at, "sent")
    case = notification.case
    words = f"Notification sent to the Panel; national reference {notification.national_reference}."
    timeline.record(case, "notification_sent", words, at=sent_at, by=by)
    deadlines.meet(case, NOTIFICATION.code, at=sent_at, by=by, late=late)
    _tell_partners(notification, "sent", "the notification was sent to the Panel", at=at)
    if partners_told and notification.partners_told_at is None:
        partners.keep_told(notification, sent_at, "With the notification", by=by, late=late)
    if notification.no_review_because:
        timeline.record(case, "rapid_review_not_required", notification.no_review_because, at=sent_at, by=by)
        announce("notification_sent_without_review", notification, by=by, at=at)
    else:
        announce("notification_sent", notification, by=by, at=at)
    return notification


@transaction.atomic
def call_for_review(notification: Notification, *, because: str, by: User, at: datetime) -> Notification:
    """Let a Rapid Review that was left out follow, for new facts; it counts from the sending. Raises MoveRefused."""
    notification = lock(notification)
    if notification.status != Status.SENT or not notification.no_review_because:
        raise MoveRefused("No Rapid Review was left out here. Look at the case to see where it stands; nothing was altered.")
    if not because.strip():
        raise MoveRefused("Say which facts are new. The reason is kept on the timeline; nothing was altered.")
    notification.no_review_because = ""
    save(notification, by=by)
    timeline.record(
        notification.case, "rapid_review_required", f"A Rapid Review follows after all. {because.strip()}", at=at, by=by
    )
    announce("notification_sent", notification, by=by, at=at)
    return notification


@transaction.atomic
def withdraw(
    notification: Notification, *, by: User, at: datetime, decided_by: str, because: str, withdrawn_at: datetime | None = None
) -> Notification:
    """Record that the local authority withdrew what it had sent, because it is outside the criteria after all.

    What was sent, and when, stays on record; the Rapid Review, if one is open, ends visibly. Raises MoveRefused.
    """
    moment = withdrawn_at or at
    notification = lock(notification)
    notification.withdrawn_at, notification.withdrawn_by = moment, decided_by.strip()
    notification.withdrawn_because = because.strip()
    move(notification, Status.WITHDRAWN, MOVES, by=by)
    if not (notification.withdrawn_by and notification.withdrawn_because):
        raise MoveRefused("Say who withdrew it for the local authority, and why. Both are kept with the case.")
    _not_in_the_future(moment, at, "It cannot have been withdrawn")
    if notification.sent_at is None or moment < notification.sent_at:
        raise MoveRefused("It cannot have been withdrawn before it was sent. Check the date and the time.")
    words = f"Notification withdrawn: outside the criteria. Decided by {notification.withdrawn_by}."
    timeline.record(notification.case, "notification_withdrawn", words, at=moment, by=by)
    _end_clocks(notification, notification.withdrawn_because, at=moment, by=by)
    _tell_partners(notification, "withdrawn", "the notification was withdrawn", at=at)
    announce("notification_withdrawn", notification, by=by, at=at)
    return notification


@transaction.atomic
def decide_not_to_notify(
    notification: Notification, *, by: User, at: datetime, decided_by: str, because: str, decided_at: datetime | None = None
) -> Notification:
    """Record the local authority's decision not to notify: who decided, when (now, if not said), and why.

    The duty, and so the decision, is the local authority's alone (Children Act 2004, section 16C). Raises MoveRefused.
    """
    moment = decided_at or at
    notification = lock(notification)
    notification.decided_not_at, notification.decided_not_by = moment, decided_by.strip()
    notification.decided_not_because = because.strip()
    move(notification, Status.NOT_REQUIRED, MOVES, by=by)
    if not (notification.decided_not_by and notification.decided_not_because):
        raise MoveRefused("Say who decided for the local authority, and the reasons. Both are kept with the case.")
    _not_in_the_future(moment, at, "The decision cannot have been taken")
    _not_before_aware(notification, moment, "decided upon")
    words = f"Local authority decided not to notify the Panel. Decided by {notification.decided_not_by}."
    timeline.record(notification.case, "notification_not_required", words, at=moment, by=by)
    DecisionNotToNotify.objects.create(
        notification=notification, decided_at=moment, decided_by=notification.decided_not_by,
        because=notification.decided_not_because, views=facts.views_of(notification), by=by, at=at,
    )  # fmt: skip
    _end_clocks(notification, notification.decided_not_because, at=moment, by=by)
    _tell_partners(
        notification, _again(notification, "not_required"), "the local authority decided about the notification", at=at
    )
    announce("notification_not_required", notification, by=by, at=at)
    return notification


@transaction.atomic
def reopen(notification: Notification, *, because: str, by: User, at: datetime) -> Notification:
    """Prepare it again after a decision not to notify, because of new facts. Its clocks run on to their original dates.

    The earlier decision is kept as it was taken; an earlier day that referrals have shown since holds now. Raises MoveRefused.
    """
    notification = lock(notification)
    notification.decided_not_at, notification.decided_not_by, notification.decided_not_because = None, "", ""
    notification.reopened_because = because.strip()
    move(notification, Status.PREPARING, MOVES, by=by)
    if not notification.reopened_because:
        raise MoveRefused("Say which facts are new. The reason is kept beside the earlier decision; nothing was altered.")
    facts.add_children(notification, by=by)
    words = "Notification to the Panel being prepared again. The earlier decision not to notify is kept."
    timeline.record(notification.case, "notification_reopened", words, at=at, by=by)
    for code in _to_run_again(notification):
        deadlines.reopen(notification.case, code, at=at, by=by)
    awareness.learn_what_came_meanwhile(notification, by=by, at=at)
    _tell_partners(notification, _again(notification, "reopened"), "the notification is being prepared again", at=at)
    announce("notification_reopened", notification, by=by, at=at)
    return notification


def _refuse_withdrawn(notification: Notification) -> None:
    if notification.status == Status.WITHDRAWN:
        raise MoveRefused(
            f"The notification of {notification.case.reference} was withdrawn, and its dates have ended. Accept this referral "
            "as a new case, so that the five working days run; name the earlier case in the note. Nothing was altered."
        )


def _freeze(notification: Notification, *, by: User) -> None:
    facts.add_children(notification, by=by)
    notification.as_sent = sheets.frozen(notification)
    notification.no_review_because = facts.why_no_review(notification)


def _end_clocks(notification: Notification, because: str, *, at: datetime, by: User) -> None:
    for deadline in notification.case.deadlines.running().filter(clock__in=FROM_AWARENESS):
        deadlines.end_as_not_required(notification.case, deadline.clock, at=at, by=by, because=because)


def _to_run_again(notification: Notification) -> list[str]:
    """Of the clocks that the decision ended: the partners' own only where they are still to be told."""
    codes = FROM_AWARENESS if notification.partners_told_at is None else (NOTIFICATION.code,)
    ended = notification.case.deadlines.filter(clock__in=codes, outcome=Deadline.Outcome.NOT_REQUIRED)
    return [code for code in codes if ended.filter(clock=code).exists()]


def _again(notification: Notification, step: str) -> str:
    """The name of a step that may be taken several times: each is told once."""
    times = notification.decisions_not.count()
    return f"{step}:{times}" if times > 1 else step


def _open(notification: Notification, *, by: User, at: datetime) -> Notification:
    save(notification, by=by)
    facts.add_children(notification, by=by)
    facts.add_stances(notification, by=by)
    try:
        started = [deadlines.start(notification.case, code, at=notification.aware_at, by=by) for code in FROM_AWARENESS]
    except (OutsideTheTable, deadlines.UnknownClock) as error:
        year = london_date(notification.aware_at).year
        raise MoveRefused(
            f"No date can be counted from the year {year}. Check when the local authority became aware."
        ) from error
    words = f"Notification to the Panel being prepared; due by {started[0].latest_on:%-d %B %Y}."
    timeline.record(notification.case, "notification_opened", words, at=at, by=by)
    announce("notification_opened", notification, by=by, at=at)
    return notification


def _not_in_the_future(moment: datetime, at: datetime, what: str) -> None:
    if moment > at:
        raise MoveRefused(f"{what} at a time that is still to come. Check the date and the time.")


def _not_before_aware(notification: Notification, moment: datetime, done: str) -> None:
    if moment < notification.aware_at:
        raise MoveRefused(
            f"The notification cannot have been {done} before the local authority became aware. Check the date and the time."
        )


def _tell_partners(notification: Notification, step: str, words: str, *, at: datetime) -> None:
    path = f"/notifications/notification/{notification.pk}/change/"
    emails.tell_partners(notification.case, words, key=f"notification:{notification.pk}:{step}", path=path, at=at)
