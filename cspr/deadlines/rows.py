"""The rows themselves: held, saved in somebody's name, and moved with a record of the move. The only writer of Deadline."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from django.db import connection

from cspr import timeline
from cspr.deadlines import reckoning
from cspr.models import Deadline, DeadlineMove, User
from cspr.models.time import DeadlineQuerySet


@dataclass(frozen=True)
class Cause:
    """Why dates move: what kind of cause, the reason in words, who, when, and the second person where one was needed."""

    why: DeadlineMove.Why
    because: str
    by: User | None
    at: datetime
    confirmed_by: User | None = None
    review_by: date | None = None


# One for all: whoever counts holds it together with others, whoever changes rules or holidays holds it alone.
RULES_LOCK = 20_180_789


def read_the_rules() -> None:
    """Until the transaction ends, nobody changes rules or holidays: a clock that starts meanwhile would be missed."""
    _hold("pg_advisory_xact_lock_shared")


def change_the_rules() -> None:
    """Until the transaction ends, nobody starts a clock by the old rules and holidays."""
    _hold("pg_advisory_xact_lock")


def _hold(lock: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lock}(%s)", [RULES_LOCK])


def locked() -> DeadlineQuerySet:
    """Deadlines whose rows are held until the transaction ends, always in the same order."""
    return Deadline.objects.select_for_update(of=("self",)).order_by("pk")


def save(deadline: Any, by: User | None) -> Deadline:
    """Save, and name who did it in the field history: outside a request the library cannot know."""
    deadline._history_user = by
    deadline.save()
    return cast(Deadline, deadline)


def move(deadline: Deadline, to: tuple[date, date, date], cause: Cause) -> DeadlineMove:
    """Give the row other dates (counted from, due, latest): the record first, which the database asks for, then the row.

    The timeline of the case says so in words.
    """
    started_on, due_on, latest_on = to
    moved = DeadlineMove.objects.create(
        deadline=deadline,
        at=cause.at,
        by=cause.by,
        confirmed_by=cause.confirmed_by,
        why=cause.why,
        because=cause.because,
        review_by=cause.review_by,
        old_started_on=deadline.started_on,
        old_due_on=deadline.due_on,
        old_latest_on=deadline.latest_on,
        new_started_on=started_on,
        new_due_on=due_on,
        new_latest_on=latest_on,
    )
    deadline.started_on, deadline.due_on, deadline.latest_on = to
    save(deadline, cause.by)
    clock = reckoning.clocks().get(deadline.clock)
    title = clock.title if clock else deadline.clock
    words = f"Date moved. {title}: {moved.words}. {cause.because}"
    timeline.record(deadline.case, "deadline_moved", words, at=cause.at, by=cause.by)
    return moved
