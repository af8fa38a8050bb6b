"""Answers in words: a choice as it was shown, a day as it is spoken. Nothing here is HTML."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from cspr.clocks import LONDON

Row = Mapping[str, Any]


def day(on: date) -> str:
    """27 March 2019."""
    return f"{on:%-d %B %Y}"


def moment(at: datetime) -> str:
    """27 March 2019 at 14:30, by London's clock."""
    local = at.astimezone(LONDON)
    return f"{day(local.date())} at {local:%H:%M}"


def said(field: models.Field[Any, Any], value: Any) -> str:
    """What a field of a model says; "" if nothing was said."""
    if isinstance(field, ArrayField):
        return "; ".join(said(field.base_field, one) for one in value or ())
    if field.choices:
        return str(dict(field.flatchoices).get(value, value or ""))
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return "" if value is None else str(value).strip()


def label(field: models.Field[Any, Any]) -> str:
    """The name of a field, as the beginning of a line."""
    name = str(field.verbose_name)
    return name[:1].upper() + name[1:]


def dated(how: str, first: date | None, last: date | None) -> str:
    """The day of the incident, as exactly as it is known; "" if it was not given."""
    if first is None:
        return ""
    if how == "about":
        return f"About {day(first)}"
    if how == "period":
        return f"Between {day(first)} and {day(last)}" if last else f"From {day(first)}"
    return day(first)


def born(child: Row) -> str:
    """When a child was born or is expected; that it is not known is an answer too."""
    if child.get("born_on"):
        return day(child["born_on"])
    return f"Not born yet: expected {day(child['expected_on'])}" if child.get("expected_on") else "Not known"


def died(child: Row) -> str:
    """Whether and when a child has died."""
    if not child.get("has_died"):
        return "No"
    return f"Yes, on {day(child['died_on'])}" if child.get("died_on") else "Yes; the date is not known"


def key_date(row: Row) -> str:
    """The day of a row of the chronology, as exactly as it is known, and the time if one was given."""
    on = row.get("on")
    if not isinstance(on, date):
        return ""
    ways = {"about": f"About {day(on)}", "month": f"{on:%B %Y}", "year": f"{on:%Y}"}
    return ", ".join(filter(None, (ways.get(row.get("precision", ""), day(on)), str(row.get("time", "")).strip())))


def lines(*parts: str) -> str:
    """What was said, each on a line of its own."""
    return "\n".join(part for part in parts if part)


def sentences(found: Sequence[str]) -> str:
    """Several whole sentences, each on a line of its own."""
    return lines(*found)
