"""The template of the spreadsheet, and what can be read in one that comes back. The file is opened elsewhere, shut in."""

import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import IO, Any

from cspr.spreadsheets import Table, as_csv, as_xlsx, original
from practice_reviews.importing.old_case import CHOICES, COLUMNS, DAYS, HEADS, LONGEST, NEEDED, OldCase
from rapid_reviews.chronology.written import NotADay, day_of, day_of_number
from referrals.uploads import FileRefused
from referrals.uploads.parser import PARSER, Parser

AT_MOST = 500
KINDS = {"xlsx": "rows of xlsx", "csv": "rows of csv"}
LOOKED_AT_FOR_HEADS = 15
AGAIN = "Nothing was imported."
TEMPLATES: dict[str, Callable[[Table], bytes]] = {"xlsx": as_xlsx, "csv": as_csv}


@dataclass(frozen=True)
class Read:
    """What came of a spreadsheet: the rows that make sense, and for each of the others its number, reference and faults."""

    cases: tuple[OldCase, ...]
    refused: tuple[tuple[int, str, str], ...]


def template(kind: str) -> bytes:
    """The spreadsheet to fill in, as xlsx or csv: heads, and notes on what each column holds. Raises KeyError."""
    notes = (
        "One row for each case. Write days as 3/4/2021 or 3 April 2021: the day comes first.",
        f"Needed in every row: {', '.join(COLUMNS[name] for name in NEEDED)}.",
        *(f"{COLUMNS[name]}: one of {'; '.join(choices)}." for name, choices in CHOICES.items()),
        "Partners told: leave it empty where nobody knows. Notes are for colleagues, and never leave the staff site.",
        "Delete these notes before you send the file back, or leave them: rows without a reference and a date are passed over.",
    )
    return TEMPLATES[kind](Table("Old cases", HEADS, [], notes))


def read(name: str, content: IO[bytes], *, on: date, parser: Parser = PARSER) -> Read:
    """The rows of the file, seen from that London day. Nothing is kept of it. Raises FileRefused, in words."""
    kind = KINDS.get(unicodedata.normalize("NFKC", name).lower().rpartition(".")[2])
    if kind is None:
        raise FileRefused(f"This is neither an Excel workbook (.xlsx) nor a CSV file. {AGAIN}")
    try:
        examined = parser.examine(kind, content)
    except OSError as error:
        raise FileRefused(f"The file could not be looked at just now, which is our fault. Choose it again. {AGAIN}") from error
    if examined.refused is not None:
        raise FileRefused(f"The file could not be read as a spreadsheet. Save it anew as .xlsx or CSV. {AGAIN}")
    try:
        return _understand(json.loads(examined.inside[0]), on)
    except (ValueError, LookupError, TypeError) as broken:
        raise FileRefused(f"The file could not be read as a spreadsheet. Save it anew as .xlsx or CSV. {AGAIN}") from broken


def _understand(plain: dict[str, Any], on: date) -> Read:
    for sheet in plain["sheets"]:
        for place, (_, cells) in enumerate(sheet[:LOOKED_AT_FOR_HEADS]):
            if columns := _columns(cells):
                return _rows(sheet[place + 1 :], columns, on, bool(plain["from1904"]))
    raise FileRefused(f"The columns could not be recognised. The first row needs the headings of the template. {AGAIN}")


def _columns(cells: list[Any]) -> dict[int, str]:
    """Which field each column holds; nothing where a column that is needed is not there."""
    fields = {_bare(head): name for name, head in COLUMNS.items()}
    found = {int(column): fields[_bare(text)] for column, _, text in cells if _bare(text) in fields}
    return found if set(NEEDED) <= set(found.values()) else {}


def _bare(head: str) -> str:
    return " ".join(re.sub(r"[^a-z ]", "", head.lower()).split())


def _rows(lines: list[Any], columns: dict[int, str], on: date, from1904: bool) -> Read:
    cases: list[OldCase] = []
    refused: list[tuple[int, str, str]] = []
    for number, cells in lines:
        given = {columns[int(column)]: (kind, original(text)) for column, kind, text in cells if int(column) in columns}
        # Notes under the table, and lines that somebody left half empty on purpose, have no date.
        if not given.keys() & set(DAYS):
            continue
        if len(cases) + len(refused) >= AT_MOST:
            raise FileRefused(f"At most {AT_MOST} cases can be imported at once. Send them in several files. {AGAIN}")
        row, faults = _row(given, on, from1904)
        case = OldCase(number=int(number), **row)
        faults += [] if faults else list(case.faults(on=on))
        if faults:
            refused.append((int(number), case.reference, " ".join(faults)))
        else:
            cases.append(case)
    return Read(tuple(cases), tuple(refused))


def _row(given: dict[str, tuple[str, str]], on: date, from1904: bool) -> tuple[dict[str, Any], list[str]]:
    row: dict[str, Any] = {}
    faults = []
    for name, (kind, text) in given.items():
        words = " ".join(text.split()) if name != "notes" else text.strip()
        try:
            if name in DAYS:
                row[name] = _day(kind, words, on, from1904)
            elif name in CHOICES:
                row[name] = _choice(name, words)
            else:
                row[name] = _words(name, words)
        except ValueError as wrong:
            faults.append(f"{COLUMNS[name]} (“{words[:40]}”): {wrong}")
    return row, faults


def _day(kind: str, words: str, on: date, from1904: bool) -> date | None:
    if not words:
        return None
    day, _ = day_of_number(words, from1904=from1904) if kind == "n" else day_of(words, on=on)
    return day


def _choice(name: str, words: str) -> str:
    if not words:
        return ""
    known = {label.lower(): value for label, value in CHOICES[name].items()}
    if words.lower() not in known:
        raise NotADay(f"Write one of {'; '.join(CHOICES[name])}.")
    return known[words.lower()]


def _words(name: str, words: str) -> str:
    if len(words) > LONGEST[name]:
        raise NotADay(f"At most {LONGEST[name]:,} signs can be kept.")
    return words
