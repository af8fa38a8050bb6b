"""The same words found in several places, told once: as they were written, as they are read, and in the PDF."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from publications.gate import Finding
from publications.models import GateFinding

_WORD = re.compile(r"\w+")
# Words at either end of an excerpt may be cut.
_CUT = 1
# Fewer words than these are the same text only where nothing else stands beside them.
_TELLING = 5


@dataclass(frozen=True)
class Alike:
    """One text in which something was found, and every place where that text stands: accepted together, or rewritten."""

    what: str
    why: str
    excerpt: str
    findings: list[Finding]

    @property
    def mark(self) -> str:
        """Of exactly these: where one more is found meanwhile, it is another."""
        return _mark(self.findings)

    @property
    def places(self) -> list[str]:
        """Where it stands."""
        return [one.where for one in self.findings]

    @property
    def also(self) -> list[str]:
        """Where it stands besides the first place."""
        return self.places[1:]

    @property
    def may_be_accepted(self) -> bool:
        """Whether a second person may let it stay."""
        return all(one.may_be_accepted for one in self.findings)


@dataclass(frozen=True)
class Group:
    """All texts in which the same kind of thing was found for the same reason."""

    what: str
    why: str
    lines: list[Alike]

    @property
    def mark(self) -> str:
        """Of exactly these lines, and never that of one of them."""
        return _mark([one for line in self.lines for one in line.findings], "all of these")

    @property
    def may_be_accepted(self) -> bool:
        """Whether a second person may let them stay."""
        return all(line.may_be_accepted for line in self.lines)


def told_once(findings: Sequence[Finding], texts: Mapping[str, str]) -> list[Alike]:
    """A line for each text that stands in one place or several. `texts` are the places as they were looked through.

    Two findings of one place are always two lines, and so are two whose words differ: whoever accepts a line has read all
    that they accept.
    """
    lines: list[list[Finding]] = []
    for one in findings:
        same = next((line for line in lines if _is_same(one, line)), None)
        if same is None:
            lines.append([one])
        else:
            same.append(one)
    whole = {place: " ".join(text.split()) for place, text in texts.items()}
    return [Alike(line[0].what, line[0].why, _in_whole_words(line[0], whole), line) for line in lines]


def accepted_once(rows: Iterable[GateFinding], texts: Mapping[str, str]) -> list[tuple[Alike, GateFinding]]:
    """What was accepted, a line for each text, with one of the rows that say who accepted it and why."""
    # In the order in which they were found.
    by_digest = {row.digest: row for row in sorted(rows, key=lambda row: row.pk)}
    together: dict[tuple[object, ...], list[Finding]] = {}
    for row in by_digest.values():
        place, _, line = row.place.rpartition(", line ")
        where = (place, int(line)) if place and line.isdecimal() else (row.place, 0)
        found = Finding(row.sort, *where, row.what, row.why, row.excerpt, row.digest)
        together.setdefault((row.accepted_by_id, row.accepted_at, row.accepted_because), []).append(found)
    return [(line, by_digest[line.findings[0].digest]) for found in together.values() for line in told_once(found, texts)]


def in_groups(lines: Iterable[Alike]) -> list[Group]:
    """The lines by what was found and why, in the order of the first of each."""
    found: dict[tuple[str, str], list[Alike]] = {}
    for line in lines:
        found.setdefault((line.what, line.why), []).append(line)
    return [Group(what, why, those) for (what, why), those in found.items()]


def _is_same(one: Finding, line: Sequence[Finding]) -> bool:
    first = line[0]
    if (one.sort, one.what, one.why) != (first.sort, first.what, first.why) or not one.excerpt or not first.excerpt:
        return False
    if any(one.place == other.place for other in line):
        return False
    return _stand_in_one_text(_words(one.excerpt), _words(first.excerpt))


def _stand_in_one_text(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two excerpts are windows on the same words: word for word the same wherever both look."""
    if one == other:
        return True
    run = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    begins = run.a == 0 or run.b == 0
    ends = run.a + run.size == len(one) or run.b + run.size == len(other)
    return begins and ends and run.size >= max(_TELLING, min(len(one), len(other)) / 2)


def _words(excerpt: str) -> list[str]:
    found = _WORD.findall(excerpt.casefold())
    return found[_CUT:-_CUT] if len(found) > 4 * _CUT else found


def _in_whole_words(one: Finding, whole: Mapping[str, str]) -> str:
    """The words around it, from the beginning of a word to the end of one, and whether the text goes on."""
    text = whole.get(one.place, "")
    start = text.find(one.excerpt) if one.excerpt else -1
    if start < 0:
        return one.excerpt
    end = start + len(one.excerpt)
    start = text.rfind(" ", 0, start) + 1 if text[start] != " " else start + 1
    following = text.find(" ", end - 1)
    end = len(text) if following < 0 else following
    return f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"


def _mark(findings: Iterable[Finding], more: str = "") -> str:
    return hashlib.sha256("".join([*sorted(one.digest for one in findings), more]).encode()).hexdigest()
