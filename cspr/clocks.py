"""What a statutory clock is: a rule with its authority. Pure: imports neither Django nor Celery."""

import calendar as month_lengths
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from cspr.working_days import Calendar

Unit = Literal["working_days", "days", "months"]
LONDON = ZoneInfo("Europe/London")
UNITS: dict[Unit, str] = {"working_days": "working days", "days": "days", "months": "months"}


@dataclass(frozen=True)
class Bound:
    """How long a clock runs. `due` is the partnership's own standard, `latest` the limit beyond which it is late.

    A `prompt` is the only bound of its clock: the day by which something is expected, after which nothing is late.
    """

    which: Literal["due", "latest", "prompt"]
    length: int
    unit: Unit
    authority: str
    source: str

    @property
    def words(self) -> str:
        """For people: 15 working days."""
        unit = UNITS[self.unit]
        return f"{self.length} {unit[:-1] if self.length == 1 else unit}"


@dataclass(frozen=True)
class Rung:
    """So many working days before (negative), on (0) or after one of a clock's dates, people of these roles are reminded.

    Those of `latest` come only once `due` is past.
    """

    of: Literal["due", "latest"]
    working_days: int
    told: tuple[str, ...]

    @property
    def name(self) -> str:
        """As it is stored: due-3, due+0, latest+1."""
        return f"{self.of}{self.working_days:+d}"


COORDINATOR: tuple[str, ...] = ("coordinator",)
UNIT = (*COORDINATOR, "business_manager")
UNIT_AND_PARTNERS = (*UNIT, "partner_lead")


def ladder(*before: int, late: tuple[str, ...] = UNIT) -> tuple[Rung, ...]:
    """The usual one: the coordinator up to the due date, the unit once our own standard is past, and `late` after `latest`.

    `before`: working days before the due date (negative), or on it (0).
    """
    return (
        *(Rung("due", day, COORDINATOR) for day in before),
        Rung("due", 1, UNIT),
        Rung("latest", -1, UNIT),
        Rung("latest", 1, late),
    )


# Of a clock that names none of its own.
LADDER = ladder(-2, -1, 0)


@dataclass(frozen=True)
class Clock:
    """One clock: from which event, until which, how long. With one bound only, due and latest are the same date."""

    code: str
    title: str
    starts: str
    ends: str
    bounds: tuple[Bound, ...]
    # Who is reminded on which working days. In the order of the days; `ladder` writes one.
    ladder: tuple[Rung, ...] = LADDER
    # The clock is counted from its day towards the past: something has to be done so long before.
    counts_back: bool = False
    # Whether people may agree on another date, or let it stand still for a while.
    may_be_extended: bool = False
    may_be_held: bool = False


def london_date(moment: datetime) -> date:
    """The calendar day in London of an aware moment. Raises ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("A moment without a time zone has no London date.")
    return moment.astimezone(LONDON).date()


def end_of(start: date, length: int, unit: Unit, calendar: Calendar) -> date:
    """The last day of a clock that starts on `start` (day 0); a negative length counts back. Raises OutsideTheTable."""
    if unit == "working_days":
        return calendar.add(start, length)
    if unit == "days":
        return start + timedelta(days=length)
    return _months_later(start, length)


@dataclass(frozen=True)
class CountedDay:
    """One day of a clock's account: its number, or why it was not counted."""

    day: date
    number: int | None
    why_not: str

    @property
    def words(self) -> str:
        """For people: Tuesday 5 January 2027: day 5."""
        said = self.why_not if self.number is None else f"day {self.number}"
        return f"{self.day:%A} {self.day:%-d %B %Y}: {said}"


def account(start: date, length: int, unit: Unit, calendar: Calendar) -> list[CountedDay]:
    """Every day from the one after `start` to the last day of the clock, counted or not. Months are not counted by days.

    A negative length counts the days before `start`. Raises working_days.OutsideTheTable.
    """
    end = end_of(start, length, unit, calendar)
    if unit == "months":
        return [CountedDay(end, None, f"the last day of {length} month{'s' if length != 1 else ''}")]
    days, number, day = [], 0, start
    while day != end:
        day += timedelta(days=1 if length > 0 else -1)
        why_not = calendar.why_not(day) if unit == "working_days" else ""
        number += not why_not
        days.append(CountedDay(day, None if why_not else number, why_not))
    return days


def why_shut(day: date, calendar: Calendar) -> str:
    """In words, that the office is shut on a last day, and the last working day before it; empty where it is open.

    Raises working_days.OutsideTheTable.
    """
    why_not = calendar.why_not(day)
    if not why_not:
        return ""
    before = calendar.last_working_day_on_or_before(day)
    shut = f"{day:%A %-d %B %Y}" + ("" if why_not == "weekend" else f" ({why_not})")
    return f"The office is shut on {shut}. The last working day before it is {before:%A %-d %B %Y}."


def _months_later(start: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it has no such day (31 August + 6 = 28 February)."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, month_lengths.monthrange(year, month + 1)[1]))
