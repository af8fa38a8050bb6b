"""Moves dates, each with its record: after a new rule, a holiday or a correction, and where people agree on another date."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from cspr.clocks import london_date
from cspr.deadlines import reckoning
from cspr.deadlines.reckoning import Dates, Known, UnknownClock
from cspr.deadlines.rows import Cause, locked, move, read_the_rules, save
from cspr.deadlines.running import NOTHING_SAID, Late, explain_lateness
from cspr.models import Case, Deadline, DeadlineMove, User
from cspr.working_days import OutsideTheTable


@dataclass(frozen=True)
class WouldMove:
    """A running deadline and the dates that it would get."""

    deadline: Deadline
    dates: Dates

    @property
    def words(self) -> str:
        """Due 5 January 2027 > 6 January 2027."""
        old, new = self.deadline, self.dates
        due = f"due {old.due_on:%-d %B %Y} > {new.due_on:%-d %B %Y}"
        if old.due_on == old.latest_on and new.due_on == new.latest_on:
            return due
        return f"{due}, latest {old.latest_on:%-d %B %Y} > {new.latest_on:%-d %B %Y}"


def would_move(deadlines: Iterable[Deadline], given: Known) -> list[WouldMove]:
    """Which of these running deadlines would get other dates under those rules and working days; nothing is written.

    Where people agreed on another date, that date stands. Raises nothing: what cannot be counted does not move.
    """
    found = []
    for deadline in deadlines:
        with suppress(UnknownClock, OutsideTheTable):
            dates = given.dates(deadline.clock, deadline.started_on)
            if not deadline.agreed and (dates.due_on, dates.latest_on) != (deadline.due_on, deadline.latest_on):
                found.append(WouldMove(deadline, dates))
    return found


@transaction.atomic
def recalculate(
    deadlines: Iterable[Deadline], *, why: DeadlineMove.Why, because: str, by: User | None, at: datetime
) -> list[DeadlineMove]:
    """Count these running deadlines anew, as rules and holidays stand now, and record each move. Deadlines that stay, stay."""
    rows = locked().running().filter(pk__in=[deadline.pk for deadline in deadlines]).select_related("case")
    cause = Cause(why, because, by, at)
    return [
        move(one.deadline, (one.deadline.started_on, one.dates.due_on, one.dates.latest_on), cause)
        for one in would_move(rows, reckoning.known())
    ]


@transaction.atomic
def count_from(
    case: Case, code: str, *, day: date, cause: Cause, late: Late = NOTHING_SAID, only: Deadline | None = None
) -> list[DeadlineMove]:
    """Count a clock of the case from another day, whether it runs or was met; what is no longer required stays as it is.

    `only`: one deadline, where the case has had several of that clock. One that was met and turns out to be late needs its
    reason: raises ReasonNeeded. Raises UnknownClock, OutsideTheTable.
    """
    read_the_rules()
    dates, moves = reckoning.dates_for(code, day), []
    rows = locked().filter(case=case, clock=code).exclude(outcome=Deadline.Outcome.NOT_REQUIRED).select_related("case")
    if only is not None:
        rows = rows.filter(pk=only.pk)
    for deadline in rows:
        was_late = deadline.is_late(on=london_date(cause.at))
        moves.append(move(deadline, (day, dates.due_on, dates.latest_on), cause))
        if deadline.outcome == Deadline.Outcome.MET and deadline.is_late(on=day) and not was_late:
            explain_lateness(deadline, late, at=cause.at)
            save(deadline, cause.by)
    return moves
