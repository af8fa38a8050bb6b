"""`migrate` leaves no declared rule without a row, and never overwrites what staff have edited."""

from datetime import date

from cspr import seeds
from cspr.deadlines import clocks
from cspr.models import BankHoliday, ClockRule


def test_every_declared_bound_has_its_row(db: None) -> None:
    declared = {(clock.code, bound.which) for clock in clocks().values() for bound in clock.bounds}
    assert set(ClockRule.objects.values_list("clock", "bound")) == declared


def test_a_rule_that_staff_have_edited_stays_as_it_is(db: None) -> None:
    ClockRule.objects.filter(clock="rapid_review", bound="due").update(length=12)
    seeds.clock_rules()
    assert ClockRule.objects.get(clock="rapid_review", bound="due").length == 12


def test_a_declared_rule_without_a_row_gets_one_and_a_second_run_adds_none(db: None) -> None:
    ClockRule.objects.filter(clock="notification").update(clock="renamed")
    seeds.clock_rules()
    seeds.clock_rules()
    assert ClockRule.objects.filter(clock="notification").count() == 1


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
