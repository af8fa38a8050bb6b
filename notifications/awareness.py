"""Corrects when the local authority became aware, once the clock runs. The only writer of that moment after the opening.

Earlier dates hold at once and stay marked as unconfirmed until a second person answers; later ones wait for that answer.
A refusal of an earlier moment puts the first one back. Both moments, both names and both reasons are kept for ever.
"""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Subquery

from cspr import deadlines, outbox, timeline
from cspr.clocks import LONDON, london_date
from cspr.deadlines import NOTHING_SAID, Cause, Late, ReasonNeeded
from cspr.lifecycle import MoveRefused, lock, save
from cspr.models import DeadlineMove, User
from cspr.stages import announce
from cspr.working_days import OutsideTheTable
from notifications.clocks import FROM_AWARENESS
from notifications.models import AwarenessAnswer, AwarenessCorrection, Notification, open_correction
from referrals.models import Referral

SECOND_PERSON = ("partner_lead", "coordinator", "business_manager")
CONFIRM = "notifications.confirm_awareness"


@transaction.atomic
def correct(
    notification: Notification, *, aware_at: datetime, because: str, by: User, at: datetime, late: Late = NOTHING_SAID
) -> AwarenessCorrection:
    """Ask for another moment; one that is earlier holds at once. Raises MoveRefused.

    Where the notification was sent already and turns out to be late, `late` says why; raises ReasonNeeded without.
    """
    notification = lock(notification)
    _refuse(notification, aware_at, because, at)
    return _ask(notification, aware_at, because, by=by, at=at, late=late)


@transaction.atomic
def learn_of_earlier(
    notification: Notification, *, aware_at: datetime, because: str, by: User, at: datetime
) -> AwarenessCorrection | None:
    """Another source shows that the local authority knew on an earlier day: that holds at once, unconfirmed.

    It does not wait for a correction that is still open. None where the day is not earlier, or nothing is to be notified.
    Raises MoveRefused where the date was met and turns out late, which needs somebody's reason first.
    """
    notification = lock(notification)
    earlier = london_date(aware_at) < london_date(notification.aware_at)
    if not earlier or notification.status == Notification.Status.NOT_REQUIRED:
        return None
    _dates(FROM_AWARENESS[0], aware_at)
    try:
        return _ask(notification, aware_at, because, by=by, at=at, late=NOTHING_SAID)
    except ReasonNeeded as error:
        raise MoveRefused(
            f"This shows that the local authority became aware {_moment(aware_at)}, earlier than its notification says, and so "
            "what it did was late. First correct that moment on the page of the notification, with the reason for the "
            "lateness; then take this step again. Nothing was altered."
        ) from error


def learn_from(referrals: Iterable[Referral], notification: Notification, *, by: User, at: datetime) -> None:
    """Count from the earliest day that one of these referrals of the case shows. Raises MoveRefused as above."""
    known = {referral.la_aware_at: referral for referral in referrals if referral.la_aware_at is not None}
    if known:
        earliest = known[min(known)]
        because = f"Referral {earliest.reference}, joined to this case, says so. {earliest.la_aware_because}".strip()
        learn_of_earlier(notification, aware_at=min(known), because=because, by=by, at=at)


def learn_what_came_meanwhile(notification: Notification, *, by: User, at: datetime) -> None:
    """Part of preparing it again: count from the earlier day that a referral has shown since it was decided not to notify."""
    decided = Subquery(notification.decisions_not.order_by("-at").values("at")[:1])
    learn_from(Referral.objects.filter(case=notification.case, decided_at__gte=decided), notification, by=by, at=at)
    notification.refresh_from_db()


def _ask(
    notification: Notification, aware_at: datetime, because: str, *, by: User, at: datetime, late: Late
) -> AwarenessCorrection:
    asked = AwarenessCorrection.objects.create(
        notification=notification, was=notification.aware_at, now=aware_at, because=because.strip(), asked_by=by, asked_at=at
    )
    waits = "It holds, not yet confirmed by a second person." if asked.is_earlier else "It waits for a second person."
    words = f"Correction asked: the local authority became aware {_moment(asked.now)}, not {_moment(asked.was)}. {waits}"
    timeline.record(notification.case, "awareness_corrected", f"{words} {asked.because}", at=at, by=by)
    if asked.is_earlier:
        _set(notification, aware_at, Cause(DeadlineMove.Why.AWARENESS, asked.because, by, at), late)
    _ask_a_second_person(asked, at=at)
    announce("awareness_corrected", asked, by=by, at=at)
    return asked


@transaction.atomic
def confirm(notification: Notification, *, by: User, at: datetime, because: str = "") -> AwarenessAnswer:
    """Confirm, as a second person, the correction that waits. Raises MoveRefused."""
    notification = lock(notification)
    asked = _to_be_answered(notification, by)
    _refuse_after_others_knew(notification, asked.now)
    if not asked.is_earlier and asked.was != notification.aware_at:
        raise MoveRefused(
            "An earlier moment was recorded since this was asked. Refuse this correction; if it is right all the same, it can "
            "be asked for anew. Nothing was altered."
        )
    answer = AwarenessAnswer.objects.create(correction=asked, confirmed=True, because=because.strip(), by=by, at=at)
    words = f"Correction confirmed: the local authority became aware {_moment(asked.now)}, not {_moment(asked.was)}."
    timeline.record(notification.case, "awareness_confirmed", words, at=at, by=by)
    if not asked.is_earlier:
        cause = Cause(DeadlineMove.Why.AWARENESS, asked.because, asked.asked_by, at, confirmed_by=by)
        _set(notification, asked.now, cause, NOTHING_SAID)
    announce("awareness_answered", answer, by=by, at=at)
    return answer


@transaction.atomic
def refuse(notification: Notification, *, by: User, at: datetime, because: str) -> AwarenessAnswer:
    """Refuse, as a second person, the correction that waits; an earlier moment that held is put back. Raises MoveRefused."""
    notification = lock(notification)
    asked = _to_be_answered(notification, by)
    if not because.strip():
        raise MoveRefused("Say why you refuse it. The reason is kept beside the correction; nothing was altered.")
    answer = AwarenessAnswer.objects.create(correction=asked, confirmed=False, because=because.strip(), by=by, at=at)
    # Where another correction holds by now, a refusal of this one puts nothing back.
    goes_back = asked.is_earlier and asked.now == notification.aware_at
    holds = asked.was if goes_back else notification.aware_at
    words = f"Correction refused: the local authority became aware {_moment(holds)}, as it was. {answer.because}"
    timeline.record(notification.case, "awareness_refused", words, at=at, by=by)
    if goes_back:
        cause = Cause(DeadlineMove.Why.AWARENESS, f"A correction was refused. {answer.because}", by, at)
        _set(notification, asked.was, cause, NOTHING_SAID)
    announce("awareness_answered", answer, by=by, at=at)
    return answer


def in_words(notification: Notification, aware_at: datetime, *, by: User, at: datetime) -> str:
    """What would follow from a correction, for the person to read first. Raises MoveRefused."""
    _refuse(notification, aware_at, "not asked yet", at)
    lines = [f"On record: {_moment(notification.aware_at)}. Corrected: {_moment(aware_at)}."]
    for deadline in notification.case.deadlines.filter(clock__in=FROM_AWARENESS).exclude(outcome="not_required"):
        dates = _dates(deadline.clock, aware_at)
        title = deadlines.clocks()[deadline.clock].title
        lines.append(f"{title}: due {deadline.latest_on:%-d %B %Y} > {dates.latest_on:%-d %B %Y}.")
    if aware_at < notification.aware_at:
        lines.append("It holds at once, and is marked as unconfirmed until a second person has looked at it.")
    else:
        lines.append("Nothing moves until a second person has confirmed it.")
    return "\n".join(lines)


def to_confirm_in_words(notification: Notification, *, by: User) -> str:
    """What the second person is asked to confirm. Raises MoveRefused."""
    asked = _to_be_answered(notification, by)
    held = "It holds already." if asked.is_earlier else "The dates move when you confirm it."
    who = f"Asked by {asked.asked_by.get_full_name()}: {asked.because}"
    return f"On record before: {_moment(asked.was)}. Corrected: {_moment(asked.now)}.\n{who}\n{held}"


def _set(notification: Notification, aware_at: datetime, cause: Cause, late: Late) -> None:
    notification.aware_at = aware_at
    save(notification, by=cause.by)
    for code in FROM_AWARENESS:
        deadlines.count_from(notification.case, code, day=london_date(aware_at), cause=cause, late=late)


def _refuse(notification: Notification, aware_at: datetime, because: str, at: datetime) -> None:
    if notification.status == Notification.Status.NOT_REQUIRED:
        raise MoveRefused("It was decided not to notify, and the clock has ended. There is nothing to correct.")
    if open_correction(notification) is not None:
        raise MoveRefused("A correction already waits for a second person. Let it be answered first; nothing was altered.")
    if not because.strip():
        raise MoveRefused("Say why it is corrected, and on what evidence. The reason is kept for ever; nothing was altered.")
    if aware_at == notification.aware_at:
        raise MoveRefused("This is the moment that is on record. Nothing was altered.")
    if aware_at > at:
        raise MoveRefused("The local authority cannot have become aware at a time that is still to come. Check the date.")
    _refuse_after_others_knew(notification, aware_at)
    _dates(FROM_AWARENESS[0], aware_at)


def _refuse_after_others_knew(notification: Notification, aware_at: datetime) -> None:
    if notification.sent_at is not None and aware_at > notification.sent_at:
        raise MoveRefused("The local authority cannot have become aware after the notification was sent. Check the date.")
    if notification.partners_told_at is not None and aware_at > notification.partners_told_at:
        raise MoveRefused("The local authority cannot have become aware after it told its partners. Check the date.")


def _dates(code: str, aware_at: datetime) -> deadlines.Dates:
    try:
        return deadlines.dates_for(code, london_date(aware_at))
    except (OutsideTheTable, deadlines.UnknownClock) as error:
        raise MoveRefused(f"No date can be counted from the year {aware_at.year}. Check the date.") from error


def _to_be_answered(notification: Notification, by: User) -> AwarenessCorrection:
    asked = open_correction(notification)
    if asked is None:
        raise MoveRefused("No correction waits for an answer. Somebody may have answered it already; reload the page.")
    if asked.asked_by_id == by.pk:
        raise MoveRefused("You asked for this correction, so a second person has to answer it. Nothing was altered.")
    if not by.has_perm(CONFIRM):
        raise MoveRefused("Your role does not confirm corrections. Ask a partner lead, a coordinator or a manager.")
    return asked


def _ask_a_second_person(asked: AwarenessCorrection, *, at: datetime) -> None:
    case = asked.notification.case
    people = User.objects.with_roles(*SECOND_PERSON).exclude(pk=asked.asked_by_id)
    for one in people.exclude(pk__in=case.conflicts.values("user")):
        outbox.queue(
            key=f"awareness:{asked.pk}:{one.pk}",
            to=one.email,
            subject=f"{case.reference}: a date was corrected and needs a second person",
            body=f"{case.reference}: when the local authority became aware was corrected. Somebody other than the person who "
            f"asked has to confirm or refuse it.\n\nOpen it: {settings.STAFF_URL}/notifications/notification/"
            f"{asked.notification_id}/change/",
            case=case,
            at=at,
        )


def _moment(moment: datetime) -> str:
    return f"on {moment.astimezone(LONDON):%-d %B %Y at %H:%M}"
