"""PDF: every object is looked at, every packed stream is unpacked and counted, and embedded files are taken out."""

import zlib
from collections.abc import Iterator
from typing import IO, Any, BinaryIO, cast

import pikepdf

from referrals.parsing import links
from referrals.parsing.limits import (
    MOST_FILTERS,
    MOST_INSIDE_BYTES,
    MOST_OBJECTS,
    MOST_PAGES,
    MOST_PIXELS,
    MOST_STREAM,
    MOST_STREAMS,
)
from referrals.parsing.reasons import Inside, Reason, Refused

# Keys and kinds that make a reader do something by itself, or that show something else than the pages.
RUNNING_KEYS = ("/JS", "/JavaScript", "/XFA", "/RichMediaContent", "/RichMediaSettings", "/3DD", "/3DA")
RUNNING_ACTIONS = (
    *("/JavaScript", "/Launch", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData", "/Movie", "/Sound"),
    *("/Rendition", "/RichMediaExecute", "/GoTo3DView"),
)
RUNNING_ANNOTATIONS = ("/RichMedia", "/Movie", "/Sound", "/Screen", "/3D")
BROKEN = (pikepdf.PdfError, ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)
PACKED = ("/FlateDecode", "/Fl")
MOST_DEPTH = 100
# A page scanned in black and white at a high resolution has more of them than a photograph.
MOST_PIXELS_OF_A_SCAN = 4 * MOST_PIXELS
END = b"%%EOF"


def examine(content: IO[bytes]) -> list[Inside]:
    """The files that are embedded. Raises Refused."""
    _judge_end(content)
    content.seek(0)
    try:
        with pikepdf.open(cast("BinaryIO", content), attempt_recovery=False) as document:
            return _read(document)
    except pikepdf.PasswordError as error:
        raise Refused(Reason.ENCRYPTED) from error
    except BROKEN as error:
        raise Refused(Reason.DAMAGED) from error


def _judge_end(content: IO[bytes]) -> None:
    """Nothing but blanks stands behind the last end mark: else the file is two files in one. Raises Refused."""
    content.seek(0, 2)
    size = content.tell()
    content.seek(max(0, size - 4096))
    tail = content.read()
    at = tail.rfind(END)
    if at < 0:
        content.seek(0)
        raise Refused(Reason.TWO_IN_ONE if END in content.read() else Reason.DAMAGED)
    if tail[at + len(END) :].strip(b"\x00\t\n\f\r \x1a"):
        raise Refused(Reason.TWO_IN_ONE)


def _read(document: pikepdf.Pdf) -> list[Inside]:
    if document.is_encrypted:
        raise Refused(Reason.ENCRYPTED)
    if len(document.objects) > MOST_OBJECTS or len(document.pages) > MOST_PAGES:
        raise Refused(Reason.TOO_BIG)
    _judge_opening(document.Root)
    files: dict[Any, Inside] = {}
    total = 0
    for thing in document.objects:
        for found in _within(thing):
            _judge_dictionary(found)
            _collect(found, files)
        if isinstance(thing, pikepdf.Stream):
            total += _judge_stream(thing)
            if total > MOST_STREAMS:
                raise Refused(Reason.TOO_BIG)
    return list(files.values())


def _judge_opening(root: pikepdf.Object) -> None:
    """To open at a page is harmless; anything else that happens on opening is not. Raises Refused."""
    opening = root.get("/OpenAction")
    if isinstance(opening, pikepdf.Dictionary) and opening.get("/S") != "/GoTo":
        raise Refused(Reason.ACTIVE)


def _within(thing: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The dictionaries of one object, its own nested ones included; what it refers to is an object of its own."""
    waiting = [(thing, 0)]
    while waiting:
        one, depth = waiting.pop()
        if depth > MOST_DEPTH:
            raise Refused(Reason.TOO_BIG)
        if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            yield one
            inner: Iterator[Any] = (value for _, value in one.items())
        elif isinstance(one, pikepdf.Array):
            inner = iter(one)
        else:
            continue
        waiting += [(value, depth + 1) for value in inner if isinstance(value, pikepdf.Object) and not value.is_indirect]


def _judge_dictionary(found: pikepdf.Object) -> None:
    if any(key in found for key in RUNNING_KEYS) or _acts_by_itself(found.get("/AA")):
        raise Refused(Reason.ACTIVE)
    action = found.get("/S")
    if action in RUNNING_ACTIONS or found.get("/Subtype") in RUNNING_ANNOTATIONS:
        raise Refused(Reason.ACTIVE)
    if action == "/URI" and not links.is_harmless(str(found.get("/URI"))):
        raise Refused(Reason.ACTIVE)


def _acts_by_itself(additional: Any) -> bool:
    """Whether something happens when a page is opened or a box is left. The same key may name a font, which is harmless."""
    if not isinstance(additional, pikepdf.Dictionary):
        return False
    return any(isinstance(act, pikepdf.Dictionary) and "/S" in act for _, act in additional.items())


def _collect(found: pikepdf.Object, files: dict[Any, Inside]) -> None:
    """Take out what a file specification holds; or a file that nothing names."""
    if isinstance(found.get("/EF"), pikepdf.Dictionary):
        name = str(found.get("/UF") or found.get("/F") or "")
        for _, stream in found.EF.items():
            _take(stream, name, files, named=True)
    elif isinstance(found, pikepdf.Stream) and found.get("/Type") == "/EmbeddedFile":
        _take(found, "", files, named=False)


def _take(stream: Any, name: str, files: dict[Any, Inside], *, named: bool) -> None:
    if not isinstance(stream, pikepdf.Stream):
        raise Refused(Reason.DAMAGED)
    if named or stream.objgen not in files:
        raw = stream.read_bytes()
        if sum(len(one.content) for one in files.values()) + len(raw) > MOST_INSIDE_BYTES:
            raise Refused(Reason.TOO_BIG)
        files[stream.objgen] = Inside(name, raw)


def _judge_stream(stream: pikepdf.Object) -> int:
    """How large it is once unpacked. Raises Refused."""
    if "/F" in stream:
        raise Refused(Reason.OUTSIDE)
    width, height = stream.get("/Width", 0), stream.get("/Height", 0)
    if stream.get("/Subtype") == "/Image" and int(width) * int(height) > MOST_PIXELS_OF_A_SCAN:
        raise Refused(Reason.TOO_BIG)
    filters: Any = stream.get("/Filter", [])
    names = [str(filters)] if isinstance(filters, pikepdf.Name) else [str(one) for one in filters]
    if len(names) > MOST_FILTERS or sum(name in PACKED for name in names) > 1:
        raise Refused(Reason.TOO_BIG)
    raw = stream.read_raw_bytes()
    if names and names[0] in PACKED:
        return _unpacked_size(bytes(raw))
    return len(raw)


def _unpacked_size(raw: bytes) -> int:
    """Counts without keeping. Raises Refused. A stream that breaks off is counted as far as it goes."""
    inflater, size = zlib.decompressobj(), 0
    try:
        while raw:
            chunk = inflater.decompress(raw, 1 << 20)
            size += len(chunk)
            if size > MOST_STREAM:
                raise Refused(Reason.TOO_BIG)
            raw = inflater.unconsumed_tail
            if not chunk:
                break
    except zlib.error:
        return size
    return size
