"""Another date that people agree on, for clocks that allow it: extended, held for a while, or the date of the rule again."""

from datetime import date, datetime, timedelta

from django.db import transaction

from cspr.clocks import london_date
from cspr.deadlines import reckoning
from cspr.deadlines.rows import Cause, locked, move, read_the_rules
from cspr.models import Deadline, DeadlineMove, User

Agreed, Why = Deadline.Agreed, DeadlineMove.Why


# Nobody agrees on a day so far off in earnest: it is a slip of the pen, and would hide the clock for good.
FARTHEST = timedelta(days=3 * 365 + 1)


class NotAgreed(ValueError):
    """Another date is not possible, or something is missing. The text says what, to the person who tried."""


@transaction.atomic
def extend(deadline: Deadline, *, until: date, review_by: date, because: str, by: User, at: datetime) -> DeadlineMove:
    """Give a running clock a later date. The date of the rule stays in the record of the move. Raises NotAgreed."""
    deadline = _running(deadline, because)
    if not may_be_extended(deadline):
        raise NotAgreed("The clock has no date that people may extend. Nothing was altered.")
    if until <= deadline.latest_on:
        raise NotAgreed(f"It is due by {deadline.latest_on:%-d %B %Y} already. Give a later day, or leave it as it is.")
    _refuse_far_off(until, at)
    if not london_date(at) <= review_by <= until:
        raise NotAgreed("Look at it again between today and the new date. Check the day.")
    return _agree(deadline, Agreed.EXTENDED, until, Cause(Why.EXTENSION, because.strip(), by, at, review_by=review_by))


@transaction.atomic
def hold(deadline: Deadline, *, review_by: date, because: str, by: User, at: datetime) -> DeadlineMove:
    """Let a running clock stand still until the day on which it is looked at again, which is its date meanwhile.

    For a publication while a trial is on, for example. Raises NotAgreed.
    """
    deadline = _running(deadline, because)
    if not may_be_held(deadline):
        raise NotAgreed("The clock cannot be held. Nothing was altered.")
    if review_by <= london_date(at) or review_by < deadline.due_on:
        raise NotAgreed(
            f"Give the day to look at it again: one that is still to come, and not before {deadline.due_on:%-d %B %Y}, when it "
            "is due anyway."
        )
    _refuse_far_off(review_by, at)
    return _agree(deadline, Agreed.HELD, review_by, Cause(Why.HOLD, because.strip(), by, at, review_by=review_by))


@transaction.atomic
def lift(deadline: Deadline, *, because: str, by: User, at: datetime) -> DeadlineMove:
    """End an extension or a hold: the clock has the date of its rule again. Raises NotAgreed."""
    deadline = _running(deadline, because)
    if not deadline.agreed:
        raise NotAgreed("It has the date that its rule gives. There is nothing to lift.")
    read_the_rules()
    dates = reckoning.dates_for(deadline.clock, deadline.started_on)
    deadline.agreed, deadline.review_by = Agreed.NO, None
    return move(deadline, (deadline.started_on, dates.due_on, dates.latest_on), Cause(Why.REOPENED, because.strip(), by, at))


def may_be_extended(deadline: Deadline) -> bool:
    """Whether it runs and its clock allows a later date."""
    clock = reckoning.clocks().get(deadline.clock)
    return not deadline.outcome and clock is not None and clock.may_be_extended


def may_be_held(deadline: Deadline) -> bool:
    """Whether it runs and its clock may stand still."""
    clock = reckoning.clocks().get(deadline.clock)
    return not deadline.outcome and clock is not None and clock.may_be_held


def _refuse_far_off(day: date, at: datetime) -> None:
    if day > london_date(at) + FARTHEST:
        raise NotAgreed(
            f"{day:%-d %B %Y} is more than three years ahead. Check the year; if it is meant, give a nearer day now and extend "
            "it again when that comes. Nothing was altered."
        )


def _agree(deadline: Deadline, agreed: Deadline.Agreed, until: date, cause: Cause) -> DeadlineMove:
    deadline.agreed, deadline.review_by = agreed, cause.review_by
    return move(deadline, (deadline.started_on, until, until), cause)


def _running(deadline: Deadline, because: str) -> Deadline:
    if not because.strip():
        raise NotAgreed("Say why, in a sentence or two. The reason is kept with the dates; nothing was altered.")
    found = locked().running().filter(pk=deadline.pk).select_related("case").first()
    if found is None:
        raise NotAgreed("The clock has ended meanwhile. Nothing was altered.")
    return found
