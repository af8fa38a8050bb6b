"""Each step by which a question goes to an agency. The same finding is asked of the same agency once."""

from datetime import datetime

from django.db import transaction

from cspr import outbox, timeline
from cspr.lifecycle import MoveRefused, lock, save
from cspr.models import User
from rapid_reviews import planning
from rapid_reviews.asking import mails
from rapid_reviews.chronology import Finding
from rapid_reviews.models import AgencyRequest, ChronologyRow, RowQuestion
from rapid_reviews.questioning import words

LONGEST = 4000
ABOUT = "we have a question about your agency’s chronology"


def may_be_asked(request: AgencyRequest) -> bool:
    """Whether an agency may be asked back: it has signed, and the review is not with the Panel."""
    return request.status == AgencyRequest.Status.SIGNED and request.review.status in planning.PLANNED


@transaction.atomic
def ask(finding: Finding, request: AgencyRequest, *, by: User, at: datetime) -> RowQuestion:
    """Ask one agency about a finding in which it has a part; return the question that was asked already, if there is one.

    The contact, and the colleague to whom the request was handed, get the reference and the link. Raises MoveRefused.
    """
    request = _open(request)
    asked: RowQuestion | None = RowQuestion.objects.filter(request=request, found=finding.found).first()
    if asked is not None:
        return asked
    question = RowQuestion(request=request, kind=words.KINDS[finding.kind], found=finding.found)
    question.words = words.question(finding, str(request.agency))
    rows = ChronologyRow.objects.filter(request=request, pk__in=finding.pks)
    return _sent(question, list(rows), by=by, at=at)


@transaction.atomic
def ask_freely(request: AgencyRequest, typed: str, *, by: User, at: datetime) -> RowQuestion:
    """Ask in words of one's own. The same words sent twice are one question. Raises MoveRefused."""
    request = _open(request)
    typed = typed.strip()
    if not typed or len(typed) > LONGEST:
        raise MoveRefused(f"Write the question, in at most {LONGEST:,} signs. Nothing was sent.")
    asked: RowQuestion | None = RowQuestion.objects.filter(
        request=request, kind=RowQuestion.Kind.OTHER, words=typed, answered_at=None
    ).first()
    if asked is not None:
        return asked
    return _sent(RowQuestion(request=request, kind=RowQuestion.Kind.OTHER, words=typed), [], by=by, at=at)


def _open(request: AgencyRequest) -> AgencyRequest:
    """The request, locked, so that two who press at once ask once. Raises MoveRefused."""
    locked = lock(request)
    if not may_be_asked(locked):
        raise MoveRefused(
            "This agency cannot be asked: its answer is not signed, or the review is with the Panel. Nothing was sent."
        )
    return locked


def _sent(question: RowQuestion, rows: list[ChronologyRow], *, by: User, at: datetime) -> RowQuestion:
    request = question.request
    question.asked_at, question.asked_by = at, by
    save(question, by=by)
    question.rows.set(rows)
    contacts = mails.answerers(request)
    outbox.queue_all(list(mails.to_each(request, contacts, f"question:{question.pk}", ABOUT, at=at)))
    timeline.record(
        request.review.case, "row_question_asked", f"Question to {request.agency} about its chronology.", at=at, by=by
    )
    return question
