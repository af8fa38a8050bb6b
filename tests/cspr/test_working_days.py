"""Working days beside two oracles that know nothing of our table: a plain loop, and the `holidays` package."""

import random
from datetime import date, timedelta

import holidays
import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays
from hypothesis import given, settings
from hypothesis import strategies as st

from cspr.working_days import FIRST, LAST, Calendar, OutsideTheTable

LISTED = {
    holiday["date"]: holiday["title"]
    for holiday in BankHolidays(use_cached_holidays=True).get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
}
# An independent list of the same days, by computation instead of by publication.
COMPUTED = set(holidays.country_holidays("GB", subdiv="ENG", years=range(2000, 2080)))
CALENDAR = Calendar(LISTED, date(2028, 12, 31))
ONE_DAY = timedelta(days=1)
days = st.dates(date(2012, 1, 1), date(2028, 12, 31))
lengths = st.integers(min_value=1, max_value=260)
steady = settings(database=None, derandomize=True, deadline=None, max_examples=300)


def counts(day: date) -> bool:
    """The second oracle's view of a single day."""
    return day.weekday() < 5 and day not in COMPUTED


def walk(day: date, number: int) -> date:
    """The plain loop: one day after the other, counting those that count."""
    step = ONE_DAY if number > 0 else -ONE_DAY
    while number:
        day += step
        number -= (1 if number > 0 else -1) * counts(day)
    return day


def tally(start: date, end: date) -> int:
    """The plain loop again: how many days count after `start`, up to `end`."""
    sign = 1
    if end < start:
        start, end, sign = end, start, -1
    return sign * sum(counts(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def test_the_published_list_and_the_computed_one_agree_on_every_day_from_2012_to_2028() -> None:
    span = [date(2012, 1, 2) + timedelta(days=n) for n in range((date(2028, 12, 31) - date(2012, 1, 2)).days + 1)]
    assert [day for day in span if CALENDAR.is_working(day) != counts(day)] == []


@pytest.mark.parametrize("year", range(2012, 2029))
def test_adding_agrees_with_the_plain_loop_in_every_year(year: int) -> None:
    sample = random.Random(year)
    for _ in range(60):
        day = date(year, 1, 2) + timedelta(days=sample.randrange(363))
        number = sample.choice([*range(-20, 0), *range(1, 41)])
        if 2012 <= walk(day, number).year <= 2028 and walk(day, number) > date(2012, 1, 2):
            assert CALENDAR.add(day, number) == walk(day, number), (day, number)


@pytest.mark.parametrize("year", range(2012, 2029))
def test_counting_agrees_with_the_plain_loop_in_every_year(year: int) -> None:
    sample = random.Random(-year)
    for _ in range(60):
        start, end = (date(year, 1, 2) + timedelta(days=sample.randrange(363)) for _ in range(2))
        assert CALENDAR.between(start, end) == tally(start, end), (start, end)


@steady
@given(days, lengths)
def test_a_count_of_working_days_never_ends_on_a_day_that_does_not_count(day: date, number: int) -> None:
    assert CALENDAR.is_working(CALENDAR.add(day, number))
    assert CALENDAR.is_working(CALENDAR.add(day, -number))


@steady
@given(days, days, lengths)
def test_a_later_start_never_ends_earlier(one: date, other: date, number: int) -> None:
    first, second = sorted((one, other))
    assert CALENDAR.add(first, number) <= CALENDAR.add(second, number)
    assert CALENDAR.add(first, -number) <= CALENDAR.add(second, -number)


@steady
@given(days, lengths)
def test_one_working_day_more_is_the_next_working_day(day: date, number: int) -> None:
    assert CALENDAR.add(day, number + 1) == CALENDAR.add(CALENDAR.add(day, number), 1)


@steady
@given(days, lengths)
def test_what_was_added_is_what_is_counted(day: date, number: int) -> None:
    assert CALENDAR.between(day, CALENDAR.add(day, number)) == number
    assert CALENDAR.between(CALENDAR.add(day, number), day) == -number


# Each example builds a table of eighty years, so there are few.
@settings(steady, max_examples=20)
@given(days, lengths)
def test_further_bank_holidays_only_ever_move_an_end_later(day: date, number: int) -> None:
    end = CALENDAR.add(day, number)
    proclaimed = Calendar({**LISTED, end: "Proclaimed"}, date(2028, 12, 31))
    assert proclaimed.add(day, number) == CALENDAR.add(day, number + 1)


def test_aware_on_a_weekend_monday_is_day_one() -> None:
    for weekend in (date(2026, 10, 10), date(2026, 10, 11)):
        assert CALENDAR.add(weekend, 1) == date(2026, 10, 12)


def test_nothing_added_is_the_day_itself_even_a_sunday() -> None:
    assert CALENDAR.add(date(2026, 10, 11), 0) == date(2026, 10, 11)


def test_the_day_before_a_weekend_day_is_friday() -> None:
    assert CALENDAR.add(date(2026, 10, 11), -1) == date(2026, 10, 9)
    assert CALENDAR.add(date(2026, 10, 12), -1) == date(2026, 10, 9)


def test_it_says_why_a_day_does_not_count() -> None:
    assert CALENDAR.why_not(date(2026, 12, 24)) == ""
    assert CALENDAR.why_not(date(2026, 12, 25)) == "Christmas Day"
    assert CALENDAR.why_not(date(2026, 12, 26)) == "weekend"
    assert CALENDAR.why_not(date(2026, 12, 28)) == "Boxing Day"


def test_the_coronation_of_2023_did_not_count() -> None:
    assert not CALENDAR.is_working(date(2023, 5, 8))


def test_the_last_working_day_on_or_before_a_day() -> None:
    assert CALENDAR.last_working_day_on_or_before(date(2026, 12, 24)) == date(2026, 12, 24)
    assert CALENDAR.last_working_day_on_or_before(date(2026, 12, 28)) == date(2026, 12, 24)


def test_beyond_the_last_year_of_the_list_a_date_is_provisional_and_the_earlier_one() -> None:
    assert not CALENDAR.is_provisional(date(2028, 12, 31))
    assert CALENDAR.is_provisional(date(2029, 1, 1))
    # 1 January 2029 is a Monday: unknown to the list, so it counts, which gives the earlier and therefore safe date.
    assert CALENDAR.add(date(2028, 12, 29), 1) == date(2029, 1, 1)


@pytest.mark.parametrize("day", [FIRST - ONE_DAY, LAST + ONE_DAY, date(1026, 12, 24), date(9999, 12, 31)])
def test_a_year_typed_wrongly_is_said_and_never_computed(day: date) -> None:
    with pytest.raises(OutsideTheTable, match="Check the year"):
        CALENDAR.add(day, 5)
    with pytest.raises(OutsideTheTable):
        CALENDAR.between(date(2026, 1, 1), day)
    with pytest.raises(OutsideTheTable):
        CALENDAR.last_working_day_on_or_before(day)


def test_a_count_that_leaves_the_table_is_said() -> None:
    with pytest.raises(OutsideTheTable, match="2000 to 2079"):
        CALENDAR.add(LAST, 1)
    with pytest.raises(OutsideTheTable, match="2000 to 2079"):
        CALENDAR.add(date(2000, 1, 5), -5)


def test_the_table_is_used_to_its_first_and_to_its_last_working_day() -> None:
    assert CALENDAR.add(date(2000, 1, 4), -1) == CALENDAR.add(FIRST, 1) == date(2000, 1, 3)
    assert CALENDAR.add(date(2079, 12, 28), 1) == CALENDAR.add(LAST, -1) == date(2079, 12, 29)
    for day, number in ((date(2000, 1, 4), -2), (date(2079, 12, 28), 2), (date(2079, 12, 29), 1)):
        with pytest.raises(OutsideTheTable, match=f"{day} and {number} working days leave"):
            CALENDAR.add(day, number)
    with pytest.raises(OutsideTheTable, match="1999-12-31 is outside"):
        CALENDAR.add(FIRST, -1)


@pytest.mark.parametrize("number", [-1, 0, 1])
@pytest.mark.parametrize("day", [FIRST - ONE_DAY, LAST + ONE_DAY])
def test_a_day_outside_the_table_is_refused_however_much_is_added(day: date, number: int) -> None:
    with pytest.raises(OutsideTheTable, match=f"{day} is outside"):
        CALENDAR.add(day, number)


def test_before_the_first_working_day_of_the_table_there_is_none() -> None:
    # 1 January 2000 was a Saturday: no working day of the table lies on or before it.
    with pytest.raises(OutsideTheTable):
        CALENDAR.last_working_day_on_or_before(FIRST)
    assert CALENDAR.last_working_day_on_or_before(date(2000, 1, 3)) == date(2000, 1, 3)
