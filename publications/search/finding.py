"""Finds the reviews of one page: what the library remembers in one query, the reviews in another."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank
from django.db.models import Count, F, IntegerField, OrderBy, QuerySet, TextField, Value, Window
from django.db.models.functions import Collate, Concat, Greatest, Lower, StrIndex, Substr
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from publications.models import LibraryState, PublishedReview
from publications.models.published import NEWEST_FIRST, OLDEST_FIRST
from publications.search.asking import FILTERS, Question
from publications.search.words import Words, look_up, understand

PER_PAGE = 20
# Up to so many reviews are counted and put in order of how well they match. Beyond that the newest come first, because to
# rank them all would take a hundred times as long, and nobody reads a thousand.
RANKED = 1_000
_LISTS = {
    "theme": "themes",
    "harm": "harms",
    "age": "ages",
    "year": "years",
    "partnership": "partnerships",
    "kind": "kinds",
}
_BEGIN, _END = "\ue000", "\ue001"
_MARKED = re.compile(f"{_BEGIN}([^{_BEGIN}{_END}]*){_END}")
# Characters: of the documents, in which the words that were found are looked for to show them; before and around the place.
_SHOWN_FROM, _BEFORE, _AROUND = 20_000, 120, 400


@dataclass(frozen=True)
class Answer:
    """The reviews of one page; `question` as it was understood.

    `is_counted` is false where more match than are counted: then `total` is how many there are at least. `instead` is what was
    looked for where a word seems misspelt. `chosen` has the words of each filter that is in use.
    """

    question: Question
    cards: list[dict[str, Any]]
    total: int
    is_counted: bool
    is_ranked: bool
    state: LibraryState
    problems: list[str]
    instead: str
    chosen: dict[str, str] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        """How many pages there are, as far as is known."""
        return max(1, -(-self.total // PER_PAGE))


def answer(question: Question) -> Answer:
    """Find the reviews. Values that no filter offers are problems in words, and narrow nothing."""
    state = _state(question)
    problems = list(question.problems)
    if question.theme and not question.harm and _offered(state, "harm", question.theme):
        # A link from a theme need not know which of the two lists it stands in.
        question = replace(question, theme="", harm=question.theme)
    offered = {name: _offered(state, name, value) for name, value in question.filters.items()}
    unknown = [name for name, row in offered.items() if row is None]
    problems += [f"There is no {FILTERS[name]} of that name. Choose one from the list." for name in unknown if name != "year"]
    counts = {name: row[-1] if row else 0 for name, row in offered.items() if row or name == "year"}
    words = understand(question.words, state.looked_up) if question.words else None
    chosen = {name: str(row[-2]) for name, row in offered.items() if row}
    return replace(_page(question, state, problems, counts, words), chosen=chosen)


def _page(question: Question, state: LibraryState, problems: list[str], filters: dict[str, int], words: Words | None) -> Answer:
    """One page of what the filters and the words leave."""
    text = (words.instead or question.words) if words else ""
    bounds = [*filters.values(), *([words.bound] if words else [])]
    bound = min(bounds, default=state.total)
    ranked = bool(words) and bound <= RANKED and question.order == "best"
    rows = _narrowed(question, filters, text).order_by(*_order(question, ranked, text))
    # What the library remembers is the total where nothing else is asked for.
    known = not bounds or (len(bounds) == 1 and (words is None or words.is_one))
    counted = not known and bound <= RANKED
    first = (question.page - 1) * PER_PAGE
    too_far = not known and not counted and question.page > RANKED // PER_PAGE
    found = [] if too_far else _rows(rows, first, text, words.sign if words else "", counted=counted)
    if too_far:
        problems.append(f"Only the first {RANKED:,} are listed. Add a word or choose a filter to see others.")
    elif not found and question.page > 1:
        problems.append("There are no reviews on that page. Go back to the first page.")
    in_all = found[0]["in_all"] if counted and found else 0
    return Answer(
        question=question,
        cards=[_shown(row) for row in found[:PER_PAGE]],
        total=bound if known else in_all if counted else first + len(found),
        is_counted=known or counted or len(found) <= PER_PAGE,
        is_ranked=ranked,
        state=state,
        problems=problems,
        instead=words.instead if words else "",
    )


def _state(question: Question) -> Any:
    """What the library remembers, as far as this question needs it, and what it knows of the words."""
    wanted = {_LISTS[name] for name in question.filters} | ({"harms"} if question.theme else set())
    rows = LibraryState.objects.only("version", "total", "options", *wanted)
    return (rows.annotate(looked_up=look_up(question.words)) if question.words else rows).first() or _nothing()


def _nothing() -> Any:
    """Before the first publication."""
    state: Any = LibraryState()
    state.looked_up = None
    return state


def _offered(state: LibraryState, name: str, value: str) -> list[Any] | None:
    """What the library offers under a filter's value, with how many reviews it leaves; None where it offers no such value."""
    return next((row for row in getattr(state, _LISTS[name]) if str(row[0]) == value), None)


def _narrowed(question: Question, filters: dict[str, int], text: str) -> QuerySet[PublishedReview]:
    rows = PublishedReview.objects.all()
    themes = [question.filters[name] for name in ("theme", "harm") if name in filters]
    if themes:
        rows = rows.filter(theme_slugs__contains=themes)
    if "age" in filters:
        rows = rows.filter(child_age_band=question.age)
    if "year" in filters:
        rows = rows.filter(year=int(question.year))
    if "partnership" in filters:
        rows = rows.filter(partnership_slug=question.partnership)
    if "kind" in filters:
        rows = rows.filter(kinds__contains=[question.kind])
    return rows.filter(found_by=_query(text)) if text else rows


def _order(question: Question, ranked: bool, text: str) -> tuple[Any, ...]:
    if ranked:
        return (SearchRank(F("found_by"), _query(text)).desc(), *NEWEST_FIRST)
    orders: dict[str, tuple[OrderBy, ...]] = {"oldest": OLDEST_FIRST, "title": (F("title").asc(), F("id").asc())}
    return orders.get(question.order, NEWEST_FIRST)


def _rows(rows: QuerySet[PublishedReview], first: int, text: str, sign: str, *, counted: bool) -> list[dict[str, Any]]:
    """The rows of a page and one more. Where nothing is counted, first their keys, which an index holds, then the rest."""
    last = first + PER_PAGE + 1
    wanted = ["slug", "card_html"]
    if counted:
        rows = rows.annotate(in_all=Window(Count("pk")))
        wanted.append("in_all")
    else:
        rows = PublishedReview.objects.filter(pk__in=rows.values("pk")[first:last]).order_by(*rows.query.order_by)
        first, last = 0, PER_PAGE + 1
    if text:
        rows = rows.annotate(excerpt=_excerpt(text, sign))
        wanted.append("excerpt")
    return list(rows.values(*wanted)[first:last])


def _excerpt(text: str, sign: str) -> SearchHeadline:
    """The words around what was found: only so much is marked as is shown, because marking is slow."""
    whole = Concat(
        F("summary_text"),
        Value(" ", TextField()),
        F("points_text"),
        Value(" ", TextField()),
        Substr(F("body_text"), 1, _SHOWN_FROM, output_field=TextField()),
    )
    begins = Greatest(StrIndex(Lower(Collate(whole, "C")), Value(sign)) - _BEFORE, Value(1), output_field=IntegerField())
    return SearchHeadline(
        Substr(whole, begins, _AROUND, output_field=TextField()),
        _query(text),
        config="english",
        start_sel=_BEGIN,
        stop_sel=_END,
        highlight_all=True,
    )


def _query(text: str) -> SearchQuery:
    return SearchQuery(text, config="english", search_type="websearch")


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    """The card, drawn when it was published, and what was found, escaped before it is marked."""
    excerpt = row.get("excerpt") or ""
    return {
        "slug": row["slug"],
        "html": SafeString(row["card_html"]),
        "excerpt": _marked(excerpt) if _MARKED.search(excerpt) else "",
    }


def _marked(excerpt: str) -> SafeString:
    words = excerpt.split()
    # Cut out of a text, it may begin and end in the middle of a word.
    whole = words[0 if _BEGIN in words[0] else 1 : len(words) if _END in words[-1] else -1]
    marked = _MARKED.sub(r"<mark>\1</mark>", str(escape(" ".join(whole))))
    # Escaped above; what is added is ours.
    return mark_safe(marked.replace(_BEGIN, "").replace(_END, ""))  # noqa: S308
