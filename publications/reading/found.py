"""What reading a file brings: texts with their places, and what is wrong with it."""

from dataclasses import dataclass
from typing import Literal

TroubleSort = Literal["hidden", "active", "unread"]


@dataclass(frozen=True)
class Place:
    """A text and where it stands, in words for people: "page 3", "property Author", "picture 1 on page 4, read by OCR"."""

    name: str
    text: str


@dataclass(frozen=True)
class Trouble:
    """Something that must not be there, or that could not be read. A missing tool, an error and a time-out are "unread"."""

    sort: TroubleSort
    place: str
    what: str


@dataclass(frozen=True)
class Read:
    """All that was found in a file. Nothing is left out in silence: what could not be read is a trouble."""

    places: tuple[Place, ...]
    troubles: tuple[Trouble, ...]
    pages: int = 0
