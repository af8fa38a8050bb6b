"""What is handed to the library: everything that becomes public about one review, or one further document of it."""

from dataclasses import dataclass, field
from datetime import date

from publications.markdown import Rendered
from publications.models import PublishedReview

Precision = PublishedReview.Precision


@dataclass(frozen=True)
class When:
    """The day of a publication, as far as it is known: the first day of the month or year where no more is."""

    on: date | None
    precision: Precision = Precision.DAY

    @classmethod
    def read(cls, text: str) -> "When":
        """From 2022-04-12, 2022-03, 2025 or nothing. Raises ValueError for anything else."""
        if not text:
            return cls(None, Precision.UNKNOWN)
        parts = [int(part) for part in text.split("-")]
        precision = {1: Precision.YEAR, 2: Precision.MONTH, 3: Precision.DAY}[len(parts)]
        year, month, day = [*parts, 1, 1][:3]
        return cls(date(year, month, day), precision)

    @property
    def words(self) -> str:
        """For people: 12 April 2022, March 2022, 2025, or that it is not known."""
        if self.on is None:
            return "date not known"
        shape = {Precision.DAY: "%-d %B %Y", Precision.MONTH: "%B %Y"}.get(self.precision, "%Y")
        return self.on.strftime(shape)


@dataclass(frozen=True)
class File:
    """A file that is already on the public disk; its size is in bytes."""

    key: str
    size: int
    pages: int
    digest: str


@dataclass(frozen=True)
class Entry:
    """Everything that becomes public about one review. `themes` are pairs of slug and name.

    `rendered` is the text of the document; without HTML where the file was made elsewhere. With `to_slug` the entry is a
    further document of the page at that address; with `replaces` besides, it takes the place of that document of it, as a
    corrected version: the address stays, the old file goes. With `source_url` somebody else published it.
    """

    title: str
    partnership: str
    kind: str
    when: When
    subject: str
    summary: str = ""
    rendered: Rendered = field(default_factory=lambda: Rendered("", "", []))
    year_of_incident: int | None = None
    age_band: str = ""
    themes: tuple[tuple[str, str], ...] = ()
    file: File | None = None
    source_url: str = ""
    review_type: str = ""
    learning_html: str = ""
    recommendations_html: str = ""
    changes_html: str = ""
    document_title: str = ""
    version: int = 1
    correction_note: str = ""
    to_slug: str = ""
    replaces: str = ""
