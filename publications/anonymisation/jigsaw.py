"""Details that identify nobody alone, and a child together: an exact age, a date, a place, a school, a rare injury."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from publications.anonymisation.folding import Text
from publications.anonymisation.identity import Found
from publications.anonymisation.ordinary import BODIES, PLACES, SAINTS, is_ordinary, word_set

# Characters of a text within which details are read together: a paragraph.
NEAR = 400
ENOUGH = 3
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_COUNT = (
    r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    r"|nineteen|twenty)"
)
_AGE = re.compile(
    rf"\b{_COUNT}[- ](?:and[- ]a[- ]half[- ])?(?:day|week|month|year)s?[- ]old\b|\baged?\s+(?:of\s+)?{_COUNT}\b"
    rf"|\b{_COUNT}\s+(?:days|weeks|months|years)(?:\s+(?:and\s+)?{_COUNT}\s+(?:days?|weeks?|months?))?\s+(?:old|of age)\b",
    re.IGNORECASE,
)
_DATE = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH},?\s+(?:\d{{4}}|\d\d\b)|\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}\b"
    r"|\b\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d\d)\b|\b\d{4}-\d\d-\d\d\b",
    re.IGNORECASE,
)
_NAME = r"(?:[A-Z][\w’'-]+\s+){1,4}"
_SCHOOL = re.compile(
    rf"\b{_NAME}(?:(?:C of E|CofE|Church|Catholic|Community|Infants?|Junior|Primary|Secondary|High|Grammar|Nursery)\s+)*"
    r"(?:School|Academy|Nursery|Pre-?[Ss]chool|Playgroup|College|Primary|Infants|Juniors)\b"
)
_STREET = re.compile(
    rf"\b{_NAME}(?:Road|Street|Lane|Avenue|Close|Crescent|Drive|Gardens|Terrace|Grove|Estate|Park|Court|Hospital)\b"
)
_TOWN = re.compile(r"\b(?:in|at|near|from|of|outside|around)\s+([A-Z][a-z]{3,})(?![\w’'-]*\s+(?:and\s+)?[A-Z])")
_RARE = re.compile(
    r"""\b(?:subdural|retinal\s+ha?emorrhages?|skull\s+fractures?|fractur\w+\s+(?:of\s+the\s+)?skull|rib\s+fractures|fractured\s+ribs
    |spiral\s+fracture|ligature|strangul\w+|smother\w+|drown\w*|stabb\w+|stab\s+wounds?|scald\w*|immersion\s+burns?|acid\s+(?:burn|attack)\w*
    |poison\w*|overdose\w*|methadone|starv\w+|emaciat\w+|dehydrat\w+|hypotherm\w+|carbon\s+monoxide|house\s+fire|dog\s+(?:attack|bite)\w*
    |mauled|decapitat\w+|dismember\w+|electrocut\w+|crush(?:ed|ing)\s+injur\w+|gunshot|shot\s+dead|hang(?:ing|ed)|fell\s+from\s+a\s+\w+
    |fabricated\s+or\s+induced|salt\s+poisoning|perforated\s+bowel|liver\s+laceration|torn\s+frenulum|brain\s+injury|shaken)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_CALLED = {
    "age": "an exact age",
    "date": "an exact date",
    "place": "a named place",
    "school": "a named school or setting",
    "injury": "a rare injury or cause of death",
}


class _Detail(NamedTuple):
    start: int
    end: int
    sort: str


def jigsaw(places: Mapping[str, str]) -> list[Found]:
    """Where three or more different details stand near each other, once for each such passage of a text."""
    found: list[Found] = []
    for place, raw in places.items():
        text = Text(place, raw)
        found += [_found(text, group) for group in _groups(sorted(set(_details(text.raw))))]
    return found


def _details(raw: str) -> Iterator[_Detail]:
    for sort, pattern in (("age", _AGE), ("date", _DATE), ("school", _SCHOOL), ("injury", _RARE)):
        for match in pattern.finditer(raw):
            if sort != "school" or _is_own(match.group()):
                yield _Detail(*match.span(), sort)
    for match in _STREET.finditer(raw):
        if _is_own(match.group()):
            yield _Detail(*match.span(), "place")
    for match in _TOWN.finditer(raw):
        word = match.group(1).casefold()
        if word not in PLACES and not is_ordinary(word):
            yield _Detail(*match.span(1), "place")


def _is_own(name: str) -> bool:
    """Whether a name is more than “Primary School”, “The School”, “Every Nursery”."""
    words = [word.casefold() for word in re.findall(r"[^\W\d_]+", name)]
    begins = [word for word in words[:-1] if word not in BODIES and word not in _ANY]
    return bool(begins) and (len(words) > 2 or not is_ordinary(begins[0]) or words[0] in SAINTS)


_ANY = word_set(
    """
    the a an this that each every any all our their his her its in at of for and to by both local some no when if as
    after before children child early years sixth form special secondary high community catholic further higher
    safeguarding
    """
)  # fmt: skip


def _groups(details: list[_Detail]) -> Iterator[list[_Detail]]:
    """Runs of details near each other that are of enough sorts."""
    starts = [detail.start for detail in details]
    at = 0
    while at < len(details):
        until = bisect_right(starts, details[at].start + NEAR)
        group = details[at:until]
        if len({detail.sort for detail in group}) >= ENOUGH:
            yield group
            at = until
        else:
            at += 1


def _found(text: Text, group: list[_Detail]) -> Found:
    sorts = [name for sort, name in _CALLED.items() if any(detail.sort == sort for detail in group)]
    listed = ", ".join(sorts[:-1]) + " and " + sorts[-1]
    start, end = group[0].start, max(detail.end for detail in group)
    excerpt = " ".join(text.raw[max(0, start - 10) : min(end, start + 110)].split())[:120]
    line = text.raw.count("\n", 0, start) + 1
    why = f"In one passage stand {listed}: none of them names the child, together they may. Say less of at least one."
    return Found(text.place, line, "details that point to a child together", "jigsaw", why, excerpt)
