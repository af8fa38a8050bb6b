"""The four criteria of SI 2018/789, regulation 11(2), and what each answer rests on."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from cspr.lifecycle import MoveRefused, lock, save
from cspr.models import User
from rapid_reviews.models import AgencyRequest, ChronologyRow, Criterion, Evidence, RapidReview

# The statuses in which the criteria may be answered.
ANSWERED_WHILE = frozenset({RapidReview.Status.OPEN, RapidReview.Status.DECIDED})


def open_criteria(review: RapidReview, *, by: User | None) -> list[Criterion]:
    """The four rows of a review that opens, not answered yet."""
    made = [Criterion(review=review, letter=letter) for letter in Criterion.Letter.values]
    for criterion in made:
        save(criterion, by=by)
    return made


def unanswered(review: RapidReview) -> list[str]:
    """The criteria without an answer or without its reasons, as the regulation counts them: "(a)"."""
    return [f"({one.letter})" for one in review.criteria.all() if not one.answer or not one.reasons.strip()]


def rows_to_choose(review: RapidReview) -> QuerySet[ChronologyRow]:
    """The rows of signed answers, on which an answer may rest."""
    rows = ChronologyRow.objects.filter(request__review=review, request__status=AgencyRequest.Status.SIGNED)
    return rows.select_related("request__agency").order_by("on", "time", "pk")


def answers_to_choose(review: RapidReview) -> QuerySet[AgencyRequest]:
    """The signed answers themselves."""
    signed: QuerySet[AgencyRequest] = review.requests.filter(status=AgencyRequest.Status.SIGNED)
    return signed.select_related("agency").order_by("agency__name")


@transaction.atomic
def rest_on(criterion: Criterion, *, row: ChronologyRow | None, answer: AgencyRequest | None, note: str, by: User) -> Evidence:
    """Link a row of the chronology, or an agency's answer, to a criterion. Raises MoveRefused."""
    _refuse_closed(criterion)
    if (row is None) == (answer is None):
        raise MoveRefused("Choose one row of the chronology, or one answer of an agency: one piece of evidence at a time.")
    if criterion.evidence.filter(row=row, request=answer).exists():
        raise MoveRefused("This is linked to the criterion already. Nothing was altered.")
    evidence = Evidence(criterion=criterion, row=row, request=answer, note=note.strip())
    save(evidence, by=by)
    return evidence


@transaction.atomic
def let_go(evidence: Evidence, *, by: User) -> None:
    """Take a piece of evidence away from its criterion; what it led to stays where it is. Raises MoveRefused."""
    _refuse_closed(evidence.criterion)
    evidence._history_user = by  # type: ignore[attr-defined]
    evidence.delete()


def _refuse_closed(criterion: Criterion) -> None:
    """Hold the review, so that no key is given at the same moment on other words."""
    review = lock(criterion.review)
    if review.status not in ANSWERED_WHILE:
        raise MoveRefused(f"This stands at “{review.get_status_display()}”, so its criteria are closed. Nothing was altered.")


def evidence_in_words(kept: Mapping[str, Any]) -> str:
    """One piece of evidence as it was kept: who told it, which day, what."""
    note = f" ({kept['note']})" if kept["note"] else ""
    if "row" not in kept:
        return f"{kept['agency']}: the answer of the agency{note}"
    return f"{kept['agency']}, {date.fromisoformat(kept['on']):%-d %B %Y}: {kept['event']}{note}"
