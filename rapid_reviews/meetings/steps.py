"""Each step of a meeting: planned, held or called off; conflicts declared; actions agreed and done."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction

from cspr import timeline
from cspr.clocks import LONDON, london_date
from cspr.lifecycle import MoveRefused, Moves, lock, move, save
from cspr.models import CaseConflict, User
from cspr.stages import announce
from rapid_reviews import planning
from rapid_reviews.meetings.agenda import invite
from rapid_reviews.meetings.quorum import TO_BE_NAMED, among
from rapid_reviews.models import Action, Attendance, Meeting, RapidReview
from rapid_reviews.plan import day_in_words

Status = Meeting.Status
MOVES: Moves = {Status.PLANNED: frozenset({Status.HELD, Status.CANCELLED})}
# A meeting further ahead is a slip of the keyboard.
FURTHEST = timedelta(days=366)


@transaction.atomic
def plan_meeting(
    review: RapidReview, *, starts_at: datetime, minutes: int, place: str, chair: str, agenda: str, by: User, at: datetime
) -> Meeting:
    """Plan a meeting, with the partners' leads and the contacts of the agencies invited. Raises MoveRefused.

    The page sent twice plans one meeting: the one that begins at that moment is returned.
    """
    review = lock(review)
    if review.status not in planning.PLANNED:
        raise MoveRefused(f"The Rapid Review stands at “{review.get_status_display()}”, so no meeting is planned any more.")
    if starts_at > at + FURTHEST:
        raise MoveRefused(f"{starts_at:%-d %B %Y} is more than a year ahead. Check the year; nothing was saved.")
    same: Meeting | None = review.meetings.filter(starts_at=starts_at, status=Status.PLANNED).first()
    if same is not None:
        return same
    meeting = Meeting(
        review=review,
        starts_at=starts_at,
        minutes=minutes,
        place=place.strip(),
        chair=chair.strip(),
        agenda=agenda.strip(),
    )
    save(meeting, by=by)
    for row in invite(meeting):
        save(row, by=by)
    timeline.record(review.case, "meeting_planned", f"Rapid Review meeting planned, to be held {when(meeting)}.", at=at, by=by)
    return meeting


@transaction.atomic
def hold(
    meeting: Meeting, *, present: Iterable[Attendance], decisions: str, because: str = "", by: User, at: datetime
) -> Meeting:
    """Record that the meeting was held: who of the invited was present, and what was decided. The plan's step is done.

    Raises MoveRefused before it has begun, without decisions, and where a partner was missing and nobody says why it was
    held all the same; the reason is kept.
    """
    meeting = lock(meeting)
    if meeting.starts_at > at:
        raise MoveRefused(f"The meeting begins {when(meeting)}. Record it once it is over; nothing was altered.")
    if not decisions.strip():
        raise MoveRefused("Write what was decided, even if that is “nothing yet”. Nothing was altered.")
    there = {row.pk for row in present}
    rows = list(meeting.attendance.all())
    if any(row.pk in there and row.name == TO_BE_NAMED for row in rows):
        raise MoveRefused(
            f"“{TO_BE_NAMED}” cannot have been present. Write down who it was, on the page of the meeting; then record it. "
            "Nothing was altered."
        )
    for row in rows:
        row.was_present = row.pk in there
    quorum = among((row.partner for row in rows if row.was_present), held=True)
    if not quorum.is_there and not because.strip():
        raise MoveRefused(f"{quorum.words} Say why the meeting was held all the same; the reason is kept. Nothing was altered.")
    for row in rows:
        save(row, by=by)
    meeting.decisions = decisions.strip()
    meeting.no_quorum_because = "" if quorum.is_there else because.strip()
    move(meeting, Status.HELD, MOVES, by=by)
    words = f"Rapid Review meeting held {when(meeting)}. {quorum.words}"
    timeline.record(meeting.review.case, "meeting_held", words, at=at, by=by)
    planning.mark_done_by_itself(meeting.review, planning.MEETING, by=by, at=at, done_on=london_date(meeting.starts_at))
    announce("meeting_held", meeting, by=by, at=at)
    return meeting


@transaction.atomic
def call_off(meeting: Meeting, *, because: str, by: User, at: datetime) -> Meeting:
    """The meeting does not take place; the reason goes on the timeline. Raises MoveRefused."""
    meeting = lock(meeting)
    if not because.strip():
        raise MoveRefused("Say why the meeting does not take place. The reason is kept on the timeline of the case.")
    move(meeting, Status.CANCELLED, MOVES, by=by)
    words = f"Rapid Review meeting {when(meeting)} called off: {because.strip().rstrip('.')}."
    timeline.record(meeting.review.case, "meeting_called_off", words, at=at, by=by)
    return meeting


@transaction.atomic
def declare_conflict(
    meeting: Meeting,
    *,
    person: Attendance,
    conflict: str,
    left_for_it: bool = False,
    shut_for: User | None = None,
    by: User,
    at: datetime,
) -> Attendance:
    """Write down a conflict of interest that somebody declared; and shut the case for them, if they are of the staff.

    Raises MoveRefused for a meeting that does not take place.
    """
    meeting = lock(meeting)
    if meeting.status == Status.CANCELLED:
        raise MoveRefused("This meeting was called off, so nothing is declared in it. Nothing was altered.")
    row = lock(meeting.attendance.get(pk=person.pk))
    row.conflict, row.left_for_it = conflict.strip(), left_for_it
    save(row, by=by)
    words = "A conflict of interest was declared for the Rapid Review meeting."
    case = meeting.review.case
    if shut_for is not None and not case.conflicts.filter(user=shut_for).exists():
        save(CaseConflict(case=case, user=shut_for, because="Declared for a Rapid Review meeting"), by=by)
        words += " The case is shut for one member of staff."
    timeline.record(case, "conflict_declared", words, at=at, by=by)
    return row


@transaction.atomic
def add_action(meeting: Meeting, *, words: str, owner: str, due_on: date | None, by: User, at: datetime) -> Action:
    """Write down what somebody will do. The same words for the same person twice are one action. Raises MoveRefused."""
    meeting = lock(meeting)
    if meeting.status == Status.CANCELLED:
        raise MoveRefused("This meeting was called off, so nothing follows from it. Nothing was saved.")
    typed = {"words": words.strip(), "owner": owner.strip(), "due_on": due_on}
    there: Action | None = meeting.actions.filter(**typed).first()
    if there is not None:
        return there
    action = Action(meeting=meeting, **typed)
    save(action, by=by)
    return action


@transaction.atomic
def finish_action(meeting: Meeting, *, action: Action, done_on: date, by: User, at: datetime) -> Action:
    """An action is done, on that London day. Raises MoveRefused."""
    row = lock(meeting.actions.get(pk=action.pk))
    if row.done_on is not None:
        raise MoveRefused(f"This action is marked as done on {day_in_words(row.done_on)} already. Nothing was altered.")
    if done_on > london_date(at):
        raise MoveRefused("An action cannot have been done on a day that is still to come. Check the date.")
    row.done_on = done_on
    save(row, by=by)
    timeline.record(meeting.review.case, "action_done", "An action of the Rapid Review meeting is done.", at=at, by=by)
    return row


def when(meeting: Meeting) -> str:
    """on Tuesday 5 January at 10:00, in London."""
    return f"on {moment(meeting)}"


def moment(meeting: Meeting) -> str:
    """Tuesday 5 January at 10:00, in London."""
    local = meeting.starts_at.astimezone(LONDON)
    return f"{day_in_words(local.date())} at {local:%H:%M}"
