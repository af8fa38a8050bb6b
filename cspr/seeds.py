"""Rows that must exist for every declared rule; `manage.py migrate` runs every app's SEEDS and leaves none without its row."""

from govuk_bank_holidays.bank_holidays import BankHolidays

from cspr.deadlines import clocks
from cspr.models import BankHoliday, ClockRule


def clock_rules() -> None:
    """One row for each declared bound that has none. A row that staff have edited stays as it is."""
    for clock in clocks().values():
        for bound in clock.bounds:
            if not ClockRule.objects.filter(clock=clock.code, bound=bound.which).exists():
                ClockRule.objects.create(
                    clock=clock.code,
                    bound=bound.which,
                    length=bound.length,
                    unit=bound.unit,
                    authority=bound.authority,
                    source=bound.source,
                )


def bank_holidays() -> None:
    """The gov.uk list for England and Wales as the installed package carries it; no network is asked."""
    listed = BankHolidays(use_cached_holidays=True).get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
    known = set(BankHoliday.objects.values_list("date", flat=True))
    for holiday in listed:
        if holiday["date"] not in known:
            BankHoliday.objects.create(date=holiday["date"], name=holiday["title"])


SEEDS = (clock_rules, bank_holidays)
