"""Spreadsheets, read to plain data: what stands in which cell, as text, and nothing else. What it means is not judged here.

The answer is JSON: {"from1904": bool, "sheets": [[[row, [[column, kind, text], ...]], ...], ...]} with rows from 1 and
columns from 0. A kind is "s" for text, "n" for a number as it is stored, "b" for yes or no, "e" for an error of a formula.
"""

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import IO, Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from referrals.parsing import documents, texts
from referrals.parsing.limits import MEGABYTE
from referrals.parsing.reasons import Inside, Reason, Refused
from referrals.parsing.zips import Archive

MOST_ROWS, MOST_COLUMNS, MOST_SHEETS, MOST_TEXT = 5000, 60, 5, 20 * MEGABYTE
WORKBOOK = "xl/workbook.xml"
SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml")
CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
KINDS = {"s": "s", "str": "s", "inlineStr": "s", "d": "s", "b": "b", "e": "e"}
NUMBER, TEXT = "n", "s"
DELIMITERS, LOOKED_AT = ",;\t", 5
Cell = list[Any]
Row = list[Any]


class _Strings(ContentHandler):
    """The texts that cells share. What is only there to be pronounced is left out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._parts: list[str] = []
        self._reading = self._spoken = False
        self._length = 0

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        tag = _tag(name)
        if tag == "si":
            self._parts = []
        self._spoken = self._spoken or tag == "rPh"
        self._reading = tag == "t" and not self._spoken

    def characters(self, content: str) -> None:
        if self._reading:
            self._length += len(content)
            if self._length > MOST_TEXT:
                raise Refused(Reason.TOO_BIG)
            self._parts.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802
        tag = _tag(name)
        self._reading = False
        if tag == "rPh":
            self._spoken = False
        if tag == "si":
            self.found.append("".join(self._parts))


class _Sheet(ContentHandler):
    """The rows of one sheet that hold anything."""

    def __init__(self, shared: list[str]) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self._shared, self._row, self._column, self._kind = shared, 0, -1, NUMBER
        self._cells: list[Cell] = []
        self._parts: list[str] = []
        self._reading = self._spoken = False
        self._length = 0

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        tag = _tag(name)
        if tag == "row":
            given = attrs.get("r", "")
            self._row = int(given) if given.isdigit() else self._row + 1
            self._cells, self._column = [], -1
        elif tag == "c":
            place = CELL.fullmatch(attrs.get("r", ""))
            self._column = _column(place[1]) if place else self._column + 1
            self._kind, self._parts = attrs.get("t", NUMBER), []
        self._spoken = self._spoken or tag == "rPh"
        self._reading = tag in ("v", "t") and not self._spoken

    def characters(self, content: str) -> None:
        if self._reading:
            self._length += len(content)
            if self._length > MOST_TEXT:
                raise Refused(Reason.TOO_BIG)
            self._parts.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802
        tag = _tag(name)
        self._reading = False
        if tag == "rPh":
            self._spoken = False
        elif tag == "c":
            self._keep("".join(self._parts))
        elif tag == "row" and self._cells:
            if len(self.rows) >= MOST_ROWS:
                raise Refused(Reason.TOO_BIG)
            self.rows.append([self._row, self._cells])

    def _keep(self, text: str) -> None:
        kind = KINDS.get(self._kind, NUMBER)
        if self._kind == "s":
            text = self._shared[int(text)] if text.isdigit() and int(text) < len(self._shared) else ""
        # A text that many cells share counts once for each: what is told here has to be carried out of the process.
        self._length += len(text)
        if self._length > MOST_TEXT:
            raise Refused(Reason.TOO_BIG)
        if text.strip() and self._column < MOST_COLUMNS:
            self._cells.append([self._column, kind, text])


class _Workbook(ContentHandler):
    """Whether days are counted from 1904, as they are by some old programs."""

    from1904 = False

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        if _tag(name) == "workbookPr":
            self.from1904 = attrs.get("date1904", "0") in ("1", "true")


def read_xlsx(content: IO[bytes]) -> list[Inside]:
    """The rows of a workbook, as the one thing inside it. Raises Refused."""
    documents.examine_any(content)
    archive = Archive(content)
    parts = {member.filename: member for member in archive.members}
    numbered = sorted((int(found[1]), name) for name in parts if (found := SHEET.fullmatch(name)))
    if WORKBOOK not in parts or not numbered:
        raise Refused(Reason.MISMATCH)
    workbook, strings = _Workbook(), _Strings()
    _parse(archive.read(parts[WORKBOOK]), workbook)
    if "xl/sharedStrings.xml" in parts:
        _parse(archive.read(parts["xl/sharedStrings.xml"]), strings)
    sheets = []
    for _, name in numbered[:MOST_SHEETS]:
        sheet = _Sheet(strings.found)
        _parse(archive.read(parts[name]), sheet)
        sheets.append(sheet.rows)
    return _answer(sheets, workbook.from1904)


def read_csv(content: IO[bytes]) -> list[Inside]:
    """The rows of a text with commas, semicolons or tabs, as the one thing inside it. Raises Refused."""
    texts.examine(content)
    content.seek(0)
    words = texts.decoded(content.read()).removeprefix("\ufeff")
    # Above the headings there may stand a title, which has none of them.
    start = "\n".join(words.split("\n", LOOKED_AT)[:LOOKED_AT])
    delimiter = max(DELIMITERS, key=start.count)
    rows: list[Row] = []
    try:
        for number, line in enumerate(csv.reader(io.StringIO(words, newline=""), delimiter=delimiter), 1):
            cells = [[column, TEXT, text] for column, text in enumerate(line[:MOST_COLUMNS]) if text.strip()]
            if cells:
                rows.append([number, cells])
            if len(rows) > MOST_ROWS:
                raise Refused(Reason.TOO_BIG)
    except csv.Error as error:
        raise Refused(Reason.DAMAGED) from error
    return _answer([rows], from1904=False)


def _answer(sheets: list[list[Row]], from1904: bool) -> list[Inside]:
    plain = json.dumps({"from1904": from1904, "sheets": sheets}).encode()
    return [Inside("rows", plain, shown=True)]


def _parse(chunks: Iterator[bytes], handler: ContentHandler) -> None:
    reader: Any = DefusedExpatParser(forbid_dtd=True)
    reader.setContentHandler(handler)
    try:
        for chunk in chunks:
            reader.feed(chunk)
        reader.close()
    except DefusedXmlException as error:
        raise Refused(Reason.ACTIVE) from error
    except (SAXException, ValueError, LookupError) as error:
        raise Refused(Reason.DAMAGED) from error


def _tag(name: str) -> str:
    return name.rpartition(":")[2]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
