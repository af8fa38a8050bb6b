"""Contacts that one agency recorded and no other did, though by its words another took part or was told."""

from collections.abc import Sequence

from rapid_reviews.chronology.lexicon import HOSTS, MEETINGS
from rapid_reviews.chronology.likeness import Weights
from rapid_reviews.chronology.reading import Agencies, Reading
from rapid_reviews.chronology.telling import Finding, Found, digest
from rapid_reviews.chronology.together import LIKE_WORDS, NEWS_IN_LIKE_WORDS, Event, compatible, unlike

# Within how many days another's row of the same kind is taken for the same contact.
NEAR = 3


def alone(events: Sequence[Event], agencies: Agencies, weights: Weights) -> list[Finding]:
    """Lone rows, each with the agencies that ought to have one too: only such as were asked for their rows."""
    findings = []
    readings = [one for event in events for one in event.readings]
    for event in events:
        if len(event.agencies) > 1 or event.readings[0].guessed:
            continue
        one = event.readings[0]
        named = tuple(agency for agency in agencies.names if agency != one.row.agency and agencies.does(agency) & _meant(one))
        if named and not any(_corroborates(other, one, weights) for other in readings):
            rows = tuple(reading.row for reading in event.readings)
            findings.append(Finding(Found.ALONE, rows, digest(Found.ALONE, rows), named=named, agency=one.row.agency))
    return findings


def _meant(one: Reading) -> set[str]:
    """The services of which it speaks, and those that hold such an event, though not named."""
    return {*one.speaks_of, *(HOSTS[kind] for kind in one.kinds & HOSTS.keys())} - one.does


def _corroborates(other: Reading, one: Reading, weights: Weights) -> bool:
    apart = abs((other.row.on - one.row.on).days)
    if apart > NEWS_IN_LIKE_WORDS or not compatible(one, other):
        return False
    if apart <= NEAR:
        return bool(one.kinds & other.kinds & MEETINGS) or not unlike(one, other, weights)
    return (one.heard or other.heard) and weights.likeness(one.words, other.words) >= LIKE_WORDS
