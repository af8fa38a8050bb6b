"""The steps of a Rapid Review spread over the working days there really are, around Christmas, around Easter, and anywhere."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cspr.working_days import Calendar
from rapid_reviews import plan
from rapid_reviews.plan import Step, replan, room, slack, spread, warning

LISTED = {
    holiday["date"]: holiday["title"]
    for holiday in BankHolidays(use_cached_holidays=True).get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
}
CALENDAR = Calendar(LISTED, date(2028, 12, 31))
STEPS = [Step(f"Step {day}", "Somebody", day) for day in (1, 8, 11, 12, 14, 15)]
# Christmas 2026, with the notification sent on Christmas Eve: two bank holidays, and New Year's Day.
CHRISTMAS, DUE, LATEST = date(2026, 12, 24), date(2027, 1, 8), date(2027, 1, 19)
steady = settings(database=None, derandomize=True, deadline=None, max_examples=400)
days = st.dates(date(2012, 1, 2), date(2028, 6, 30))
templates = st.sets(st.integers(1, 40), min_size=1, max_size=12).map(
    lambda places: [Step(f"Step {place}", "Somebody", place) for place in sorted(places)]
)


def on(*, target: date, start: date = CHRISTMAS) -> list[date]:
    return [planned.on for planned in spread(STEPS, start, target, CALENDAR)]


def test_with_fifteen_working_days_each_step_stands_where_the_template_has_it() -> None:
    found = [CALENDAR.between(CHRISTMAS, day) for day in on(target=LATEST)]
    assert found == [1, 8, 11, 12, 14, 15]


def test_a_notification_sent_on_24_december_2026_leaves_eight_working_days_until_8_january_2027() -> None:
    assert on(target=DUE) == [
        date(2026, 12, 29),
        date(2027, 1, 4),
        date(2027, 1, 5),
        date(2027, 1, 6),
        date(2027, 1, 7),
        date(2027, 1, 8),
    ]


def test_over_easter_2026_no_step_falls_on_good_friday_or_easter_monday() -> None:
    # Sent on Thursday 26 March 2026: our standard is Friday 10 April, nine working days later.
    assert on(start=date(2026, 3, 26), target=date(2026, 4, 10)) == [
        date(2026, 3, 27),
        date(2026, 4, 2),
        date(2026, 4, 7),
        date(2026, 4, 8),
        date(2026, 4, 9),
        date(2026, 4, 10),
    ]


def test_a_target_on_a_sunday_is_kept_on_the_friday_before_it() -> None:
    assert on(start=date(2026, 6, 12), target=date(2026, 6, 28))[-1] == date(2026, 6, 26)


def test_five_working_days_are_too_few_for_six_steps_and_the_last_one_says_so() -> None:
    found = spread(STEPS, date(2026, 6, 12), date(2026, 6, 19), CALENDAR)
    assert [planned.on for planned in found] == [date(2026, 6, day) for day in (15, 16, 17, 18, 19, 22)]
    assert [planned.beyond for planned in found] == [False, False, False, False, False, True]


def test_no_steps_have_no_plan() -> None:
    assert spread([], CHRISTMAS, DUE, CALENDAR) == []
    assert replan(STEPS, [CHRISTMAS] * 6, start=CHRISTMAS, today=DUE, target=DUE, calendar=CALENDAR) == []


@steady
@given(templates, days, st.integers(0, 60))
def test_a_plan_keeps_its_order_its_distance_and_its_target(steps: list[Step], start: date, length: int) -> None:
    target = start + timedelta(days=length)
    found = spread(steps, start, target, CALENDAR)
    assert [planned.step for planned in found] == steps
    numbers = [CALENDAR.between(start, planned.on) for planned in found]
    assert all(CALENDAR.is_working(planned.on) for planned in found)
    assert numbers[0] >= 1
    assert all(later - earlier >= 1 for earlier, later in pairwise(numbers))
    assert [planned.beyond for planned in found] == [planned.on > target for planned in found]
    if plan.fits(len(steps), start, target, CALENDAR):
        assert found[-1].on == CALENDAR.last_working_day_on_or_before(target)
        assert not any(planned.beyond for planned in found)
    else:
        assert numbers == list(range(1, len(steps) + 1))
        assert found[-1].beyond


@steady
@given(days, st.integers(15, 40))
def test_with_room_enough_no_step_is_more_than_half_a_day_from_its_proportion(start: date, there: int) -> None:
    target = CALENDAR.add(start, there)
    for planned in spread(STEPS, start, target, CALENDAR):
        assert abs(CALENDAR.between(start, planned.on) - planned.step.day * there / 15) <= 0.5


def test_right_after_a_step_was_done_on_its_day_the_rest_stays_where_it_is() -> None:
    whole = on(target=LATEST)
    done: list[date | None] = [whole[0], whole[1], None, None, None, None]
    found = replan(STEPS, done, start=CHRISTMAS, today=whole[1], target=LATEST, calendar=CALENDAR)
    assert [planned.on for planned in found] == whole[2:]


def test_when_the_returns_come_in_late_the_rest_is_spread_over_what_is_left() -> None:
    done: list[date | None] = [date(2026, 12, 29), date(2027, 1, 13), None, None, None, None]
    found = replan(STEPS, done, start=CHRISTMAS, today=date(2027, 1, 13), target=LATEST, calendar=CALENDAR)
    assert [planned.on for planned in found] == [date(2027, 1, day) for day in (14, 15, 18, 19)]


def test_a_step_that_can_be_taken_today_is_planned_for_today_where_nothing_else_fits() -> None:
    done: list[date | None] = [date(2026, 12, 29), DUE, DUE, DUE, DUE, None]
    (found,) = replan(STEPS, done, start=CHRISTMAS, today=DUE, target=DUE, calendar=CALENDAR)
    assert (found.on, found.beyond) == (DUE, False)


@steady
@given(templates, days, st.integers(0, 40), st.integers(0, 45), st.lists(st.integers(0, 45) | st.none(), max_size=12))
def test_planning_again_moves_open_steps_only_and_none_into_the_past(
    steps: list[Step], start: date, length: int, passed: int, done_after: list[int | None]
) -> None:
    target, today = start + timedelta(days=length), start + timedelta(days=passed)
    later = [None if days is None or days > passed else start + timedelta(days=days) for days in done_after[: len(steps)]]
    done: list[date | None] = [*later, *[None] * (len(steps) - len(later))]
    found = replan(steps, done, start=start, today=today, target=target, calendar=CALENDAR)
    assert [planned.step for planned in found] == [step for step, day in zip(steps, done, strict=True) if day is None]
    assume(found)
    assert all(CALENDAR.is_working(planned.on) and planned.on >= today and planned.on > start for planned in found)
    assert all(one.on < next_.on for one, next_ in pairwise(found))
    fit = plan.fits(len(found), plan.before(today, start, CALENDAR), target, CALENDAR)
    assert (found[-1].on <= target) == fit
    given_slack = slack([one.on for one in found], start=start, today=today, target=target, calendar=CALENDAR)
    assert (min(given_slack) >= 0) == fit


def test_slack_is_what_a_step_may_slip_before_those_after_it_no_longer_fit() -> None:
    whole = on(target=LATEST)
    found = slack(whole, start=CHRISTMAS, today=CHRISTMAS, target=LATEST, calendar=CALENDAR)
    assert found == [9, 3, 1, 1, 0, 0]
    # Against our own standard the same days come too late.
    assert slack(whole, start=CHRISTMAS, today=CHRISTMAS, target=DUE, calendar=CALENDAR) == [2, -4, -6, -6, -7, -7]


def test_a_step_whose_day_has_passed_is_counted_from_today() -> None:
    whole = on(target=DUE)
    found = slack(whole, start=CHRISTMAS, today=date(2026, 12, 31), target=DUE, calendar=CALENDAR)
    assert found == [0, 0, 0, 0, 0, 0]
    assert slack(whole, start=CHRISTMAS, today=date(2027, 1, 2), target=DUE, calendar=CALENDAR)[0] == -1


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        (date(2027, 1, 15), [date(2027, 1, day) for day in (15, 18, 19, 20)]),
        (date(2027, 1, 12), [date(2027, 1, day) for day in (12, 14, 18, 19)]),
    ],
)
def test_a_step_that_moves_pushes_later_ones_only_as_far_as_it_has_to(to: date, expected: list[date]) -> None:
    rest = [date(2027, 1, day) for day in (13, 14, 18, 19)]
    assert plan.moved(rest, 0, to, CALENDAR) == expected


def test_there_is_room_from_the_step_before_until_those_after_would_no_longer_end_in_time() -> None:
    whole = on(target=LATEST)

    def ask(index: int, today: date) -> tuple[date, date]:
        return room(whole, index, start=CHRISTMAS, today=today, limit=LATEST, calendar=CALENDAR)

    assert ask(0, CHRISTMAS) == (date(2026, 12, 29), date(2027, 1, 12))
    assert ask(2, CHRISTMAS) == (date(2027, 1, 11), date(2027, 1, 14))
    assert ask(5, date(2027, 1, 19)) == (date(2027, 1, 19), date(2027, 1, 19))
    first, last = ask(0, date(2027, 1, 19))
    assert first > last


def told(left: int, today: date, *, for_latest: bool = False) -> tuple[str, str, str] | None:
    found = warning(left, start=CHRISTMAS, today=today, due=DUE, latest=LATEST, for_latest=for_latest, calendar=CALENDAR)
    return (found.tone, found.title, found.words) if found else None


def test_while_every_step_finds_its_working_day_nothing_is_said() -> None:
    assert (told(6, date(2026, 12, 31)), told(5, date(2027, 1, 1)), told(0, date(2027, 2, 1))) == (None, None, None)
    assert told(6, date(2027, 1, 8), for_latest=True) is None
    assert told(1, DUE) is None


def test_when_the_rest_no_longer_fits_our_own_standard_it_is_said_and_so_is_what_is_left() -> None:
    assert told(6, date(2027, 1, 4)) == (
        "past",
        "The rest no longer fits our own standard",
        "6 steps are left, and 5 working days until Friday 8 January, counting from today. It still fits the national limit, "
        "Tuesday 19 January: plan again with that as the target.",
    )
    assert told(1, date(2027, 1, 9)) == (
        "past",
        "The rest no longer fits our own standard",
        "1 step is left, and Friday 8 January has passed. It still fits the national limit, Tuesday 19 January: "
        "plan again with that as the target.",
    )


@pytest.mark.parametrize("for_latest", [True, False])
def test_when_the_rest_no_longer_fits_the_national_limit_it_is_said_whatever_the_target(for_latest: bool) -> None:
    assert told(3, date(2027, 1, 18), for_latest=for_latest) == (
        "late",
        "The rest no longer fits the national limit",
        "3 steps are left, and 2 working days until Tuesday 19 January, counting from today. "
        "Tell the three partners now, and write down why.",
    )
    gone = told(2, date(2027, 1, 20), for_latest=for_latest)
    assert gone is not None
    assert gone[2].startswith("2 steps are left, and Tuesday 19 January has passed.")


def test_numbers_of_working_days_are_said_as_people_say_them() -> None:
    assert [plan.working_days_in_words(number) for number in (0, 1, 2)] == ["no working day", "1 working day", "2 working days"]
