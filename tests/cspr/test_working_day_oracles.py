"""The working days beside two oracles on every date there is a list for, and London's date at every hour of a year.

Neither oracle reads the gov.uk list: the `holidays` package computes the days, and each counts in its own way.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import holidays
import numpy as np
import pytest

from cspr.clocks import london_date
from tests.cspr.test_working_days import CALENDAR, COMPUTED

FIRST, LAST = date(2012, 1, 2), date(2028, 12, 31)
LENGTHS = range(1, 61)
STARTS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
ENGLAND = holidays.country_holidays("GB", subdiv="ENG", years=range(FIRST.year, LAST.year + 1))
# How many starts and lengths there are whose end is not after the last day; both oracles must be asked as often.
PAIRS = 369_768
ONE_DAY, ONE_HOUR = timedelta(days=1), timedelta(hours=1)


def by_the_package() -> Iterator[tuple[date, int, date]]:
    """Start, length and end of every pair, by asking the `holidays` package of one day after the other."""
    working = [day for day in STARTS if ENGLAND.is_working_day(day)]
    passed = 0
    for start in STARTS:
        while passed < len(working) and working[passed] <= start:
            passed += 1
        for length, end in zip(LENGTHS, working[passed : passed + len(LENGTHS)], strict=False):
            yield start, length, end


def by_numpy() -> Iterator[tuple[date, int, date]]:
    """The same by numpy's own arithmetic: back to the last working day, then so many forward."""
    days = np.busdaycalendar(holidays=np.array(sorted(COMPUTED), dtype="datetime64[D]"))
    starts = np.array(STARTS, dtype="datetime64[D]")
    for length in LENGTHS:
        ends = np.busday_offset(starts, length, roll="backward", busdaycal=days)
        for start, end in zip(STARTS, ends.astype(object), strict=True):
            if end <= LAST:
                yield start, length, end


@pytest.mark.parametrize("oracle", [by_the_package, by_numpy])
def test_every_start_from_2012_and_every_length_to_60_ends_where_the_oracle_says(oracle: object) -> None:
    assert callable(oracle)
    pairs = list(oracle())
    assert [pair for pair in pairs if CALENDAR.add(pair[0], pair[1]) != pair[2]] == []
    assert len(pairs) == len(set(pairs)) == PAIRS


def test_an_unknown_day_counts_as_working_and_the_date_is_provisional() -> None:
    # The package computes New Year's Day 2029, a Monday; the list that is loaded ends with 2028 and does not know it.
    assert not holidays.country_holidays("GB", subdiv="ENG", years=2029).is_working_day(date(2029, 1, 1))
    assert CALENDAR.add(date(2028, 12, 29), 1) == date(2029, 1, 1)
    assert CALENDAR.is_provisional(date(2029, 1, 1))
    assert not CALENDAR.is_provisional(date(2028, 12, 31))


def last_sunday(year: int, month: int) -> date:
    """The last Sunday of a month of 31 days."""
    day = date(year, month, 31)
    return day - timedelta(days=(day.weekday() + 1) % 7)


def london(moment: datetime) -> date:
    """By the Summer Time Order 2002: an hour ahead from 1 a.m. on the last Sunday of March until that of October."""
    change = [datetime.combine(last_sunday(moment.year, month), datetime.min.time(), UTC) + ONE_HOUR for month in (3, 10)]
    return (moment + ONE_HOUR * (change[0] <= moment < change[1])).date()


def test_every_hour_of_2026_has_its_london_date() -> None:
    hours = [datetime(2026, 1, 1, tzinfo=UTC) + ONE_HOUR * n for n in range(8760)]
    assert hours[-1] == datetime(2026, 12, 31, 23, tzinfo=UTC)
    assert [hour for hour in hours if london_date(hour) != london(hour)] == []
    # A clock that always read UTC would be wrong once on each day of summer time.
    assert sum(london_date(hour) != hour.date() for hour in hours) == 210


@pytest.mark.parametrize("year", range(2020, 2041))
def test_every_minute_about_both_changes_of_the_clock_has_its_london_date(year: int) -> None:
    for month in (3, 10):
        change = datetime.combine(last_sunday(year, month), datetime.min.time(), UTC)
        minutes = [change - ONE_DAY + timedelta(minutes=n) for n in range(3 * 24 * 60)]
        assert [minute for minute in minutes if london_date(minute) != london(minute)] == []


@pytest.mark.parametrize("year", range(2020, 2041))
def test_a_clock_of_working_days_across_a_change_of_the_clock_neither_gains_nor_loses_a_day(year: int) -> None:
    for month in (3, 10):
        sunday = last_sunday(year, month)
        assert CALENDAR.between(sunday - 2 * ONE_DAY, sunday + ONE_DAY) == int(CALENDAR.is_working(sunday + ONE_DAY))
        assert CALENDAR.add(sunday, 1) == CALENDAR.add(sunday - ONE_DAY, 1) > sunday
