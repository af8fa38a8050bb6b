"""What the rows of an agency's spreadsheet mean: good ones as plain data, bad ones by number with what is expected."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from rapid_reviews.chronology.written import NotADay, NotATime, day_of, day_of_number, time_of, time_of_number

HEADS = ("Date", "Last day, if it lasted", "Time", "Who it concerned", "What happened", "Where this is recorded")
FIELDS = ("on", "until", "time", "people", "event", "source")
# Other words under which the columns come.
NAMES = {
    "on": "date|date of event|event date|date of contact|contact date|start date|from|day|first day|when",
    "until": "last day if it lasted|last day|until|to|end date|date to|last date|end",
    "time": "time|time of event|time of contact|at",
    "people": "who it concerned|who|people|person|persons|who was involved|people involved|names|family member|subject",
    "event": "what happened|event|events|details|detail|description|contact|details of event|details of contact|what"
    "|significant event|summary|entry",
    "source": "where this is recorded|source|source of information|record|recorded in|source document|where recorded|system"
    "|source of evidence|evidence",
}
LOOKED_AT_FOR_HEADS = 15
LONGEST = {"people": 300, "event": 20_000, "source": 200}
EARLIEST = date(1930, 1, 1)
EXAMPLE_MARK = "EXAMPLE"
SHOWN = 40
Cells = dict[int, tuple[str, str]]


@dataclass(frozen=True)
class Bad:
    """A row that cannot be taken: its number in the spreadsheet, the column, what stands there, what is wrong and expected."""

    number: int
    column: str
    given: str
    words: str

    @property
    def sentence(self) -> str:
        """For the person who sent it."""
        there = f" (“{self.given}”)" if self.given else ""
        return f"Row {self.number}, {self.column}{there}: {self.words}"


@dataclass(frozen=True)
class Read:
    """What came of a spreadsheet. `rows` are dicts of on, until, time, people, event, source; `numbers` are theirs, in step."""

    rows: tuple[dict[str, Any], ...]
    bad: tuple[Bad, ...]
    numbers: tuple[int, ...] = ()

    @property
    def bad_rows(self) -> int:
        """How many rows cannot be taken: one may have several faults."""
        return len({one.number for one in self.bad})


class NoHeads(ValueError):
    """The columns cannot be told apart. The text says what is expected."""


class _Fault(ValueError):
    """One cell is wrong."""


def understand(plain: dict[str, Any], *, on: date) -> Read:
    """The rows of the first sheet that has our columns, in whatever order. `on` is today. Raises NoHeads."""
    for sheet in plain["sheets"]:
        for place, (_, cells) in enumerate(sheet[:LOOKED_AT_FOR_HEADS]):
            if columns := _columns(_cells(cells)):
                return _read(sheet[place + 1 :], columns, on, bool(plain["from1904"]))
    raise NoHeads(
        "The columns could not be recognised, so nothing was taken from the spreadsheet. "
        f"Its first row needs at least “{HEADS[0]}” and “{HEADS[4]}”: use the template, or copy its first row into your own."
    )


def _cells(cells: list[Any]) -> Cells:
    return {int(column): (str(kind), str(text)) for column, kind, text in cells}


def _columns(cells: Cells) -> dict[str, int]:
    """Where each field stands; nothing where the row is not one of headings."""
    found: dict[str, int] = {}
    for column, (_, text) in sorted(cells.items()):
        plain = " ".join(re.sub(r"[^a-z ]", " ", text.lower()).split())
        for field, names in NAMES.items():
            if plain in names.split("|"):
                found.setdefault(field, column)
    return found if {"on", "event"} <= found.keys() else {}


def _read(lines: list[Any], columns: dict[str, int], on: date, from1904: bool) -> Read:
    rows, numbers, bad = [], [], []
    for number, raw in lines:
        cells = _cells(raw)
        given = {field: _unguarded(cells[column]) for field, column in columns.items() if column in cells}
        if not given or given.get("event", ("", ""))[1].strip().startswith(EXAMPLE_MARK):
            continue
        row, faults = _row(given, on, from1904)
        if faults:
            bad += [Bad(int(number), HEADS[FIELDS.index(field)], _short(given, field), words) for field, words in faults]
        else:
            rows.append(row)
            numbers.append(int(number))
    return Read(tuple(rows), tuple(bad), tuple(numbers))


def _short(given: dict[str, tuple[str, str]], field: str) -> str:
    text = " ".join(given.get(field, ("", ""))[1].split())
    return text if len(text) <= SHOWN else f"{text[:SHOWN]} …"


def _unguarded(cell: tuple[str, str]) -> tuple[str, str]:
    """Without the sign that our own spreadsheets put before a text that would begin like a formula."""
    kind, text = cell
    return kind, text[1:] if text[:1] == "'" and text[1:2] in "=+-@|%'" else text


def _row(given: dict[str, tuple[str, str]], on: date, from1904: bool) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """The row, and what is wrong with it: field and words."""
    row: dict[str, Any] = {"on": None, "until": None, "time": None, "people": "", "event": "", "source": ""}
    faults: list[tuple[str, str]] = []

    def take(field: str, read: Callable[[str, str], Any]) -> Any:
        kind, text = given.get(field, ("s", ""))
        try:
            if kind == "e":
                raise _Fault("A formula gives an error there. Type what it was to give.")
            return read(kind, text.strip())
        except (_Fault, NotADay, NotATime) as wrong:
            faults.append((field, str(wrong)))
            return None

    def day(kind: str, text: str) -> tuple[date | None, time | None]:
        return _day(kind, text, on, from1904)

    row["on"], beside = take("on", day) or (None, None)
    row["until"] = (take("until", day) or (None, None))[0]
    row["time"] = take("time", _time) or beside
    for field in ("people", "event", "source"):
        row[field] = take(field, _words(field)) or ""
    wrong = {field for field, _ in faults}
    if row["on"] is None and "on" not in wrong:
        faults.append(("on", "The day is missing. Write it as 3/4/2024."))
    if not row["event"] and "event" not in wrong:
        faults.append(("event", "Nothing is said of what happened. Say it in a few words, or empty the row."))
    if row["on"] and row["until"] and row["until"] < row["on"]:
        faults.append(("until", "The last day is before the first. Look at both."))
    return row, faults


def _day(kind: str, text: str, on: date, from1904: bool) -> tuple[date | None, time | None]:
    if not text:
        return None, None
    day, at = day_of_number(text, from1904=from1904) if kind == "n" else day_of(text, on=on)
    if day > on:
        raise _Fault(f"{day:%-d %B %Y} has not come yet. Look at the year, and at day and month: the day comes first.")
    if day < EARLIEST:
        raise _Fault(f"{day:%-d %B %Y} is too long ago. Look at the year, and write it with four figures.")
    return day, at


def _time(kind: str, text: str) -> time | None:
    if not text:
        return None
    return time_of_number(text) if kind == "n" else time_of(text)


def _words(field: str) -> Callable[[str, str], str]:
    def read(_: str, text: str) -> str:
        words = text if field == "event" else " ".join(text.split())
        most = LONGEST[field]
        if len(words) > most:
            raise _Fault(f"The text has {len(words):,} signs; {most:,} can be kept. Shorten it, or make two rows of it.")
        return words

    return read
