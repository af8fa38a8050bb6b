"""Dates and times typed in boxes, as people write them; what was typed is kept when it is wrong."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple, cast
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.dateformat import format as format_date

LONDON = ZoneInfo("Europe/London")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_WORD = re.compile(
    r"jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?"
)
TIME = re.compile(r"(?P<hour>\d{1,2})(?:[:.\s]?(?P<minute>\d{2}))?\s*(?P<half>[ap])?\.?m?\.?", re.IGNORECASE)


class Typed(NamedTuple):
    """What was typed in the boxes, unchanged."""

    day: str = ""
    month: str = ""
    year: str = ""
    time: str = ""


class DateWidget(forms.Widget):
    """Three boxes: day, month, year. Drawn by `cspr.govuk.drawing`."""

    parts: tuple[str, ...] = ("day", "month", "year")

    def value_from_datadict(self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str) -> Typed | None:
        """Return what was typed, or None where every box is empty."""
        typed = Typed(**{part: str(data.get(f"{name}-{part}", "")).strip() for part in self.parts})
        return typed if any(typed) else None

    def value_omitted_from_data(self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str) -> bool:
        """Return whether no box was sent at all, so that a model keeps its default."""
        return not any(f"{name}-{part}" in data for part in self.parts)

    def format_value(self, value: Any) -> Any:
        """Return what to show in the boxes for a date, a datetime or what was typed before."""
        if isinstance(value, datetime):
            local = value.astimezone(LONDON)
            return Typed(str(local.day), str(local.month), str(local.year), f"{local:%H:%M}")
        if isinstance(value, date):
            return Typed(str(value.day), str(value.month), str(value.year))
        return value or Typed()


class DateTimeWidget(DateWidget):
    """Four boxes: day, month, year and time."""

    parts = ("day", "month", "year", "time")


class DateField(forms.Field):
    """A date in three boxes; the month may be a number or a word.

    `earliest` and `latest` are dates (both allowed) and may be set by the form once it knows the day.
    """

    widget = DateWidget
    default_error_messages = {
        "required": "Enter a date",
        "missing": "The date must include a %(missing)s",
        "year": "The year must have 4 numbers, like 2026",
        "unreal": "The date must be a real date",
        "too_early": "The date must be on or after %(limit)s",
        "too_late": "The date must be on or before %(limit)s",
    }

    def __init__(self, *, earliest: date | None = None, latest: date | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.earliest = earliest
        self.latest = latest

    def to_python(self, value: Any) -> Any:
        """Return the date; raises ValidationError that names the boxes to correct in `params["parts"]`."""
        if value in self.empty_values or isinstance(value, date):
            return value or None
        return self.read_date(value)

    def read_date(self, typed: Typed) -> date:
        """Return the date that was typed in the three boxes."""
        self.refuse_missing(typed, ("day", "month", "year"))
        if not re.fullmatch(r"[12]\d{3}", typed.year):
            raise self.error("year", parts=("year",))
        if not re.fullmatch(r"\d{1,2}", typed.day):
            raise self.error("unreal", parts=("day",))
        month = read_month(typed.month)
        if month is None:
            raise self.error("unreal", parts=("month",))
        try:
            return date(int(typed.year), month, int(typed.day))
        except ValueError as error:
            raise self.error("unreal", parts=("day", "month", "year")) from error

    def refuse_missing(self, typed: Typed, wanted: tuple[str, ...]) -> None:
        """Raise ValidationError where some boxes are filled in and some of `wanted` are not."""
        missing = [part for part in wanted if not getattr(typed, part)]
        if missing:
            raise self.error("missing", parts=tuple(missing), missing=" and ".join(missing))

    def validate(self, value: Any) -> None:
        """Raise ValidationError where the date is wanted and absent, or outside its limits."""
        super().validate(value)
        day = self.day_of(value)
        if day is None:
            return
        if self.earliest and day < self.earliest:
            raise self.error("too_early", limit=written(self.earliest))
        if self.latest and day > self.latest:
            raise self.error("too_late", limit=written(self.latest))

    def day_of(self, value: Any) -> date | None:
        """Return the London day that the limits are measured against."""
        return value or None

    def error(self, code: str, parts: tuple[str, ...] = ("day", "month", "year"), **params: str) -> ValidationError:
        """Return the error with the boxes it is about."""
        return ValidationError(self.error_messages[code], code=code, params={"parts": parts, **params})

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return whether the boxes say something else than they showed first."""
        shown = self.boxes
        return bool(shown.format_value(initial) != shown.format_value(data))

    @property
    def boxes(self) -> DateWidget:
        """Return the widget of this field."""
        return cast("DateWidget", self.widget)


class DateTimeField(DateField):
    """A date in three boxes and a time in one; read as London time, given as an aware datetime in UTC.

    The time may be written 14:30, 1430, 2.30pm or 2pm. In the hour that happens twice when the clocks go
    back, the first is meant.
    """

    widget = DateTimeWidget
    default_error_messages = {
        "required": "Enter a date and a time",
        "missing": "The date and time must include a %(missing)s",
        "time": "The time must be a real time, like 14:30 or 2:30pm",
        "skipped": "That time did not happen: the clocks went forward that night. Enter a time an hour later",
    }

    def to_python(self, value: Any) -> Any:
        """Return an aware datetime; raises ValidationError that names the boxes to correct."""
        if value in self.empty_values or isinstance(value, datetime):
            return value or None
        self.refuse_missing(value, ("day", "month", "year", "time"))
        clock = read_time(value.time)
        day = self.read_date(value)
        if clock is None:
            raise self.error("time", parts=("time",))
        moment = datetime.combine(day, clock, tzinfo=LONDON)
        # In UTC, where every moment stands once: London's own hour before winter would compare as unequal to itself.
        moment = moment.astimezone(UTC)
        if moment.astimezone(LONDON).time() != clock:
            raise self.error("skipped", parts=("time",))
        return moment

    def day_of(self, value: Any) -> date | None:
        """Return the London day of the moment."""
        return value.astimezone(LONDON).date() if value else None


def read_month(text: str) -> int | None:
    """Return 1 to 12 for a number or an English month name, None for anything else."""
    if re.fullmatch(r"\d{1,2}", text):
        return int(text) if 1 <= int(text) <= 12 else None
    if MONTH_WORD.fullmatch(text.lower()):
        return MONTHS.index(text.lower()[:3]) + 1
    return None


def read_time(text: str) -> time | None:
    """Return the time for "14:30", "1430", "2.30pm", "2pm", "midday" or "midnight", None for anything else."""
    text = {"midday": "12:00", "noon": "12:00", "midnight": "00:00"}.get(text.lower(), text)
    match = TIME.fullmatch(text)
    if match is None or (match["minute"] is None and match["half"] is None):
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def written(day: date) -> str:
    """Return the day in words: 3 November 2026."""
    return format_date(day, "j F Y")
