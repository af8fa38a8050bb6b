"""Reads a file in the process of the tests itself: the process of its own has tests of its own."""

import shutil

from publications.reading import Read, files
from publications.reading.job import Job
from publications.reading.notes import Notes, TooMuch
from publications.reading.ocr import Ocr

TESSERACT = shutil.which("tesseract") or ""


def read_here(kind: str, content: bytes, *, tesseract: str = TESSERACT, every_page: bool = False, **without: bool) -> Read:
    """As `reading.read`; without a tool where it is said to be false."""
    notes = Notes()
    ocr = Ocr(tesseract, pillow=without.pop("pillow", True))
    try:
        files.read(kind, content, notes, Job(ocr, every_page=every_page, **without))
        ocr.finish()
    except TooMuch:
        notes.unread("the file", "too much")
    return notes.read()


def said(read: Read) -> dict[str, str]:
    """The texts by place, several of one place in one."""
    found: dict[str, str] = {}
    for place in read.places:
        found[place.name] = f"{found.get(place.name, '')}\n{place.text}".strip()
    return found


def troubles(read: Read, sort: str) -> list[str]:
    """Where there is trouble of a sort."""
    return [trouble.place for trouble in read.troubles if trouble.sort == sort]
