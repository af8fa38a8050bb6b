"""Where the readers write down what they find, each place once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from publications.reading.found import Place, Read, Trouble, TroubleSort
from publications.reading.limits import MOST_TEXT

# What no text contains; the rest of the invisible signs stays, so that whoever compares can see through them.
CONTROLS = {code: " " for code in (*range(32), *range(127, 160)) if chr(code) not in "\t\n\f\r"}
LETTERS = re.compile(r"[^\W_]")


class TooMuch(Exception):
    """There is more in the file than is read."""


@dataclass
class _Store:
    places: dict[tuple[str, str], None] = field(default_factory=dict)
    troubles: dict[tuple[TroubleSort, str, str], None] = field(default_factory=dict)
    length: int = 0
    pages: int = 0


class Notes:
    """What was found in a file, or in a file inside it; `inside` says which, in words for people."""

    def __init__(self, inside: str = "", store: _Store | None = None) -> None:
        self.inside, self._store = inside, store or _Store()

    def within(self, name: str) -> Notes:
        """Notes on something inside this file. They land in the same list, under its name."""
        return Notes(self._named(name), self._store)

    def text(self, name: str, text: str) -> None:
        """A text and its place. Raises TooMuch."""
        plain = text.translate(CONTROLS).strip()
        key = self._named(name), plain
        if not LETTERS.search(plain) or key in self._store.places:
            return
        self._store.length += len(plain)
        if self._store.length > MOST_TEXT:
            raise TooMuch
        self._store.places[key] = None

    def hidden(self, place: str, what: str) -> None:
        """Something that readers do not see and that must not be there."""
        self._trouble("hidden", place, what)

    def active(self, place: str, what: str) -> None:
        """Something that acts by itself."""
        self._trouble("active", place, what)

    def unread(self, place: str, what: str) -> None:
        """Something that could not be read: `what` says what is missing and what to do."""
        self._trouble("unread", place, what)

    def count(self, pages: int) -> None:
        """How many pages the file has; those of files inside it do not count."""
        if not self.inside:
            self._store.pages = pages

    def read(self) -> Read:
        """All that was written down."""
        return Read(
            places=tuple(Place(name, text) for name, text in self._store.places),
            troubles=tuple(Trouble(sort, place, what) for sort, place, what in self._store.troubles),
            pages=self._store.pages,
        )

    def _trouble(self, sort: TroubleSort, place: str, what: str) -> None:
        self._store.troubles[sort, self._named(place), what] = None

    def _named(self, name: str) -> str:
        return f"{self.inside}: {name}" if self.inside else name
