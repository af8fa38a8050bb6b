"""What stands in the bytes of a PDF although no table of it leads there: before its head, behind its end, between its parts."""

import re
import zlib
from typing import Any

from publications.reading import words
from publications.reading.limits import MEGABYTE
from publications.reading.notes import LETTERS, Notes
from publications.reading.streams import remarks

HEAD = re.compile(rb"%PDF-\d\.\d")
STREAM = re.compile(rb"\bstream\r?\n(.*?)\bendstream\b", re.DOTALL)
PART = re.compile(rb"\b(\d{1,10})\s+(\d{1,5})\s+obj\b(.*?)\bendobj\b", re.DOTALL)
MACHINERY = re.compile(
    rb"\bxref\b[\d\sfn]*|\btrailer\b\s*<<.*?>>(?=\s*(?:startxref|xref|\d|%|\Z))|\bstartxref\s+\d+|%%EOF|%PDF-\d\.\d", re.DOTALL
)
SHOWN = re.compile(rb"\(((?:[^()\\]|\\.)*)\)|<([0-9A-Fa-f\s]*)>")
MOST = 20 * MEGABYTE
AGAIN = "Print the document to a new PDF, then add that."


def read(content: bytes, known: set[Any], notes: Notes) -> None:
    """Write it down. `known` are the numbers of the parts that the tables lead to."""
    head = HEAD.search(content)
    _read_around(content[: head.start()] if head else content, "before the head of the file", notes)
    end = content.rfind(b"%%EOF")
    _read_around(content[end + 5 :] if end >= 0 else b"", "behind the end of the file", notes)
    bare = STREAM.sub(b"stream endstream", content[head.start() if head else 0 : end if end >= 0 else len(content)])
    said = [one for one in remarks(bare) if not one.startswith(("PDF-", "%EOF")) and LETTERS.search(one) and one.isascii()]
    notes.text("remarks between the parts of the file", "\n".join(said))
    between = MACHINERY.sub(b" ", PART.sub(b" ", bare))
    notes.text("between the parts of the file", words.runs(re.sub(rb"%[^\r\n]*", b"", between)))
    _read_lost(content, known, notes)


def _read_around(raw: bytes, name: str, notes: Notes) -> None:
    if raw.strip(b"\0\t\n\f\r \x1a\xef\xbb\xbf"):
        notes.hidden(name, f"Something stands there that is not part of the document. {AGAIN}")
        notes.text(name, words.any_of(raw))


def _read_lost(content: bytes, known: set[Any], notes: Notes) -> None:
    """Parts that are no longer in any table, or of which a later one took the place."""
    last = {(int(part[1]), int(part[2])): part.start() for part in PART.finditer(content)}
    for part in PART.finditer(content):
        number = int(part[1]), int(part[2])
        if number in known and last[number] == part.start():
            continue
        if re.search(rb"/Type\s*/(?:XRef|ObjStm)\b", part[3][:500]):
            continue
        notes.hidden("parts that are no longer used", f"Something that was deleted or altered is still in the file. {AGAIN}")
        for raw in (STREAM.sub(b" ", part[3]), *(_unpacked(stream[1]) for stream in STREAM.finditer(part[0]))):
            notes.text("a part that is no longer used", words.any_of(raw))
            notes.text("a part that is no longer used, its strings", _strings(raw))


def _unpacked(raw: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(raw, MOST)
    except zlib.error:
        return raw


def _strings(raw: bytes) -> str:
    found = []
    for one in SHOWN.finditer(raw[:MOST]):
        digits = re.sub(rb"\s", b"", one[2] or b"").decode()
        found.append(words.any_of(one[1] if one[1] is not None else bytes.fromhex(digits[: len(digits) // 2 * 2])))
    return "".join(found)
