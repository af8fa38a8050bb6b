"""The four criteria of SI 2018/789, regulation 11(2), and what each answer rests on."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from cspr.lifecycle import save
from cspr.models import User
from rapid_reviews.models import Criterion, RapidReview


def open_criteria(review: RapidReview, *, by: User | None) -> list[Criterion]:
    """The four rows of a review that opens, not answered yet."""
    made = [Criterion(review=review, letter=letter) for letter in Criterion.Letter.values]
    for criterion in made:
        save(criterion, by=by)
    return made


def unanswered(review: RapidReview) -> list[str]:
    """The criteria without an answer or without its reasons, as the regulation counts them: "(a)"."""
    return [f"({one.letter})" for one in review.criteria.all() if not one.answer or not one.reasons.strip()]


def evidence_in_words(kept: Mapping[str, Any]) -> str:
    """One piece of evidence as it was kept: who told it, which day, what."""
    note = f" ({kept['note']})" if kept["note"] else ""
    if "row" not in kept:
        return f"{kept['agency']}: the answer of the agency{note}"
    return f"{kept['agency']}, {date.fromisoformat(kept['on']):%-d %B %Y}: {kept['event']}{note}"
