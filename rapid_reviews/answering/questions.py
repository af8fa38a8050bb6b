"""The answer of an agency to a question back. What was signed stays as it is."""

from datetime import datetime

from django.db import transaction

from cspr import timeline
from cspr.lifecycle import MoveRefused, lock
from cspr.models import AgencyContact
from cspr.stages import announce
from rapid_reviews.answering.holding import MISSED, keep, requests_of
from rapid_reviews.models import RowQuestion


@transaction.atomic
def answer(question: RowQuestion, words: str, *, contact: AgencyContact, at: datetime) -> RowQuestion:
    """Store the answer, once. The same words sent twice are one answer. Raises MoveRefused."""
    locked = lock(question)
    asked = locked.request
    if not requests_of(contact).filter(pk=asked.pk).exists():
        raise MoveRefused(MISSED)
    if locked.answered_at is not None:
        if locked.answer == words.strip():
            return locked
        raise MoveRefused(
            "Somebody else has answered this question meanwhile, so your words were not sent. They stand below and are kept "
            "nowhere else: copy them, and call the business unit if it should know them."
        )
    locked.answer, locked.answered_at, locked.answered_by = words.strip(), at, contact
    keep(locked, contact)
    line = f"{asked.agency} answered a question about its chronology."
    timeline.record(asked.review.case, "row_question_answered", line, at=at, actor=str(asked.agency))
    announce("row_question_answered", locked, by=None, at=at)
    return locked
