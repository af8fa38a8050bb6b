"""What a PDF said before it was last saved: programs write changes behind the old bytes, which stay in the file."""

import re

from publications.reading.job import Inner
from publications.reading.limits import MOST_REVISIONS
from publications.reading.notes import Notes

END = re.compile(rb"startxref\s+(\d+)\s+(?:%%EOF\r?\n?)?")
LINEARISED = re.compile(rb"/Linearized\s+\d.{0,200}?/L\s+(\d+)", re.DOTALL)
TABLE = re.compile(rb"\s*(?:xref\b|\d+\s+\d+\s+obj\b)")
WHAT = (
    "An earlier state of the document is still in the file. Print it to a new PDF or save it under a new name, then add that."
)


def read(content: bytes, notes: Notes) -> list[Inner]:
    """Each earlier revision, the first one first."""
    ends = _ends(content)[:-1]
    linearised = LINEARISED.search(content[:1024])
    if linearised and ends:
        # The first end mark of such a file belongs to the table of its first page.
        ends = [end for end in ends[1:] if end >= int(linearised[1])] if int(linearised[1]) < len(content) - 8 else ends[1:]
    if not ends:
        return []
    notes.hidden("earlier revisions", WHAT)
    if len(ends) > MOST_REVISIONS:
        notes.unread("earlier revisions", f"There are more than {MOST_REVISIONS}, and only that many were read. {WHAT}")
    names = ["an earlier revision" if len(ends) == 1 else f"earlier revision {number}" for number in range(1, len(ends) + 1)]
    return [Inner(name, content[:end], kind="revision") for name, end in zip(names[:MOST_REVISIONS], ends, strict=False)]


def _ends(content: bytes) -> list[int]:
    """Where each revision ends. What merely looks like an end points to no table."""
    found = []
    for match in END.finditer(content):
        at = int(match[1])
        if at == 0 or TABLE.match(content, at):
            found.append(match.end())
    return found
