"""Finds what people could read in bytes whose format is not known."""

import re

ASCII = re.compile(rb"[\x20-\x7e\t]{4,}")
UTF8 = re.compile(rb"(?:[\x20-\x7e\t\r\n]|[\xc2-\xdf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}){4,}")
WIDE_LITTLE = re.compile(rb"(?:[\x20-\x7e\xc0-\xff]\x00){4,}")
WIDE_BIG = re.compile(rb"(?:\x00[\x20-\x7e\xc0-\xff]){4,}")
READABLE = 0.85
# Of bytes in an old way of writing, as many are letters and blanks where they are text at all.
PLAIN = 0.6
MARKS = (
    *((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xfe\xff", "utf-16"), (b"\xff\xfe", "utf-16")),
    *((b"ASCII\0\0\0", "ascii"), (b"UNICODE\0", "utf-16-le"), (b"JIS\0\0\0\0\0", "shift-jis")),
)


def whole(raw: bytes) -> str | None:
    """What the bytes say, if all of them are text; None for anything else."""
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            # The mark is part of utf-16, and only a label in the others.
            return (raw if encoding.startswith("utf-16") and len(mark) == 2 else raw[len(mark) :]).decode(encoding, "replace")
    if len(raw) > 3 and raw[1::2].count(0) > len(raw) // 3:
        return raw.decode("utf-16-le", "replace")
    if len(raw) > 3 and raw[::2].count(0) > len(raw) // 3:
        return raw.decode("utf-16-be", "replace")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", "replace")
        if sum(sign.isalpha() or sign.isspace() for sign in text) < PLAIN * len(text):
            return None
    readable = sum(sign.isprintable() or sign in "\t\n\f\r" for sign in text)
    return text if readable >= READABLE * len(text) and "\ufffd" not in text else None


def runs(raw: bytes) -> str:
    """Every stretch of four signs or more that could be words, a line each."""
    found = [match.decode("utf-8", "replace") for match in UTF8.findall(raw)]
    found += [match.decode("utf-16-le") for match in WIDE_LITTLE.findall(raw)]
    found += [match.decode("utf-16-be") for match in WIDE_BIG.findall(raw)]
    return "\n".join(dict.fromkeys(found))


def any_of(raw: bytes) -> str:
    """The text that the bytes are, or the stretches of text in them."""
    text = whole(raw)
    return runs(raw) if text is None else text
