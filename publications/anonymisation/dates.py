"""Reads dates in a text, in whatever form people write them, and compares them with those that must not be published."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from publications.anonymisation import reckoned
from publications.anonymisation.counting import CARDINALS, ORDINALS, TENS, century, year_in_words
from publications.anonymisation.folding import Text
from publications.anonymisation.identity import Identity
from publications.anonymisation.months import month_otherwise
from publications.anonymisation.ordinary import MONTHS
from publications.anonymisation.reckoned import Written

_ATOM = re.compile(r"[^\W\d_]+|\d+")
_ROMAN = {word: number for number, word in enumerate("i ii iii iv v vi vii viii ix x xi xii".split(), start=1)}  # noqa: SIM905
_ENDINGS = frozenset(("st", "nd", "rd", "th"))
# A day without a month may stand before these and another day: “5 and 6 March”, “from 5 to 9 March”.
_MORE_DAYS = frozenset(("and", "to", "or", "until"))
# Two numbers that are no day: parts of a whole, and “at all hours”.
_SAYINGS = frozenset(("24/7", "1/2", "1/3", "1/4", "3/4"))
_SIGNS = re.compile(r"\s?[./~\-\u2010-\u2015\u2044\u2212\u2215:\\_,|·]\s?$")
_EXACT = "This is the day itself, in one of the forms in which people write a date."
_AMERICAN = "This is the day itself if the month is written before the day."
_SIX = "Six digits that can be read as this day."
_OTHERWISE = "This is the day itself if the month is a slip of the pen, or a word of another language."
_FOLLOWS = "This day follows from what the text says: from a feast, an age or a birthday, or from another day."
_MONTH_AND_YEAR = "The same month of the same year: with other details it may lead to the day."
_DAY_AND_MONTH = "The same day and month without a year: an anniversary or a birthday leads to the day."


class Seen(NamedTuple):
    """An identity that was found between two words, and why."""

    first: int
    last: int
    identity: Identity
    certain: bool
    why: str


class _Atom(NamedTuple):
    text: str
    word: int
    gap: str


class _Reading(NamedTuple):
    first: int
    last: int
    year: int | None
    month: int
    day: int | None
    why: str = _EXACT


def day(what: str, on: date, *, near: bool = True) -> Identity:
    """A date: 5 March 2019, the fifth of March 2019, March 5 2019, 05/03/19, 20190305.

    Where `near`, its month with its year is told too, and its day with its month.
    """
    return Identity("date", what, on=on, near=near)


def find(identities: Iterable[Identity], text: Text) -> Iterator[Seen]:
    """Every date of these identities in the text."""
    by_day: dict[tuple[int | None, int, int | None], list[Identity]] = defaultdict(list)
    for identity in identities:
        if identity.on:
            on = identity.on
            by_day[on.year, on.month, on.day].append(identity)
            if identity.near:
                by_day[on.year, on.month, None].append(identity)
                by_day[None, on.month, on.day].append(identity)
    if not by_day:
        return
    atoms = list(_atoms(text))
    readings = list(_readings(atoms))
    for reading in readings:
        first, last = atoms[reading.first].word, atoms[reading.last].word
        for identity in by_day.get((reading.year, reading.month, reading.day), ()):
            why = reading.why
            if reading.day is None or reading.year is None:
                why = _MONTH_AND_YEAR if reading.day is None else _DAY_AND_MONTH
            yield Seen(first, last, identity, why == _EXACT, why)
    yield from _reckoned(by_day, text, atoms, readings)


def _reckoned(
    by_day: dict[tuple[int | None, int, int | None], list[Identity]], text: Text, atoms: list[_Atom], readings: list[_Reading]
) -> Iterator[Seen]:
    """Days that follow from others."""
    written = []
    for one in readings:
        if one.why == _EXACT and (on := _day_of(one)):
            first, last = text.words[atoms[one.first].word], text.words[atoms[one.last].word]
            written.append(Written(first.start, last.end, on))
    starts = [word.start for word in text.words]
    for told in reckoned.days(text.raw, written):
        begin, end = (max(0, bisect_right(starts, place) - 1) for place in (told.start, told.end - 1))
        for identity in by_day.get((told.year, told.month, told.day), ()):
            yield Seen(begin, end, identity, False, _FOLLOWS)


def _day_of(reading: _Reading) -> date | None:
    try:
        return date(reading.year, reading.month, reading.day) if reading.year and reading.day else None
    except ValueError:
        return None


def _atoms(text: Text) -> Iterator[_Atom]:
    """Words and numbers apart (5March2019 is three), with what stands before each."""
    for number, word in enumerate(text.words):
        between = text.gap(number)
        for match in _ATOM.finditer(word.text):
            yield _Atom(match.group(), number, between if match.start() == 0 else "")


def _readings(atoms: list[_Atom]) -> Iterator[_Reading]:
    for at, atom in enumerate(atoms):
        if atom.text.isdigit():
            yield from _compact(at, atom.text)
            yield from _of_digits(atoms, at)
        elif atom.text in MONTHS:
            yield from _with_month(atoms, at, MONTHS[atom.text])
        elif month := month_otherwise(atom.text):
            whole = (one for one in _with_month(atoms, at, month) if one.year is not None and one.day is not None)
            yield from (one._replace(why=_OTHERWISE) for one in whole)


def _with_month(atoms: list[_Atom], at: int, month: int) -> Iterator[_Reading]:
    """What stands around the name of a month."""
    days, first = _days_before(atoms, at)
    year, last = _year_after(atoms, at)
    if not days:
        late, after = _day_after(atoms, at)
        if late is not None:
            year, last = _year_after(atoms, after)
            days, last = [late], last if year is not None else after
            if year is None and (before := _year_before(atoms, at)) is not None:
                year, first = before, at - 1
    if year is None:
        last = max(last, at)
    if not days:
        if year is not None:
            yield _Reading(at, last, year, month, None)
        return
    for one in days:
        yield _Reading(first, last, year, month, one)


def _days_before(atoms: list[_Atom], at: int) -> tuple[list[int], int]:
    """The days that belong to the month at that place: “5”, “5th”, “the fifth day of”, “5 and 6”."""
    days: list[int] = []
    place, first = at - 1, at
    while place >= 0 and len(days) < 4:
        if atoms[place].text in ("of", "in", "de") and not days:
            place -= 1
        if atoms[place].text == "day" and not days:
            place -= 1
        if place >= 0 and atoms[place].text in _ENDINGS:
            place -= 1
        number, start = _number_back(atoms, place)
        if number is None or not 1 <= number <= 31 or _ends(atoms[start + 1 : at + 1]):
            break
        days, first, place = [*days, number], start, start - 1
        if place >= 0 and atoms[place].text == "the":
            place -= 1
        if place >= 0 and atoms[place].text in _MORE_DAYS:
            place -= 1
        elif not re.fullmatch(r"\s?[-\u2010-\u2015/&,]\s?", atoms[first].gap):
            break
    return days, first


def _ends(atoms: list[_Atom]) -> bool:
    """Whether a sentence ends before one of these."""
    return any(re.search(r"[.!?;]\s+$|\n\s*\n", atom.gap) and not re.fullmatch(r"\.\s?", atom.gap) for atom in atoms)


def _number_back(atoms: list[_Atom], place: int) -> tuple[int | None, int]:
    """A number that ends at that place, and where it begins."""
    if place < 0:
        return None, place
    text, before = atoms[place].text, atoms[place - 1].text if place else ""
    small = ORDINALS.get(text, CARDINALS.get(text))
    if small is not None:
        return (TENS[before] + small, place - 1) if before in TENS and small < 10 else (small, place)
    if text.isdigit() and len(text) <= 2:
        return int(text), place
    return TENS.get(text), place


def _day_after(atoms: list[_Atom], at: int) -> tuple[int | None, int]:
    """The day after the name of a month: “March 5”, “March the 5th”, “March twenty-first”."""
    place = at + 1
    if place < len(atoms) and atoms[place].text == "the":
        place += 1
    if place >= len(atoms) or _ends(atoms[at + 1 : place + 1]):
        return None, at
    text, last = atoms[place].text, place
    if atoms[place].gap.endswith(("'", "’", "‘")):
        return None, at
    number = int(text) if text.isdigit() and len(text) <= 2 else ORDINALS.get(text, CARDINALS.get(text))
    if text in TENS:
        number = TENS[text]
        following = atoms[place + 1].text if place + 1 < len(atoms) else ""
        if following in ORDINALS and ORDINALS[following] < 10:
            number, last = number + ORDINALS[following], place + 1
    if last + 1 < len(atoms) and atoms[last + 1].text in _ENDINGS:
        last += 1
    return (number, last) if number and 1 <= number <= 31 else (None, at)


def _year_after(atoms: list[_Atom], at: int) -> tuple[int | None, int]:
    """The year after that place: “2019”, “of 2019”, “’19”, “two thousand and nineteen”, “twenty nineteen”."""
    place = at + 1
    while place < len(atoms) and place < at + 4 and atoms[place].text in ("of", "in", "the", "year", "day", "de", "roku"):
        place += 1
    if place >= len(atoms) or _ends(atoms[at + 1 : place + 1]):
        return None, at
    text = atoms[place].text
    if text.isdigit():
        short = len(text) == 2 and (atoms[at].text.isdigit() or atoms[at].text in _ENDINGS or _is_short_year(atoms, at, place))
        return (int(text), place) if len(text) == 4 else (century(int(text)), place) if short else (None, at)
    year, used = year_in_words([atom.text for atom in atoms[place : place + 6]])
    return year, place + used - 1 if used else at


def _is_short_year(atoms: list[_Atom], at: int, place: int) -> bool:
    """Whether two digits after a month are a year: where a day stands before the month, or an apostrophe between."""
    before = at > 0 and _number_back(atoms, at - 1 - (atoms[at - 1].text in (*_ENDINGS, "of")))[0] is not None
    return before or bool(re.search(r"['’‘]$|^[-/]$", atoms[place].gap))


def _year_before(atoms: list[_Atom], at: int) -> int | None:
    text = atoms[at - 1].text if at else ""
    return int(text) if text.isdigit() and len(text) == 4 else None


def _of_digits(atoms: list[_Atom], at: int) -> Iterator[_Reading]:
    """Three numbers, or two of which one is a year."""
    second, third = (atoms[at + step] if at + step < len(atoms) else None for step in (1, 2))
    if second is None or (not (signed := bool(_SIGNS.match(second.gap))) and not second.gap.isspace()):
        return
    a, b = atoms[at].text, second.text
    month = int(b) if b.isdigit() and len(b) <= 2 else _ROMAN.get(b, 0) if signed else 0
    if third is not None and third.text.isdigit() and (_SIGNS.match(third.gap) if signed else third.gap.isspace()):
        yield from _three(at, a, month, third.text, signed)
    elif signed and len(a) == 4 and 1 <= month <= 12:
        yield _Reading(at, at + 1, int(a), month, None)
    before_is_digit = at > 0 and atoms[at - 1].text.isdigit() and bool(_SIGNS.match(atoms[at].gap))
    if signed and len(b) == 4 and b.isdigit() and len(a) <= 2 and not before_is_digit and re.search(r"[/.\-]", second.gap):
        yield _Reading(at, at + 1, int(b), int(a), None)
    alone = third is None or not (third.text.isdigit() and _SIGNS.match(third.gap))
    if second.gap == "/" and alone and not before_is_digit and len(a) <= 2 and b.isdigit() and f"{a}/{b}" not in _SAYINGS:
        yield _Reading(at, at + 1, None, int(b) if len(b) <= 2 else 0, int(a))


def _three(at: int, a: str, month: int, c: str, signed: bool) -> Iterator[_Reading]:
    if len(a) == 4 and len(c) <= 2:
        yield _Reading(at, at + 2, int(a), month, int(c))
    elif len(c) == 4 and len(a) <= 2:
        yield _Reading(at, at + 2, int(c), month, int(a))
        if int(a) != month:
            yield _Reading(at, at + 2, int(c), int(a), month, _AMERICAN)
    elif len(a) <= 2 and len(c) == 2 and signed:
        yield _Reading(at, at + 2, century(int(c)), month, int(a))
        if len(a) == 2:
            yield _Reading(at, at + 2, century(int(a)), month, int(c))


def _compact(at: int, digits: str) -> Iterator[_Reading]:
    """05032019, 20190305, 190305, and the moment in a property of a file: 20190305120000."""
    if len(digits) in (8, 12, 14):
        yield _Reading(at, at, int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    if len(digits) == 8:
        yield _Reading(at, at, int(digits[4:]), int(digits[2:4]), int(digits[:2]))
    if len(digits) == 6:
        yield _Reading(at, at, century(int(digits[4:])), int(digits[2:4]), int(digits[:2]), _SIX)
        yield _Reading(at, at, century(int(digits[:2])), int(digits[2:4]), int(digits[4:]), _SIX)
