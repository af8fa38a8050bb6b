"""Finds single words of names, judges each where it stands, and puts those of one person together."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from publications.anonymisation import context, ordinary
from publications.anonymisation.dates import Seen
from publications.anonymisation.folding import Text
from publications.anonymisation.identity import Identity
from publications.anonymisation.nicknames import familiar, may_shorten
from publications.anonymisation.sounds import Sounds

Role = Literal["given", "family", "middle", "familiar", "plural", "alike"]
_CALLED = {
    "given": "A first name",
    "family": "A family name",
    "middle": "A further name",
    "familiar": "Another form of a first name",
}
FULL = "Two parts of one name stand together."
_BOTH_ORDINARY = (
    "A first name and the family name stand side by side; both are also ordinary words: see whether it is the name."
)
_TITLED = "A family name after a title."
_ACRONYM = "A name in capitals, or an abbreviation that looks like it."
_OF_SOMEBODY_ELSE = "A further name of somebody, on its own: see whether they are meant."
_FAMILIAR = "A short or familiar form of a first name: see whether it is used of the same person."
_PLURAL = "A first name with an s: a slip of the pen, or another name."
_ALIKE = "It sounds like a name, or is one with another spelling: see whether the same person is meant."
_PRACTITIONER = "The first name of somebody who worked with the family, on its own: see whether they are meant."
_INITIAL = "The first letter of a first name stands beside the family name, which is also an ordinary word."
_INITIAL_BEHIND = "The first letter of a family name stands behind the first name, which is also an ordinary word."
# Letters and the figures that are written for them; one figure may stand for several letters.
_FIGURES = str.maketrans("oliezastbg6", "01132457899")
# What may stand between two parts of one name.
_BETWEEN = ordinary.word_set("de la le van der den von di da del bin binti ibn al el mc mac o y e")


class Part(NamedTuple):
    """What a word is to somebody."""

    role: Role
    identity: Identity


class People:
    """Everybody who must not be named, by the words of their names."""

    def __init__(self, identities: Iterable[Identity]) -> None:
        self._parts: dict[str, list[Part]] = defaultdict(list)
        self._given: dict[str, list[Identity]] = defaultdict(list)
        for identity in identities:
            for role, words in (("given", identity.given), ("family", identity.family), ("middle", identity.middle)):
                for word in sorted(words):
                    self._add(word, Part(role, identity))  # type: ignore[arg-type]
            if identity.sort in ("name", "nickname"):
                for word in sorted(identity.given):
                    self._given[word].append(identity)
        for word, bearers in self._given.items():
            for other in sorted(familiar(word)):
                for identity in bearers:
                    self._add(other, Part("familiar", identity))
        self._by_figures: dict[str, list[Part]] = defaultdict(list)
        for word, parts in self._parts.items():
            self._by_figures[word.translate(_FIGURES)] += [part for part in parts if part.role != "familiar"]
        self._sounds = Sounds(word for word, parts in self._parts.items() if any(map(_heard, parts)) and _long_enough(word))

    def _add(self, word: str, part: Part) -> None:
        if part not in self._parts[word]:
            self._parts[word].append(part)

    def parts_of(self, word: str) -> list[Part]:
        """What a word is to whom, in any spelling of it."""
        if found := self._parts.get(word):
            return found
        if len(word) < 3 or ordinary.is_ordinary(word):
            return []
        if word.endswith("s") and (found := self._parts.get(word[:-1])) and len(word) > 4:
            return [
                Part("family" if part.role == "family" else "plural", part.identity)
                for part in found
                if part.role in ("family", "given")
            ]
        if not word.isalpha():
            return self._by_figures.get(word.translate(_FIGURES), []) if _may_be_a_word(word) else []
        if ordinary.is_common(word):
            return []
        return self._roughly(word)

    def _roughly(self, word: str) -> list[Part]:
        for name, bearers in self._given.items():
            if may_shorten(word, name):
                return [Part("familiar", identity) for identity in bearers]
        if like := self._sounds.like(word):
            return [Part("alike", part.identity) for part in self._parts[like] if _heard(part)][:1]
        return []


def _may_be_a_word(word: str) -> bool:
    """Whether figures in a word may be letters: 1solde, and not s47 or 2019a."""
    letters = sum(map(str.isalpha, word))
    return len(word) > 3 and letters > 0 and (letters >= len(word) / 2 or len(word) > 5)


def _heard(part: Part) -> bool:
    if part.identity.sort == "practitioner":
        return part.role == "family"
    return part.role in ("given", "family") and part.identity.sort != "place"


def _long_enough(word: str) -> bool:
    return len(word) > (4 if ordinary.is_ordinary(word) else 3)


def find(people: People, text: Text) -> Iterator[Seen]:
    """Names and parts of names in a text."""
    known = {word: people.parts_of(word) for word in {word.text for word in text.words}}
    hits = [(number, known[word.text]) for number, word in enumerate(text.words) if known[word.text]]
    for at, (number, parts) in enumerate(hits):
        for further, others in hits[at + 1 : at + 4]:
            if further - number > 4:
                break
            yield from _together(text, number, parts, further, others)
        for part in parts:
            if seen := _alone(text, number, part):
                yield seen


def _together(text: Text, first: int, parts: list[Part], last: int, others: list[Part]) -> Iterator[Seen]:
    """Two parts of one person's name beside each other, in either order."""
    for one in parts:
        for other in others:
            if one.identity is not other.identity or "alike" in (one.role, other.role):
                continue
            apart = {one.role, other.role} in (
                {"given", "family"},
                {"familiar", "family"},
                {"middle", "family"},
                {"given", "middle"},
            )
            if apart and _belong(text, first, last, reverse=one.role == "family"):
                yield Seen(first, last, one.identity, True, FULL)
            elif {one.role, other.role} == {"given", "family"} and _stand_side_by_side(text, first, last):
                yield Seen(first, last, one.identity, False, _BOTH_ORDINARY)


def _stand_side_by_side(text: Text, first: int, last: int) -> bool:
    """Whether the whole name stands there with its capitals, whatever else its words may mean: a person has to look."""
    gap = text.gap(last)
    whole = last == first + 1 and gap.strip() in ("", ",") and gap.count("\n") < 2
    return whole and text.shape(first) != "lower" and text.shape(last) != "lower"


def _belong(text: Text, first: int, last: int, *, reverse: bool) -> bool:
    between = [text.gap(number) for number in range(first + 1, last + 1)]
    inner = [text.words[number].text for number in range(first + 1, last)]
    if any(len(word) > 1 and word not in _BETWEEN and text.shape(first + 1 + at) != "title" for at, word in enumerate(inner)):
        return False
    if any(len(gap.strip()) > 3 or set(gap) & set("!?;:") or gap.count("\n") > 1 for gap in between):
        return False
    if any("." in gap and gap != "." and len(text.words[first + at].text) > 1 for at, gap in enumerate(between)):
        return False
    if any("," in gap for gap in between) and not reverse:
        return False
    return _as_a_name(text, first, last)


def _as_a_name(text: Text, first: int, last: int) -> bool:
    """Whether two words, each of which may be ordinary, stand as a name here."""
    plain = [number for number in (first, last) if ordinary.is_ordinary(text.words[number].text)]
    between = [text.words[number].text for number in range(first + 1, last)]
    if plain and last - first > 3:
        return False
    if any(word in ordinary.BODIES or word in ordinary.CALENDAR - {"may", "april", "june", "summer"} for word in between):
        return False
    if not plain or (text.in_handle(first) and text.in_handle(last)) or len(text.words) < 5:
        return True
    if any(text.shape(number) == "lower" for number in plain):
        return False
    return not any(_elsewhere(text, number) for number in plain)


def _elsewhere(text: Text, number: int) -> bool:
    """Whether an ordinary word beside another plainly is a month of a year or part of the name of a place."""
    following = text.words[number + 1].text if number + 1 < len(text.words) else ""
    before = text.words[number - 1].text if number else ""
    word = text.words[number].text
    if word in ordinary.CALENDAR:
        return following.isdigit() or (before in ordinary.ABOUT_TIME and before != "with")
    if word in ordinary.PLACES:
        return following == "and" or following in ordinary.BODIES or before in ("in", "at", "near", "of")
    return following in ordinary.BODIES and number + 1 < len(text.words) and text.shape(number + 1) == "title"


def _alone(text: Text, number: int, part: Part) -> Seen | None:
    """What one word of a name is worth where it stands."""
    word, shape = text.words[number].text, text.shape(number)
    plain, works = ordinary.is_ordinary(word), part.identity.sort == "practitioner"

    def seen(why: str, *, certain: bool = False, first: int = number) -> Seen:
        return Seen(first, number, part.identity, certain, why)

    if part.role == "family" and shape != "lower" and _titled(text, number):
        return seen(_TITLED, certain=True, first=number - 1)
    if plain and part.role == "family" and shape in ("title", "upper") and _initialled(text, number, part.identity):
        return seen(_INITIAL, first=number - 1)
    if plain and part.role == "given" and shape in ("title", "upper") and _initial_follows(text, number, part.identity):
        return seen(_INITIAL_BEHIND)
    if plain or len(word) == 2:
        return _ordinary_alone(text, number, part)
    if (
        shape == "lower"
        and (part.role not in ("given", "family") or (works and part.role == "given"))
        and not text.in_handle(number)
    ):
        return None
    if part.role in ("middle", "familiar", "plural", "alike"):
        if works or (part.role == "alike" and context.is_heading(text.line(number))):
            return None
        return seen({"middle": _OF_SOMEBODY_ELSE, "familiar": _FAMILIAR, "plural": _PLURAL, "alike": _ALIKE}[part.role])
    if _used_of_something(text, number, shape):
        return None
    if works and part.role == "given":
        return seen(_PRACTITIONER)
    if shape == "lower" and word in ordinary.SMALL_WORDS and not text.in_handle(number):
        return seen(_why(part.role, word))
    if shape == "upper" and len(word) < 5 and not text.line(number).isupper() and len(text.words) > 3:
        return seen(_ACRONYM)
    return seen(f"{_CALLED[part.role]} on its own; it is no ordinary word.", certain=True)


def _ordinary_alone(text: Text, number: int, part: Part) -> Seen | None:
    """A name that is also a word: told only where it stands as a name."""
    works, word = part.identity.sort == "practitioner", text.words[number].text
    if text.in_handle(number):
        beside = (text.gap(number)[-1:], text.raw[text.words[number].end : text.words[number].end + 1])
        stands = ("@" in beside and part.role == "given") or (
            text.shape(number) == "title" and not context.used_otherwise(text, number)
        )
    elif works or part.role in ("middle", "plural", "alike"):
        stands = part.role in ("given", "middle") and text.shape(number) == "title" and _told(text, number)
    elif len(word) == 2:
        stands = text.shape(number) == "title" and (not ordinary.is_ordinary(word) or context.stands_as_name(text, number))
    else:
        stands = context.stands_as_name(text, number)
    return Seen(number, number, part.identity, False, _why(part.role, word)) if stands else None


def _told(text: Text, number: int) -> bool:
    return context.told_of_somebody(text, number) and not context.used_otherwise(text, number)


def _why(role: Role, word: str) -> str:
    also = "an ordinary word"
    if word in ordinary.MONTHS:
        also = "a month"
    elif word in ordinary.CALENDAR:
        also = "a day, a season or a feast"
    elif word in ordinary.PLACES:
        also = "a place"
    elif word in ordinary.PEOPLES:
        also = "what people or languages are called"
    return f"{_CALLED.get(role, 'A name')} on its own that is also {also}: see whether somebody is meant here."


def _titled(text: Text, number: int) -> bool:
    if not number or text.words[number - 1].text not in ordinary.TITLES or text.shape(number - 1) not in ("title", "upper"):
        return False
    return text.gap(number) in (" ", ". ", ".", "\u00a0", "\n", ".\n")


def _initialled(text: Text, number: int, identity: Identity) -> bool:
    if not number or len(text.words[number - 1].text) != 1 or text.shape(number - 1) != "title":
        return False
    return text.gap(number) in (" ", ". ", ".") and any(name.startswith(text.words[number - 1].text) for name in identity.given)


def _initial_follows(text: Text, number: int, identity: Identity) -> bool:
    """Summer R., Will A.; of what is also a word by itself only with its dot."""
    if number + 1 >= len(text.words) or text.gap(number + 1) != " " or text.shape(number + 1) != "title":
        return False
    letter, end = text.words[number + 1].text, text.words[number + 1].end
    dotted = text.raw[end : end + 1] == "."
    return len(letter) == 1 and (dotted or letter not in "ai") and any(name.startswith(letter) for name in identity.family)


def _used_of_something(text: Text, number: int, shape: str) -> bool:
    """Whether a name that is no ordinary word is one here all the same: “a feather”, “St George’s Hospital”."""
    if context.is_in_a_saying(text, number):
        return True
    before = text.words[number - 1].text if number else ""
    after = text.words[number + 1].text if number + 1 < len(text.words) else ""
    if shape == "lower" and not text.in_handle(number):
        return before in ("a", "an", "the") and after not in ordinary.FAMILY
    return before in ordinary.SAINTS and (text.is_possessive(number) or after in ordinary.BODIES)
