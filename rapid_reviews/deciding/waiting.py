"""What stands on the first page of a lead whose key is asked, and what the case page says of the keys."""

from datetime import date

from django.urls import reverse

from cspr.clocks import london_date
from cspr.models import Case, User
from cspr.panels import Row
from cspr.standing import record_of
from rapid_reviews.deciding.keys import VOID, Key, asked_of, by_name, lacking, standing_of
from rapid_reviews.models import RapidReview

VIEW, SIGN = "rapid_reviews.view_rapidreview", "rapid_reviews.sign_decision"


def your_key(user: User, on: date) -> list[Row]:
    """The decisions on which this lead's key is awaited or void, the oldest first."""
    if not user.has_perm(SIGN):
        return []
    rows = []
    for review in asked_of(user):
        key = next(key for key in standing_of(review) if key.partner == user.partner)
        decided = f"Decided on {london_date(review.decided_at):%-d %B %Y}" if review.decided_at else "Decided"
        words = key.words if key.state == VOID else f"{decided}. Read the words, then sign or dissent"
        page = reverse("admin:rapid_reviews_rapidreview_verb", args=[review.pk, "sign"])
        rows.append(Row(str(review), words, page, "past" if key.state == VOID else ""))
    return rows


def keys_of_case(case: Case, user: User, on: date) -> list[Row]:
    """How each key stands, from the decision until it is sent."""
    if not user.has_perm(VIEW):
        return []
    review: RapidReview | None = record_of(case, "rapid_review")
    if review is None or review.status != RapidReview.Status.DECIDED:
        return []
    return [Row(f"Key: {key.name}", key.words) for key in keys_of_page(review)]


def keys_of_page(review: RapidReview) -> list[Key]:
    """How each key stands, worked out once for a page."""
    if not hasattr(review, "keys_of_this_page"):
        review.keys_of_this_page = standing_of(review)  # type: ignore[attr-defined]
    found: list[Key] = review.keys_of_this_page  # type: ignore[attr-defined]
    return found


def awaited_in_words(review: RapidReview) -> str:
    """Decided, to be sent; and whose key is missing."""
    missing = lacking(standing_of(review))
    return f"Decided, to be sent. Keys awaited: {by_name(missing)}" if missing else "Decided, to be sent. All keys are given"
