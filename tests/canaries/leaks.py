"""One leak channel of a page: what is written, where, and what would stand there if nothing leaked."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.canaries.families import Family

SENTENCE = "The review heard that {} had been seen by the school nurse, and that no note was made of it."
WHEN = "The first strategy discussion was held on {}, by telephone and without a doctor."
WHERE = "The family had moved to {} a year earlier, and the records did not follow them."
NUMBERED = "The record says {} at the head of its first sheet, and nothing below it."


@dataclass(frozen=True)
class Leak:
    """`trait` chooses the family (none: whichever comes next), `make` writes what gives it away."""

    channel: str
    make: Callable[[Family], str]
    trait: str = ""
    place: str = "body"
    sentence: str = SENTENCE
    plain: str = "Child R"


def every(text: str, between: str) -> str:
    """The sign between every two letters."""
    return between.join(text)


def half(text: str) -> tuple[str, str]:
    """A word in two parts."""
    middle = len(text) // 2
    return text[:middle], text[middle:]


def mapped(text: str, pairs: str, into: str) -> str:
    """Letters that look alike in place of others."""
    return text.translate(str.maketrans(pairs, into))


def shifted(text: str, capital: int, small: int) -> str:
    """The same letters out of another block of Unicode; what is not A to z stays."""
    return "".join(
        chr(capital + ord(one) - 65) if "A" <= one <= "Z" else chr(small + ord(one) - 97) if "a" <= one <= "z" else one
        for one in text
    )
