"""Looks for a canary in the bytes of a PDF: raw, unpacked, in every string, name and stream, by nobody's reader but this."""

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf

_HEX, _OCTAL = re.compile(rb"<([0-9A-Fa-f]+)>"), re.compile(rb"\\([0-7]{3})")
_CODED = re.compile(rb"#([0-9A-Fa-f]{2})")


def holds(content: bytes, traces: tuple[bytes, ...]) -> bool:
    """Whether any of the traces is anywhere in it. Raises pikepdf.PdfError where it cannot be opened."""
    whole = b"\n\n".join((content, *_parts(content)))
    return any(trace in whole for trace in traces)


def _parts(content: bytes) -> Iterator[bytes]:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for held in (*pdf.objects, pdf.trailer):
            yield from _of(held, 0)


def _of(held: Any, depth: int) -> Iterator[bytes]:
    """Everything in one object, without following references: these are objects of the file themselves."""
    if isinstance(held, pikepdf.Stream):
        yield from _unpacked(held)
    if isinstance(held, pikepdf.String):
        yield bytes(held)
    elif isinstance(held, pikepdf.Name):
        yield _CODED.sub(lambda sign: bytes([int(sign[1], 16)]), held.unparse())
    elif isinstance(held, pikepdf.Dictionary | pikepdf.Stream) and not (depth and held.is_indirect):
        for key, value in held.items():
            yield key.encode()
            yield from _of(value, depth + 1)
    elif isinstance(held, pikepdf.Array) and not (depth and held.is_indirect):
        for value in held:
            yield from _of(value, depth + 1)


def _unpacked(held: Any) -> Iterator[bytes]:
    yield held.read_raw_bytes()
    try:
        unpacked = held.read_bytes()
    except pikepdf.PdfError:
        return
    yield unpacked
    # A string among the operators may be written in figures.
    yield _OCTAL.sub(lambda sign: bytes([int(sign[1], 8) & 255]), unpacked)
    yield b"\n".join(bytes.fromhex(shown[1].decode()) for shown in _HEX.finditer(unpacked) if not len(shown[1]) % 2)
