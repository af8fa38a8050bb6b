"""Whom a row concerns. A mention is the set of those who may be meant: two differ only where nobody may be meant by both."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapid_reviews.chronology.spelling import distance
from rapid_reviews.chronology.telling import Relative

ADULTS, CHILDREN = "adult", "child"
# Words for a person by relation; the first group of the family list that fits is meant.
ROLES: dict[str, re.Pattern[str]] = {
    "grandmother": re.compile(r"\b(?:(?:maternal |paternal |great[- ])*grand-?mother|gran(?:ny|dma)?|nan(?:a|ny)?|mgm|pgm)\b"),
    "grandfather": re.compile(r"\b(?:(?:maternal |paternal |great[- ])*grand-?father|grand(?:ad|dad|pa)|mgf|pgf)\b"),
    "mother": re.compile(r"\b(?:(?:birth |step)?mother|mum(?:my)?|bm)\b"),
    "father": re.compile(r"\b(?:(?:birth |step-?)?father|dad(?:dy)?|bf)\b"),
    "partner": re.compile(r"\b(?:step-?father|step-?dad|partner|ex-?partner|boyfriend|girlfriend|husband|wife)\b"),
    "aunt": re.compile(r"\b(?:aunt(?:ie|y)?)\b"),
    "uncle": re.compile(r"\buncle\b"),
    "sibling": re.compile(r"\b(?:(?:half-|step-)?(?:brother|sister)|sib(?:ling)?s?|twin)\b"),
    "child": re.compile(r"\b(?:(?:subject |index )?child|baby|infant|toddler|son|daughter|unborn|yp|young person)\b"),
}
GRADE = {role: ADULTS if role not in ("sibling", "child") else CHILDREN for role in ROLES}
# Short forms that notes use with a capital: Mo and Fa for mother and father. Mo may also be a name.
CAPITALS = {"Mo": "mother", "Fa": "father", "M": "mother", "F": "father", "MGM": "grandmother", "PGM": "grandmother"}
NAME = re.compile(r"[^\W\d_][\w'’-]*")
BRACKETS = re.compile(r"\((\w+)\)")
TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "and", "with", "the"})


@dataclass(frozen=True)
class Known:
    """One of the family list, in the forms in which a row may name them."""

    number: int
    role: str
    firsts: frozenset[str]
    last: str
    initials: str

    @property
    def grade(self) -> str:
        """Grown up or not, as far as the relation tells."""
        return GRADE.get(self.role, ADULTS)


Mention = frozenset[int]


class Family:
    """The family list of one review."""

    def __init__(self, relatives: Sequence[Relative]) -> None:
        self.known = [_known(number, one) for number, one in enumerate(relatives)]
        self._words = {word for one in self.known for word in (*one.firsts, one.last)}
        # The same few cells are compared with each other again and again.
        self._read: dict[str, list[Mention]] = {}

    def is_name(self, word: str) -> bool:
        """Whether a word of a text is the name of one of them, mistyped or not: it says who, and not what."""
        return word in self._words or (len(word) > 3 and any(_alike(word, name) for name in self._words))

    def mentions(self, people: str) -> list[Mention]:
        """Everybody whom the cell may mean. A person who is on no list is not among them."""
        if people not in self._read:
            self._read[people] = self._mentions(people)
        return self._read[people]

    def _mentions(self, people: str) -> list[Mention]:
        found: list[Mention] = []
        # In brackets behind a name stands a role.
        people = BRACKETS.sub(lambda inside: f" {CAPITALS[inside[1]]} " if inside[1] in CAPITALS else inside[0], people)
        low = people.lower()
        for role, pattern in ROLES.items():
            if pattern.search(low):
                found.append(frozenset(one.number for one in self.known if one.role == role))
                low = pattern.sub(" ", low)
        words = NAME.findall(people)
        # Who writes of a child as of the child means the mother by Mo, and nobody of that name.
        if found and not any(_alike(word.lower(), name) for word in words if word not in CAPITALS for name in self._words):
            words = [word for word in words if word not in CAPITALS]
            short = {CAPITALS[word] for word in NAME.findall(people) if word in CAPITALS}
            found += [frozenset(one.number for one in self.known if one.role == role) for role in sorted(short)]
        named = [self._by_name(word, words) for word in words if word.lower() not in TITLES or self._is_initials(word)]
        return [mention for mention in (*found, *named) if mention]

    def _is_initials(self, word: str) -> bool:
        return word.isupper() and any(one.initials == word.lower() for one in self.known)

    def _by_name(self, word: str, beside: list[str]) -> Mention:
        low = word.lower()
        by_first = frozenset(one.number for one in self.known if any(_alike(low, first) for first in one.firsts))
        by_role = frozenset(one.number for one in self.known if one.role == CAPITALS.get(word, ""))
        by_initials = frozenset(one.number for one in self.known if word.isupper() and one.initials == low)
        found = by_first | by_role | by_initials
        if found:
            return found
        # A surname alone may be anybody who bears it; beside the first name it adds nothing.
        bearers = [one for one in self.known if one.last and _alike(low, one.last)]
        if any(_alike(other.lower(), first) for one in bearers for first in one.firsts for other in beside):
            return frozenset()
        return frozenset(one.number for one in bearers)

    def apart(self, one: str, other: str) -> bool:
        """Whether the two cells cannot mean the same: of the grown-ups, or of the children, nobody may stand in both."""
        mine, theirs = self.mentions(one), self.mentions(other)
        for grade in (ADULTS, CHILDREN):
            ours, others = (self._of(grade, mentions) for mentions in (mine, theirs))
            if ours and others and not any(first & second for first in ours for second in others):
                return True
        return False

    def overlap(self, one: str, other: str) -> bool:
        """Whether somebody may stand in both."""
        return any(first & second for first in self.mentions(one) for second in self.mentions(other))

    def _of(self, grade: str, mentions: list[Mention]) -> list[Mention]:
        """Those who can only be of that grade; who may be of either stands in both, so that doubt never makes a difference."""
        return [mention for mention in mentions if any(self.known[number].grade == grade for number in mention)]


def _known(number: int, relative: Relative) -> Known:
    relation = relative.relation.lower()
    role = next((role for role, pattern in ROLES.items() if pattern.search(relation)), "child" if "subject" in relation else "")
    parts = [part.lower() for part in NAME.findall(relative.name)]
    others = [part.lower() for part in NAME.findall(relative.also_known_as)]
    firsts = frozenset(part for part in (*parts[:1], *others) if part not in parts[1:])
    initials = "".join(part[0] for part in (parts[:1] + parts[-1:])) if len(parts) > 1 else ""
    return Known(number, role, firsts, parts[-1] if len(parts) > 1 else "", initials)


def _alike(word: str, name: str) -> bool:
    if word == name:
        return True
    if min(len(word), len(name)) < 4 or abs(len(word) - len(name)) > 1:
        return False
    return distance(word, name) <= 1
