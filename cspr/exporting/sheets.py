"""Rows of a model as a sheet of a workbook: every column in words. A text too long for a cell becomes a file of its own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db.models import Field, QuerySet
from django.utils.text import capfirst, slugify

from cspr.clocks import LONDON
from cspr.models import Agency, User
from cspr.spreadsheets import LONGEST, Cell, Table

# Whose own words say something to a reader; of other records only the key is of the house.
NAMED = (User, Agency)
TITLE = 31
Column = Callable[[Any], str]


@dataclass(frozen=True)
class Long:
    """A text that no cell holds: its name in the zip, and the whole of it."""

    name: str
    words: str


@dataclass(frozen=True)
class Sheet:
    """A table, and the texts that are too long for it."""

    table: Table
    long: tuple[Long, ...] = ()


@dataclass(frozen=True)
class Paper:
    """A document that is made now, or was kept: its name in the zip, what it is, and how its bytes come."""

    name: str
    what: str
    make: Callable[[], bytes]


@dataclass(frozen=True)
class Held:
    """A stored file: its name in the zip, its name as sent, where it lies; `why_not` says why it stays behind."""

    name: str
    title: str
    size: int
    sha256: str
    path: Path
    why_not: str = ""


def sheet_of(title: str, rows: QuerySet[Any], before: dict[str, Column] | None = None) -> Sheet:
    """Every column of the model that has words; `before` names columns to stand at the head, each with what it says."""
    fields = [field for field in rows.model._meta.concrete_fields if _has_words(field)]
    ours = before or {}
    related = [field.name for field in fields if field.is_relation]
    lines: list[tuple[Cell, ...]] = []
    long: list[Long] = []
    for number, row in enumerate(rows.select_related(*related) if related else rows, 1):
        cells = [say(row) for say in ours.values()]
        for field in fields:
            words = _words(row, field)
            if len(words) > LONGEST:
                long.append(Long(f"texts/{slugify(title)}-{number:03d}-{slugify(field.name)}.txt", words))
                words = f"The whole text is in the file {long[-1].name}"
            cells.append(words)
        lines.append(tuple(cells))
    heads = (*ours, *(capfirst(str(field.verbose_name)) for field in fields))
    return Sheet(Table(title[:TITLE], heads, lines), tuple(long))


def _has_words(field: "Field[Any, Any]") -> bool:
    if field.is_relation:
        return issubclass(field.related_model, NAMED)  # type: ignore[arg-type]
    return field.name not in ("id", "key", "key_digest")


def _words(row: Any, field: Any) -> str:
    shown = getattr(row, f"get_{field.name}_display", None)
    value = shown() if callable(shown) else getattr(row, field.name)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return f"{value.astimezone(LONDON):%Y-%m-%d %H:%M}"
    return value.isoformat() if isinstance(value, date) else str(value)


def tables_of(sheets: Iterable[Sheet]) -> list[Table]:
    """Those that have rows."""
    return [sheet.table for sheet in sheets if sheet.table.rows]
