"""How a deadline stood on an earlier day: its dates with every later move undone, and the account as it was understood."""

from dataclasses import dataclass
from datetime import date

from cspr.clocks import london_date
from cspr.deadlines.reckoning import Explanation, UnknownClock, clocks, known_on
from cspr.models import Deadline


class NotBegun(UnknownClock):
    """On that day the clock had not begun."""


@dataclass(frozen=True)
class Understood:
    """A deadline as people understood it at the end of a London day."""

    on: date
    started_on: date
    due_on: date
    latest_on: date
    explanations: list[Explanation]


def as_understood(deadline: Deadline, on: date) -> Understood:
    """The dates of that day and the account of them, by the rules and holidays that were known then.

    Raises NotBegun, UnknownClock, OutsideTheTable.
    """
    started_on, due_on, latest_on = deadline.started_on, deadline.due_on, deadline.latest_on
    # The newest move comes first.
    for moved in deadline.moves.all():
        if london_date(moved.at) > on:
            started_on, due_on, latest_on = moved.old
    if _began_on(deadline, started_on) > on:
        raise NotBegun(f"On {on:%-d %B %Y} this clock had not begun: it is counted from {started_on:%-d %B %Y}.")
    return Understood(on, started_on, due_on, latest_on, known_on(on).explain(deadline.clock, started_on))


def _began_on(deadline: Deadline, started_on: date) -> date:
    """A clock that is counted back begins when somebody plans its day, and not on that day."""
    clock = clocks().get(deadline.clock)
    if clock is None or not clock.counts_back:
        return started_on
    return min(london_date(deadline.history.earliest().history_date), started_on)
