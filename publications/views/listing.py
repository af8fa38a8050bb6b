"""The controls around the list of reviews: options of the filters, what is chosen, and the pages."""

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from publications import search
from publications.search import Answer

# How each filter is called, in the order in which the form shows them.
LABELS = {
    "theme": "Theme",
    "harm": "What happened to the child",
    "age": "Age of the child",
    "year": "Year of publication",
    "partnership": "Partnership",
    "kind": "Kind",
}
EVERY = {"theme": "All themes", "harm": "All kinds of harm", "age": "All ages", "year": "All years"} | {
    "partnership": "All partnerships",
    "kind": "All kinds",
}


def controls(answer: Answer) -> dict[str, Any]:
    """What the list's page shows around the cards."""
    question = answer.question
    chosen = [(LABELS[name], words, question.without(name).address) for name, words in answer.chosen.items()]
    sorts = [(name, words, name == question.order) for name, words in search.SORTS.items() if question.words or name != "best"]
    return {
        "filters": [(name, label, EVERY[name], _options(answer, name)) for name, label in LABELS.items()],
        "chosen": chosen,
        "sorts": sorts,
        "cards": _cards(answer),
        "pages": _pages(answer),
        "previous": question.on_page(question.page - 1).address if question.page > 1 else "",
        "next": question.on_page(question.page + 1).address if question.page < answer.pages else "",
    }


def _cards(answer: Answer) -> SafeString:
    """The cards as they were drawn when they were published, each with what was found in it."""
    found = '<p class="card__excerpt">… {} …</p>'
    parts = ((card["html"], format_html(found, card["excerpt"]) if card["excerpt"] else "") for card in answer.cards)
    return format_html_join("\n", '<li class="card">{}{}</li>', parts)


def _options(answer: Answer, name: str) -> SafeString:
    """The options as the library drew them, with the chosen one selected."""
    options = str(answer.state.options.get(name, ""))
    value = answer.question.filters.get(name)
    # A value in a question holds only letters, digits and dashes, so it stands here as it was drawn.
    return SafeString(options.replace(f'<option value="{value}">', f'<option value="{value}" selected>') if value else options)


def _pages(answer: Answer) -> list[tuple[int, str]]:
    """Number and address of each page that is worth a link: the ends, and those around this one; 0 for a gap."""
    question, last = answer.question, answer.pages
    wanted = {1, last, *range(max(1, question.page - 1), min(last, question.page + 1) + 1)}
    found: list[tuple[int, str]] = []
    before = 0
    for number in sorted(number for number in wanted if number <= last):
        if number > before + 1:
            found.append((0, ""))
        found.append((number, question.on_page(number).address))
        before = number
    return found
