"""What goes in: one row as an agency tells it. What comes out: what somebody ought to look at, each known by a digest."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

# The field below has the name of its type.
OfTheClock = time | None


@dataclass(frozen=True)
class Telling:
    """One event in the words of one agency."""

    pk: int
    agency: str
    on: date
    until: date | None = None
    time: OfTheClock = None
    people: str = ""
    event: str = ""
    source: str = ""


@dataclass(frozen=True)
class Relative:
    """A person of the family list: `relation` is to the child, in whatever words."""

    name: str
    relation: str = ""
    also_known_as: str = ""


class Found(StrEnum):
    """What was found."""

    DAY = "day"
    PEOPLE = "people"
    ALONE = "alone"
    GAP = "gap"
    TWICE = "twice"


@dataclass(frozen=True)
class Finding:
    """Something to look at. `rows` stand in order of their days; `named` are agencies that a lone row speaks of.

    For a time without a row `after` is the last day before it and `before` the first day after it, or None where it lasts
    to the end of the period; `rows` are then the two beside it. `how` says in a few words what kind of slip it may be.
    """

    kind: Found
    rows: tuple[Telling, ...]
    found: str
    how: str = ""
    named: tuple[str, ...] = ()
    agency: str = ""
    after: date | None = None
    before: date | None = None

    @property
    def pks(self) -> tuple[int, ...]:
        """The keys of its rows."""
        return tuple(row.pk for row in self.rows)

    @property
    def weeks(self) -> int:
        """How many whole weeks passed without a row; 0 where that is not what was found, or where it has no end."""
        return (self.before - self.after).days // 7 if self.before and self.after else 0


def digest(kind: Found, rows: Iterable[Telling], *more: object) -> str:
    """The same for the same rows, in whatever order they come and under whatever keys they are stored."""
    lines = sorted(f"{row.agency}\x1f{row.on}\x1f{row.people}\x1f{row.event}" for row in rows)
    return hashlib.sha256("\x1e".join([kind, *lines, *(str(one) for one in more)]).encode()).hexdigest()
