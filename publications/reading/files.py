"""Reads a file by its kind, and then whatever is inside it."""

from collections.abc import Callable
from dataclasses import replace

from publications.reading import pdf, pictures, texts, word
from publications.reading.job import Inner, Job
from publications.reading.limits import MOST_FILES, MOST_INSIDE
from publications.reading.notes import Notes

Reader = Callable[[bytes, Notes, Job], list[Inner]]
READERS: dict[str, Reader] = {
    "pdf": pdf.read,
    "revision": pdf.read_revision,
    "docx": word.read,
    "office": word.read_any,
    "png": pictures.read,
    "jpeg": pictures.read,
    "text": texts.read,
}
SIGNS = {b"%PDF-": "pdf", b"PK\x03\x04": "office", pictures.PNG: "png", pictures.JPEG: "jpeg"}
PICTURES = (b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF", b"\0\0\0\x0cjP  ")
AS_TEXT = frozenset({"txt", "md", "csv", "xml", "html", "htm", "json", "rtf", "svg", "eml", "ics", "vcf"})


def read(kind: str, content: bytes, notes: Notes, job: Job) -> None:
    """Read a file and the files in it. Raises TooMuch where it says more than is read."""
    inner = READERS[kind](content, notes, job)
    if len(inner) > MOST_FILES:
        notes.unread("the file", f"It holds more than {MOST_FILES} other files, and the rest was not read. Take them out.")
    for one in inner[:MOST_FILES]:
        within = notes.within(one.name)
        found = one.kind or _kind(one)
        if job.depth >= MOST_INSIDE:
            within.unread("the file", "It lies too deep inside other files to be read. Take it out.")
        elif not found:
            within.unread("the file", "It is of a kind that cannot be read. Take it out.")
        else:
            read(found, one.content, within, replace(job, depth=job.depth + 1))


def _kind(one: Inner) -> str:
    """By its first bytes; its name is believed only for text."""
    for sign, kind in SIGNS.items():
        if one.content.startswith(sign):
            return kind
    if one.content.startswith(PICTURES):
        return "png"
    return "text" if one.file_name.rpartition(".")[2].lower() in AS_TEXT else ""
