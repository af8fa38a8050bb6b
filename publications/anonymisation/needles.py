"""Finds runs of letters in a text whatever spaces, hyphens, lines and words they are spread over, or run together in."""

import re
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Literal, NamedTuple

from publications.anonymisation.context import begins_sentence
from publications.anonymisation.folding import Text
from publications.anonymisation.identity import Identity
from publications.anonymisation.ordinary import is_common, is_ordinary

Kind = Literal["full", "single", "phrase", "number"]
_KEY = 3
# So many letters in this order are no chance.
LONG = 12
# Digits and the letters that are taken for them; only where numbers and postcodes are compared.
_DIGITS = str.maketrans("oilsz", "01152")
_SPLIT = re.compile(r"[^\S\n]*[-\u2010\u2011\u00ad\u00ac]\s*\n\s*")
_CLOSE = re.compile(r"[^.!?;]{0,8}|\.\s?|\s{0,12}")


class Needle(NamedTuple):
    """Letters to be found, the words they are made of, and whom they tell."""

    letters: str
    kind: Kind
    identity: Identity
    parts: tuple[str, ...]


class Run(NamedTuple):
    """A needle where it stands: from one word to another, and whether it begins and ends where they do."""

    needle: Needle
    first: int
    last: int
    aligned: bool
    # Begins and ends beside a digit, or where a capital follows a small letter: ZephyrineBrook2026.
    set_off: bool


class Haystack:
    """All letters and digits of a text without anything between them."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.letters = "".join(word.text for word in text.words)
        self.starts = array("l")
        place = 0
        for word in text.words:
            self.starts.append(place)
            place += len(word.text)

    @cached_property
    def digits(self) -> str:
        """The same with every letter that is taken for a digit as that digit."""
        return self.letters.translate(_DIGITS)

    def find(self, index: dict[str, list[Needle]], letters: str) -> Iterator[Run]:
        """Every needle of an index in these letters."""
        for place in range(len(letters) - _KEY + 1):
            for needle in index.get(letters[place : place + _KEY], ()):
                if letters.startswith(needle.letters, place):
                    yield self._run(needle, place, place + len(needle.letters))

    def _run(self, needle: Needle, start: int, end: int) -> Run:
        first, last = bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1) - 1
        begins, ends = self.starts[first] == start, self.starts[last] + len(self.text.words[last].text) == end
        if begins and ends:
            return Run(needle, first, last, True, True)
        set_off = (begins or self._edge(first, start)) and (ends or self._edge(last, end))
        return Run(needle, first, last, False, set_off)

    def _edge(self, number: int, place: int) -> bool:
        """Whether a digit meets a letter there, or a small letter a capital."""
        before, after = self.letters[place - 1], self.letters[place]
        if before.isdigit() != after.isdigit():
            return True
        written, at = self.text.as_written(number), place - self.starts[number]
        if len(written) != len(self.text.words[number].text):
            return False
        return written[at].isupper() and not written[at - 1].isupper()


def index_of(needles: Iterable[Needle]) -> dict[str, list[Needle]]:
    """Needles by their first letters. Numbers as they are compared."""
    index: dict[str, list[Needle]] = defaultdict(list)
    for needle in needles:
        letters = needle.letters.translate(_DIGITS) if needle.kind == "number" else needle.letters
        if len(letters) >= _KEY:
            index[letters[:_KEY]].append(needle._replace(letters=letters))
    return index


def gaps(text: Text, run: Run) -> list[str]:
    """What stands between the words of a run."""
    return [text.gap(number) for number in range(run.first + 1, run.last + 1)]


def is_close(text: Text, run: Run) -> bool:
    """Whether no more stands between its words than people, printers and readers of files put there."""
    return all(_CLOSE.fullmatch(gap) for gap in gaps(text, run))


def is_letter_spaced(text: Text, run: Run) -> bool:
    """Whether every letter stands alone: Z e p h."""
    return run.last - run.first >= 2 and all(len(text.words[number].text) == 1 for number in range(run.first, run.last + 1))


def is_split(text: Text, run: Run) -> bool:
    """Whether a name stands in pieces that are no words by themselves, and is not made of words that happen to meet."""
    between = gaps(text, run)
    if not is_close(text, run):
        return False
    pieces = [text.words[number].text for number in range(run.first, run.last + 1)]
    if _mended(pieces, between) in (list(run.needle.parts), [run.needle.letters]) or (
        run.needle.kind != "single" and len(run.needle.letters) >= LONG
    ):
        return True
    own = {*run.needle.parts, *("".join(run.needle.parts),)}
    odd = [piece for piece in pieces if len(piece) > 1 and piece not in own and not is_common(piece)]
    shortest = 6 if all(gap.isspace() for gap in between) else 5
    return (
        len(run.needle.letters) >= shortest and bool(odd) and not all(len(piece) > 3 and is_ordinary(piece) for piece in pieces)
    )


def _mended(pieces: list[str], between: list[str]) -> list[str]:
    """The words with those put together again that a hyphen at the end of a line splits."""
    mended = pieces[:1]
    for gap, piece in zip(between, pieces[1:], strict=True):
        if _SPLIT.fullmatch(gap):
            mended[-1] += piece
        else:
            mended.append(piece)
    return mended


def is_compound(text: Text, run: Run) -> bool:
    """Whether two words that make a name are written as one would be: Quill-feather, Quill Feather."""
    if run.last != run.first + 1 or text.shape(run.first) not in ("title", "upper") or len(run.needle.letters) < 7:
        return False
    gap = text.gap(run.last)
    if gap in ("-", "\u2010", "\u2011"):
        return True
    return gap == " " and text.shape(run.last) in (text.shape(run.first), "lower" if _is_meant(text, run.first) else "")


def _is_meant(text: Text, number: int) -> bool:
    """Whether a word has a capital for its own sake, and not because a sentence begins."""
    return text.shape(number) == "title" and not begins_sentence(text, number)
