"""What a clock gives for a start: its dates, and the account of every day, today or as it was understood on an earlier day."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import cast

from cspr.clocks import Clock, CountedDay, Unit, account, end_of, london_date, why_shut
from cspr.models import BankHoliday, ClockRule
from cspr.stages import declared
from cspr.working_days import Calendar, OutsideTheTable

Rules = dict[str, ClockRule]


class UnknownClock(LookupError):
    """No rule row for the clock: `manage.py migrate` writes one for each that is declared."""


@dataclass(frozen=True)
class Dates:
    """What a clock gives for one start. `provisional`: the list of bank holidays does not reach that far yet."""

    due_on: date
    latest_on: date
    provisional: bool


@dataclass(frozen=True)
class Explanation:
    """How one of a clock's dates came about: the rule, who says so, and every day that was or was not counted.

    `shut` says in words that the office is shut on the last day; it is empty where it is open.
    """

    bound: str
    rule: str
    authority: str
    source: str
    days: list[CountedDay]
    shut: str


@dataclass(frozen=True)
class Known:
    """The rules and the working days, as they stand or stood; all dates of a page come from one of these."""

    rules: tuple[ClockRule, ...]
    calendar: Calendar

    def rules_of(self, code: str, started_on: date) -> Rules:
        """The version of each bound that applies to a start on that day. Raises UnknownClock where there is none."""
        in_force = {rule.bound: rule for rule in self.rules if rule.clock == code and rule.effective_from <= started_on}
        if not in_force:
            raise UnknownClock(f"No rule for the clock {code!r} on {started_on}.")
        return in_force

    def dates(self, code: str, started_on: date) -> Dates:
        """Due and latest for a start on that London day. Raises UnknownClock, OutsideTheTable."""
        found = self.rules_of(code, started_on)
        ends = {bound: end_of(started_on, _length(rule), cast(Unit, rule.unit), self.calendar) for bound, rule in found.items()}
        latest = ends.get("latest") or ends.get("due") or ends["prompt"]
        # Where our own standard would end after the national limit, the limit is the date to keep.
        due = min(ends.get("due", latest), latest)
        return Dates(due, latest, self.calendar.is_provisional(latest))

    def explain(self, code: str, started_on: date) -> list[Explanation]:
        """The account of each of the clock's dates. Raises UnknownClock, OutsideTheTable."""
        return [self._explain(rule, started_on) for rule in self.rules_of(code, started_on).values()]

    def _explain(self, rule: ClockRule, started_on: date) -> Explanation:
        unit = cast(Unit, rule.unit)
        return Explanation(
            bound=rule.get_bound_display(),
            rule=rule.in_words(),
            authority=rule.authority,
            source=rule.source,
            days=account(started_on, _length(rule), unit, self.calendar),
            shut=why_shut(end_of(started_on, _length(rule), unit, self.calendar), self.calendar),
        )


def clocks() -> dict[str, Clock]:
    """Every clock that a stage declares, by its code."""
    return {clock.code: clock for clock in declared("clocks", "CLOCKS")}


def calendar(*, adding: BankHoliday | None = None, without: date | None = None) -> Calendar:
    """The working days as the table of bank holidays has them now, or would have them with one more or one fewer."""
    rows = [row for row in BankHoliday.objects.order_by("date") if row.date != without]
    return _calendar_of(rows if adding is None else [*rows, adding])


def known(*, adding: ClockRule | None = None, days: Calendar | None = None) -> Known:
    """All rules and the working days as they stand now, or as they would with one version more or with other days."""
    rules = list(ClockRule.objects.all())
    if adding is not None:
        rules.append(adding)
    return Known(_in_order(rules), days or calendar())


def known_on(day: date) -> Known:
    """All rules and the working days as they were understood at the end of that London day."""

    def was_there(row: ClockRule | BankHoliday) -> bool:
        return row.added_at is None or london_date(row.added_at) <= day

    rules = [rule for rule in ClockRule.objects.all() if was_there(rule)]
    holidays = [holiday for holiday in BankHoliday.objects.all() if was_there(holiday)]
    # Taken away since: the history keeps each with the moment at which it went.
    for gone in BankHoliday.history.filter(history_type="-"):
        holiday = BankHoliday(date=gone.date, name=gone.name, proclaimed=gone.proclaimed, added_at=gone.added_at)
        if was_there(holiday) and london_date(gone.history_date) > day:
            holidays.append(holiday)
    return Known(_in_order(rules), _calendar_of(holidays))


def dates_for(code: str, started_on: date) -> Dates:
    """When a clock that starts on that London day is due, and the latest day. Raises UnknownClock, OutsideTheTable."""
    return known().dates(code, started_on)


def dates_for_each(code: str, days: Iterable[date]) -> dict[date, Dates]:
    """The same for many days at once, in as many queries as for one; a day that no calendar or no rule knows has no dates."""
    now, found = known(), {}
    for day in set(days):
        with suppress(OutsideTheTable, UnknownClock):
            found[day] = now.dates(code, day)
    return found


def explain(code: str, started_on: date, *, as_of: date | None = None) -> list[Explanation]:
    """The account of each of the clock's dates, for a start on that London day; as it was understood at the end of `as_of`.

    Raises UnknownClock, OutsideTheTable.
    """
    return (known() if as_of is None else known_on(as_of)).explain(code, started_on)


def _length(rule: ClockRule) -> int:
    clock = clocks().get(rule.clock)
    return -rule.length if clock is not None and clock.counts_back else rule.length


def _in_order(rules: Iterable[ClockRule]) -> tuple[ClockRule, ...]:
    """Oldest first: of the versions for a day the last one holds; of two for the same day, the one that was added later."""
    return tuple(sorted(rules, key=lambda rule: (rule.clock, rule.bound, rule.effective_from, rule.pk or float("inf"))))


def _calendar_of(rows: Iterable[BankHoliday]) -> Calendar:
    holidays = sorted(rows, key=lambda row: row.date)
    last = max((row.date.year for row in holidays if not row.proclaimed), default=2000)
    return _calendar(tuple((row.date, row.name) for row in holidays), date(last, 12, 31))


@lru_cache(maxsize=8)
def _calendar(rows: tuple[tuple[date, str], ...], known_until: date) -> Calendar:
    """The table is built once for each list of holidays; a new holiday is a new list, so nothing can go stale."""
    return Calendar(dict(rows), known_until)
