"""What the corpus is made of: facts that must not be published, pages, and documents that each leak one of them one way."""

from dataclasses import dataclass, replace
from typing import Any, Literal

FactSort = Literal["name", "nickname", "practitioner", "day", "number", "address", "place"]
Kind = Literal["page", "pdf", "docx"]


@dataclass(frozen=True)
class Fact:
    """One line of a case's identity list: its sort, which kind of identity it is, and the words (a day as 2019-03-05)."""

    sort: FactSort
    what: str
    text: str


@dataclass(frozen=True)
class Page:
    """All that somebody writes about one publication."""

    title: str = "Child R"
    subject: str = "A young child who was harmed while agencies knew the family"
    summary: str = ""
    body: str = ""
    learning: str = ""
    recommendations: str = ""
    changes: str = ""
    themes: tuple[str, ...] = ("Neglect", "Fathers and partners")
    file_name: str = "child-r-report.pdf"

    def with_text(self, place: str, text: str) -> "Page":
        """The same page with the text in that place: a field is replaced, a longer text gets one paragraph more."""
        if place == "themes":
            return replace(self, themes=(*self.themes, text))
        if place in ("title", "subject", "file_name"):
            return self._changed(place, text)
        paragraphs = str(getattr(self, place)).split("\n\n")
        middle = len(paragraphs) // 2 or 1
        return self._changed(place, "\n\n".join([*paragraphs[:middle], text, *paragraphs[middle:]]))

    def _changed(self, place: str, text: str) -> "Page":
        changes: dict[str, Any] = {place: text}
        return replace(self, **changes)


@dataclass(frozen=True)
class Document:
    """One document with one leak channel. `traces` are byte strings by which its canary can be known again in a file.

    `twin` is the same page with something harmless in the place of the canary; `harmless` the same file without it.
    """

    channel: str
    kind: Kind
    facts: tuple[Fact, ...]
    page: Page | None = None
    twin: Page | None = None
    content: bytes = b""
    harmless: bytes = b""
    traces: tuple[bytes, ...] = ()
    # What a person sees in it, for a file in which the leak is to be seen: it is never enough that its bytes are gone.
    shown: bool = False
