"""What is looked for, and what was found."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

IdentitySort = Literal["name", "practitioner", "nickname", "date", "number", "address", "place", "words"]
FoundSort = Literal["identity", "possible", "jigsaw"]


@dataclass(frozen=True)
class Identity:
    """Something that must not be published: what it is, for people, and the words in which it may be written.

    A form is a run of words that is looked for as a whole. `given`, `middle` and `family` are words of a name that also tell
    somebody when they stand alone. All words are folded.
    """

    sort: IdentitySort
    what: str
    forms: frozenset[tuple[str, ...]] = frozenset()
    given: frozenset[str] = frozenset()
    middle: frozenset[str] = frozenset()
    family: frozenset[str] = frozenset()
    initials: frozenset[str] = frozenset()
    on: date | None = None
    # Whether the month of a date, or the day without its year, is told too.
    near: bool = True
    # Whether the words were meant as they are, though each is an ordinary word: added by hand, without a capital.
    as_written: bool = False
    # Whether the words only hint at somebody: a village without its street.
    hint: bool = False


@dataclass(frozen=True, order=True)
class Found:
    """Where something was found. Only `excerpt` may hold a name, for staff who may see the case; never `what` or `why`."""

    place: str
    line: int
    what: str
    sort: FoundSort = "identity"
    why: str = field(default="", compare=True)
    excerpt: str = field(default="", compare=True)

    def __str__(self) -> str:
        return f"{self.place}, line {self.line}: {self.what}"
