"""What the rows of several agencies say together. Pure: knows neither Django nor the database.

`merge` puts them in order; `look` finds what somebody ought to ask about.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from rapid_reviews.chronology.alone import alone
from rapid_reviews.chronology.differences import of_days, of_people
from rapid_reviews.chronology.gaps import gaps
from rapid_reviews.chronology.likeness import Weights
from rapid_reviews.chronology.people import Family
from rapid_reviews.chronology.reading import Agencies, read
from rapid_reviews.chronology.telling import Finding, Found, Relative, Telling
from rapid_reviews.chronology.together import events_of
from rapid_reviews.chronology.twice import twice

__all__ = ["Family", "Finding", "Found", "Looked", "Relative", "Telling", "look", "merge"]

USUAL_WEEKS = 6


@dataclass(frozen=True)
class Looked:
    """Everything that was found, each kind in the order of the days; times without a row the longest first."""

    days: tuple[Finding, ...]
    people: tuple[Finding, ...]
    alone: tuple[Finding, ...]
    gaps: tuple[Finding, ...]
    twice: tuple[Finding, ...]

    def all(self) -> tuple[Finding, ...]:
        """What differs first, then what stands alone, what is missing, and what is there twice."""
        return (*self.days, *self.people, *self.alone, *self.gaps, *self.twice)


def merge(rows: Sequence[Telling]) -> list[Telling]:
    """In the order of days and times; rows without a time come before those with one, as the day's heading does."""
    return sorted(rows, key=lambda row: (row.on, row.time or time.min, row.agency, row.pk))


def look(
    rows: Sequence[Telling],
    relatives: Sequence[Relative] = (),
    *,
    agencies: Sequence[str] = (),
    services: Mapping[str, str] | None = None,
    first: date,
    last: date,
    weeks: int = USUAL_WEEKS,
) -> Looked:
    """Compare all rows with each other. `first` and `last` are the period under review.

    `agencies` are those that answered, with rows or without; `services` what they do where their names do not say it.
    """
    family = Family(relatives)
    ordered = merge(rows)
    asked = Agencies([*(agencies or ()), *(row.agency for row in ordered)], services)
    readings = [read(row, family, asked) for row in ordered]
    weights = Weights(one.words for one in readings)
    by_day, events = of_days(events_of(readings, weights), weights, family)
    differing = {row.pk for finding in by_day for row in finding.rows}
    settled = [event for event in events if not differing & {one.row.pk for one in event.readings}]
    return Looked(
        tuple(_by_day(by_day)),
        tuple(_by_day(of_people(settled, weights, family))),
        tuple(_by_day(alone(events, asked, weights))),
        tuple(gaps(ordered, first=first, last=last, weeks=weeks)),
        tuple(_by_day(twice(ordered, family))),
    )


def _by_day(findings: Sequence[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda one: (one.rows[0].on, one.found))
