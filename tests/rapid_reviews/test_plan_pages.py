"""The plan on the pages of the staff admin: read by all who read the case, altered by the unit, its template edited by them."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cspr.dashboards import waiting
from cspr.models import AccessRecord, CaseAssignment, User
from rapid_reviews import dashboards, drawing, planning
from rapid_reviews.models import PlanTemplateStep, RapidReview
from tests.cast import person
from tests.doors import sign_in
from tests.rapid_reviews.test_planning import FIRST_PLAN, christmas_review, done, planned, rule, step
from tests.walk import sent_rapid_review

Enter = Callable[[str], Client]
NOW = datetime(2026, 12, 30, 9, 0, tzinfo=UTC)
TEMPLATE = "rapid_reviews_plantemplatestep"


@pytest.fixture
def enter(site: Enter) -> Callable[[User], Client]:
    """The browser of somebody, on 30 December 2026."""

    def signed_in(user: User) -> Client:
        client = site("staff")
        sign_in(client, user)
        return client

    return signed_in


@pytest.fixture(autouse=True)
def december() -> Iterator[None]:
    with time_machine.travel(NOW):
        yield


def page(review: RapidReview, verb: str = "") -> str:
    name = "admin:rapid_reviews_rapidreview_"
    return reverse(f"{name}verb", args=[review.pk, verb]) if verb else reverse(f"{name}change", args=[review.pk])


def test_the_steps_are_taken_on_their_pages(enter: Callable[[User], Client], coordinator: User) -> None:
    review = christmas_review(coordinator)
    client, letters, meeting = enter(coordinator), step(review, 1), step(review, 3)
    steps = [
        ("step-done", {"step": letters.pk, "done_on": "2026-12-29", "note": "By post too."}),
        ("step-not-done", {"step": letters.pk}),
        ("plan-again", {"target": "latest"}),
        ("step-move", {"step": meeting.pk, "to": "2027-01-14"}),
    ]
    for verb, typed in steps:
        answer = client.post(page(review, verb), typed)
        assert (answer.status_code, answer["Location"]) == (302, page(review)), verb
    assert [day for _, day in planned(review)] == [
        date(2026, 12, 30),
        date(2027, 1, 8),
        date(2027, 1, 14),
        date(2027, 1, 15),
        date(2027, 1, 18),
        date(2027, 1, 19),
    ]
    assert step(review, 1).note == "By post too."
    assert [record.action for record in AccessRecord.objects.order_by("pk")] == [f"step: {verb}" for verb, _ in steps]


def test_a_link_beside_a_step_chooses_it_and_today_and_nonsense_chooses_the_first(
    enter: Callable[[User], Client], coordinator: User
) -> None:
    review = christmas_review(coordinator)
    client, returns = enter(coordinator), step(review, 2)
    shown = client.get(page(review)).content.decode()
    assert f'{page(review, "step-done")}?step={returns.pk}"' in shown
    chosen = client.get(page(review, "step-done"), {"step": returns.pk}).content.decode()
    assert re.findall(r'name="step" value="(\d+)"[^>]*checked', chosen) == [str(returns.pk)]
    assert 'value="2026-12-30"' in chosen
    for nonsense in ("9" * 40, "-1", "x", "", str(step(christmas_review(coordinator), 2).pk)):
        first = client.get(page(review, "step-done"), {"step": nonsense}).content.decode()
        assert re.findall(r'name="step" value="(\d+)"[^>]*checked', first) == [str(step(review, 1).pk)]


def test_the_last_step_is_not_offered_to_be_marked_and_may_be_moved(enter: Callable[[User], Client], coordinator: User) -> None:
    review = christmas_review(coordinator)
    client = enter(coordinator)
    assert "Sent to the Panel, Friday 8 January" not in client.get(page(review, "step-done")).content.decode()
    assert "Sent to the Panel, Friday 8 January" in client.get(page(review, "step-move")).content.decode()


@pytest.mark.parametrize(
    ("verb", "typed", "said"),
    [
        ("step-move", {"to": "2027-01-01"}, "is no working day"),
        ("step-move", {"to": "2027-02-01"}, "can go to a working day from"),
        ("step-move", {"to": ""}, "This field is required"),
        ("step-done", {"done_on": "2027-01-01"}, "still to come"),
        ("plan-again", {"target": "whenever"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_is_answered_in_words_and_alters_nothing(
    enter: Callable[[User], Client], coordinator: User, verb: str, typed: dict[str, str], said: str
) -> None:
    review = christmas_review(coordinator)
    answer = enter(coordinator).post(page(review, verb), {"step": step(review, 2).pk, **typed})
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert planned(review) == FIRST_PLAN


def test_a_step_of_another_review_is_no_choice(enter: Callable[[User], Client], coordinator: User) -> None:
    review, other = christmas_review(coordinator), christmas_review(coordinator)
    answer = enter(coordinator).post(page(review, "step-done"), {"step": step(other, 1).pk, "done_on": "2026-12-29"})
    assert "Select a valid choice" in answer.content.decode()
    assert step(other, 1).done_on is None


def test_where_both_dates_are_the_same_there_is_one_to_aim_at(enter: Callable[[User], Client], coordinator: User) -> None:
    rule(15, "working_days", "due")
    review = planning.plan_again(christmas_review(coordinator), by=coordinator, at=NOW, target="latest")
    shown = enter(coordinator).get(page(review, "plan-again")).content.decode()
    assert re.findall(r'name="target" value="(\w+)"', shown) == ["due"]


@pytest.mark.parametrize("role", ["administrator", "partner_lead", "reviewer"])
def test_who_reads_the_case_reads_the_plan_and_alters_nothing(
    enter: Callable[[User], Client], coordinator: User, role: str
) -> None:
    review, reader = christmas_review(coordinator), person(role)
    CaseAssignment.objects.create(case=review.case, user=reader, until=date(2999, 1, 1))
    client = enter(reader)
    shown = client.get(page(review)).content.decode()
    assert "Rapid Review meeting" in shown
    assert "The plan aims at our own standard, Friday 8 January 2027." in shown
    assert [word for word in ("Mark as done", ">Move<", "Plan again", "Not done after all") if word in shown] == []
    for verb in ("plan-again", "step-done", "step-not-done", "step-move"):
        assert client.post(page(review, verb), {"target": "latest", "step": step(review, 1).pk}).status_code == 403
    assert planned(review) == FIRST_PLAN


def test_once_it_is_with_the_panel_the_plan_is_read_only(enter: Callable[[User], Client], coordinator: User) -> None:
    review = sent_rapid_review(coordinator)
    shown = enter(coordinator).get(page(review)).content.decode()
    assert "so the plan is closed" in shown
    assert [word for word in ("Mark as done", "Plan again", "Slack") if word in shown] == []


def test_steps_whose_day_is_here_stand_among_the_work_for_today(coordinator: User) -> None:
    review = christmas_review(coordinator)
    done(review, coordinator, 1, date(2026, 12, 29))
    blocks = {block.title: block.rows for block in waiting(coordinator, on=date(2027, 1, 5))}
    assert [(row.label, row.words, row.url, row.tone) for row in blocks["Steps of a Rapid Review"]] == [
        (
            f"{review.case.reference}: Agency returns due",
            "Agencies. Planned for Monday 4 January: its day passed 1 working day ago.",
            f"{page(review)}#plan",
            "past",
        ),
        (
            f"{review.case.reference}: Rapid Review meeting",
            "Review group. Planned for Tuesday 5 January: today.",
            f"{page(review)}#plan",
            "",
        ),
    ]
    assert "Steps of a Rapid Review" not in {block.title for block in waiting(person("administrator"), on=date(2027, 1, 5))}


def test_the_template_is_edited_by_the_unit_within_reason(enter: Callable[[User], Client], coordinator: User) -> None:
    client = enter(coordinator)
    typed = {"day": "6", "title": "Chase the returns", "owner": "Business unit", "in_use": "on"}
    assert client.post(reverse(f"admin:{TEMPLATE}_add"), typed).status_code == 302
    assert PlanTemplateStep.objects.get(day=6).history.get().history_user == coordinator
    for day, said in (("6", "already exists"), ("0", "days 1 to 60"), ("61", "days 1 to 60")):
        answer = client.post(reverse(f"admin:{TEMPLATE}_add"), {**typed, "day": day})
        assert (answer.status_code, said in answer.content.decode()) == (200, True), day
    assert "Chase the returns" in client.get(reverse(f"admin:{TEMPLATE}_changelist")).content.decode()


def test_in_the_drawing_no_two_steps_cover_each_other(coordinator: User) -> None:
    review = christmas_review(coordinator)
    for order in (1, 2, 3, 4):
        planning.mark_done(review, by=coordinator, at=NOW, step=step(review, order), done_on=date(2026, 12, 29))
    shown = dashboards.plan_of(review, on=NOW.date()).drawing
    assert shown is not None
    places = [(float(mark.x.rstrip("%")), mark.y) for mark in shown.marks]
    pairs = [(a, b) for number, a in enumerate(places) for b in places[number + 1 :]]
    assert [(a, b) for a, b in pairs if a[1] == b[1] and abs(a[0] - b[0]) < drawing.APART] == []
    assert all(shown.roof < y < shown.floor for _, y in places)
    assert [(line.words, line.kind) for line in shown.lines] == [
        ("National limit, 19 Jan", "other"),
        ("Our standard, 8 Jan", "target"),
        ("Today, 30 Dec", "today"),
    ]
    # Christmas Day to Monday 28 December, New Year's Day to Sunday 3 January, and two weekends.
    assert [width for _, width in shown.shaded] == ["14.81%", "11.11%", "7.41%", "7.41%"]


@pytest.mark.parametrize("day", [date(2027, 1, 11), date(2027, 1, 15), date(2027, 1, 22)])
def test_in_the_drawing_no_words_before_a_line_cross_another_line(coordinator: User, day: date) -> None:
    shown = dashboards.plan_of(christmas_review(coordinator), on=day).drawing
    assert shown is not None
    assert all(line.before for line in shown.lines)
    crossed = [
        (words.words, line.words)
        for words in shown.lines
        for line in shown.lines
        if float(line.x.rstrip("%")) < float(words.x.rstrip("%")) and line.top < words.words_y
    ]
    assert crossed == []


def test_a_day_long_after_the_limit_is_said_and_no_longer_drawn(coordinator: User) -> None:
    shown = dashboards.plan_of(christmas_review(coordinator), on=date(2027, 3, 1))
    assert shown.drawing is not None
    assert [line.kind for line in shown.drawing.lines] == ["other", "target"]
    assert shown.warned is not None
    assert "has passed" in shown.warned.words


def test_a_long_plan_has_as_many_dates_as_a_narrow_window_can_hold(coordinator: User) -> None:
    review = christmas_review(coordinator)
    step(review, 6)
    review.milestones.filter(order=6).update(planned_on=date(2027, 6, 1))
    shown = dashboards.plan_of(review, on=date(2027, 1, 1)).drawing
    assert shown is not None
    assert [words for _, words in shown.dates] == ["28 Dec", "1 Feb", "8 Mar", "12 Apr"]
