"""`migrate` leaves no declared rule without a row, and never overwrites what staff have edited."""

from dataclasses import replace
from datetime import date

import pytest

from cspr import deadlines, seeds
from cspr.deadlines import clocks
from cspr.models import BankHoliday, ClockRule
from tests.cast import CHRISTMAS_EVE, case


def facts(rule: ClockRule) -> dict[str, object]:
    """What a version says."""
    return {name: getattr(rule, name) for name in ("clock", "bound", "length", "unit", "authority", "source")}


def test_every_declared_bound_has_its_row(db: None) -> None:
    declared = {(clock.code, bound.which) for clock in clocks().values() for bound in clock.bounds}
    assert set(ClockRule.objects.values_list("clock", "bound")) == declared


def test_where_staff_have_added_a_version_the_declared_one_is_not_written_again(db: None) -> None:
    first = ClockRule.objects.get(clock="rapid_review", bound="due")
    ClockRule.objects.create(**{**facts(first), "length": 12, "effective_from": date(2027, 1, 4)})
    seeds.clock_rules()
    assert list(ClockRule.objects.filter(clock="rapid_review", bound="due").values_list("length", flat=True)) == [15, 12]


def test_a_declared_rule_without_a_row_gets_one_and_a_second_run_adds_none(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    new = replace(clocks()["notification"], code="a_new_clock")
    monkeypatch.setattr(seeds, "clocks", lambda: {"a_new_clock": new})
    seeds.clock_rules()
    seeds.clock_rules()
    assert ClockRule.objects.filter(clock="a_new_clock").count() == 1


def test_a_year_that_is_new_on_the_list_moves_the_dates_that_reach_into_it(db: None) -> None:
    day = BankHoliday.objects.get(date=date(2026, 12, 28))
    day.delete()
    deadline = deadlines.start(case(), "notification", at=CHRISTMAS_EVE, by=None)
    assert deadline.latest_on == date(2027, 1, 4)
    seeds.bank_holidays()
    moved = deadline.moves.get()
    assert (moved.why, moved.by, moved.old_latest_on, moved.new_latest_on) == (
        "holiday",
        None,
        date(2027, 1, 4),
        date(2027, 1, 5),
    )
    assert "gov.uk lists further bank holidays" in moved.because
    assert BankHoliday.objects.get(date=day.date).added_at is not None
    seeds.bank_holidays()
    assert deadline.moves.count() == 1


def test_the_list_of_bank_holidays_is_the_one_of_gov_uk_for_england_and_wales(db: None) -> None:
    assert list(BankHoliday.objects.filter(date__year=2026).order_by("date").values_list("date", flat=True)) == [
        date(2026, 1, 1),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 5, 4),
        date(2026, 5, 25),
        date(2026, 8, 31),
        date(2026, 12, 25),
        date(2026, 12, 28),
    ]
    assert BankHoliday.objects.filter(date=date(2023, 5, 8)).exists()
