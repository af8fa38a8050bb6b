"""What the demonstration tells of agencies that were asked, and of the meeting about it."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from cspr.clocks import london_date
from cspr.models import User
from demo.people import NOTE
from rapid_reviews import asking
from rapid_reviews.asking import awaited
from rapid_reviews.models import AgencyRequest, Meeting, RapidReview


@pytest.mark.usefixtures("demonstration")
def test_some_agencies_have_answered_one_is_late_and_one_is_to_be_rung() -> None:
    call_command("load_demo")
    review = RapidReview.objects.get(requests__isnull=False, requests__agency__name=f"Youth justice service{NOTE}")
    stands = list(review.requests.values_list("status", flat=True))
    assert sorted(stands) == [AgencyRequest.Status.SENT] * 2 + [AgencyRequest.Status.SIGNED] * 3
    assert review.requests.get(answer__is_nil=True).rows.count() == 0
    coordinator = User.objects.get(email="coordinator@partnership.example")
    today = london_date(timezone.now())
    assert {row.tone for row in awaited.answers_awaited(coordinator, today)} == {"late"}
    (to_ring,) = awaited.to_ring(coordinator, today)
    assert "No key was given yet." in to_ring.words
    assert [person.relation for person in review.family.all()] == ["Child", "Mother", "Brother"]
    assert asking.not_on_the_list(review) == []
    assert Meeting.objects.get(review=review).status == Meeting.Status.PLANNED
