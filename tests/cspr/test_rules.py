"""New versions of rules and days that are proclaimed: what moves is shown first, then moved with a record, and told."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from cspr import deadlines, rules
from cspr.lifecycle import MoveRefused
from cspr.models import BankHoliday, CaseConflict, ClockRule, Deadline, DeadlineMove, OutgoingEmail, User
from tests.cast import CHRISTMAS_EVE, case, person

AT = datetime(2026, 12, 27, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 12, 28, 9, 0, tzinfo=UTC)
DAY = date(2026, 12, 30)


def running(clock: str = "notification") -> Deadline:
    return deadlines.start(case(), clock, at=CHRISTMAS_EVE, by=None)


def version(**changes: Any) -> dict[str, Any]:
    facts = {"clock": "notification", "bound": "latest", "length": 4, "unit": "working_days"}
    return {**facts, "authority": "An invented change", "source": "here", "effective_from": date(2026, 12, 24), **changes}


def dates(deadline: Deadline) -> tuple[date, date, date]:
    deadline.refresh_from_db()
    return deadline.started_on, deadline.due_on, deadline.latest_on


def test_a_proclaimed_day_moves_what_counts_past_it_and_leaves_a_record_of_each(manager: User) -> None:
    first, met, months = running(), running(), running("practice_review")
    deadlines.meet(met.case, "notification", at=CHRISTMAS_EVE, by=manager)
    words = rules.preview_holiday(DAY, by=manager)
    assert words.splitlines() == [
        "1 open deadline moves.",
        "",
        f"{first.case.reference}, Notification to the Panel: due 5 January 2027 > 6 January 2027",
    ]
    assert dates(first)[1] == date(2027, 1, 5)
    rules.add_holiday(DAY, " A day of mourning ", by=manager, at=AT)
    assert dates(first) == (date(2026, 12, 24), date(2027, 1, 6), date(2027, 1, 6))
    assert dates(met)[1] == date(2027, 1, 5)
    assert not months.moves.exists()
    moved = DeadlineMove.objects.get()
    assert (moved.deadline, moved.why, moved.by, moved.at, str(moved)) == (first, "holiday", manager, AT, str(first))
    assert moved.because == "A day of mourning, 30 December 2026 is a bank holiday."
    assert moved.words == "due 5 January 2027 became 6 January 2027"
    entry = first.case.timeline.get(kind="deadline_moved")
    assert entry.words == (
        "Date moved. Notification to the Panel: due 5 January 2027 became 6 January 2027. "
        "A day of mourning, 30 December 2026 is a bank holiday."
    )
    assert first.history.first().history_user == manager


def test_a_day_added_by_mistake_is_taken_away_and_the_dates_move_back(manager: User) -> None:
    first, two_dates = running(), running("rapid_review")
    before = dates(first), dates(two_dates)
    holiday = rules.add_holiday(DAY, "A day", by=manager, at=AT)
    assert rules.preview_removal(holiday, by=manager).splitlines()[2:] == [
        f"{first.case.reference}, Notification to the Panel: due 6 January 2027 > 5 January 2027",
        f"{two_dates.case.reference}, Rapid Review with the Panel: due 8 January 2027 > 8 January 2027, "
        "latest 20 January 2027 > 19 January 2027",
    ]
    with pytest.raises(MoveRefused, match="Say why"):
        rules.remove_holiday(holiday, because=" ", by=manager, at=LATER)
    rules.remove_holiday(holiday, because="The wrong year.", by=manager, at=LATER)
    assert (dates(first), dates(two_dates)) == before
    assert [moved.because for moved in first.moves.all()] == [
        "A day, 30 December 2026 is not a bank holiday after all: The wrong year.",
        "A day, 30 December 2026 is a bank holiday.",
    ]
    assert not BankHoliday.objects.filter(date=DAY).exists()
    assert list(BankHoliday.history.filter(date=DAY).values_list("history_type", "history_user")) == [
        ("-", manager.pk),
        ("+", manager.pk),
    ]


def test_a_day_is_added_once_and_the_list_of_gov_uk_stays(manager: User) -> None:
    with pytest.raises(MoveRefused, match="Christmas Day, 25 December 2026 is on the list already"):
        rules.add_holiday(date(2026, 12, 25), "Again", by=manager, at=AT)
    with pytest.raises(MoveRefused, match="on the list already"):
        rules.preview_holiday(date(2026, 12, 25), by=manager)
    official = BankHoliday.objects.get(date=date(2026, 12, 25))
    with pytest.raises(MoveRefused, match="This day is on the list"):
        rules.preview_removal(official, by=manager)
    with pytest.raises(MoveRefused, match="This day is on the list"):
        rules.remove_holiday(official, because="x", by=manager, at=AT)


def test_the_other_managers_and_coordinators_are_told_and_nobody_else(manager: User, coordinator: User) -> None:
    other = person("business_manager")
    person("partner_lead")
    running()
    holiday = rules.add_holiday(DAY, "A day", by=manager, at=AT)
    assert set(OutgoingEmail.objects.values_list("to", "subject")) == {
        (one.email, "Dates: a bank holiday was added") for one in (coordinator, other)
    }
    body = OutgoingEmail.objects.get(to=other.email).body
    assert "A day, 30 December 2026 is a bank holiday." in body
    assert f"Entered by {manager.get_full_name()}. 1 open deadline moved." in body
    rules.remove_holiday(holiday, because="A slip.", by=other, at=LATER)
    assert set(OutgoingEmail.objects.filter(subject="Dates: a bank holiday was taken away").values_list("to", flat=True)) == {
        manager.email,
        coordinator.email,
    }


def test_what_moves_in_a_case_that_is_shut_to_the_person_is_counted_and_not_named(manager: User) -> None:
    first, second, third = running(), running(), running()
    CaseConflict.objects.create(case=first.case, user=manager, because="Knows the family")
    lines = rules.preview_holiday(DAY, by=manager).splitlines()
    assert (lines[0], lines[-1]) == ("3 open deadlines move.", "and 1 of a case that is not open to you")
    assert first.case.reference not in "".join(lines)
    CaseConflict.objects.create(case=second.case, user=manager, because="Knows the family")
    lines = rules.preview_holiday(DAY, by=manager).splitlines()
    assert (third.case.reference in lines[2], lines[-1]) == (True, "and 2 of cases not open to you")
    rules.add_holiday(DAY, "A day", by=manager, at=AT)
    assert DeadlineMove.objects.count() == 3


def test_a_day_that_nobody_counts_past_moves_nothing(manager: User, coordinator: User) -> None:
    running()
    assert rules.preview_holiday(date(2027, 5, 10), by=manager) == "No open deadline moves."
    rules.add_holiday(date(2027, 5, 10), "A day", by=manager, at=AT)
    assert "No open deadline moved." in OutgoingEmail.objects.get(to=coordinator.email).body


def test_a_new_version_moves_the_running_clocks_it_applies_to_and_keeps_the_old_one(manager: User, coordinator: User) -> None:
    first = running()
    earlier = deadlines.start(case(), "notification", at=datetime(2026, 12, 22, 9, tzinfo=UTC), by=None)
    assert rules.preview_version(version(), by=manager, at=AT).splitlines()[2:] == [
        f"{first.case.reference}, Notification to the Panel: due 5 January 2027 > 4 January 2027"
    ]
    made = rules.add_version(version(), by=manager, at=AT)
    assert (made.added_at, made.added_by) == (AT, manager.get_full_name())
    assert dates(first)[1:] == (date(2027, 1, 4), date(2027, 1, 4))
    assert not earlier.moves.exists()
    moved = first.moves.get()
    assert (moved.why, moved.because) == (
        "rule",
        "New rule: Notification to the Panel, Latest (national limit): 4 working days from 24 December 2026 on. "
        "An invented change.",
    )
    assert [rule.length for rule in ClockRule.objects.filter(clock="notification").order_by("pk")] == [5, 4]
    assert "1 open deadline moved." in OutgoingEmail.objects.get(to=coordinator.email).body


def test_a_slip_in_a_version_is_mended_by_another_for_the_same_day(manager: User) -> None:
    first = running()
    rules.add_version(version(length=50), by=manager, at=AT)
    rules.add_version(version(length=5), by=manager, at=LATER)
    assert dates(first)[1] == date(2027, 1, 5)
    assert first.moves.count() == 2


def test_a_version_for_a_clock_that_nobody_declares_is_refused(manager: User) -> None:
    for verb in (rules.preview_version, rules.add_version):
        with pytest.raises(MoveRefused, match="No stage"):
            verb(version(clock="tea"), by=manager, at=AT)


def test_a_seeded_version_has_no_moment_and_no_name(db: None) -> None:
    assert rules.new_version(version(), by=None, at=AT).added_by == ""
    assert set(ClockRule.objects.values_list("added_at", "added_by")) == {(None, "")}
