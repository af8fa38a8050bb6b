"""Finds the reviews of one page: what the library remembers in one query, the reviews in another."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from publications.models import LibraryState
from publications.search import statements
from publications.search.asking import FILTERS, Question
from publications.search.words import LOOK_UP, Words, searched, understand

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
_BEGIN, _END = statements.BEGIN, statements.END
_MARKED = re.compile(f"{_BEGIN}([^{_BEGIN}{_END}]*){_END}")


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
    state, looked_up = _state(question)
    problems = list(question.problems)
    if question.theme and not question.harm and _offered(state, "harm", question.theme):
        # A link from a theme need not know which of the two lists it stands in.
        question = replace(question, theme="", harm=question.theme)
    offered = {name: _offered(state, name, value) for name, value in question.filters.items()}
    unknown = [name for name, row in offered.items() if row is None]
    problems += [f"There is no {FILTERS[name]} of that name. Choose one from the list." for name in unknown if name != "year"]
    counts = {name: row[-1] if row else 0 for name, row in offered.items() if row or name == "year"}
    words = understand(question.words, looked_up) if question.words else None
    chosen = {name: str(row[-2]) for name, row in offered.items() if row}
    return replace(_page(question, state, problems, counts, words), chosen=chosen)


def _page(question: Question, state: LibraryState, problems: list[str], filters: dict[str, int], words: Words | None) -> Answer:
    """One page of what the filters and the words leave."""
    text = (words.instead or question.words) if words else ""
    bounds = [*filters.values(), *([words.bound] if words else [])]
    bound = min(bounds, default=state.total)
    ranked = bool(words) and bound <= RANKED and question.order == "best"
    # What the library remembers is the total where nothing else is asked for.
    known = not bounds or (len(bounds) == 1 and (words is None or words.is_one))
    counted = not known and bound <= RANKED
    first = (question.page - 1) * PER_PAGE
    too_far = not known and not counted and question.page > RANKED // PER_PAGE
    values: dict[str, Any] = {name: question.filters[name] for name in filters}
    values |= {"text": text, "sign": words.sign} if words else {}
    order = question.order if ranked or question.order != "best" else "newest"
    found = [] if too_far else statements.page(values, order, first, PER_PAGE + 1, counted=counted)
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


def _state(question: Question) -> tuple[LibraryState, list[list[Any]] | None]:
    """What the library remembers, as far as this question needs it, and what it knows of the words."""
    wanted = {_LISTS[name] for name in question.filters} | ({"harms"} if question.theme else set())
    row = statements.state(["version", "total", "options", *sorted(wanted)], LOOK_UP, searched(question.words))
    looked_up = row.pop("looked_up", None)
    return LibraryState(**row), looked_up


def _offered(state: LibraryState, name: str, value: str) -> list[Any] | None:
    """What the library offers under a filter's value, with how many reviews it leaves; None where it offers no such value."""
    return next((row for row in getattr(state, _LISTS[name]) if str(row[0]) == value), None)


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
