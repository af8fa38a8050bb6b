"""The same event told with two days, or with other people."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from rapid_reviews.chronology.lexicon import MEETINGS
from rapid_reviews.chronology.likeness import Weights
from rapid_reviews.chronology.people import Family
from rapid_reviews.chronology.reading import Reading
from rapid_reviews.chronology.slips import days_beside, slip_between
from rapid_reviews.chronology.telling import Finding, Found, digest
from rapid_reviews.chronology.together import Event, compatible

# What speaks for the same event, beside the likeness of the slip. Fixed on invented chronologies of the seeds 1 to 5.
LIKENESS, BOTH_NAME, ONE_NAMES, MEETING, SAME_PEOPLE, SAME_TIME = 2.0, 0.8, 0.4, 0.4, 0.3, 0.4
# Each speaks of the other, and neither is met by anybody on its own day.
BOTH_ALONE = 0.5
ENOUGH = 1.9
# How like two texts of one day must be before other people in them are a contradiction.
ENOUGH_FOR_PEOPLE, ENOUGH_FOR_PEOPLE_NAMED = 0.3, 0.15


@dataclass(frozen=True)
class _Candidate:
    score: float
    one: int
    other: int
    how: str


def of_days(events: list[Event], weights: Weights, family: Family) -> tuple[list[Finding], list[Event]]:
    """What differs in the day, and the events as they are once those that differ are one."""
    candidates = [found for pair in _pairs(events) if (found := _apart(*pair, events, weights, family))]
    taken: set[int] = set()
    findings, joined = [], []
    for best in sorted(candidates, key=lambda one: (-one.score, one.one, one.other)):
        if taken & {best.one, best.other}:
            continue
        taken |= {best.one, best.other}
        both = Event([*events[best.one].readings, *events[best.other].readings])
        joined.append(both)
        rows = tuple(sorted((one.row for one in both.readings), key=lambda row: (row.on, row.agency, row.pk)))
        findings.append(Finding(Found.DAY, rows, digest(Found.DAY, rows), how=best.how))
    return findings, [*joined, *(event for number, event in enumerate(events) if number not in taken)]


def _pairs(events: list[Event]) -> list[tuple[int, int]]:
    """Those of which one may have a slip in its day for the day of the other."""
    places = defaultdict(set)
    for number, event in enumerate(events):
        for one in _dated(event):
            places[one.day or one.row.on].add(number)
    return sorted(
        {
            (min(number, other), max(number, other))
            for day, numbers in places.items()
            for beside in days_beside(day)
            for other in places.get(beside, ())
            for number in numbers
            if number != other
        }
    )


def _apart(one: int, other: int, events: list[Event], weights: Weights, family: Family) -> _Candidate | None:
    """Whether two events are one, of which somebody has the wrong day. An agency that tells both tells them apart."""
    mine, theirs = events[one], events[other]
    if mine.agencies & theirs.agencies or min(len(_dated(mine)), len(_dated(theirs))) != 1:
        return None
    best: _Candidate | None = None
    for first in _dated(mine):
        for second in _dated(theirs):
            slip = slip_between(first.day or first.row.on, second.day or second.row.on)
            if slip is None or not compatible(first, second):
                continue
            score = slip[1] + evidence(first, second, weights, family)
            if len(_tellers(mine)) == len(_tellers(theirs)) == 1 and any(_names(first, second)):
                score += BOTH_ALONE
            if score >= ENOUGH and (best is None or score > best.score):
                best = _Candidate(score, one, other, slip[0])
    return best


def _tellers(event: Event) -> set[str]:
    """The agencies that tell it as their own, not as news."""
    return {one.row.agency for one in event.direct}


def _dated(event: Event) -> list[Reading]:
    return [one for one in event.readings if one.day is not None]


def evidence(one: Reading, other: Reading, weights: Weights, family: Family) -> float:
    """How much speaks for two rows telling the same event, apart from their days."""
    score = LIKENESS * weights.likeness(one.words, other.words)
    named = _names(one, other)
    score += BOTH_NAME if all(named) else ONE_NAMES if any(named) else 0.0
    score += MEETING if one.kinds & other.kinds & MEETINGS else 0.0
    score += SAME_PEOPLE if family.overlap(one.row.people, other.row.people) else 0.0
    return score + (SAME_TIME if one.row.time and one.row.time == other.row.time else 0.0)


def _names(one: Reading, other: Reading) -> tuple[bool, bool]:
    """Whether the one speaks of the other's agency, and the other of the one's."""
    return bool(one.speaks_of & other.does), bool(other.speaks_of & one.does)


def of_people(events: Sequence[Event], weights: Weights, family: Family) -> list[Finding]:
    """Events on whose day all agree, but not on who was there."""
    findings = []
    for event in events:
        if any(_other_people(*pair, weights, family) for pair in combinations(event.readings, 2)):
            rows = tuple(sorted((one.row for one in event.readings), key=lambda row: (row.on, row.agency, row.pk)))
            findings.append(Finding(Found.PEOPLE, rows, digest(Found.PEOPLE, rows)))
    return findings


def _other_people(one: Reading, other: Reading, weights: Weights, family: Family) -> bool:
    if one.row.agency == other.row.agency or not compatible(one, other):
        return False
    if not family.apart(one.row.people, other.row.people):
        return False
    named, like = _names(one, other), weights.likeness(one.words, other.words)
    return all(named) or like >= (ENOUGH_FOR_PEOPLE_NAMED if any(named) else ENOUGH_FOR_PEOPLE)
