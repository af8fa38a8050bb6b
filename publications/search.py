"""What a reader asks of the library, and the answer: two queries, over published tables only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.core.paginator import Page, Paginator
from django.db.models import Count, F, QuerySet, Window

from publications.models import AgeBand, Kind, LibraryState, PublishedReview

PER_PAGE = 20
LONGEST_SEARCH = 200  # characters
LAST_PAGE = 1000
_CARD = (
    *("slug", "title", "partnership", "kind", "published_words", "year_of_incident", "child_age_band", "subject"),
    *("summary_text", "theme_names", "file_pages", "file_size", "source_url"),
)


@dataclass(frozen=True)
class Question:
    """What was asked for, as far as it made sense; `problems` says in words what did not."""

    words: str = ""
    theme: str = ""
    year: int | None = None
    page: int = 1
    problems: list[str] = field(default_factory=list)

    @property
    def is_filtered(self) -> bool:
        """Whether anything narrows the list."""
        return bool(self.words or self.theme or self.year)


@dataclass(frozen=True)
class Answer:
    """The reviews of one page, how many there are in all, and what the filters offer."""

    cards: list[dict[str, Any]]
    total: int
    page: Page[Any] | None
    state: LibraryState
    problems: list[str]


def read(asked: Mapping[str, str]) -> Question:
    """The question in an address, whatever somebody wrote into it."""
    problems: list[str] = []
    words = " ".join(asked.get("q", "").replace("\x00", " ").split())
    if len(words) > LONGEST_SEARCH:
        problems.append(f"Your search was longer than {LONGEST_SEARCH} characters. Shorten it to a few words and search again.")
        words = ""
    year = _number(asked.get("year", ""), longest=4)
    if year is None and asked.get("year", "").strip():
        problems.append("The year in the address is not a year. Choose one from the list.")
    page = _number(asked.get("page", ""), longest=4)
    if asked.get("page", "") and not (page and page <= LAST_PAGE):
        problems.append("There is no page with that number. The first page is shown.")
        page = 1
    theme = asked.get("theme", "").replace("\x00", "").strip()[:101]
    return Question(words, theme, year, page or 1, problems)


def answer(question: Question) -> Answer:
    """Find the reviews. The state of the library is one query, the reviews of the page another."""
    state = LibraryState.objects.first() or LibraryState()
    problems = list(question.problems)
    known = {slug for slug, _, _ in state.themes}
    if question.theme and question.theme not in known:
        problems.append("There is no theme of that name. Choose one from the list.")
    rows = _narrowed(question, question.theme if question.theme in known else "")
    first = (question.page - 1) * PER_PAGE
    if question.is_filtered:
        rows = rows.annotate(in_all=Window(Count("pk")))
        found = list(rows.values(*_CARD, "in_all")[first : first + PER_PAGE])
        total = found[0]["in_all"] if found else 0
    else:
        found, total = list(rows.values(*_CARD)[first : first + PER_PAGE]), state.total
    page = Paginator(range(total), PER_PAGE).get_page(question.page) if total else None
    if not found and question.page > 1:
        problems.append("There are no reviews on that page. Go back to the first page.")
    return Answer([_worded(row) for row in found], total, page, state, problems)


def _narrowed(question: Question, theme: str) -> QuerySet[PublishedReview]:
    rows = PublishedReview.objects.all()
    newest = (F("published_on").desc(nulls_last=True), F("id").desc())
    if theme:
        rows = rows.filter(themes__slug=theme)
    if question.year is not None:
        rows = rows.filter(year=question.year)
    if not question.words:
        return rows.order_by(*newest)
    query = SearchQuery(question.words, config="english", search_type="websearch")
    return rows.filter(found_by=query).order_by(SearchRank(F("found_by"), query).desc(), *newest)


def _worded(row: dict[str, Any]) -> dict[str, Any]:
    return {
        **row,
        "kind": Kind(row["kind"]).label,
        "age": AgeBand(row["child_age_band"]).label if row["child_age_band"] else "",
    }


def _number(text: str, *, longest: int) -> int | None:
    """A whole number in plain digits, or None."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= longest else None
