"""Clocks: lengths in three units, London days, and the account of every day."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cspr.clocks import Bound, CountedDay, account, end_of, london_date
from cspr.working_days import Calendar, OutsideTheTable

EASTER = {date(2026, 4, 3): "Good Friday", date(2026, 4, 6): "Easter Monday"}
CALENDAR = Calendar(EASTER, date(2026, 12, 31))
steady = settings(database=None, derandomize=True, deadline=None, max_examples=300)
days = st.dates(date(2001, 1, 1), date(2070, 12, 31))


def last_sunday(year: int, month: int) -> date:
    """Of March or October, both of 31 days."""
    day = date(year, month, 31)
    return day - timedelta(days=(day.weekday() + 1) % 7)


def test_every_hour_of_2026_has_the_london_day_that_the_law_of_summer_time_gives() -> None:
    # Summer Time Act 1972: from 1 am GMT on the last Sunday of March to 1 am GMT on the last Sunday of October, one hour ahead.
    begins = datetime.combine(last_sunday(2026, 3), datetime.min.time(), UTC) + timedelta(hours=1)
    ends = datetime.combine(last_sunday(2026, 10), datetime.min.time(), UTC) + timedelta(hours=1)
    hour, wrong = datetime(2026, 1, 1, tzinfo=UTC), []
    while hour.year == 2026:
        on_the_wall = hour + timedelta(hours=1) if begins <= hour < ends else hour
        if london_date(hour) != on_the_wall.date():
            wrong.append(hour)
        hour += timedelta(hours=1)
    assert wrong == []
    assert (begins.date(), ends.date()) == (date(2026, 3, 29), date(2026, 10, 25))


def test_the_same_moment_has_the_same_london_day_in_every_zone() -> None:
    moment = datetime(2026, 7, 2, 23, 30, tzinfo=UTC)
    for hours in range(-12, 15):
        assert london_date(moment.astimezone(timezone(timedelta(hours=hours)))) == date(2026, 7, 3)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        london_date(datetime(2026, 7, 2, 23, 30))


def test_working_days_leave_out_easter_and_days_do_not() -> None:
    assert end_of(date(2026, 4, 2), 5, "working_days", CALENDAR) == date(2026, 4, 13)
    assert end_of(date(2026, 4, 2), 15, "days", CALENDAR) == date(2026, 4, 17)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2027, 1, 14), 6, date(2027, 7, 14)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 7, 1), 6, date(2027, 1, 1)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 6, 30), 6, date(2026, 12, 30)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
    ],
)
def test_six_months_end_on_the_same_day_or_on_the_last_of_a_shorter_month(start: date, months: int, end: date) -> None:
    assert end_of(start, months, "months", CALENDAR) == end


@steady
@given(days, days, st.integers(0, 36), st.sampled_from(["working_days", "days", "months"]))
def test_a_later_start_never_ends_earlier(one: date, other: date, length: int, unit: str) -> None:
    first, second = sorted((one, other))
    assert end_of(first, length, unit, CALENDAR) <= end_of(second, length, unit, CALENDAR)  # type: ignore[arg-type]


@steady
@given(days, st.integers(1, 60))
def test_a_clock_in_working_days_never_ends_on_a_day_that_does_not_count(start: date, length: int) -> None:
    assert CALENDAR.is_working(end_of(start, length, "working_days", CALENDAR))


def test_a_bound_says_its_length_in_words() -> None:
    assert Bound("latest", 5, "working_days", "", "").words == "5 working days"
    assert Bound("latest", 1, "working_days", "", "").words == "1 working day"
    assert Bound("due", 6, "months", "", "").words == "6 months"
    assert Bound("due", 1, "months", "", "").words == "1 month"


def test_the_account_of_five_working_days_over_easter_names_each_day() -> None:
    days = account(date(2026, 4, 2), 5, "working_days", CALENDAR)
    assert [(counted.day.day, counted.number, counted.why_not) for counted in days] == [
        (3, None, "Good Friday"),
        (4, None, "weekend"),
        (5, None, "weekend"),
        (6, None, "Easter Monday"),
        (7, 1, ""),
        (8, 2, ""),
        (9, 3, ""),
        (10, 4, ""),
        (11, None, "weekend"),
        (12, None, "weekend"),
        (13, 5, ""),
    ]
    assert days[0].words == "Friday 3 April 2026: Good Friday"
    assert days[-1].words == "Monday 13 April 2026: day 5"


def test_the_account_of_plain_days_counts_every_one_and_of_months_the_last_alone() -> None:
    assert [counted.number for counted in account(date(2026, 4, 2), 3, "days", CALENDAR)] == [1, 2, 3]
    assert account(date(2026, 4, 2), 6, "months", CALENDAR) == [CountedDay(date(2026, 10, 2), None, "the last day of 6 months")]


def test_a_start_outside_the_table_is_said() -> None:
    with pytest.raises(OutsideTheTable):
        end_of(date(1926, 4, 2), 5, "working_days", CALENDAR)
