"""What the page of a Rapid Review shows of the agencies that were asked and of its meetings, and where both begin."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from cspr.models import User
from cspr.panels import Row
from rapid_reviews import planning
from rapid_reviews.admin import asking
from rapid_reviews.asking import awaited
from rapid_reviews.asking.awaited import RequestLine
from rapid_reviews.meetings import rows
from rapid_reviews.models import AgencyRequest, RapidReview


@dataclass(frozen=True)
class Asked:
    """Both sections. An address is empty where the person may not take the step, or the review is closed."""

    words: str
    lines: list[RequestLine]
    meetings: list[Row]
    ask_url: str
    meeting_url: str


def asked(review: RapidReview, user: User, on: date) -> Asked:
    """As it stands on that London day, for this person."""
    lines = awaited.lines_of(review, on=on) if user.has_perm(awaited.VIEW) else []
    is_open = review.status in planning.PLANNED
    return Asked(
        words=in_words(lines),
        lines=lines,
        meetings=rows.of_case(review.case, user, on),
        ask_url=asking.address(review) if is_open and user.has_perm(asking.ADD) else "",
        meeting_url=_plan_address(review) if is_open and user.has_perm("rapid_reviews.add_meeting") else "",
    )


def in_words(lines: list[RequestLine]) -> str:
    """2 of 8 agencies have answered. 1 is late."""
    taken_back, signed = AgencyRequest.Status.CANCELLED.label, AgencyRequest.Status.SIGNED.label
    asked_of = [line for line in lines if line.state != taken_back]
    answered = sum(line.state == signed for line in asked_of)
    late = sum(line.tone == "late" for line in asked_of)
    words = f"{answered} of {len(asked_of)} {'agency has' if len(asked_of) == 1 else 'agencies have'} answered."
    return words + f" {late} {'is' if late == 1 else 'are'} late." * bool(late)


def _plan_address(review: RapidReview) -> str:
    return f"{reverse('admin:rapid_reviews_meeting_add')}?review={review.pk}"
