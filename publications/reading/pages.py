"""The pages of a PDF through pdfium: their text wherever it stands, and a picture of each that may hold more than text."""

import ctypes
from collections.abc import Collection
from typing import Any

import pypdfium2
from pypdfium2 import raw

from publications.reading.job import Job
from publications.reading.limits import MOST_PAGES, MOST_PIXELS, OCR_DPI
from publications.reading.notes import Notes
from publications.reading.structure import Extra

NO_PDFIUM = "The text of its pages could not be read, because the library pypdfium2 is missing. Install it, then read again."
DAMAGED = "It is damaged. Save the document again as PDF, then add that."
DRAWN = 100  # shapes on a page of which letters could be made
CURVED = 3
# So many lines at the foot and the head of a page, and words of each, may belong together over its edge.
LINES, WORDS = 3, 4
BLANKS = str.maketrans("", "", " \t\r\n\f\u00a0")
# pdfium gives these for signs that it cannot name.
UNNAMED = frozenset("\ufffd\ufffe\uffff")


def read(content: bytes, extra: list[Extra], notes: Notes, job: Job, unsure: Collection[str] = ()) -> None:
    """Read all pages. Those at the end are `extra`: not pages of the document, but drawings and pictures of it."""
    if not job.pdfium:
        notes.unread("the pages", NO_PDFIUM)
        return
    try:
        document = pypdfium2.PdfDocument(content)
        count = len(document) - len(extra)
    except (pypdfium2.PdfiumError, ValueError):
        notes.unread("the pages", DAMAGED)
        return
    notes.count(count)
    if count > MOST_PAGES:
        notes.unread("the pages", f"There are more than {MOST_PAGES}, and only that many were read. Split the document.")
    before = ""
    for number in range(min(count, MOST_PAGES)):
        name = f"page {number + 1}"
        words = _read_page(document, number, name, notes, job, look=job.every_page or name in unsure)
        notes.text(f"from page {number} to {name}", _over_the_edge(before, words))
        before = words
    for number, one in enumerate(extra, count):
        if one.picture:
            _read_picture(document, number, one.name, notes, job)
        else:
            _read_page(document, number, one.name, notes, job, look=None)
    document.close()


def _read_page(document: Any, number: int, name: str, notes: Notes, job: Job, *, look: bool | None) -> str:
    words = ""
    try:
        page = document[number]
        text = page.get_textpage()
        # Some texts are longer than pdfium first says.
        words = text.get_text_range(errors="replace") if text.count_chars() else ""
        notes.text(name, words)
        seen = _in_order(text)
        if seen.translate(BLANKS) != words.translate(BLANKS):
            notes.text(f"{name}, in the order in which it is seen", seen)
        if look is not None:
            pictures, drawn = _may_hold_more(page)
            if look or pictures or drawn or UNNAMED & set(words):
                _look(page, name, notes, job, turned=drawn)
        text.close()
        page.close()
    except (pypdfium2.PdfiumError, ValueError, ctypes.ArgumentError):
        notes.unread(name, DAMAGED)
    return words


def _over_the_edge(before: str, after: str) -> str:
    """Where words go on from the foot of one page to the head of the next, whatever stands in the margins between them."""
    feet = [" ".join(line.split()[-WORDS:]) for line in before.splitlines() if line.strip()][-LINES:]
    heads = [" ".join(line.split()[:WORDS]) for line in after.splitlines() if line.strip()][:LINES]
    return "\n\n".join(f"{foot}\n{head}" for foot in feet for head in heads)


def _in_order(text: Any) -> str:
    """The text line by line from the top, and from left to right, whatever the order in which it was written."""
    signs = []
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if raw.FPDFText_IsGenerated(text, index) == 1 or code in (0, 0xFFFE, 0xFFFF):
            continue
        left, _, right, _ = text.get_charbox(index, loose=True)
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        signs.append((y.value, left, right, raw.FPDFText_GetFontSize(text, index) or 1.0, chr(code)))
    signs.sort(key=lambda one: (-one[0], one[1]))
    lines: list[list[tuple[float, float, float, float, str]]] = []
    for sign in signs:
        if lines and abs(lines[-1][0][0] - sign[0]) <= 0.35 * sign[3]:
            lines[-1].append(sign)
        else:
            lines.append([sign])
    return "\n".join(_joined(sorted(line, key=lambda one: one[1])) for line in lines)


def _joined(line: list[tuple[float, float, float, float, str]]) -> str:
    parts, end = [], line[0][1]
    for _, left, right, size, sign in line:
        if left - end > 0.2 * size:
            parts.append(" ")
        parts.append(sign)
        end = right
    return "".join(parts)


def _may_hold_more(page: Any) -> tuple[bool, bool]:
    """Whether there are pictures on it, and whether there are shapes that could be letters."""
    shapes, pictures = 0, False
    for one in page.get_objects(max_depth=15):
        if one.type in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING):
            pictures = True
        elif one.type == raw.FPDF_PAGEOBJ_PATH:
            count = raw.FPDFPath_CountSegments(one)
            shapes += 1 + count // 8
            curves = (raw.FPDFPath_GetPathSegment(one, index) for index in range(min(count, 50)))
            if count > CURVED and any(raw.FPDFPathSegment_GetType(curve) == raw.FPDF_SEGMENT_BEZIERTO for curve in curves):
                return pictures, True
        if shapes > DRAWN:
            return pictures, True
    return pictures, False


def _look(page: Any, name: str, notes: Notes, job: Job, *, turned: bool) -> None:
    width, height = page.get_size()
    scale = OCR_DPI / 72
    if width * height * scale * scale > MOST_PIXELS:
        scale = (MOST_PIXELS / (width * height)) ** 0.5
    if scale * 72 < OCR_DPI / 3:
        notes.unread(name, "The page is too large to be looked at as a picture. Save it in A4, then add it again.")
        return
    bitmap = page.render(scale=scale, rev_byteorder=True, may_draw_forms=True)
    job.ocr.look(notes, name, bitmap.to_pil().convert("RGB"), turned=turned)
    bitmap.close()


def _read_picture(document: Any, number: int, name: str, notes: Notes, job: Job) -> None:
    """A picture as it is stored, whole, whatever of it a page shows."""
    try:
        page = document[number]
        found = [one for one in page.get_objects() if one.type == raw.FPDF_PAGEOBJ_IMAGE]
        for one in found:
            bitmap = one.get_bitmap()
            job.ocr.look(notes, name, bitmap.to_pil())
            bitmap.close()
        if not found:
            raise pypdfium2.PdfiumError
        page.close()
    except (pypdfium2.PdfiumError, ValueError, KeyError, OSError, MemoryError):
        notes.unread(name, "The picture could not be decoded. Take it out or save it again as PNG.")
