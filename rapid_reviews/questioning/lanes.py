"""Where everything stands in the picture of a chronology: a lane for each agency, across in per cent, down in pixels."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from rapid_reviews.chronology import Found
from rapid_reviews.questioning.merged import Entry, Merged

LANE, NAME_AT, LINE_AT, AXIS = 40, 14, 28, 24
# Room at both ends, in per cent, so that a mark on the first or the last day stands whole.
MARGIN = 1.5
MOST_DATES = 4
Kind = Literal["plain", "found"]


@dataclass(frozen=True)
class Mark:
    """A row, or several of one day."""

    x: str
    kind: Kind


@dataclass(frozen=True)
class Gap:
    """A long time without a row."""

    x: str
    width: str


@dataclass(frozen=True)
class Lane:
    """One agency."""

    name: str
    count: int
    name_y: int
    line_y: int
    marks: tuple[Mark, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True)
class Lanes:
    """Everything that the template prints."""

    height: int
    floor: int
    lanes: tuple[Lane, ...]
    dates: tuple[tuple[str, str], ...]


def lanes(whole: Merged, entries: Sequence[Entry]) -> Lanes | None:
    """These rows of it, over the days from the first to the last of them. None where there are none."""
    if not entries:
        return None
    first, last = entries[0].telling.on, max(entry.telling.on for entry in entries)
    span = max((last - first).days, 1)
    names = list(dict.fromkeys(str(request.agency) for request in whole.requests))
    floor = LANE * len(names)
    return Lanes(
        floor + AXIS,
        floor,
        tuple(_lane(whole, name, number, entries, first, span) for number, name in enumerate(names)),
        tuple(_dates(first, span)),
    )


def _lane(whole: Merged, name: str, number: int, entries: Sequence[Entry], first: date, span: int) -> Lane:
    own = [entry for entry in entries if entry.telling.agency == name]
    marked = {entry.telling.on: False for entry in own}
    for entry in own:
        marked[entry.telling.on] |= bool(entry.findings)
    # What was found is drawn last, so that it stands above its neighbours.
    days = sorted(marked.items(), key=lambda item: (item[1], item[0]))
    top = LANE * number
    return Lane(
        name,
        len(own),
        top + NAME_AT,
        top + LINE_AT,
        tuple(Mark(_percent(_across(on, first, span)), "found" if found else "plain") for on, found in days),
        tuple(_gaps(whole, name, first, span)),
    )


def _gaps(whole: Merged, name: str, first: date, span: int) -> list[Gap]:
    found = []
    for shown in whole.findings:
        gap = shown.finding
        if gap.kind is Found.GAP and gap.agency == name and gap.after:
            start, end = (min(max(_across(day, first, span), 0), 100) for day in (gap.after, gap.before or whole.last))
            if end > start:
                found.append(Gap(_percent(start), _percent(end - start)))
    return found


def _across(day: date, first: date, span: int) -> float:
    return MARGIN + (day - first).days * (100 - 2 * MARGIN) / span


def _percent(share: float) -> str:
    return f"{share:.2f}%"


def _dates(first: date, span: int) -> list[tuple[str, str]]:
    """First days of months, or of every second, third ... month: those that the narrowest window has room for."""
    last = first + timedelta(days=span)
    months = [(year, month) for year in range(first.year, last.year + 1) for month in range(1, 13)]
    days = [day for year, month in months if first <= (day := date(year, month, 1)) <= last]
    step = -(-len(days) // MOST_DATES) or 1
    return [(_percent(x), f"{day:%b %Y}") for day in days[::step] if 4 < (x := _across(day, first, span)) < 90]
