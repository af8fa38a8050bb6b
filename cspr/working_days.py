"""Working days of England and Wales, by a direct table. Pure: the bank holidays are an argument.

A working day is any day but a Saturday, a Sunday and a bank holiday in England and Wales; Christmas Day and Good Friday are
among the latter. No definition stands in SI 2018/789 or in Working Together; this one follows the Children Act 2004
(Joint Area Reviews) Regulations 2005, regulation 1(3). The day of the event is day 0, the next working day is day 1.
"""

from collections.abc import Mapping
from datetime import date, timedelta

FIRST = date(2000, 1, 1)
LAST = date(2079, 12, 31)
ONE_DAY = timedelta(days=1)
_FIRST = FIRST.toordinal()


class OutsideTheTable(ValueError):
    """A date before 2000 or after 2079: almost certainly a slip of the keyboard."""


class Calendar:
    """Which days count, for one set of bank holidays.

    `holidays` maps each bank holiday to its name; `known_until` is the last day of the last year for which the list is
    complete. A later day counts as working unless it is a weekend, which gives the earlier and therefore safe date, and
    is marked provisional.
    """

    def __init__(self, holidays: Mapping[date, str], known_until: date) -> None:
        self.holidays = dict(holidays)
        self.known_until = known_until
        # _counted[i]: working days from FIRST to FIRST + i, both included. _dates[n]: working day n, of which the first is 1.
        self._counted: list[int] = []
        self._dates: list[date] = [date.min]
        for ordinal in range(_FIRST, LAST.toordinal() + 1):
            day = date.fromordinal(ordinal)
            if self.is_working(day):
                self._dates.append(day)
            self._counted.append(len(self._dates) - 1)

    def is_working(self, day: date) -> bool:
        """Whether the day counts."""
        return day.weekday() < 5 and day not in self.holidays

    def why_not(self, day: date) -> str:
        """In words, why a day does not count; empty for a working day."""
        if day in self.holidays:
            return self.holidays[day]
        return "weekend" if day.weekday() >= 5 else ""

    def add(self, day: date, working_days: int) -> date:
        """The date `working_days` after `day` (before it, if negative). `day` itself is day 0, whatever day it is.

        Raises OutsideTheTable.
        """
        # The usual case comes first and is two looks into a table.
        offset = day.toordinal() - _FIRST
        if working_days > 0 <= offset:
            try:
                return self._dates[self._counted[offset] + working_days]
            except IndexError:
                self._up_to(day)
                raise _leaves_the_table(day, working_days) from None
        self._up_to(day)
        if working_days == 0:
            return day
        number = self._up_to(day - ONE_DAY) + 1 + working_days
        if number < 1:
            raise _leaves_the_table(day, working_days)
        return self._dates[number]

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative if `end` lies before. Raises OutsideTheTable."""
        return self._up_to(end) - self._up_to(start)

    def last_working_day_on_or_before(self, day: date) -> date:
        """The day itself if it counts, else the nearest earlier one that does. Raises OutsideTheTable."""
        counted = self._up_to(day)
        if not counted:
            raise OutsideTheTable(f"No working day on or before {day} lies in the years 2000 to 2079.")
        return self._dates[counted]

    def is_provisional(self, day: date) -> bool:
        """Whether the list of bank holidays does not reach this day yet."""
        return day > self.known_until

    def _up_to(self, day: date) -> int:
        offset = day.toordinal() - _FIRST
        if not 0 <= offset < len(self._counted):
            raise OutsideTheTable(f"{day} is outside the years 2000 to 2079. Check the year.")
        return self._counted[offset]


def _leaves_the_table(day: date, working_days: int) -> OutsideTheTable:
    return OutsideTheTable(f"{day} and {working_days} working days leave the years 2000 to 2079.")
