"""Days that a text gives away without writing them: a feast, the day before another, a birthday or an exact age on a day."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from dateutil.easter import easter

from publications.anonymisation.counting import CARDINALS, ORDINALS, TENS

# Characters between an age or a birthday and the day for which it is told.
NEAR = 160
_NUMBER = r"(?:\d{1,4}(?:,\d{3})?|" + "|".join(sorted({*CARDINALS, *TENS, "a", "an"}, key=len, reverse=True)) + ")"
_RANK = r"(?:\d{1,2}(?:st|nd|rd|th)|" + "|".join(sorted(ORDINALS, key=len, reverse=True)) + ")"
_UNIT = r"(?P<unit>day|week|fortnight|month|year)s?"
_SPAN = rf"(?:(?:exactly\s+)?(?P<n>{_NUMBER}|the)\s+{_UNIT}\s+(?P<way>before|after|from|prior to))"
_BESIDE = re.compile(rf"\b{_SPAN}\s+(?:the\s+|on\s+)?", re.IGNORECASE)
_BIRTHDAY = re.compile(rf"(?:\b{_SPAN}\s+)?\b(?:[\w’']+\s+)?(?P<rank>{_RANK})\s+birthday", re.IGNORECASE)
_PART = rf"{_NUMBER}\s+(?:years?|months?|weeks?|days?)"
_AGE = re.compile(rf"\b{_PART}(?:(?:,|\s+and|,\s+and)?\s+{_PART}){{0,3}}(?=\W)", re.IGNORECASE)
_PARTS = re.compile(rf"({_NUMBER})\s+(year|month|week|day)", re.IGNORECASE)
_AGED = re.compile(r"\baged?\s+(?:of\s+|exactly\s+)?$", re.IGNORECASE)
_FEASTS = {
    "new year's day": (1, 1), "burns night": (1, 25), "valentine's day": (2, 14), "st david's day": (3, 1),
    "st patrick's day": (3, 17), "april fool's day": (4, 1), "april fools' day": (4, 1), "st george's day": (4, 23),
    "halloween": (10, 31), "hallowe'en": (10, 31), "bonfire night": (11, 5), "guy fawkes night": (11, 5),
    "armistice day": (11, 11), "st andrew's day": (11, 30), "christmas eve": (12, 24), "christmas day": (12, 25),
    "boxing day": (12, 26), "st stephen's day": (12, 26), "new year's eve": (12, 31),
}  # fmt: skip
# Days from Easter Sunday.
_MOVING = {"shrove tuesday": -47, "pancake day": -47, "ash wednesday": -46, "mothering sunday": -21, "palm sunday": -7}
_MOVING |= {"good friday": -2, "easter sunday": 0, "easter monday": 1, "whit sunday": 49}
_NAMED = "|".join(sorted((*_FEASTS, *_MOVING), key=len, reverse=True)).replace("'", "['’]?")
_FEAST = re.compile(rf"\b(?P<feast>{_NAMED})(?:(?:,|\s+of|\s+in)?\s+(?P<year>(?:19|20)\d\d))?\b", re.IGNORECASE)


class Written(NamedTuple):
    """A day that stands in the text, and where."""

    start: int
    end: int
    on: date


class Reckoned(NamedTuple):
    """A day that follows from the text between two places. Without a year where the text has none."""

    start: int
    end: int
    year: int | None
    month: int
    day: int


def days(raw: str, written: Sequence[Written]) -> Iterator[Reckoned]:
    """All that can be reckoned in a text in which these days are written."""
    yield from _feasts(raw)
    if not written:
        return
    for match in _BESIDE.finditer(raw):
        for one in written:
            if match.end() <= one.start <= match.end() + 12:
                yield from _told(match.start(), one.end, _moved(one.on, match, sign=1))
    for match in _BIRTHDAY.finditer(raw):
        for one in _near(written, match.start(), match.end()):
            born = _moved(one.on, match, sign=-1) if match["n"] else one.on
            yield from _told(*_around(match, one), _earlier(born, years=_rank(match["rank"])))
    for match in _AGE.finditer(raw):
        if _is_an_age(raw, match):
            for one in _near(written, match.start(), match.end()):
                yield from _told(*_around(match, one), _less(one.on, match.group()))


def _told(start: int, end: int, on: date | None) -> Iterator[Reckoned]:
    if on is not None:
        yield Reckoned(start, end, on.year, on.month, on.day)


def _around(match: re.Match[str], one: Written) -> tuple[int, int]:
    return min(match.start(), one.start), max(match.end(), one.end)


def _near(written: Sequence[Written], start: int, end: int) -> list[Written]:
    return [one for one in written if one.end >= start - NEAR and one.start <= end + NEAR]


def _feasts(raw: str) -> Iterator[Reckoned]:
    for match in _FEAST.finditer(raw):
        name = " ".join(match["feast"].lower().replace("’", "'").split())
        fixed = next((day for feast, day in _FEASTS.items() if feast.replace("'", "") == name.replace("'", "")), None)
        year = int(match["year"]) if match["year"] else None
        if fixed:
            yield Reckoned(*match.span(), year, *fixed)
        elif year and name in _MOVING:
            yield from _told(*match.span(), easter(year) + timedelta(days=_MOVING[name]))


def _moved(on: date, match: re.Match[str], *, sign: int) -> date | None:
    """The day that is so long before or after another; the other way round with a sign of -1."""
    count = 1 if match["n"].lower() == "the" else _count(match["n"])
    back = (match["way"].lower() in ("before", "prior to")) == (sign == 1)
    unit = match["unit"].lower()
    days = count * {"day": 1, "week": 7, "fortnight": 14}.get(unit, 0)
    months = count * {"month": 1, "year": 12}.get(unit, 0)
    step: Callable[..., date | None] = _earlier if back else _later
    return step(on, months=months, days=days)


def _is_an_age(raw: str, match: re.Match[str]) -> bool:
    """Whether somebody is as old as that to the day."""
    told = re.match(r"[\s,-]*(?:old|of age)\b", raw[match.end() : match.end() + 12], re.IGNORECASE)
    return "day" in match.group().lower() and bool(told or _AGED.search(raw[max(0, match.start() - 16) : match.start()]))


def _less(on: date, age: str) -> date | None:
    parts = {unit.lower(): _count(number) for number, unit in _PARTS.findall(age)}
    days = parts.get("day", 0) + 7 * parts.get("week", 0)
    return _earlier(on, years=parts.get("year", 0), months=parts.get("month", 0), days=days)


def _count(text: str) -> int:
    small = text.lower().replace(",", "")
    return int(small) if small.isdigit() else {"a": 1, "an": 1}.get(small, CARDINALS.get(small, TENS.get(small, 0)))


def _rank(text: str) -> int:
    return ORDINALS.get(text.lower(), 0) or int(re.sub(r"\D", "", text) or "0")


def _earlier(on: date | None, *, years: int = 0, months: int = 0, days: int = 0) -> date | None:
    return _later(on, months=-12 * years - months, days=-days)


def _later(on: date | None, *, months: int = 0, days: int = 0) -> date | None:
    if on is None:
        return None
    whole = on.year * 12 + on.month - 1 + months
    try:
        return on.replace(year=whole // 12, month=whole % 12 + 1) + timedelta(days=days)
    except (ValueError, OverflowError):
        return None
