"""Where everything stands in the drawing of a plan: across in per cent, so that its words keep their size; down in pixels."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from cspr.working_days import Calendar

Kind = Literal["done", "open", "passed"]

ROW_OF_WORDS, ROW_OF_MARKS = 20, 28
# Two marks on one row are at least this far apart, in per cent: their width on the narrowest window.
APART = 8.5
MOST_DATES = 5
# How much room, in per cent of the narrowest window, a line's words need to stand before it, where they cross fewer lines.
ROOM_FOR_WORDS = {"today": 34, "target": 48, "other": 48}


@dataclass(frozen=True)
class Mark:
    """A step: its number on its day."""

    day: date
    number: int
    kind: Kind


@dataclass(frozen=True)
class Line:
    """A day that everything is measured by: today, our own standard, the national limit."""

    day: date
    words: str
    kind: Literal["today", "target", "other"]


@dataclass(frozen=True)
class DrawnMark:
    """A step with its place."""

    x: str
    y: int
    number: int
    kind: Kind


@dataclass(frozen=True)
class DrawnLine:
    """An upright line with its words, which stand before it where there is room, and after it otherwise."""

    x: str
    words_y: int
    top: int
    words: str
    kind: str
    before: bool


@dataclass(frozen=True)
class Drawing:
    """Everything that the template prints."""

    height: int
    floor: int
    roof: int
    shaded: tuple[tuple[str, str], ...]
    dates: tuple[tuple[str, str], ...]
    lines: tuple[DrawnLine, ...]
    marks: tuple[DrawnMark, ...]

    @property
    def tall(self) -> int:
        """From roof to floor."""
        return self.floor - self.roof


def draw(marks: Sequence[Mark], lines: Sequence[Line], first: date, calendar: Calendar) -> Drawing:
    """The days from `first` to the last that bears a mark or a line, one column each; days that do not count are shaded."""
    last = max([first, *(mark.day for mark in marks), *(line.day for line in lines)])
    span = (last - first).days + 1
    roof = ROW_OF_WORDS * len(lines) + 6
    rows = _rows(marks, first, span)
    floor = roof + ROW_OF_MARKS * (max(rows, default=0) + 1) + 4
    return Drawing(
        height=floor + ROW_OF_WORDS,
        floor=floor,
        roof=roof,
        shaded=tuple(_shaded(first, span, calendar)),
        dates=tuple(_dates(first, span)),
        lines=tuple(_line(line, number, first, span) for number, line in enumerate(_stacked(lines, first, span))),
        marks=tuple(
            DrawnMark(_percent(_middle(mark.day, first, span)), roof + ROW_OF_MARKS * row + 16, mark.number, mark.kind)
            for mark, row in zip(marks, rows, strict=True)
        ),
    )


def _middle(day: date, first: date, span: int) -> float:
    return ((day - first).days + 0.5) * 100 / span


def _percent(share: float) -> str:
    return f"{share:.2f}%"


def _rows(marks: Sequence[Mark], first: date, span: int) -> list[int]:
    """For each mark the first row on which it has room. Marks of one day stand below each other."""
    ends: list[float] = []
    rows = [0] * len(marks)
    for index in sorted(range(len(marks)), key=lambda index: (marks[index].day, marks[index].number)):
        x = _middle(marks[index].day, first, span)
        row = next((row for row, end in enumerate(ends) if x - end >= APART), len(ends))
        ends[row:] = [x, *ends[row + 1 :]]
        rows[index] = row
    return rows


def _stacked(lines: Sequence[Line], first: date, span: int) -> list[Line]:
    """From the top, so that words cross as few lines as may be: a line begins under its own words.

    Words that stand before their line cross none that begins further down, so the last day is the topmost of these. Words
    that stand after theirs come below, the first day first.
    """
    before = [line for line in lines if _stands_before(line, first, span)]
    after = [line for line in lines if not _stands_before(line, first, span)]
    return [*sorted(before, key=lambda line: line.day, reverse=True), *sorted(after, key=lambda line: line.day)]


def _stands_before(line: Line, first: date, span: int) -> bool:
    return _middle(line.day, first, span) > ROOM_FOR_WORDS[line.kind]


def _line(line: Line, number: int, first: date, span: int) -> DrawnLine:
    x = _middle(line.day, first, span)
    words_y = ROW_OF_WORDS * number + 15
    return DrawnLine(_percent(x), words_y, words_y + 5, line.words, line.kind, _stands_before(line, first, span))


def _shaded(first: date, span: int, calendar: Calendar) -> Iterable[tuple[str, str]]:
    """Left edge and width of each run of days that do not count."""
    run = 0
    for number in range(span + 1):
        if number < span and not calendar.is_working(first + timedelta(days=number)):
            run += 1
        elif run:
            yield _percent((number - run) * 100 / span), _percent(run * 100 / span)
            run = 0


def _dates(first: date, span: int) -> Iterable[tuple[str, str]]:
    """Mondays, or every second, third ... Monday of a long plan: those that the narrowest window has room for."""
    mondays = [day for day in (first + timedelta(days=number) for number in range(span)) if day.weekday() == 0]
    step = -(-len(mondays) // MOST_DATES) or 1
    for day in mondays[::step]:
        x = _middle(day, first, span)
        # The words begin at their day; near the right edge there is no room for them.
        if x <= 86:
            yield _percent(x), f"{day:%-d %b}"
