"""The spreadsheet in which an agency may send its rows: the template, and the reading of what comes back.

A stranger's file is opened by the parser's own process; what arrives here are plain cells.
"""

import json
import unicodedata
from datetime import date
from typing import IO

from cspr.spreadsheets import Table, as_csv, as_xlsx
from rapid_reviews.chronology.rows import EXAMPLE_MARK, HEADS, Bad, NoHeads, Read, understand
from referrals.parsing.reasons import Reason
from referrals.uploads import FileRefused
from referrals.uploads.parser import PARSER, Parser

__all__ = ["ACCEPT", "Bad", "FileRefused", "Read", "read", "template_csv", "template_xlsx"]

ACCEPT = ".xlsx,.csv"
KINDS = {"xlsx": "rows of xlsx", "csv": "rows of csv"}
EXAMPLE = (
    "3/4/2024",
    "",
    "14:30",
    "Mother; older child",
    f"{EXAMPLE_MARK}: this line is never taken. Home visit by the health visitor. Seen at home with the school nurse.",
    "Health visitor's record",
)
NOTES = (
    ("Each row is one event. One line for each contact, visit, call, meeting or incident.",),
    ("Date: the day on which it happened, day first, such as 3/4/2024 or 3 April 2024.",),
    ("Last day: only if it lasted longer than a day, such as a stay in hospital.",),
    ("Time: 14:30 or 2.30pm. Leave it empty if nobody knows.",),
    ("Who it concerned: who of the family, separated by semicolons.",),
    ("What happened: facts, as they are recorded, and who else took part. Opinions belong in the answer, not here.",),
    ("Where this is recorded: the system or the file, so that somebody can find it again.",),
    ("Date and What happened are needed in every row. The others may stay empty.",),
    ("Keep the first row as it is. The example may stay or go: it is never taken.",),
)
AGAIN = "Nothing was taken from it. Everything that you saved before is still here."
SAVE_AS = "Open it in your spreadsheet program, save it as an Excel workbook (.xlsx) or as CSV, and choose that."
WORDS = {
    Reason.ENCRYPTED: "The spreadsheet is protected with a password. Save a copy without it and choose that.",
    Reason.ACTIVE: f"The spreadsheet contains a macro or something else that acts by itself. {SAVE_AS}",
    Reason.OUTSIDE: "The spreadsheet fetches a part of itself from another file. Copy the values alone into the template.",
    Reason.TOO_BIG: "The spreadsheet is too large: at most 5,000 rows can be read. Send it in several smaller ones.",
}
OTHER = f"The file could not be read as a spreadsheet. {SAVE_AS}"


def template_xlsx() -> bytes:
    """The workbook to fill in: heads, an example that is never taken, and a second sheet that says how."""
    rows = Table("Chronology", HEADS, [EXAMPLE], widths=(14, 14, 10, 30, 70, 30))
    return as_xlsx(rows, Table("How to fill it in", ("How to fill it in",), NOTES, widths=(100,)))


def template_csv() -> bytes:
    """The same without the second sheet."""
    return as_csv(Table("Chronology", HEADS, [EXAMPLE]))


def read(name: str, content: IO[bytes], *, on: date, parser: Parser = PARSER) -> Read:
    """The rows that can be taken, and those that cannot; `on` is today.

    Nothing is kept of the file. Raises FileRefused, in words for the sender, where it cannot be read at all.
    """
    kind = KINDS.get(unicodedata.normalize("NFKC", name).lower().rpartition(".")[2])
    if kind is None:
        raise FileRefused(f"This is neither an Excel workbook (.xlsx) nor a CSV file. {SAVE_AS} {AGAIN}")
    try:
        examined = parser.examine(kind, content)
    except OSError as error:
        raise FileRefused(f"The file could not be looked at just now, which is our fault. Choose it again. {AGAIN}") from error
    if examined.refused is not None:
        raise FileRefused(f"{WORDS.get(examined.refused, OTHER)} {AGAIN}")
    try:
        return understand(json.loads(examined.inside[0]), on=on)
    except NoHeads as unknown:
        raise FileRefused(f"{unknown} {AGAIN}") from unknown
    except (ValueError, LookupError, TypeError) as broken:
        raise FileRefused(f"{OTHER} {AGAIN}") from broken
