"""Takes out of the file of a font what its makers wrote into it, and leaves every letter where it is."""

import re

SFNT = (b"\0\1\0\0", b"OTTO", b"true")
NO_NAMES = b"\0\0\0\0\0\6"
# Tables that no reader of a PDF needs: names, notes, signatures.
WORDY = (b"name", b"meta", b"DSIG", b"FFTM", b"PfEd")
COMMENT = re.compile(rb"%(?!!)[^\r\n]*")
NAMED = re.compile(rb"(/(?:Notice|FullName|FamilyName|Weight|version|Copyright)\s*)\(((?:[^()\\]|\\.)*)\)")
MAP_NAME = re.compile(rb"(/CMapName\s*)/[^\s/<>\[\]()]+")
MAP_WORDS = re.compile(rb"(/(?:Registry|Ordering)\s*)\(((?:[^()\\]|\\.)*)\)")


def bare(data: bytes) -> bytes:
    """The same font, or the same list of letters of one; what is neither comes back as it is."""
    if data.startswith(SFNT):
        return _bare_sfnt(data)
    if data.startswith(b"%!"):
        return _bare_type1(data)
    return _bare_map(data) if b"begincmap" in data else data


def _bare_sfnt(data: bytes) -> bytes:
    changed = bytearray(data)
    for number in range(int.from_bytes(data[4:6])):
        entry = data[12 + 16 * number : 28 + 16 * number]
        start, size = int.from_bytes(entry[8:12]), int.from_bytes(entry[12:16])
        if entry[:4] in WORDY and start + size <= len(data):
            empty = NO_NAMES if entry[:4] == b"name" else b""
            changed[start : start + size] = empty.ljust(size, b"\0")[:size]
    return bytes(changed)


def _bare_type1(data: bytes) -> bytes:
    """Letters give way to blanks, so that the lengths that the PDF states stay true."""
    end = data.find(b"eexec")
    plain = data if end < 0 else data[:end]
    plain = NAMED.sub(lambda match: match[1] + b"(" + b" " * len(match[2]) + b")", plain)
    first, line, rest = plain.partition(b"\n")
    rest = COMMENT.sub(lambda match: b" " * len(match[0]), rest)
    first = first[:2] + b"PS-AdobeFont-1.0".ljust(max(0, len(first) - 2))[: max(0, len(first) - 2)]
    return first + line + rest + (b"" if end < 0 else data[end:])


def _bare_map(data: bytes) -> bytes:
    data = COMMENT.sub(b"", data)
    data = MAP_WORDS.sub(rb"\1()", data)
    return MAP_NAME.sub(rb"\1/A", data)
