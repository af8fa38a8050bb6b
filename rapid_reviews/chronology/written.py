"""Days and times of the clock as people in this country write them. The day comes before the month."""

import math
import re
from datetime import date, datetime, time, timedelta

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FULL_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "sept", "october", "november", "december"),
)
WEEKDAY = re.compile(r"^(mon|tues?|wed(nes)?|thu(rs?)?|fri|sat(ur)?|sun)(day)?\b[\s,.]*", re.IGNORECASE)
BY_NUMBERS = re.compile(r"(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{4}|\d{2})")
BY_YEAR = re.compile(r"(\d{4})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{1,2})")
DAY_AND_WORD = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s,.\-/]*([a-z]{3,9})[\s,.\-/']*(\d{4}|\d{2})", re.IGNORECASE)
WORD_AND_DAY = re.compile(r"([a-z]{3,9})\.?\s*(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.IGNORECASE)
TRAILING_TIME = re.compile(
    r"[\sT,]+(?:at\s+)?(\d{1,2}[:.]?\d{2}(?:[:.]\d{2})?(?:\.\d+)?\s*(?:[ap]\.?m\.?|hrs?|h)?|\d{1,2}\s*[ap]\.?m\.?)Z?$",
    re.IGNORECASE,
)
CLOCK = re.compile(r"(\d{1,2})(?:[:.]?(\d{2})(?:[:.](\d{2})(?:\.\d+)?)?)?\s*([ap])?\.?(?:m\.?)?", re.IGNORECASE)
NUMBER = re.compile(r"\d+(\.\d+)?(E[+-]?\d+)?", re.IGNORECASE)
NAMED = {"noon": time(12), "midday": time(12), "midnight": time(0)}
# Day 60 of a workbook is 29 February 1900, which never was; every day after it is counted from here.
FIRST_DAY, FIRST_DAY_OF_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
# No day and no time is written with more signs; a pattern that looks into a longer text may look for hours.
LONGEST = 100
# What a workbook may mean by a number in a column of dates: from 1930 to 2100.
SERIALS = range(10_959, 73_051)
EXPECTED = "Write the day as 3/4/2024 or 3 April 2024. For a longer time, write its first and its last day."


class NotADay(ValueError):
    """No day can be read from it. The text says what is wrong and what is expected."""


class NotATime(ValueError):
    """No time of the clock can be read from it. The text says what is expected."""


def day_of(words: str, *, on: date) -> tuple[date, time | None]:
    """The day, and the time if one stands beside it. A year of two figures lies in the past, seen from `on`. Raises NotADay."""
    if len(words) > LONGEST:
        raise NotADay(EXPECTED)
    plain = WEEKDAY.sub("", " ".join(words.split()))
    try:
        return _day(plain, on), None
    except NotADay:
        beside = TRAILING_TIME.search(plain)
        if beside is None:
            raise
    try:
        at = time_of(beside[1])
    except NotATime as error:
        raise NotADay("Write the day as 3/4/2024 or 3 April 2024, and the time beside it as 14:30.") from error
    return _day(plain[: beside.start()].strip(" ,"), on), at


def _day(plain: str, on: date) -> date:
    if found := BY_YEAR.fullmatch(plain):
        return _made(int(found[1]), int(found[2]), int(found[3]))
    if found := BY_NUMBERS.fullmatch(plain):
        return _made(_year(found[3], on), int(found[2]), int(found[1]))
    if found := DAY_AND_WORD.fullmatch(plain):
        return _made(_year(found[3], on), _month(found[2]), int(found[1]))
    if found := WORD_AND_DAY.fullmatch(plain):
        return _made(int(found[3]), _month(found[1]), int(found[2]))
    raise NotADay(EXPECTED)


def _month(word: str) -> int:
    low = word.lower()
    if low[:3] in MONTHS and (low in MONTHS or low in FULL_MONTHS):
        return MONTHS.index(low[:3]) + 1
    raise NotADay(f"There is no month “{word}”. Write the day as 3 April 2024.")


def _year(figures: str, on: date) -> int:
    if len(figures) == 4:
        return int(figures)
    year = on.year // 100 * 100 + int(figures)
    return year if year <= on.year else year - 100


def _made(year: int, month: int, day: int) -> date:
    if month > 12 >= day:
        raise NotADay(f"There is no month {month}. The day comes first: {month}/{day}/{year}, if that is what is meant.")
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NotADay("There is no such day in the calendar. Look at the day, the month and the year.") from error


def day_of_number(figures: str, *, from1904: bool = False) -> tuple[date, time | None]:
    """The day, and the time if there is one, that a workbook keeps as a number. Raises NotADay."""
    number = _number(figures)
    if int(number) not in SERIALS:
        raise NotADay("A number stands there where a day is expected. Write the day as 3/4/2024.")
    whole = (FIRST_DAY_OF_1904 if from1904 else FIRST_DAY) + timedelta(minutes=round(number * 1440))
    return whole.date(), whole.time() if whole.time() != time(0) else None


def time_of(words: str) -> time:
    """The time, on the clock of 12 or of 24 hours. Raises NotATime."""
    if len(words) > LONGEST:
        raise NotATime("Write the time as 14:30 or 2.30pm, or leave it empty.")
    plain = words.strip().lower().removesuffix("hrs").removesuffix("hours").removesuffix("h").strip()
    if plain in NAMED:
        return NAMED[plain]
    found = CLOCK.fullmatch(plain)
    if found is None or (found[2] is None and found[4] is None):
        raise NotATime("Write the time as 14:30 or 2.30pm, or leave it empty.")
    hour, minute, second, half = int(found[1]), int(found[2] or 0), int(found[3] or 0), found[4]
    if half:
        if not 1 <= hour <= 12:
            raise NotATime("Write the time as 14:30 or 2.30pm, or leave it empty.")
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:
        raise NotATime("There is no such time. Write it as 14:30 or 2.30pm, or leave it empty.")
    return time(hour, minute)


def time_of_number(figures: str) -> time:
    """The time that a workbook keeps as a part of a day. Raises NotATime."""
    number = _number(figures)
    if number >= 1 and number == int(number):
        # 1430 typed as a number.
        return time_of(f"{int(number):04d}")
    if not 0 <= number < 100_000:
        raise NotATime("Write the time as 14:30 or 2.30pm, or leave it empty.")
    minutes = round(number % 1 * 1440) % 1440
    return time(minutes // 60, minutes % 60)


def _number(figures: str) -> float:
    """As a workbook writes it; -1 for what is none, and for one beyond all numbers."""
    number = float(figures) if NUMBER.fullmatch(figures) else -1.0
    return number if math.isfinite(number) else -1.0
