"""What the case page and the first page say of the chronology of a review, in few words and a fixed number of queries."""

from datetime import date

from django.urls import reverse

from cspr.models import Case, User
from cspr.panels import Row
from cspr.standing import record_of
from rapid_reviews.models import RapidReview, RowQuestion

VIEW, ADD = "rapid_reviews.view_rowquestion", "rapid_reviews.add_rowquestion"
# The route of the page; its view stands on a later floor.
ROUTE = "admin:rapid_reviews_rowquestion_chronology"


def address(review: RapidReview) -> str:
    """Where the chronology of a review stands."""
    return reverse(ROUTE, args=[review.pk])


def of_case(case: Case, user: User, on: date) -> list[Row]:
    """Where the rows of all agencies stand together. It asks the database nothing: the case page has few queries to spend."""
    review: RapidReview | None = record_of(case, "rapid_review") if user.has_perm(VIEW) else None
    return [] if review is None else [Row("Chronology", "What the agencies signed, in one table", address(review))]


def answers_awaited(user: User, on: date) -> list[Row]:
    """Open reviews with questions that an agency has not answered."""
    if not user.has_perm(ADD):
        return []
    open_ones = (RapidReview.Status.OPEN, RapidReview.Status.DECIDED)
    questions = RowQuestion.objects.visible_to(user).filter(request__review__status__in=open_ones)
    reviews: dict[int, list[RowQuestion]] = {}
    for one in questions.select_related("request__review__case", "request__agency").order_by("asked_at", "pk"):
        reviews.setdefault(one.request.review_id, []).append(one)
    return [_waits(found) for found in reviews.values() if any(one.answered_at is None for one in found)]


def _waits(questions: list[RowQuestion]) -> Row:
    review = questions[0].request.review
    waiting = [one for one in questions if one.answered_at is None]
    names = ", ".join(dict.fromkeys(str(one.request.agency) for one in waiting))
    return Row(str(review), f"{_number(len(waiting), 'question')} not answered yet: {names}", f"{address(review)}#questions")


def _number(count: int, one: str, many: str = "") -> str:
    return f"{count} {one if count == 1 else many or f'{one}s'}"
