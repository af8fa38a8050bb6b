"""Looks for identities in texts, and says of each where it stands and why it was told."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from publications.anonymisation import context, dates, needles, people, shapes
from publications.anonymisation.dates import Seen
from publications.anonymisation.folding import Text
from publications.anonymisation.identity import Found, Identity
from publications.anonymisation.needles import Haystack, Needle, Run
from publications.anonymisation.ordinary import is_common, is_ordinary
from publications.anonymisation.sounds import Sounds
from publications.anonymisation.ways import other_ways

_TOGETHER = "The parts of a name run together, or split by spaces, hyphens or lines."
_SPLIT = "A name on its own, split by spaces, hyphens or lines, or inside another word."
_INSIDE = "A name inside a longer word, which may be another name."
_SPACED = "An ordinary word that is also a name, with its letters apart."
_COMPOUND = "Two ordinary words that make a name when they are read as one."
_WORDS = "These are the words themselves."
_SHARED = "Words that other places are called by too: see whether this one is meant."
_VILLAGE = "A village, a house or an estate of an address, without its street: see whether it leads to the home."
_AN_ORDINARY_WORD = "An ordinary word that was put on the list: see whether it is meant here."
_NUMBER = "The number itself, however it is grouped."
_LIKE_A_PLACE = "It sounds like part of the name of a place, or is one with another spelling: see whether it is meant."
_PART_OF_A_PLACE = "Part of the name of a place: see whether it leads there."


def search(identities: Iterable[Identity], places: Mapping[str, str]) -> list[Found]:
    """Everything found, in the order of the texts. `places` are texts by what they are called.

    Of what overlaps, the most certain and the longest is told.
    """
    looked_for = _Search(list(dict.fromkeys(identities)))
    found: list[Found] = []
    for place, raw in places.items():
        text = Text(place, raw)
        here = looked_for.in_text(text)
        for other in other_ways(text.raw):
            told = {_as_told(one) for one in here}
            here += [one for one in looked_for.in_text(Text(place, other)) if _as_told(one) not in told]
        found += sorted(here, key=lambda one: one.line)
    return found


def _as_told(one: Found) -> tuple[int, str, str, str]:
    """A finding without what stands around it, which is not the same in another way of reading."""
    return one.line, one.what, one.sort, one.why


class _Search:
    def __init__(self, identities: Sequence[Identity]) -> None:
        self._identities = identities
        self._people = people.People(one for one in identities if one.sort in ("name", "practitioner", "nickname"))
        made = list(_needles(identities))
        self._words = needles.index_of(needle for needle in made if needle.kind != "number")
        self._numbers = needles.index_of(needle for needle in made if needle.kind == "number")
        self._initials = shapes.index_of(identities)
        self._places = {word: one for one in identities if one.sort == "place" for word in one.middle if len(word) > 5}
        self._sounds = Sounds(self._places)

    def in_text(self, text: Text) -> list[Found]:
        seen = [*people.find(self._people, text), *dates.find(self._identities, text), *shapes.find(self._initials, text)]
        haystack = Haystack(text)
        for run in haystack.find(self._words, haystack.letters):
            seen += _judged(text, run)
        for run in haystack.find(self._numbers, haystack.digits):
            if (run.aligned or run.set_off) and needles.is_close(text, run):
                seen.append(Seen(run.first, run.last, run.needle.identity, True, _NUMBER))
        seen += self._like_places(text)
        return [_found(text, one) for one in _strongest(seen)]

    def _like_places(self, text: Text) -> Iterator[Seen]:
        """Schools and hospitals with a slip of the pen."""
        like = {
            word: self._sounds.like(word)
            for word in {word.text for word in text.words}
            if len(word) > 5 and not is_common(word)
        }
        for number, word in enumerate(text.words):
            if (name := like.get(word.text)) and text.shape(number) != "lower" and not context.is_heading(text.line(number)):
                yield Seen(number, number, self._places[name], False, _LIKE_A_PLACE)


def _needles(identities: Sequence[Identity]) -> Iterator[Needle]:
    for identity in identities:
        kind: needles.Kind = "full" if identity.sort in ("name", "practitioner", "nickname") else "phrase"
        for form in sorted(identity.forms):
            letters = "".join(form)
            is_number = identity.sort == "number" or (identity.sort == "address" and len(form) == 1 and not letters.isalpha())
            yield Needle(letters, "number" if is_number else kind, identity, form)
        lone = identity.given | identity.family if identity.sort in ("name", "nickname") else identity.family
        for word in sorted(lone | (identity.middle if identity.sort == "place" else frozenset())):
            yield Needle(word, "single", identity, (word,))


def _judged(text: Text, run: Run) -> list[Seen]:
    """What a run of letters is worth where it stands."""
    judge = {"full": _full, "single": _single, "phrase": _phrase}[run.needle.kind]
    why, certain = judge(text, run)
    return [Seen(run.first, run.last, run.needle.identity, certain, why)] if why else []


def _full(text: Text, run: Run) -> tuple[str, bool]:
    """A whole name. Where its parts stand as words, and each is an ordinary one, it is judged with its words."""
    word = text.words[run.first].text
    if run.first == run.last:
        if run.aligned:
            return (_TOGETHER, True) if not is_common(word) and (len(word) > 5 or text.in_handle(run.first)) else ("", False)
        apart = run.set_off or text.in_handle(run.first) or len(run.needle.letters) > 8
        return (_TOGETHER, True) if apart and len(run.needle.letters) > 4 and not is_common(word) else ("", False)
    if not run.aligned:
        return "", False
    if _pieces(text, run) == run.needle.parts:
        parts = run.needle.parts
        told = needles.is_close(text, run) and (len(parts) > 2 or not any(is_ordinary(part) or len(part) < 2 for part in parts))
        return (people.FULL, True) if told else ("", False)
    told = needles.is_letter_spaced(text, run) or needles.is_split(text, run)
    return (_TOGETHER, True) if told else ("", False)


def _single(text: Text, run: Run) -> tuple[str, bool]:
    """One word of a name, in pieces or inside another word; as a word by itself it is judged elsewhere."""
    plain, is_place = is_ordinary(run.needle.letters), run.needle.identity.sort == "place"
    if run.first == run.last:
        if run.aligned:
            return (_PART_OF_A_PLACE, False) if is_place and text.shape(run.first) != "lower" else ("", False)
        if plain or is_common(text.words[run.first].text):
            return "", False
        if run.set_off or (text.in_handle(run.first) and len(run.needle.letters) > 4):
            return _SPLIT, True
        return (_INSIDE, False) if len(run.needle.letters) > 7 else ("", False)
    if not run.aligned or is_place:
        return "", False
    if needles.is_letter_spaced(text, run) and needles.is_close(text, run):
        return (_SPACED, False) if plain else (_SPLIT, True)
    if not needles.is_split(text, run):
        return (
            (_COMPOUND, False)
            if needles.is_compound(text, run) and not context.is_heading(text.line(run.first))
            else ("", False)
        )
    if plain:
        return (_SPACED, False) if context.stands_as_name(text, run.first) else ("", False)
    return _SPLIT, True


def _phrase(text: Text, run: Run) -> tuple[str, bool]:
    """The words of an address, a school, or those added by hand."""
    identity, parts = run.needle.identity, run.needle.parts
    if not run.aligned or not needles.is_close(text, run):
        return "", False
    own = any(not is_ordinary(part) for part in parts)
    if run.first == run.last and len(parts) > 1:
        told = len(run.needle.letters) > 5 and not is_common(text.words[run.first].text)
        return (_VILLAGE if identity.hint else _WORDS, not identity.hint) if told else ("", False)
    if _pieces(text, run) != parts and not needles.is_letter_spaced(text, run) and not needles.is_split(text, run):
        return "", False
    if identity.hint:
        return (_VILLAGE, False) if text.shape(run.first) != "lower" else ("", False)
    if own or identity.as_written:
        return _WORDS, True
    if len(parts) == 1:
        return (_AN_ORDINARY_WORD, False) if context.stands_as_name(text, run.first) else ("", False)
    if any(text.shape(number) == "lower" for number in (run.first, run.last)):
        return "", False
    return (_SHARED, False) if identity.sort == "address" else (_WORDS, True)


def _pieces(text: Text, run: Run) -> tuple[str, ...]:
    return tuple(word.text for word in text.words[run.first : run.last + 1])


def _strongest(seen: list[Seen]) -> list[Seen]:
    """Of what overlaps, the most certain and the longest; in the order of the text."""
    taken: set[int] = set()
    kept = []
    for one in sorted(seen, key=lambda one: (not one.certain, one.first - one.last, one.first)):
        words = set(range(one.first, one.last + 1))
        if (words - taken) if one.certain else not words & taken:
            kept.append(one)
            taken |= words
    return sorted(kept, key=lambda one: (one.first, one.last))


def _found(text: Text, one: Seen) -> Found:
    sort = "identity" if one.certain else "possible"
    line = text.words[one.first].line
    return Found(text.place, line, one.identity.what, sort, one.why, text.excerpt(one.first, one.last))  # type: ignore[arg-type]
