"""Two days of which the one may be a slip for the other."""

import calendar
from datetime import date, timedelta

# How likely each is by itself; what else speaks for the same event is added to it.
DAY_FOR_MONTH, A_DAY, DAYS, A_WEEK, A_MONTH, A_YEAR, A_FIGURE = 1.0, 1.0, 0.6, 0.7, 0.6, 0.7, 0.4
WORDS = {
    "day_for_month": "day and month changed places",
    "a_day": "a day apart",
    "days": "a few days apart",
    "a_week": "a week apart",
    "a_month": "the same day of another month",
    "a_year": "the same day of another year",
    "a_figure": "one figure of the day differs",
}


def days_beside(day: date) -> set[date]:
    """Every day for which this one may be a slip: few, so that nobody has to look at all others."""
    found = {day + timedelta(days=sign * step) for step in (1, 2, 3, 7, 10, 20) for sign in (1, -1)}
    months = [(day.year + (day.month + step - 1) // 12, (day.month + step - 1) % 12 + 1) for step in (-12, -1, 1, 12)]
    found |= {date(year, month, day.day) for year, month in months if day.day <= calendar.monthrange(year, month)[1]}
    return found | ({date(day.year, day.day, day.month)} if day.day <= 12 else set())


def slip_between(one: date, other: date) -> tuple[str, float] | None:
    """How it may have come about, and how likely that is; None where no common slip leads from the one to the other."""
    apart = abs((one - other).days)
    if one.year == other.year and (one.day, one.month) == (other.month, other.day) and apart:
        return WORDS["day_for_month"], DAY_FOR_MONTH
    if apart == 1:
        return WORDS["a_day"], A_DAY
    if apart in (2, 3):
        return WORDS["days"], DAYS
    if apart == 7:
        return WORDS["a_week"], A_WEEK
    if (one.day, one.month) == (other.day, other.month) and abs(one.year - other.year) == 1:
        return WORDS["a_year"], A_YEAR
    if one.day == other.day and abs(one.year * 12 + one.month - other.year * 12 - other.month) == 1:
        return WORDS["a_month"], A_MONTH
    if (one.year, one.month) == (other.year, other.month) and apart in (10, 20):
        return WORDS["a_figure"], A_FIGURE
    return None
