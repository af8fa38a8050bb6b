"""What leaves as a spreadsheet: nothing in it is a formula, and nothing of it is lost."""

import csv
import io
import re
import zipfile
from typing import Any

import pytest
from defusedxml import ElementTree

from cspr import spreadsheets
from cspr.spreadsheets import Cell, Table, as_csv, as_xlsx, original, safe

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
FORMULAS = (
    '=HYPERLINK("https://example.org","Click")',
    "+44 117 000 0000",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠A1",
    "  =1",
    "\u200b=1",
    "\ufeff=1",
    "\xa0=1",
    "|cmd",
    "%0A=1",
    "'=1",
)


def read_csv(content: bytes) -> list[list[str]]:
    """The cells as another program reads them."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def read_xlsx(content: bytes) -> list[list[str | float]]:
    """The cells as the standard says how to read them: texts from the shared list, escapes undone. No cell has a formula."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert not any(name.startswith("xl/externalLinks") for name in book.namelist())
        texts = [_text(item) for item in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))]
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    assert not list(sheet.iter(f"{MAIN}f")), "a formula"
    rows: list[list[str | float]] = []
    for row in sheet.iter(f"{MAIN}row"):
        rows.append([])
        for cell in row:
            value = cell.findtext(f"{MAIN}v") or ""
            rows[-1].append(texts[int(value)] if cell.get("t") == "s" else float(value))
    return rows


def _text(item: Any) -> str:
    raw = item.findtext(f"{MAIN}t") or ""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), raw)


def begins_like_a_formula(text: str) -> bool:
    """Said here in another way than in the code: after all that cannot be seen, one of the known beginnings."""
    seen = re.sub(r"^[\s\x00\u200b\u2060\ufeff]+", "", text)
    return bool(re.match(r"[=+\-@|%＝＋－＠｜％]", seen)) or text[:1] in ("\t", "\r", "\n", "\x00")


def table(*cells: Cell) -> Table:
    return Table("Dates", ("Head",), [(cell,) for cell in cells], ("Taken by somebody.",))


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_written_so_that_a_program_could_run_it(text: str) -> None:
    (plain,), (book,) = read_csv(as_csv(table(text)))[1], read_xlsx(as_xlsx(table(text)))[1]
    assert not begins_like_a_formula(plain)
    assert not begins_like_a_formula(str(book))
    assert original(plain) == text
    assert original(str(book)) == text.replace("\r", "\n")


def test_what_is_harmless_is_written_as_it_is() -> None:
    for text in ("The meeting was moved.", "", "Smith - Jones", "5 = five", " indented", "a,b;c", 'said "no"'):
        assert safe(text) == text
        assert read_csv(as_csv(table(text)))[1] == [text]


def test_numbers_are_numbers() -> None:
    assert safe(-3) == -3
    assert read_xlsx(as_xlsx(table(12)))[1] == [12.0]


def test_the_notes_stand_under_the_rows() -> None:
    assert read_csv(as_csv(table("a")))[-1] == ["Taken by somebody."]
    assert read_csv(as_csv(Table("Dates", ("Head",), [("a",)]))) == [["Head"], ["a"]]


def test_a_text_too_long_for_a_cell_says_that_it_was_cut() -> None:
    long = "x" * (spreadsheets.LONGEST + 1)
    for rows in (read_csv(as_csv(table(long))), read_xlsx(as_xlsx(table(long)))):
        (written,) = rows[1]
        assert str(written) == long[:-1] + " [The rest is on the page in the system.]"


def test_a_line_break_in_a_cell_stays_in_the_cell() -> None:
    assert read_csv(as_csv(table("one\r\ntwo")))[1] == ["one\r\ntwo"]
    assert read_xlsx(as_xlsx(table("one\r\ntwo")))[1] == ["one\ntwo"]
