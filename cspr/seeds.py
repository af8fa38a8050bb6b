"""Rows that must exist for every declared rule; `manage.py migrate` runs every app's SEEDS and leaves none without its row."""

from django.utils import timezone
from govuk_bank_holidays.bank_holidays import BankHolidays

from cspr.deadlines import clocks, recalculate
from cspr.models import BankHoliday, ClockRule, Deadline, DeadlineMove


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
    """The gov.uk list for England and Wales as the installed package carries it; no network is asked.

    A year that is new on the list moves the running deadlines that reach into it, each with its record.
    """
    listed = BankHolidays(use_cached_holidays=True).get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
    known = set(BankHoliday.objects.values_list("date", flat=True))
    at = timezone.now()
    # The list that the system begins with was there before anybody looked; what comes later has its moment.
    added = [
        BankHoliday(date=holiday["date"], name=holiday["title"], added_at=at if known else None)
        for holiday in listed
        if holiday["date"] not in known
    ]
    for holiday in added:
        holiday.save()
    if added and known:
        because = f"gov.uk lists further bank holidays, from {added[0].date:%-d %B %Y} to {added[-1].date:%-d %B %Y}."
        recalculate(Deadline.objects.running(), why=DeadlineMove.Why.HOLIDAY, because=because, by=None, at=at)


SEEDS = (clock_rules, bank_holidays)
