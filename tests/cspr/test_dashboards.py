"""What the pages say about clocks: in words, by the day."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from cspr import dashboards, deadlines
from cspr.deadlines import NOTHING_SAID
from cspr.models import CaseConflict, Deadline, User
from tests import cast, walk
from tests.cast import CHRISTMAS_EVE, late

pytestmark = pytest.mark.django_db


def lines(user: User, on: date) -> dict[str, list[tuple[str, str, str]]]:
    """Each list of the first page: title, state and words of its clocks."""
    work = dashboards.work_for_today(user, on=on)
    return {group.slug: [(line.title, line.state, line.words) for line in group.lines] for group in work.groups if group.lines}


def test_aware_on_24_december_2026_is_on_its_third_day_on_31_december(coordinator: User) -> None:
    walk.notification(coordinator, aware_at=CHRISTMAS_EVE, partners_told=True)
    words = "Day 3 of 5 working days. Due Tuesday 5 January 2027."
    assert lines(coordinator, date(2026, 12, 31)) == {"soon": [("Notification to the Panel", "Running", words)]}


def test_what_is_due_today_says_so(coordinator: User) -> None:
    walk.notification(coordinator, aware_at=CHRISTMAS_EVE, partners_told=True)
    words = "Day 5 of 5 working days. Due Tuesday 5 January 2027."
    assert lines(coordinator, date(2027, 1, 5)) == {"today": [("Notification to the Panel", "Due today", words)]}


def test_one_day_after_the_latest_date_it_is_late(coordinator: User) -> None:
    walk.notification(coordinator, aware_at=CHRISTMAS_EVE, partners_told=True)
    words = "1 working day late. The latest date was Tuesday 5 January 2027."
    assert lines(coordinator, date(2027, 1, 6)) == {"late": [("Notification to the Panel", "Late", words)]}


def test_what_is_late_says_by_how_many_working_days_and_over_a_weekend_by_how_many_days(coordinator: User) -> None:
    walk.notification(coordinator, aware_at=CHRISTMAS_EVE, partners_told=True)
    case = walk.notification(coordinator, aware_at=datetime(2026, 12, 31, 10, 0, tzinfo=UTC), partners_told=True).case
    assert [found[2].partition(".")[0] for found in lines(coordinator, date(2027, 1, 11))["late"]] == [
        "4 working days late",
        "1 working day late",
    ]
    line = dashboards.clocks_of(case, on=date(2027, 1, 10))[0]
    assert line.words == "2 days late. The latest date was Friday 8 January 2027."


def test_past_our_own_standard_is_not_late_and_names_the_national_limit(coordinator: User) -> None:
    walk.sent_notification(coordinator)
    words = "Our standard was Wednesday 13 January 2021. Day 12 of 15 working days. National limit Wednesday 20 January 2021."
    title = "Rapid Review with the Panel"
    assert lines(coordinator, date(2021, 1, 15)) == {"past": [(title, "Past our own standard", words)]}


def test_our_own_standard_is_counted_in_days_and_marked_on_the_bar(coordinator: User) -> None:
    case = walk.sent_notification(coordinator).case
    running = [line for line in dashboards.clocks_of(case, on=date(2021, 1, 8)) if line.bar]
    assert [line.words for line in running] == [
        "Day 10 of 15 days. Due Wednesday 13 January 2021. National limit Wednesday 20 January 2021."
    ]
    assert [line.bar for line in running] == [dashboards.Bar(filled=45, standard_at=68, tone="running")]


def test_nothing_of_a_shut_case_is_on_the_first_page(coordinator: User) -> None:
    case = walk.notification(coordinator, aware_at=CHRISTMAS_EVE, partners_told=True).case
    CaseConflict.objects.create(case=case, user=coordinator, because="Knows the family")
    work = dashboards.work_for_today(coordinator, on=date(2027, 1, 6))
    assert work.nothing_is_due
    assert case.reference not in str(work.waiting)


def test_a_date_beyond_the_known_bank_holidays_is_said_to_move_perhaps(coordinator: User) -> None:
    walk.notification(coordinator, aware_at=datetime(2041, 3, 4, 10, 0, tzinfo=UTC))
    found = lines(coordinator, date(2041, 3, 5))["soon"]
    assert found[0][2].endswith("No bank holidays are known that far ahead, so the date may still move.")


@pytest.mark.parametrize(
    ("ended_on", "because", "state", "words"),
    [
        (date(2027, 1, 4), "", "Met", "Met on Monday 4 January 2027; due Tuesday 5 January 2027."),
        (date(2027, 1, 7), "Wait.", "Met late", "Met on Thursday 7 January 2027; the latest date was Tuesday 5 January 2027."),
    ],
)
def test_a_clock_that_was_met_says_when(coordinator: User, ended_on: date, because: str, state: str, words: str) -> None:
    case = walk.notification(coordinator, aware_at=CHRISTMAS_EVE, partners_told=True).case
    at = datetime(ended_on.year, ended_on.month, ended_on.day, 12, tzinfo=UTC)
    deadlines.meet(case, "notification", at=at, by=coordinator, late=late(because) if because else NOTHING_SAID)
    (line,) = [line for line in dashboards.clocks_of(case, on=ended_on) if line.title == "Notification to the Panel"]
    assert (line.state, line.words, line.because, line.tone) == (state, words, because, "ended")


def test_a_clock_met_past_our_own_standard_says_so(coordinator: User) -> None:
    review = walk.sent_notification(coordinator).rapid_review
    deadlines.meet(review.case, "rapid_review", at=datetime(2021, 1, 15, 12, tzinfo=UTC), by=coordinator)
    met = {line.title: line.state for line in dashboards.clocks_of(review.case, on=date(2021, 1, 15))}
    assert met["Rapid Review with the Panel"] == "Met past our own standard"


def test_a_clock_that_is_no_longer_required_says_so(coordinator: User) -> None:
    case = walk.notification(coordinator, aware_at=CHRISTMAS_EVE, partners_told=True).case
    deadlines.end_as_not_required(case, "notification", at=CHRISTMAS_EVE, by=coordinator, because="Decided not to notify.")
    (line,) = [line for line in dashboards.clocks_of(case, on=date(2026, 12, 24)) if line.state == "Not required"]
    assert (line.state, line.words, line.because) == (
        "Not required",
        "Ended on Thursday 24 December 2026.",
        "Decided not to notify.",
    )


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2021, 1, 4), "Rapid Review with the Panel: due 13 January 2021"),
        (date(2021, 1, 13), "Rapid Review with the Panel: due today"),
        (date(2021, 1, 14), "Rapid Review with the Panel: past our own standard, national limit 20 January 2021"),
        (date(2021, 1, 21), "Rapid Review with the Panel: late, latest 20 January 2021"),
    ],
)
def test_the_list_of_cases_names_the_next_date(coordinator: User, on: date, words: str) -> None:
    walk.sent_notification(coordinator)
    assert dashboards.next_in_words(Deadline.objects.running().get(), on=on) == words


def test_a_clock_that_no_stage_declares_any_more_still_has_a_name(coordinator: User) -> None:
    case = cast.case(coordinator)
    day = date(2027, 1, 5)
    Deadline.objects.create(case=case, clock="old_clock", started_on=day, due_on=day, latest_on=day)
    assert lines(coordinator, day) == {"today": [("Old clock", "Due today", "Day 0 of 0 days. Due Tuesday 5 January 2027.")]}


def test_a_rapid_review_under_way_leads_to_its_plan(coordinator: User) -> None:
    review = walk.sent_notification(coordinator).rapid_review
    (line,) = [line for line in dashboards.clocks_of(review.case, on=date(2021, 1, 8)) if line.bar]
    assert line.plan == f"{reverse('admin:rapid_reviews_rapidreview_change', args=[review.pk])}#plan"


def test_an_agreed_date_beyond_the_known_years_is_said_without_its_weekday_off(coordinator: User) -> None:
    # The table of days ends with 2079.
    at, saturday = datetime(2078, 12, 1, 10, tzinfo=UTC), date(2080, 1, 6)
    deadline = deadlines.start(cast.case(coordinator), "practice_review", at=at, by=coordinator)
    deadlines.extend(deadline, until=saturday, review_by=saturday, because="A trial.", by=coordinator, at=at)
    (line,) = dashboards.clocks_of(deadline.case, on=date(2079, 1, 5))
    assert line.words == "Extended until Saturday 6 January 2080; to be looked at again by Saturday 6 January 2080."
