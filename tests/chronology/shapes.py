"""What an invented chronology consists of."""

from dataclasses import dataclass, field
from datetime import date, time

from tests.chronology.family import Member


@dataclass(frozen=True)
class Row:
    """One row as an agency sends it."""

    key: int
    agency: str
    on: date
    at: time | None
    people: str
    event: str
    source: str


@dataclass(frozen=True)
class Planted:
    """A fault: the row that was altered (or the two that are the same), and the other rows of its event."""

    kind: str
    rows: frozenset[int]
    beside: frozenset[int] = frozenset()
    how: str = ""


@dataclass
class Draft:
    """A row while it is being made."""

    key: int
    service: str
    on: date
    people: list[Member] = field(default_factory=list)
    text: str = ""
    lag: bool = False
    at: time | None = None
    others: tuple[str, ...] = ()
    detail: tuple[str, ...] = ()
    happened: date | None = None
    blank: bool = False


@dataclass
class Event:
    """Something in which several took part."""

    kind: str
    on: date
    rows: list[Draft]
    planted: bool = False


@dataclass(frozen=True)
class Chronology:
    """What the detector is given, and what it ought to find. A gap: agency, last day before, first day after or None."""

    rows: list[Row]
    family: list[Member]
    agencies: tuple[str, ...]
    first: date
    last: date
    planted: list[Planted]
    gaps: set[tuple[str, date, date | None]]
    events: dict[int, int]
