"""Starts, meets and ends clocks. The only writer of Deadline. Late is a query, never a fact that is stored."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, cast

from django.db import transaction
from django.db.models import Max

from cspr import timeline
from cspr.clocks import Clock, CountedDay, Unit, account, end_of, london_date
from cspr.models import BankHoliday, Case, ClockRule, Deadline, User
from cspr.stages import declared
from cspr.working_days import Calendar, OutsideTheTable


class UnknownClock(LookupError):
    """No rule row for the clock: `manage.py migrate` writes one for each that is declared."""


class ReasonNeeded(ValueError):
    """A deadline is met after `latest`: somebody has to say why."""


@dataclass(frozen=True)
class Dates:
    """What a clock gives for one start. `provisional`: the list of bank holidays does not reach that far yet."""

    due_on: date
    latest_on: date
    provisional: bool


def clocks() -> dict[str, Clock]:
    """Every clock that a stage declares, by its code."""
    return {clock.code: clock for clock in declared("clocks", "CLOCKS")}


def calendar() -> Calendar:
    """The working days as the table of bank holidays has them now."""
    holidays = BankHoliday.objects.filter(proclaimed=False).aggregate(last=Max("date"))
    last_year = (holidays["last"] or date(2000, 1, 1)).year
    rows = tuple(BankHoliday.objects.order_by("date").values_list("date", "name"))
    return _calendar(rows, date(last_year, 12, 31))


@lru_cache(maxsize=4)
def _calendar(rows: tuple[tuple[date, str], ...], known_until: date) -> Calendar:
    """The table is built once for each list of holidays; a new holiday is a new list, so nothing can go stale."""
    return Calendar(dict(rows), known_until)


def dates_for(code: str, started_on: date) -> Dates:
    """When a clock that starts on that London day is due, and the latest day. Raises UnknownClock, OutsideTheTable."""
    return _dates(started_on, _rules(code, started_on), calendar())


def dates_for_each(code: str, days: Iterable[date]) -> dict[date, Dates]:
    """The same for many days at once, in as many queries as for one; a day that no calendar or no rule knows has no dates."""
    days_now, rows = calendar(), list(ClockRule.objects.filter(clock=code).order_by("effective_from"))
    found = {}
    for day in set(days):
        with suppress(OutsideTheTable, UnknownClock):
            found[day] = _dates(day, _in_force(rows, code, day), days_now)
    return found


def _dates(started_on: date, rules: dict[str, ClockRule], days: Calendar) -> Dates:
    ends = {bound: end_of(started_on, rule.length, cast(Unit, rule.unit), days) for bound, rule in rules.items()}
    latest = ends.get("latest", ends.get("due", started_on))
    # Where our own standard would end after the national limit, the limit is the date to keep.
    due = min(ends.get("due", latest), latest)
    return Dates(due, latest, days.is_provisional(latest))


@dataclass(frozen=True)
class Explanation:
    """How one of a clock's two dates came about: the rule, who says so, and every day that was or was not counted."""

    bound: str
    rule: str
    authority: str
    source: str
    days: list[CountedDay]


def explain(code: str, started_on: date) -> list[Explanation]:
    """The account of each of the clock's dates, for a start on that London day. Raises UnknownClock, OutsideTheTable."""
    calendar_now = calendar()
    return [
        Explanation(
            bound=rule.get_bound_display(),
            rule=f"{rule.length} {rule.get_unit_display()}",
            authority=rule.authority,
            source=rule.source,
            days=account(started_on, rule.length, cast(Unit, rule.unit), calendar_now),
        )
        for rule in _rules(code, started_on).values()
    ]


def _rules(code: str, started_on: date) -> dict[str, ClockRule]:
    """The rule of each bound that applied on that day. Raises UnknownClock where there is none."""
    return _in_force(ClockRule.objects.filter(clock=code).order_by("effective_from"), code, started_on)


def _in_force(rows: Iterable[ClockRule], code: str, on: date) -> dict[str, ClockRule]:
    rules = {rule.bound: rule for rule in rows if rule.effective_from <= on}
    if not rules:
        raise UnknownClock(f"No rule for the clock {code!r} on {on}.")
    return rules


def start(case: Case, code: str, *, at: datetime, by: User | None) -> Deadline:
    """Start a clock on the London day of `at`. Raises UnknownClock."""
    day = london_date(at)
    dates = dates_for(code, day)
    deadline = Deadline(case=case, clock=code, started_on=day, due_on=dates.due_on, latest_on=dates.latest_on)
    return _save(deadline, by)


@transaction.atomic
def meet(case: Case, code: str, *, at: datetime, by: User | None, because: str = "") -> Deadline:
    """Record that the clock's end was reached at that moment.

    Raises Deadline.DoesNotExist where none runs, ReasonNeeded where it is late and nobody says why.
    """
    deadline = _running(case, code)
    day = london_date(at)
    if day > deadline.latest_on and not because.strip():
        raise ReasonNeeded(
            f"This was due by {deadline.latest_on:%-d %B %Y} at the latest. Say in a sentence or two why it was late; "
            "the reason is kept with the dates."
        )
    deadline.outcome, deadline.ended_on, deadline.because = Deadline.Outcome.MET, day, because.strip()
    if because.strip():
        timeline.record(case, f"{code}_reason", f"Reason given for the date: {because.strip()}", at=at, by=by)
    return _save(deadline, by)


@transaction.atomic
def end_as_not_required(case: Case, code: str, *, at: datetime, by: User | None, because: str) -> Deadline:
    """Record that the clock no longer has to be met, and why. Raises Deadline.DoesNotExist where none runs."""
    deadline = _running(case, code)
    deadline.outcome, deadline.ended_on, deadline.because = Deadline.Outcome.NOT_REQUIRED, london_date(at), because
    return _save(deadline, by)


def _running(case: Case, code: str) -> Deadline:
    return Deadline.objects.select_for_update().get(case=case, clock=code, outcome=Deadline.Outcome.RUNNING)


def _save(deadline: Any, by: User | None) -> Deadline:
    # Who did it, for the field history: outside a request the library cannot know.
    deadline._history_user = by
    deadline.save()
    return cast(Deadline, deadline)
