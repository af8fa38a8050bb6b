"""The same row of one agency a second time."""

from collections import defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import combinations

from rapid_reviews.chronology.field import plain
from rapid_reviews.chronology.people import Family
from rapid_reviews.chronology.telling import Finding, Found, Telling, digest

ALIKE = 0.86


def twice(rows: Sequence[Telling], family: Family) -> list[Finding]:
    """Rows of one agency and one day in nearly the same words. Two times of the clock, or other people, make two events."""
    days = defaultdict(list)
    for row in rows:
        days[row.agency, row.on].append(row)
    pairs = [pair for same in days.values() for pair in combinations(same, 2) if _same(*pair, family)]
    return [Finding(Found.TWICE, pair, digest(Found.TWICE, pair), agency=pair[0].agency) for pair in pairs]


def _same(one: Telling, other: Telling, family: Family) -> bool:
    if one.time and other.time and one.time != other.time:
        return False
    if one.people and other.people and family.apart(one.people, other.people):
        return False
    return SequenceMatcher(None, plain(one.event), plain(other.event), autojunk=False).ratio() >= ALIKE
