"""What one row says as far as a program can tell: of what kind the event was, who else took part, and when it happened."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from rapid_reviews.chronology.field import AGENCIES, HEARD, HEARSAY, KINDS, MENTIONS, plain, was_not_done
from rapid_reviews.chronology.lexicon import HOSTS, MEETINGS
from rapid_reviews.chronology.likeness import tokens
from rapid_reviews.chronology.people import ROLES, Family
from rapid_reviews.chronology.telling import Telling
from rapid_reviews.chronology.written import NotADay, day_of

CLAUSE = re.compile(r"[.;:!?]+(?:\s|$)|\n")
DAY_IN_TEXT = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b")
DAY_IN_WORDS = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)? (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?: (\d{4}))?\b")
FROM = re.compile(r"\b(?:from|by) (?:the )?(\w+(?: \w+)?)")
TOPIC = re.compile(
    r"\b(?:about|regarding|concerning|on) (?=domestic|marac|safeguarding|child protection|conference|core group)"
)
# Kinds that say no more than that there was a contact, where the row also says of what kind.
WEAK = "contact"


@dataclass(frozen=True)
class Reading:
    """A row and what is read from it. `day` is when it happened, None where the row only says when the news came."""

    row: Telling
    does: frozenset[str]
    kinds: frozenset[str]
    speaks_of: frozenset[str]
    words: frozenset[str]
    heard: bool
    day: date | None
    # Its kind was told by another's row alone.
    guessed: bool = False

    @property
    def is_shared(self) -> bool:
        """Whether it is an event of which another agency ought to know."""
        return bool(self.kinds)


class Agencies:
    """Those that were asked and answered, and what each does.

    That is read from its name: the first service that fits, since a hospital's name may also hold a school's word. Where a
    name says nothing of it, `usual` does, by agency.
    """

    def __init__(self, names: Iterable[str], usual: Mapping[str, str] | None = None) -> None:
        self.names = tuple(sorted(set(names)))
        self._plain = {plain(name): name for name in self.names}
        self._does = {name: _service(known, (usual or {}).get(name, "")) for known, name in self._plain.items()}

    def does(self, agency: str) -> frozenset[str]:
        """The services of one of them."""
        return self._does[agency]

    def spoken_of(self, clause: str) -> set[str]:
        """The services of those whose whole name stands there."""
        return {service for known, name in self._plain.items() if known in clause for service in self._does[name]}


def _service(name: str, usual: str) -> frozenset[str]:
    by_name = next((service for service, pattern in AGENCIES.items() if pattern.search(name)), "")
    return frozenset([by_name or usual or name])


def read(row: Telling, family: Family, agencies: Agencies) -> Reading:
    """What a row says."""
    text = plain(row.event)
    does = agencies.does(row.agency)
    clauses = [clause for clause in CLAUSE.split(text) if clause and not was_not_done(clause)]
    kinds = frozenset(kind for clause in clauses for kind in _kinds(clause))
    kinds = _strongest(kinds)
    speaks_of = frozenset(service for clause in clauses for service in _mentions(clause, agencies))
    if WEAK in kinds and not speaks_of - does:
        kinds = kinds - {WEAK}
    hosted = {HOSTS.get(kind) for kind in kinds}
    heard = not does & hosted and bool(kinds & HOSTS.keys()) and _is_news(text, hosted)
    told = _day_in(text, row.on) if heard else row.on
    return Reading(row, does, kinds, speaks_of - does, _content(text, family), heard, told)


def _is_news(text: str, hosted: set[str | None]) -> bool:
    """Whether it was written down because word of it came, from whose event it is or by letter."""
    if HEARD.search(text):
        return True
    return any(MENTIONS[host].match(found[1]) for found in FROM.finditer(text) for host in hosted if host)


def _kinds(clause: str) -> set[str]:
    # What a poster, a talk or a letter is about has not happened for that reason.
    about = TOPIC.search(clause)
    clause = clause[: about.start()] if about and not FROM.search(clause) else clause
    found = {kind for kind, pattern in KINDS.items() if pattern.search(clause)}
    return found - {WEAK} if HEARSAY.search(clause) else found


def _strongest(kinds: frozenset[str]) -> frozenset[str]:
    """What the row is about, where it also names what the event came from, or whom of a hospital it met."""
    if kinds & MEETINGS:
        return kinds & MEETINGS
    if kinds & {"referral", "joint visit"}:
        return kinds - {WEAK, "hospital"}
    return kinds - {WEAK} if len(kinds) > 1 else kinds


def _mentions(clause: str, agencies: Agencies) -> set[str]:
    return {service for service, pattern in MENTIONS.items() if pattern.search(clause)} | agencies.spoken_of(clause)


def _content(text: str, family: Family) -> frozenset[str]:
    """The words that tell this event from others of its kind: neither who wrote it, nor who was there, nor of what kind."""
    bare = DAY_IN_WORDS.sub(" ", DAY_IN_TEXT.sub(" ", text))
    for pattern in (*KINDS.values(), *MENTIONS.values(), *ROLES.values(), HEARD):
        bare = pattern.sub(" ", bare)
    return frozenset(word for word in tokens(bare) if len(word) > 1 and not family.is_name(word))


def _day_in(text: str, on: date) -> date | None:
    """The day of which a letter or a message speaks, if it names one."""
    if found := DAY_IN_TEXT.search(text):
        try:
            return day_of(found[0], on=on)[0]
        except NotADay:
            return None
    if found := DAY_IN_WORDS.search(text):
        for year in [int(found[3])] if found[3] else [on.year, on.year - 1]:
            try:
                day = day_of(f"{found[1]} {found[2]} {year}", on=on)[0]
            except NotADay:
                continue
            if day <= on + timedelta(days=1):
                return day
    return None
