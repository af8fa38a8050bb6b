"""Plain text: nothing that only a program would write, and no other format under the name of a text."""

from typing import IO

from referrals.parsing.reasons import Inside, Reason, Refused

# Tab, line feed, form feed and carriage return are text; the rest below a blank, DEL, and the second set are not.
CONTROLS = {code: None for code in (*range(32), *range(127, 160)) if code not in (9, 10, 12, 13, 133)}
STARTS = ("%pdf", "{\\rtf", "mz", "pk\x03\x04", "#!", "<?", "mime-version:")
# What a browser would take for a page, within the part that it looks at.
MARKUP = ("<!doctype", "<html", "<head", "<body", "<script", "<svg", "<iframe", "<?xml", "<?php", "<object", "<embed")
LOOKED_AT = 2048


def examine(content: IO[bytes]) -> list[Inside]:
    """Raises Refused. There is nothing inside a text."""
    raw = content.read()
    words = decoded(raw)
    if len(words) != len(words.translate(CONTROLS)):
        raise Refused(Reason.NOT_PLAIN)
    start = words[:LOOKED_AT].lower().lstrip("\ufeff \t\r\n\f")
    if start.startswith(STARTS) or any(mark in start for mark in MARKUP):
        raise Refused(Reason.MISMATCH)
    return []


def decoded(raw: bytes) -> str:
    """What the bytes say, in the two ways in which they are likely to be written. Raises Refused."""
    for encoding in ("utf-8", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(Reason.NOT_PLAIN)
