"""Draws what every list would otherwise draw again for every reader: the card of a review, and the options of the filters."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.template.loader import get_template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from publications.models import Kind, LibraryState, PublishedReview

CARD = "public/card.html"
REVIEW_TYPES = (Kind.LOCAL_REVIEW, Kind.SERIOUS_CASE_REVIEW, Kind.THEMATIC_REVIEW, Kind.NATIONAL_REVIEW)


def card_of(review: PublishedReview) -> str:
    """The review as a list shows it, without the words that a search may add."""
    labels = [str(Kind(kind).label) for kind in review.kinds]
    return get_template(CARD).render({"review": review, "kinds": labels})


def drawn_with() -> str:
    """SHA-256 of the template of a card: another one means that the cards have to be drawn again."""
    template: Any = get_template(CARD)
    return hashlib.sha256(template.template.source.encode()).hexdigest()


def options_of(state: LibraryState) -> dict[str, str]:
    """The options of every filter, with how many reviews each would show."""
    kinds = [row for row in state.kinds if row[0] not in REVIEW_TYPES]
    types = [row for row in state.kinds if row[0] in REVIEW_TYPES]
    harms = {row[0] for row in state.harms}
    return {
        "theme": _options(row for row in state.themes if row[0] not in harms),
        "harm": _options(state.harms),
        "age": _options(state.ages),
        "year": _options([year, year, uses] for year, uses in state.years),
        "partnership": _options(state.partnerships),
        "kind": _group("Kind of document", kinds) + _group("Kind of review", types),
    }


def _options(rows: Iterable[list[Any]]) -> SafeString:
    return format_html_join("", '<option value="{}">{} ({})</option>', rows)


def _group(label: str, rows: list[list[Any]]) -> SafeString:
    return format_html('<optgroup label="{}">{}</optgroup>', label, _options(rows)) if rows else SafeString("")
