"""Judges a file by its name and its first bytes, which must agree. Writes nothing."""

import zipfile
from collections.abc import Callable
from typing import IO, Any, cast

from django.core.files.uploadedfile import UploadedFile

# What an office document may hold: more is a trap for whoever opens it (security plan, T3).
MOST_MEMBERS = 2000
MOST_INFLATED = 200 * 1024 * 1024
MOST_RATIO = 100
ADVICE = "We take PDF, Word (.docx), JPEG, PNG and plain text files. Save it as a PDF and choose it again."
KINDS_IN_WORDS = {
    "doc": "an old Word document",
    "docm": "a Word document with macros",
    "html": "a web page",
    "svg": "a drawing",
}
# A second ending of this sort hides what a file is when somebody's computer shows only half of its name.
DISGUISES = frozenset(
    {"exe", "com", "scr", "pif", "bat", "cmd", "ps1", "vbs", "vbe", "js", "jse", "wsf", "hta", "msi", "jar", "lnk", "iso"}
    | {"html", "htm", "svg", "xml", "php", "py", "sh", "docm", "xlsm"}
)
TEXT_CONTROLS = frozenset(range(32)) - {9, 10, 12, 13}


class FileRefused(Exception):
    """The file was not kept. The text tells the sender why, and what to do."""


def judge(title: str, upload: "UploadedFile[Any]") -> str:
    """The kind of the file: pdf, docx, jpg, png or txt. Raises FileRefused."""
    stem, _, ending = title.lower().rpartition(".")
    kind = {"jpeg": "jpg"}.get(ending, ending)
    if not stem or kind not in JUDGES:
        what = f" ({KINDS_IN_WORDS[kind]})" if kind in KINDS_IN_WORDS else ""
        raise FileRefused(f"This kind of file{what} is not accepted, and it was not kept. {ADVICE}")
    if DISGUISES.intersection(stem.split(".")[1:]):
        raise FileRefused("The name of the file has two endings. Give it a plain name with one ending and choose it again.")
    content = cast("IO[bytes]", upload.file)
    content.seek(0)
    fits = JUDGES[kind](content)
    content.seek(0)
    if not fits:
        raise FileRefused(
            f"The file is not what its name says: its content is not that of a .{kind} file. It was not kept. {ADVICE}"
        )
    return kind


def _begins_with(*signs: bytes) -> Callable[[IO[bytes]], bool]:
    return lambda content: content.read(16).startswith(signs)


def _is_text(content: IO[bytes]) -> bool:
    """Plain text: no signs that only programs use. What is plainly another format in disguise is refused too."""
    start = content.read(16).lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"%pdf", b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script", b"{\\rtf", b"mz", b"pk\x03\x04")):
        return False
    content.seek(0)
    return all(not TEXT_CONTROLS.intersection(chunk) for chunk in iter(lambda: content.read(65536), b""))


def _is_docx(content: IO[bytes]) -> bool:
    """A Word document without macros that does not swell when it is opened. Only its list of parts is read."""
    try:
        with zipfile.ZipFile(content) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return False
    names = {part.filename for part in parts}
    if not {"[Content_Types].xml", "word/document.xml"} <= names:
        return False
    inflated, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    macros = any(name.lower().endswith(("vbaproject.bin", ".exe", ".js")) for name in names)
    locked = any(part.flag_bits & 0x1 for part in parts)
    swells = len(parts) > MOST_MEMBERS or inflated > MOST_INFLATED or inflated > MOST_RATIO * max(packed, 1)
    return not (macros or locked or swells)


JUDGES: dict[str, Callable[[IO[bytes]], bool]] = {
    "pdf": _begins_with(b"%PDF-"),
    "docx": _is_docx,
    "jpg": _begins_with(b"\xff\xd8\xff"),
    "png": _begins_with(b"\x89PNG\r\n\x1a\n"),
    "txt": _is_text,
}
ACCEPT = ".pdf,.docx,.jpg,.jpeg,.png,.txt"
