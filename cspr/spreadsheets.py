"""Tables that leave the house as CSV or as a workbook. The only importer of XlsxWriter; no cell can ever be a formula."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

# What a spreadsheet program may read as the beginning of a formula, also in the full width of East Asian keyboards.
TRIGGERS = frozenset("=+-@|%＝＋－＠｜％")
# What such a program may leave out before it looks.
BLANK = " \t\r\n\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
UNSEEN = BLANK + "\u200b\u2028\u2029\u202f\u205f\u2060\u3000\ufeff\x00"
# At the head of a cell these alone are reason enough: some programs take them for the end of the cell before.
CONTROLS = frozenset("\t\r\n\x00")
# Before a text that would begin like a formula; every program shows it, none runs what follows.
GUARD = "'"
# A cell of a workbook holds twice as many; a character of a rarer script counts there for two.
LONGEST = 16_000
CUT = " [The rest is on the page in the system.]"

Cell = str | int


@dataclass(frozen=True)
class Table:
    """Heads and rows, and notes that stand under them: what this is, who took it, when. Widths are in characters."""

    title: str
    heads: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    notes: tuple[str, ...] = ()
    widths: tuple[int, ...] = ()

    def lines(self) -> list[tuple[Cell, ...]]:
        """All lines as they are written, every text made safe."""
        under: list[tuple[Cell, ...]] = [(), *((note,) for note in self.notes)] if self.notes else []
        return [tuple(safe(cell) for cell in line) for line in (self.heads, *self.rows, *under)]


def safe(cell: Cell) -> Cell:
    """The cell, guarded if a program could read it as a formula; `original` takes the guard away. Numbers are numbers."""
    if isinstance(cell, int):
        return cell
    text = cell if len(cell) <= LONGEST else cell[:LONGEST] + CUT
    return GUARD + text if text[:1] in CONTROLS | {GUARD} or text.lstrip(UNSEEN)[:1] in TRIGGERS else text


def original(cell: str) -> str:
    """What was given to `safe`, unless it was too long for a cell."""
    return cell.removeprefix(GUARD)


def as_csv(table: Table) -> bytes:
    """Every cell in quotes, lines as RFC 4180 has them, and the mark by which a spreadsheet program knows UTF-8."""
    written = io.StringIO(newline="")
    csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(table.lines())
    return written.getvalue().encode("utf-8-sig")


def as_xlsx(*tables: Table) -> bytes:
    """A sheet for each table, in which every text is stored as text, and stays text when somebody edits its cell."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        plain = book.add_format({"num_format": "@", "quote_prefix": True, "text_wrap": True, "valign": "top"})
        bold = book.add_format({"num_format": "@", "bold": True, "text_wrap": True, "valign": "top"})
        # What is typed into a cell that is still empty is text as well: no program takes a day for a month in it.
        typed = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        for table in tables:
            sheet = book.add_worksheet(table.title)
            sheet.freeze_panes(1, 0)
            sheet.set_landscape()
            sheet.repeat_rows(0)
            sheet.fit_to_pages(1, 0)
            for column, width in enumerate(table.widths or (18,) * len(table.heads)):
                sheet.set_column(column, column, width, typed)
            _write(sheet, table, plain, bold)
    return written.getvalue()


def _write(sheet: Any, table: Table, plain: Any, bold: Any) -> None:
    for row, line in enumerate(table.lines()):
        for column, cell in enumerate(line):
            if isinstance(cell, int):
                sheet.write_number(row, column, cell)
            else:
                sheet.write_string(row, column, _one_line_break(cell), plain if row else bold)


def _one_line_break(text: str) -> str:
    """A workbook knows one kind of line break."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
