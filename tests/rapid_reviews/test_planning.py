"""The plan of a Rapid Review: made when it opens, made again, each step done, taken back or moved; nothing else writes it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from cspr.lifecycle import MoveRefused
from cspr.models import BankHoliday, ClockRule, User
from notifications import lifecycle as notifying
from rapid_reviews import dashboards, lifecycle, planning, seeds
from rapid_reviews.models import Milestone, PlanTemplateStep, RapidReview
from tests.walk import DECIDED, SENT, UNSIGNED, decided_rapid_review, notification, rapid_review, sent_rapid_review

CHRISTMAS_EVE = datetime(2026, 12, 24, 15, 0, tzinfo=UTC)
DUE, LATEST = date(2027, 1, 8), date(2027, 1, 19)
FIRST_PLAN = [
    ("Letters to the agencies", date(2026, 12, 29)),
    ("Agency returns due", date(2027, 1, 4)),
    ("Rapid Review meeting", date(2027, 1, 5)),
    ("Draft report", date(2027, 1, 6)),
    ("Sign-off", date(2027, 1, 7)),
    ("Sent to the Panel", date(2027, 1, 8)),
]


def christmas_review(by: User, *, recorded: datetime = CHRISTMAS_EVE) -> RapidReview:
    """Open since the notification was sent on Christmas Eve 2026: our standard 8 January, the limit 19 January 2027."""
    open_one = notification(by, aware_at=CHRISTMAS_EVE - timedelta(days=1))
    sent = notifying.record_sent(open_one, by=by, at=recorded, sent_at=CHRISTMAS_EVE, national_reference="SIN-24")
    return sent.rapid_review


def rule(length: int, unit: str, *bounds: str) -> None:
    """Another length for those dates of the clock, for whatever starts from now on."""
    for bound in bounds:
        ClockRule.objects.create(
            clock="rapid_review",
            bound=bound,
            length=length,
            unit=unit,
            authority="A test",
            source="A test",
            effective_from=date(2020, 1, 1),
        )


def planned(review: RapidReview) -> list[tuple[str, date]]:
    return list(review.milestones.values_list("title", "planned_on"))


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC)


def step(review: RapidReview, order: int) -> Milestone:
    return review.milestones.get(order=order)


def done(review: RapidReview, by: User, order: int, on: date) -> Milestone:
    return planning.mark_done(review, by=by, at=at(on), step=step(review, order), done_on=on)


def test_a_review_opened_by_a_notification_of_24_december_2026_is_planned_until_8_january_2027(manager: User) -> None:
    review = christmas_review(manager)
    assert (review.plan_target, planned(review)) == ("due", FIRST_PLAN)
    first = step(review, 1)
    assert (first.owner, first.day, first.done_on, first.note) == ("Business unit", 1, None, "")
    assert first.history.get().history_user == manager


def test_a_review_recorded_days_later_is_planned_from_that_day_and_not_into_the_past(manager: User) -> None:
    review = christmas_review(manager, recorded=at(date(2027, 1, 4)))
    assert [day for _, day in planned(review)] == [date(2027, 1, day) for day in (4, 5, 6, 7, 8, 11)]
    assert dashboards.plan_of(review, on=date(2027, 1, 4)).warned is not None


def test_planned_again_for_the_national_limit_it_has_the_days_of_the_template(manager: User) -> None:
    review = planning.plan_again(christmas_review(manager), by=manager, at=CHRISTMAS_EVE, target="latest")
    assert [day for _, day in planned(review)] == [
        date(2026, 12, 29),
        date(2027, 1, 8),
        date(2027, 1, 13),
        date(2027, 1, 14),
        date(2027, 1, 18),
        date(2027, 1, 19),
    ]
    last = review.case.timeline.latest("pk")
    assert (last.kind, last.words) == (
        "rapid_review_planned",
        "Steps of the Rapid Review planned again: National limit, Tuesday 19 January.",
    )
    assert review.history.first().history_user == manager


def test_what_is_done_stays_when_the_rest_is_planned_again(manager: User) -> None:
    review = christmas_review(manager)
    done(review, manager, 1, date(2026, 12, 29))
    done(review, manager, 2, date(2027, 1, 13))
    planning.plan_again(review, by=manager, at=at(date(2027, 1, 13)), target="latest")
    assert planned(review)[:2] == FIRST_PLAN[:2]
    assert [day for _, day in planned(review)[2:]] == [date(2027, 1, day) for day in (14, 15, 18, 19)]


def test_a_review_from_before_there_were_plans_gets_one_when_it_is_planned_again(manager: User) -> None:
    PlanTemplateStep.objects.update(in_use=False)
    review = christmas_review(manager)
    assert planned(review) == []
    shown = dashboards.plan_of(review, on=DUE)
    assert (shown.steps, shown.drawing, shown.warned, shown.remarks) == ((), None, None, ())
    assert dashboards.next_step(review, on=DUE) == ""
    PlanTemplateStep.objects.update(in_use=True)
    planning.plan_again(review, by=manager, at=CHRISTMAS_EVE, target="due")
    assert planned(review) == FIRST_PLAN


def test_a_review_without_a_plan_is_sent_like_any_other(manager: User) -> None:
    PlanTemplateStep.objects.update(in_use=False)
    assert sent_rapid_review(manager).status == "sent"


def test_a_step_done_is_kept_with_its_day_and_its_note_and_moves_no_other(manager: User) -> None:
    review = christmas_review(manager)
    made = planning.mark_done(
        review, by=manager, at=at(date(2027, 1, 5)), step=step(review, 2), done_on=date(2027, 1, 4), note=" One is missing. "
    )
    assert (made.done_on, made.note, made.planned_on) == (date(2027, 1, 4), "One is missing.", date(2027, 1, 4))
    assert planned(review) == FIRST_PLAN
    assert review.case.timeline.latest("pk").words == "Plan of the Rapid Review: “Agency returns due” done on Monday 4 January."
    assert made.history.first().history_user == manager


@pytest.mark.parametrize(
    ("order", "on", "words"),
    [
        (1, date(2026, 12, 31), "still to come"),
        (1, date(2026, 12, 23), "cannot have been done before"),
        (6, date(2026, 12, 30), "recording the Rapid Review as sent"),
    ],
)
def test_a_step_that_cannot_have_been_done_is_refused(manager: User, order: int, on: date, words: str) -> None:
    review = christmas_review(manager)
    with pytest.raises(MoveRefused, match=words):
        planning.mark_done(review, by=manager, at=at(date(2026, 12, 30)), step=step(review, order), done_on=on)
    assert not review.milestones.exclude(done_on=None).exists()


def test_letters_may_go_out_on_the_very_day_of_the_notification(manager: User) -> None:
    assert done(christmas_review(manager), manager, 1, CHRISTMAS_EVE.date()).done_on == CHRISTMAS_EVE.date()


def test_a_step_is_marked_once_and_the_mark_is_taken_back_once(manager: User) -> None:
    review, day = christmas_review(manager), date(2026, 12, 29)
    done(review, manager, 1, day)
    with pytest.raises(MoveRefused, match="already marked as done on Tuesday 29 December"):
        done(review, manager, 1, day)
    again = planning.mark_not_done(review, by=manager, at=at(day), step=step(review, 1))
    assert (again.done_on, again.planned_on) == (None, day)
    assert review.case.timeline.latest("pk").words.endswith("“Letters to the agencies” is not done after all.")
    with pytest.raises(MoveRefused, match="not marked as done"):
        planning.mark_not_done(review, by=manager, at=at(day), step=step(review, 1))


def test_a_step_that_moves_takes_later_ones_along_as_far_as_it_has_to(manager: User) -> None:
    review = christmas_review(manager)
    before = review.case.timeline.count()
    planning.move_step(review, by=manager, at=CHRISTMAS_EVE, step=step(review, 4), to=date(2027, 1, 7))
    assert [day for _, day in planned(review)] == [
        *(day for _, day in FIRST_PLAN[:3]),
        *(date(2027, 1, day) for day in (7, 8, 11)),
    ]
    said = [entry.words for entry in review.case.timeline.order_by("pk")[before:]]
    assert said == [
        "Plan of the Rapid Review: “Draft report” moved to Thursday 7 January.",
        "Plan of the Rapid Review: “Sign-off” moved to Friday 8 January.",
        "Plan of the Rapid Review: “Sent to the Panel” moved to Monday 11 January.",
    ]


def test_a_step_that_moves_earlier_moves_nothing_else(manager: User) -> None:
    review = christmas_review(manager)
    planning.move_step(review, by=manager, at=CHRISTMAS_EVE, step=step(review, 2), to=date(2026, 12, 31))
    assert planned(review) == [FIRST_PLAN[0], ("Agency returns due", date(2026, 12, 31)), *FIRST_PLAN[2:]]


@pytest.mark.parametrize(
    ("to", "words"),
    [
        (date(2027, 1, 9), "Saturday 9 January is no working day .weekend."),
        (date(2027, 1, 1), "no working day .New Year"),
        (date(2027, 1, 4), "from Tuesday 5 January to Thursday 14 January"),
        (date(2027, 1, 15), "from Tuesday 5 January to Thursday 14 January"),
        (date(2026, 12, 30), "not in the past"),
    ],
)
def test_a_step_moves_between_its_neighbours_and_within_the_national_limit_only(manager: User, to: date, words: str) -> None:
    review = christmas_review(manager)
    with pytest.raises(MoveRefused, match=words):
        planning.move_step(review, by=manager, at=at(date(2026, 12, 31)), step=step(review, 3), to=to)
    assert planned(review) == FIRST_PLAN


def test_where_the_limit_is_past_a_step_may_move_while_the_end_stays(manager: User) -> None:
    review, day = christmas_review(manager), date(2027, 1, 20)
    for order in (1, 2, 3, 4):
        done(review, manager, order, date(2027, 1, 5))
    planning.plan_again(review, by=manager, at=at(day), target="latest")
    assert [day for _, day in planned(review)[4:]] == [date(2027, 1, 20), date(2027, 1, 21)]
    with pytest.raises(MoveRefused, match="from Wednesday 20 January to Wednesday 20 January"):
        planning.move_step(review, by=manager, at=at(day), step=step(review, 5), to=date(2027, 1, 21))
    with pytest.raises(MoveRefused, match="no working day to which “Sign-off” could go"):
        planning.move_step(review, by=manager, at=at(date(2027, 1, 22)), step=step(review, 5), to=date(2027, 1, 22))


def test_a_step_that_is_done_is_not_moved(manager: User) -> None:
    review = christmas_review(manager)
    done(review, manager, 1, date(2026, 12, 29))
    with pytest.raises(MoveRefused, match="only a step that is still open"):
        planning.move_step(review, by=manager, at=at(date(2026, 12, 29)), step=step(review, 1), to=date(2026, 12, 30))


def test_recorded_as_sent_the_last_step_is_done_on_that_day_and_the_plan_is_closed(manager: User) -> None:
    review = sent_rapid_review(manager)
    last = review.milestones.last()
    assert last is not None
    assert (last.title, last.done_on) == ("Sent to the Panel", SENT.date())
    steps: list[Callable[[], object]] = [
        lambda: planning.plan_again(review, by=manager, at=SENT, target="due"),
        lambda: planning.mark_done(review, by=manager, at=SENT, step=step(review, 1), done_on=SENT.date()),
        lambda: planning.mark_not_done(review, by=manager, at=SENT, step=last),
        lambda: planning.move_step(review, by=manager, at=SENT, step=step(review, 1), to=SENT.date()),
    ]
    for take in steps:
        with pytest.raises(MoveRefused, match="with the Panel, so its plan is closed"):
            take()
    shown = dashboards.plan_of(review, on=date(2021, 3, 1))
    assert (shown.warned, shown.remarks, shown.is_open) == (None, (), False)
    assert [line.state for line in shown.steps] == [*["Not marked as done"] * 5, "Done on Wednesday 13 January"]
    assert dashboards.next_step(review, on=date(2021, 3, 1)) == ""


def test_a_decided_review_may_still_be_planned(manager: User) -> None:
    review = decided_rapid_review(manager)
    assert planning.plan_again(review, by=manager, at=DECIDED, target="latest").plan_target == "latest"
    lifecycle.record_sent(review, by=manager, at=SENT, sent_at=SENT, unsigned_because=UNSIGNED)


def test_a_template_that_staff_have_edited_stays_as_it_is(db: None) -> None:
    PlanTemplateStep.objects.filter(day=8).update(day=7)
    seeds.plan_template()
    assert list(PlanTemplateStep.objects.values_list("day", flat=True)) == [1, 7, 11, 12, 14, 15]


def test_without_any_template_migrating_writes_the_one_that_is_declared(committed_db: str) -> None:
    before = list(PlanTemplateStep.objects.values_list("title", "owner", "day"))
    assert before == [(one.title, one.owner, one.day) for one in seeds.STEPS]


def test_a_new_plan_follows_the_template_as_staff_have_it_and_an_old_one_stays(manager: User) -> None:
    old = christmas_review(manager)
    PlanTemplateStep.objects.create(title="Chase the returns", owner="Business unit", day=6)
    PlanTemplateStep.objects.filter(title="Sign-off").update(in_use=False)
    new = christmas_review(manager)
    assert [title for title, _ in planned(new)] == [
        "Letters to the agencies",
        "Chase the returns",
        "Agency returns due",
        "Rapid Review meeting",
        "Draft report",
        "Sent to the Panel",
    ]
    assert planned(old) == FIRST_PLAN
    planning.plan_again(old, by=manager, at=CHRISTMAS_EVE, target="due")
    assert planned(old) == FIRST_PLAN


def test_while_all_goes_well_the_page_says_so_in_words(manager: User) -> None:
    review = christmas_review(manager)
    done(review, manager, 1, date(2026, 12, 29))
    shown = dashboards.plan_of(review, on=date(2026, 12, 30))
    assert shown.aim == ("The plan aims at our own standard, Friday 8 January 2027. The national limit: Tuesday 19 January.")
    assert (shown.warned, shown.remarks) == (None, ())
    assert [(line.planned, line.state, line.slack, line.kind) for line in shown.steps[:3]] == [
        ("Tuesday 29 December", "Done on Tuesday 29 December", "", "done"),
        ("Monday 4 January", "In 2 working days", "No working day to spare", "open"),
        ("Tuesday 5 January", "In 3 working days", "No working day to spare", "open"),
    ]


def test_when_it_goes_wrong_the_page_warns_and_says_what_is_left(manager: User) -> None:
    review = christmas_review(manager)
    shown = dashboards.plan_of(review, on=date(2027, 1, 5))
    assert shown.warned is not None
    assert (shown.warned.tone, shown.warned.title) == ("past", "The rest no longer fits our own standard")
    assert shown.remarks == (
        "The day has passed for: Letters to the agencies, Agency returns due. Mark what is done, or plan again.",
    )
    assert [(line.state, line.slack, line.kind) for line in shown.steps[:3]] == [
        ("Its day passed 4 working days ago", "2 working days too late for our own standard", "passed"),
        ("Its day passed 1 working day ago", "2 working days too late for our own standard", "passed"),
        ("Today", "2 working days too late for our own standard", "open"),
    ]
    late = dashboards.plan_of(review, on=date(2027, 1, 18)).warned
    assert late is not None
    assert (late.tone, late.title) == ("late", "The rest no longer fits the national limit")


def test_a_plan_for_the_limit_says_both_dates_and_is_not_warned_of_our_standard(manager: User) -> None:
    review = planning.plan_again(christmas_review(manager), by=manager, at=at(date(2027, 1, 11)), target="latest")
    shown = dashboards.plan_of(review, on=date(2027, 1, 11))
    assert shown.aim == "The plan aims at the national limit, Tuesday 19 January 2027. Our own standard: Friday 8 January."
    assert (shown.warned, shown.remarks) == (None, ())


def test_a_day_proclaimed_a_holiday_later_is_pointed_out(manager: User) -> None:
    review = christmas_review(manager)
    BankHoliday.objects.create(date=date(2027, 1, 6), name="A day of mourning", proclaimed=True)
    shown = dashboards.plan_of(review, on=CHRISTMAS_EVE.date())
    assert shown.remarks == (
        "Planned for a day on which the office is shut by now: Draft report (A day of mourning). Plan again, or move it.",
    )


def test_a_target_on_a_day_the_office_is_shut_names_the_last_working_day_before(manager: User) -> None:
    rule(18, "days", "due", "latest")
    saturday = rapid_review(manager)
    assert dashboards.plan_of(saturday, on=date(2021, 1, 4)).aim == (
        "The plan aims at Saturday 16 January 2021, our own standard and the national limit. "
        "The office is shut on Saturday 16 January; the last working day before is Friday 15 January."
    )
    drawn = dashboards.plan_of(saturday, on=date(2021, 1, 4)).drawing
    assert drawn is not None
    assert [line.words for line in drawn.lines] == ["Target, 16 Jan", "Today, 4 Jan"]


def test_a_plan_that_ends_after_its_target_says_so(manager: User) -> None:
    review = christmas_review(manager)
    planning.move_step(review, by=manager, at=CHRISTMAS_EVE, step=step(review, 6), to=date(2027, 1, 12))
    shown = dashboards.plan_of(review, on=CHRISTMAS_EVE.date())
    assert shown.remarks == ("As it is planned, it ends on Tuesday 12 January, after our own standard.",)


def test_steps_that_are_due_or_whose_day_has_passed_wait_for_somebody(manager: User, coordinator: User) -> None:
    review = christmas_review(manager)
    other = christmas_review(manager)
    other.case.conflicts.create(user=coordinator, because="Knows the family")
    done(review, manager, 1, date(2026, 12, 29))
    found = dashboards.due_steps(coordinator, on=date(2027, 1, 5))
    assert [(str(one.rapid_review), one.title, words) for one, words in found] == [
        (review.case.reference, "Agency returns due", "its day passed 1 working day ago"),
        (review.case.reference, "Rapid Review meeting", "today"),
    ]
    assert dashboards.due_steps(coordinator, on=date(2027, 1, 3)) == []
    assert dashboards.next_step(review, on=date(2027, 1, 3)) == "Agency returns due, Monday 4 January: in 1 working day"
