"""Times without a row, by agency and for all together."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from rapid_reviews.chronology.field import CLOSED, plain
from rapid_reviews.chronology.telling import Finding, Found, Telling, digest

ALL = ""


def gaps(rows: Sequence[Telling], *, first: date, last: date, weeks: int) -> list[Finding]:
    """Times of more than so many weeks within the period, the longest first.

    An agency's begin with its own first row: before it, it may not have known the family. After its last row there is none
    where that row says that the case was closed.
    """
    inside = [row for row in rows if row.on <= last and (row.until or row.on) >= first]
    within = sorted(inside, key=lambda row: (row.on, row.pk))
    found = _of(within, ALL, last, weeks)
    for agency in sorted({row.agency for row in within}):
        found += _of([row for row in within if row.agency == agency], agency, last, weeks)
    return sorted(found, key=lambda one: (-((one.before or last) - (one.after or last)).days, one.agency))


def _of(rows: Sequence[Telling], agency: str, last: date, weeks: int) -> list[Finding]:
    found, ends = [], date.min
    for one, other in pairwise(rows):
        ends = max(ends, one.until or one.on)
        if (other.on - ends).days > weeks * 7:
            found.append(_gap((one, other), agency, ends, other.on))
    for final in rows[-1:]:
        ends = max(ends, final.until or final.on)
        if (last - ends).days > weeks * 7 and not CLOSED.search(plain(final.event)):
            found.append(_gap((final,), agency, ends, None))
    return found


def _gap(rows: tuple[Telling, ...], agency: str, after: date, before: date | None) -> Finding:
    return Finding(Found.GAP, rows, digest(Found.GAP, rows, agency, after, before), agency=agency, after=after, before=before)
