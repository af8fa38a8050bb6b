"""The days around a publication: planned for, the advance copy before it, and a year later whether it stays public.

The only writer of these. None of them moves the publication's status, and nothing is ever taken down by itself.
"""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from django.db import transaction

from cspr import deadlines, timeline
from cspr.clocks import LONDON, london_date
from cspr.deadlines import NOTHING_SAID, Cause, Late
from cspr.lifecycle import MoveRefused, lock, save
from cspr.models import Deadline, DeadlineMove, User
from cspr.stages import announce
from cspr.working_days import OutsideTheTable
from practice_reviews.models import PracticeReview
from publications.clocks import ADVANCE_COPY, STAYS_PUBLIC
from publications.models import Kind, Publication, Recipient

Status = Publication.Status
# Of these a copy goes to the Panel and the Secretary of State first (Working Together, chapter 5).
IN_ADVANCE = (Kind.FULL_REPORT, Kind.IMPROVEMENTS)
BEFORE_PUBLICATION = (Status.DRAFT, Status.IN_APPROVAL, Status.APPROVED)
WITHOUT_THEM_NOTHING_IS_SENT = frozenset({Recipient.PANEL, Recipient.SECRETARY_OF_STATE})
# Our own bound, not the law's: a day farther off is a slip of the pen.
FARTHEST = timedelta(days=3 * 366)


@transaction.atomic
def plan(
    publication: Publication, *, on: date, by: User, at: datetime, because: str = "", late: Late = NOTHING_SAID
) -> Publication:
    """Plan the day, or another day with the reason. The clock of the advance copy is counted back from it, at once.

    What was ordered for the other day stands no more. Raises MoveRefused; and ReasonNeeded where the copy was sent
    already and is too late for the new day.
    """
    publication = lock(publication)
    before = publication.planned_on
    _refuse_day(publication, on, because, at)
    _end_order(publication, by=by, at=at)
    publication.planned_on = on
    deadline = publication.advance_copy
    if deadline is not None and _counts(deadline):
        _count_from(deadline, on, Cause(DeadlineMove.Why.PLANNED, because.strip(), by, at), late)
    else:
        publication.advance_copy = _start(publication, on, by=by)
        publication.advance_sent_at, publication.advance_sent_to = None, ""
    save(publication, by=by)
    due = publication.case.deadlines.get(pk=publication.advance_copy_id or 0).latest_on
    moved = f", no longer for {before:%-d %B %Y}: {because.strip().rstrip('.')}" if before else ""
    words = f"Publication planned for {on:%-d %B %Y}{moved}. Advance copy due by {due:%-d %B %Y}."
    timeline.record(publication.case, "publication_planned", words, at=at, by=by)
    announce("publication_planned", publication, by=by, at=at)
    return publication


@transaction.atomic
def drop_plan(publication: Publication, *, because: str, by: User, at: datetime) -> Publication:
    """No day is planned any more; an advance copy that was not sent is no longer required, and no order stands.

    Raises MoveRefused.
    """
    publication = lock(publication)
    if publication.planned_on is None or publication.status not in BEFORE_PUBLICATION:
        raise MoveRefused("No day is planned for it, or it is public already. Nothing was altered.")
    if not because.strip():
        raise MoveRefused("Say why no day is planned any more. The reason is kept with the dates; nothing was altered.")
    publication.planned_on = None
    _end_order(publication, by=by, at=at)
    save(publication, by=by)
    timeline.record(publication.case, "publication_not_planned", f"No day planned: {because.strip()}", at=at, by=by)
    _end(publication, because.strip(), by=by, at=at)
    return publication


@transaction.atomic
def record_advance_copy(
    publication: Publication, *, sent_at: datetime, to: Collection[str], by: User, at: datetime, late: Late = NOTHING_SAID
) -> Publication:
    """Record when the advance copy went, and to whom: the Panel and the Secretary of State at least. Meets the clock.

    Raises MoveRefused, and ReasonNeeded where fewer than seven working days are left before the planned day.
    """
    publication = lock(publication)
    if not awaits_advance_copy(publication):
        raise MoveRefused("Plan the day of publication first, or look whether the copy is recorded already. Nothing changed.")
    if not set(to) >= WITHOUT_THEM_NOTHING_IS_SENT:
        raise MoveRefused("The copy has to go to the Panel and to the Secretary of State. Record it when both have it.")
    if sent_at > at:
        raise MoveRefused("The copy cannot have been sent at a time that is still to come. Check the date and the time.")
    if sent_at < publication.drafted_at:
        raise MoveRefused("The copy cannot have been sent before the draft was begun. Check the date and the time.")
    names = [str(choice.label) for choice in Recipient if choice.value in to]
    publication.advance_sent_at, publication.advance_sent_to = sent_at, ", ".join(names)
    save(publication, by=by)
    words = f"Advance copy sent to: {publication.advance_sent_to}."
    timeline.record(publication.case, "advance_copy_sent", words, at=sent_at, by=by)
    deadlines.meet(publication.case, ADVANCE_COPY.code, at=sent_at, by=by, late=late)
    announce("advance_copy_sent", publication, by=by, at=at)
    return publication


@transaction.atomic
def keep(publication: Publication, *, because: str, by: User, at: datetime) -> Publication:
    """Record the decision to keep it public after its year; it is looked at again a year later. Raises MoveRefused."""
    publication = lock(publication)
    if not is_to_be_looked_at(publication, on=london_date(at)):
        raise MoveRefused("It is not public, or its year is not over yet. Nothing was altered.")
    if not because.strip():
        raise MoveRefused("Say in a line why it stays public. Nothing was altered.")
    publication.kept_at, publication.kept_because = at, because.strip()
    save(publication, by=by)
    words = f"Decided to keep the publication public. {publication.kept_because}"
    timeline.record(publication.case, "publication_kept", words, at=at, by=by)
    return publication


def was_published(publication: Publication, *, by: User, at: datetime, late: Late) -> None:
    """Count the advance copy back from the day on which it became public in fact. Raises ReasonNeeded."""
    deadline, day = publication.advance_copy, london_date(at)
    if deadline is not None and _counts(deadline) and deadline.started_on != day:
        because = "It was published on this day, not on the day that was planned."
        _count_from(deadline, day, Cause(DeadlineMove.Why.PLANNED, because, by, at), late)


def goes_in_advance(publication: Publication) -> bool:
    """Whether the Panel and the Secretary of State have a copy first: reports, once; no other kind, no corrected version."""
    return publication.kind in IN_ADVANCE and publication.replaces_id is None


def awaits_advance_copy(publication: Publication) -> bool:
    """Whether its advance copy is still to be recorded; also of one that was published without."""
    return publication.advance_copy is not None and not publication.advance_copy.outcome


def warning(publication: Publication) -> str:
    """What whoever publishes should know of the advance copy; empty where there is nothing to say."""
    if not goes_in_advance(publication) or publication.advance_sent_at is not None:
        return ""
    return (
        "No advance copy is recorded. The Panel and the Secretary of State are to have it at least seven working days before "
        "the publication (Working Together, chapter 5). If it was sent, record that first; if not, plan a day that leaves time."
    )


def looked_at_again_on(publication: Publication) -> date | None:
    """The day from which somebody is asked whether it stays public: a year after it became so, or after the last decision."""
    since = publication.kept_at or publication.published_at
    if publication.status != Status.PUBLISHED or since is None:
        return None
    return deadlines.dates_for(STAYS_PUBLIC.code, london_date(since)).due_on


def is_to_be_looked_at(publication: Publication, *, on: date) -> bool:
    """Whether its year is over on that London day."""
    day = looked_at_again_on(publication)
    return day is not None and day <= on


def end_for(review: PracticeReview, *, by: User, at: datetime) -> None:
    """The report is decided not to be published: what was planned of it is no longer to come."""
    planned = Publication.objects.filter(practice_review=review, planned_on__isnull=False, status__in=BEFORE_PUBLICATION)
    for publication in planned.order_by("pk"):
        drop_plan(publication, because="The report is decided not to be published.", by=by, at=at)


def _refuse_day(publication: Publication, on: date, because: str, at: datetime) -> None:
    if publication.status not in BEFORE_PUBLICATION:
        raise MoveRefused("It is public already, or was withdrawn. A day is planned before that; nothing was altered.")
    if not goes_in_advance(publication):
        raise MoveRefused(
            "A day is planned for a full report or for information on improvements, which the Panel has before anybody else, "
            "at their first publication. Anything else goes out at a time that is ordered; nothing was altered."
        )
    today = london_date(at)
    if not today <= on <= today + FARTHEST:
        raise MoveRefused("Plan a day from today on, within the next three years. Check the date; nothing was altered.")
    if on == publication.planned_on:
        raise MoveRefused("This is the day that is planned. Nothing was altered.")
    if publication.planned_on is not None and not because.strip():
        raise MoveRefused("Another day is planned already. Say why it moves; the reason is kept with the dates.")


def _end_order(publication: Publication, *, by: User, at: datetime) -> None:
    """What was ordered for the day of before goes out by itself no more. The caller saves."""
    if publication.publish_at is None:
        return
    moment = publication.publish_at.astimezone(LONDON)
    publication.publish_at, publication.publish_ordered_by, publication.publish_late = None, None, {}
    publication.publish_stopped_because = ""
    words = f"The order to publish on {moment:%-d %B %Y at %H:%M} stands no more: another day was planned, or none."
    timeline.record(publication.case, "publication_order_ended", words, at=at, by=by)


def _start(publication: Publication, on: date, *, by: User) -> Deadline:
    # Of two publications of one case that are planned at once, the second sees the clock of the first.
    lock(publication.case)
    if publication.case.deadlines.running().filter(clock=ADVANCE_COPY.code).exists():
        raise MoveRefused(
            "Another publication of this case is planned and its advance copy is still to be sent. Record that, or take its "
            "day away first; nothing was altered."
        )
    try:
        return deadlines.start(publication.case, ADVANCE_COPY.code, at=datetime.combine(on, time(12), LONDON), by=by)
    except (OutsideTheTable, deadlines.UnknownClock) as error:
        raise MoveRefused("No date can be counted back from that day. Check the year; nothing was altered.") from error


def _count_from(deadline: Deadline, day: date, cause: Cause, late: Late) -> None:
    deadlines.count_from(deadline.case, ADVANCE_COPY.code, day=day, cause=cause, late=late, only=deadline)
    deadline.refresh_from_db()


def _counts(deadline: Deadline) -> bool:
    return deadline.outcome != Deadline.Outcome.NOT_REQUIRED


def _end(publication: Publication, because: str, *, by: User, at: datetime) -> None:
    if awaits_advance_copy(publication):
        deadlines.end_as_not_required(publication.case, ADVANCE_COPY.code, at=at, by=by, because=because)
