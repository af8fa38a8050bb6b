"""No date moves in silence: the database refuses one without its record, and an earlier day can be read again."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, transaction

from cspr import deadlines, rules
from cspr.deadlines import Cause, Late, ReasonNeeded
from cspr.models import BankHoliday, ClockRule, Deadline, DeadlineMove, User
from tests.cast import CHRISTMAS_EVE, case, person

AT = datetime(2026, 12, 27, 9, 0, tzinfo=UTC)
DAY = date(2026, 12, 30)
AWARENESS = DeadlineMove.Why.AWARENESS


def running(clock: str = "notification") -> Deadline:
    return deadlines.start(case(), clock, at=CHRISTMAS_EVE, by=None)


def test_the_database_refuses_a_date_that_moves_without_a_record(manager: User) -> None:
    deadline = running()
    for changes in (
        {"due_on": date(2026, 12, 31)},
        {"latest_on": date(2027, 6, 1)},
        {"started_on": date(2026, 12, 29)},
        {"clock": "practice_review"},
        {"case": case()},
    ):
        with pytest.raises(DatabaseError, match="does not move without a record"), transaction.atomic():
            Deadline.objects.filter(pk=deadline.pk).update(**changes)
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        deadline.delete()


def test_a_record_of_another_move_does_not_open_the_door(manager: User) -> None:
    first, second = running(), running()
    rules.add_holiday(DAY, "A day", by=manager, at=AT)
    with pytest.raises(DatabaseError, match="does not move without a record"), transaction.atomic():
        Deadline.objects.filter(pk=first.pk).update(latest_on=date(2027, 1, 7))
    assert (first.moves.count(), second.moves.count()) == (1, 1)


def test_rules_and_records_are_written_once(manager: User) -> None:
    running()
    rules.add_holiday(DAY, "A day", by=manager, at=AT)
    for rows in (ClockRule.objects.all(), DeadlineMove.objects.all()):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            rows.update(**{"length": 9} if rows.model is ClockRule else {"because": "Another story"})
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            rows.delete()


def test_moves_are_seen_by_those_who_may_see_or_check_the_case(manager: User) -> None:
    running()
    rules.add_holiday(DAY, "A day", by=manager, at=AT)
    assert DeadlineMove.objects.visible_to(person("auditor")).count() == 1
    assert DeadlineMove.objects.visible_to(person("reviewer")).count() == 0


def test_counted_from_an_earlier_day_a_running_clock_and_one_that_was_met_both_move(manager: User) -> None:
    of = case()
    met = deadlines.start(of, "notification", at=CHRISTMAS_EVE, by=None)
    deadlines.meet(of, "notification", at=datetime(2026, 12, 29, 9, tzinfo=UTC), by=manager)
    again = deadlines.start(of, "notification", at=CHRISTMAS_EVE, by=None)
    not_required = deadlines.end_as_not_required(
        deadlines.start(case(), "notification", at=CHRISTMAS_EVE, by=None).case, "notification", at=AT, by=None, because="x"
    )
    cause = Cause(AWARENESS, "A letter was found.", manager, AT)
    moves = deadlines.count_from(of, "notification", day=date(2026, 12, 22), cause=cause)
    assert [moved.deadline for moved in moves] == [met, again]
    assert moves[0].words == (
        "counted from 24 December 2026 became 22 December 2026; due 5 January 2027 became 31 December 2026"
    )
    assert not met.is_late(on=AT.date())
    assert deadlines.count_from(not_required.case, "notification", day=date(2026, 12, 22), cause=cause) == []


def test_a_deadline_that_was_met_and_turns_out_late_needs_its_reason(manager: User) -> None:
    of = case()
    deadlines.start(of, "notification", at=CHRISTMAS_EVE, by=None)
    deadlines.meet(of, "notification", at=datetime(2027, 1, 4, 9, tzinfo=UTC), by=manager, because="Waited for a name.")
    at, day = datetime(2027, 1, 10, 9, tzinfo=UTC), date(2026, 12, 22)
    cause = Cause(AWARENESS, "A letter was found.", manager, at)
    with pytest.raises(ReasonNeeded, match="31 December 2026"):
        deadlines.count_from(of, "notification", day=day, cause=cause)
    said = Late(because="Nobody had read the letter.", decided_by="The Director", panel_told=False)
    deadlines.count_from(of, "notification", day=day, cause=cause, late=said)
    deadline = of.deadlines.get()
    assert (deadline.is_late(on=day), deadline.because, deadline.panel_told) == (True, "Nobody had read the letter.", "no")
    # Judged late already, it keeps what was said.
    deadlines.count_from(of, "notification", day=date(2026, 12, 21), cause=cause)
    assert of.deadlines.get().because == "Nobody had read the letter."


def test_an_earlier_day_is_read_again_as_it_was_understood_then(manager: User) -> None:
    deadline = running()
    holiday = rules.add_holiday(DAY, "A day", by=manager, at=AT)
    rules.add_version(
        {
            "clock": "notification",
            "bound": "latest",
            "length": 6,
            "unit": "working_days",
            "authority": "An invented change",
            "source": "here",
            "effective_from": date(2026, 12, 24),
        },
        by=manager,
        at=datetime(2026, 12, 29, 9, tzinfo=UTC),
    )
    rules.remove_holiday(holiday, because="A slip.", by=manager, at=datetime(2026, 12, 31, 9, tzinfo=UTC))
    deadline.refresh_from_db()
    understood = [deadlines.as_understood(deadline, date(2026, 12, day)) for day in (26, 27, 29, 31)]
    assert [(past.latest_on, past.explanations[0].days[-1].day) for past in understood] == [
        (date(2027, 1, 5), date(2027, 1, 5)),
        (date(2027, 1, 6), date(2027, 1, 6)),
        (date(2027, 1, 7), date(2027, 1, 7)),
        (date(2027, 1, 6), date(2027, 1, 6)),
    ]
    assert [past.explanations[0].rule for past in understood] == ["5 working days", "5 working days", *["6 working days"] * 2]
    assert deadlines.explain("notification", date(2026, 12, 24), as_of=date(2026, 12, 26))[0].rule == "5 working days"


def test_a_day_that_was_added_and_taken_away_before_is_not_counted_on_a_later_day(manager: User) -> None:
    holiday = rules.add_holiday(DAY, "A day", by=manager, at=AT)
    rules.remove_holiday(holiday, because="A slip.", by=manager, at=AT)
    assert DAY not in deadlines.known_on(date(2026, 12, 28)).calendar.holidays
    assert DAY not in deadlines.known_on(date(2026, 12, 20)).calendar.holidays
    assert BankHoliday.objects.count() == len(deadlines.known_on(date(2020, 1, 1)).calendar.holidays)
