"""The same row of one agency a second time."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import combinations

from rapid_reviews.chronology.field import plain
from rapid_reviews.chronology.people import Family
from rapid_reviews.chronology.telling import Finding, Found, Telling, digest

ALIKE = 0.86
# Of an agency with more rows on one day, as where somebody filled one date down a column, each is compared with the next few.
MANY_A_DAY, NEXT_FEW = 25, 2
# Beyond so many signs texts are compared word by word, and only if they share this part of their words: letters take minutes.
LONG, SHARED = 200, 0.6


def twice(rows: Sequence[Telling], family: Family) -> list[Finding]:
    """Rows of one agency and one day in nearly the same words. Two times of the clock, or other people, make two events."""
    days = defaultdict(list)
    for row in rows:
        days[row.agency, row.on].append(row)
    pairs = [pair for same in days.values() for pair in _pairs(same) if _same(*pair, family)]
    return [Finding(Found.TWICE, pair, digest(Found.TWICE, pair), agency=pair[0].agency) for pair in pairs]


def _pairs(rows: list[Telling]) -> Iterator[tuple[Telling, Telling]]:
    """Which rows of a day are compared: each with each, or where they are many, those that stand next by their words."""
    if len(rows) <= MANY_A_DAY:
        yield from combinations(rows, 2)
        return
    ordered = sorted(rows, key=lambda row: (plain(row.event), row.pk))
    for place, row in enumerate(ordered):
        yield from ((row, other) for other in ordered[place + 1 : place + 1 + NEXT_FEW])


def _same(one: Telling, other: Telling, family: Family) -> bool:
    if one.time and other.time and one.time != other.time:
        return False
    if not _alike(plain(one.event), plain(other.event)):
        return False
    return not (one.people and other.people and family.apart(one.people, other.people))


def _alike(one: str, other: str) -> bool:
    if max(len(one), len(other)) <= LONG:
        return SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE
    first, second = one.split(), other.split()
    shared = (Counter(first) & Counter(second)).total()
    if 2 * shared < SHARED * (len(first) + len(second)):
        return False
    # Words that stand everywhere are left out of the search for what is alike: it would take their number squared.
    return SequenceMatcher(None, first, second, autojunk=True).ratio() >= ALIKE
