"""Evil pictures, evil texts, and evil names."""

import struct
import zlib

from tests.referrals.corpus.good import Content, jpg, pdf, png, zipped

EXE = b"MZ\x90\x00\x03\x00\x00\x00"
PNG = b"\x89PNG\r\n\x1a\n"


def chunk(name: bytes, content: bytes) -> bytes:
    """One piece of a PNG."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def pixels(width: int, height: int, packed: bytes) -> bytes:
    """A PNG of any size with any content."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return PNG + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def packed_rows(width: int, height: int) -> bytes:
    """Really that many pixels, all black: the same packed rows again and again."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    rows = 100
    some = packer.compress(bytes((width * 3 + 1) * rows)) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum = ((width * 3 + 1) * height % 65521) << 16 | 1
    return b"\x78\xda" + some * (height // rows) + packer.flush() + struct.pack(">I", checksum)


def moving() -> bytes:
    """A PNG that says that it moves."""
    whole = png()
    return whole[:33] + chunk(b"acTL", struct.pack(">II", 2, 0)) + whole[33:]


def wide_jpg() -> bytes:
    """A JPEG whose head says that it is 60,000 pixels wide and high."""
    whole = bytearray(jpg())
    at = whole.index(b"\xff\xc0")
    whole[at + 5 : at + 9] = struct.pack(">HH", 60_000, 60_000)
    return bytes(whole)


def swelling_words() -> bytes:
    """A PNG with a remark that swells to 60 MB."""
    whole = png()
    return whole[:33] + chunk(b"zTXt", b"canary\0\0" + zlib.compress(bytes(60_000_000), 9)) + whole[33:]


SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='canary()'/>"
PICTURES: dict[str, tuple[str, Content]] = {
    "a drawing as a png": ("a.png", SVG),
    "a png by the name of a jpg": ("a.jpg", png()),
    "a jpg by the name of a png": ("a.png", jpg()),
    "a program behind a jpg": ("a.jpg", jpg() + EXE),
    "a zip behind a jpg": ("a.jpg", jpg() + zipped({"a.js": b"canary"})),
    "a pdf behind a png": ("a.png", png() + pdf()),
    "a web page behind a png": ("a.png", png() + b"<script>canary()</script>"),
    "nine pictures in a row": ("a.jpg", jpg() * 9),
    "a png that moves": ("a.png", moving()),
    "a png of 900 million pixels": ("a.png", lambda: pixels(30_000, 30_000, packed_rows(30_000, 30_000))),
    "a png that only says so": ("a.png", pixels(60_000, 60_000, zlib.compress(bytes(10)))),
    "a jpg that only says so": ("a.jpg", wide_jpg()),
    "a png with a remark that swells": ("a.png", swelling_words),
    "a png cut off": ("a.png", png(size=(300, 300))[:-40]),
    "a jpg cut off": ("a.jpg", jpg(size=(300, 300))[:-40]),
    "a png with wrong sums": ("a.png", png().replace(b"IDAT", b"IDAS")),
    "a png without pixels": ("a.png", PNG + chunk(b"IEND", b"")),
    "a jpg without pixels": ("a.jpg", b"\xff\xd8\xff\xd9"),
    "a jpg that never ends": ("a.jpg", b"\xff\xd8\xff\xda\x00\x02" + bytes(500)),
    "a jpg of marks only": ("a.jpg", b"\xff\xd8" + b"\xff" * 500 + b"\xd0\xff\xd9"),
}
TEXTS: dict[str, tuple[str, Content]] = {
    "a web page": ("a.txt", b"\xef\xbb\xbf <!DOCTYPE html><script>canary()</script>"),
    "a web page further down": ("a.txt", b"Notes of Monday\n\n<IFRAME src=//canary>"),
    "a drawing": ("a.txt", SVG),
    "a program": ("a.txt", EXE),
    "a pdf": ("a.txt", pdf()),
    "a shell script": ("a.txt", b"#!/bin/sh\nrm -rf /"),
    "rich text": ("a.txt", b"{\\rtf1 \\object canary}"),
    "a saved web page": ("a.txt", b"MIME-Version: 1.0\nContent-Type: text/html"),
    "a zip behind it": ("a.txt", b"notes\n" + zipped({"a.txt": b"a"})),
    "null bytes": ("a.txt", b"abc\x00def"),
    "signs that move the writing": ("a.txt", b"abc\x1b[31mdef"),
    "neither of the two sets of letters": ("a.txt", b"abc\x81\x8d"),
    "of sixteen bits": ("a.txt", "notes".encode("utf-16")),
}
NAMES: dict[str, tuple[str, Content]] = {
    "a web page by its name": ("a.html", b"<html>"),
    "a drawing by its name": ("a.svg", SVG),
    "an old Word document": ("a.doc", b"\xd0\xcf\x11\xe0"),
    "a program by its name": ("setup.exe", EXE),
    "two endings, the last harmful": ("report.pdf.exe", pdf()),
    "two endings, the first harmful": ("report.exe.pdf", pdf()),
    "two endings with blanks between": ("report.exe          .pdf", pdf()),
    "two endings in wide letters": ("report.\uff45\uff58\uff45.pdf", pdf()),
    "written backwards": ("report\u202efdp.exe.pdf", pdf()),
    "signs without width": ("rep\u200bort.pdf", pdf()),
    "a null byte": ("report.pdf\x00.exe", pdf()),
    "a null byte before the ending": ("report.exe\x00.pdf", pdf()),
    "a line break": ("report\n.pdf", pdf()),
    "no ending": ("report", pdf()),
    "only an ending": (".pdf", pdf()),
    "only an ending in a folder": ("../.pdf", pdf()),
    "a point behind the ending": ("report.pdf.", pdf()),
    "a stream beside the file": ("report.pdf:a.exe", pdf()),
    "an ending without an end": (f"report.{'pdf' * 200}", pdf()),
}
