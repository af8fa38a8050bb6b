"""How a day comes to be written wrongly."""

import calendar
import random
from collections.abc import Iterator
from datetime import date, timedelta


def slipped(day: date, chance: random.Random) -> Iterator[tuple[str, date]]:
    """The wrong days that are possible, in a random order, each with how it came about."""
    ways = [
        ("a day early", day - timedelta(days=1)),
        ("a day late", day + timedelta(days=1)),
        ("a week early", day - timedelta(days=7)),
        ("a week late", day + timedelta(days=7)),
        ("last year", _made(day.year - 1, day.month, day.day)),
        ("next year", _made(day.year + 1, day.month, day.day)),
        ("last month", _made(day.year, day.month - 1, day.day)),
        ("next month", _made(day.year, day.month + 1, day.day)),
    ]
    if day.day <= 12 and day.day != day.month:
        # As likely as all the others together: it is the commonest of all.
        ways += [("day for month", date(day.year, day.day, day.month))] * len(ways)
    for how, wrong in chance.sample(ways, len(ways)):
        if wrong is not None:
            yield how, wrong


def _made(year: int, month: int, day: int) -> date | None:
    if not 1 <= month <= 12 or day > calendar.monthrange(year, month)[1]:
        return None
    return date(year, month, day)
