"""What is kept as sent is what was sent: the pack with those very words and keys, and keys that were there by then."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from cspr.lifecycle import MoveRefused
from cspr.models import User
from rapid_reviews import deciding, lifecycle, packing
from rapid_reviews.models import Pack, RapidReview
from tests.rapid_reviews.packs import signed
from tests.walk import DECIDED, SENT, UNSIGNED, decided_rapid_review, leads, signed_rapid_review

MADE = datetime(2021, 1, 12, 17, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def disks(settings: Settings, tmp_path: Path) -> None:
    """Files of this test only."""
    settings.STAFF_MEDIA_ROOT = tmp_path / "staff"


def made(review: RapidReview, by: User, at: datetime = MADE) -> Pack:
    """Asked for and made."""
    pack = packing.ask(review, by=by, at=at)
    assert packing.make_waiting(now=lambda: at) == 1
    return pack


def edit(review: RapidReview, by: User) -> None:
    """The words are changed after the pack was made, and nobody signs anew."""
    RapidReview.objects.filter(pk=review.pk).update(facts="Corrected.")


def sign_late(review: RapidReview, by: User) -> None:
    """The keys are given after the pack was made."""
    for lead in leads():
        lifecycle.sign(review, partner=lead.partner, agrees=True, reasons="", by=lead, at=MADE + timedelta(hours=1))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (edit, "Report, criteria or decision have changed since it was made."),
        (sign_late, "A key was given after it was made."),
    ],
)
def test_a_pack_with_other_words_or_without_the_keys_is_not_kept_as_the_one_that_was_sent(
    manager: User, change: Callable[[RapidReview, User], None], words: str
) -> None:
    review = decided_rapid_review(manager)
    pack = made(review, manager)
    change(review, manager)
    lifecycle.record_sent(review, by=manager, at=SENT, sent_at=SENT, unsigned_because=UNSIGNED)
    pack.refresh_from_db()
    assert pack.sent_at is None
    assert not review.case.timeline.filter(kind="pack_sent").exists()
    assert review.case.timeline.get(kind="pack_not_kept").words == f"No pack is kept as the one that was sent. {words}"


def test_a_pack_that_was_made_after_the_sending_is_not_the_one_that_was_sent(manager: User) -> None:
    review = signed_rapid_review(manager)
    pack = made(review, manager, SENT + timedelta(hours=2))
    lifecycle.record_sent(review, by=manager, at=SENT + timedelta(hours=3), sent_at=SENT)
    pack.refresh_from_db()
    assert pack.sent_at is None
    said = review.case.timeline.get(kind="pack_not_kept").words
    assert said == "No pack is kept as the one that was sent. It was made after that moment."


def test_within_the_minute_in_which_it_was_made_a_pack_can_be_sent(manager: User) -> None:
    review = signed_rapid_review(manager)
    pack = made(review, manager, SENT + timedelta(seconds=40))
    lifecycle.record_sent(review, by=manager, at=SENT + timedelta(seconds=50), sent_at=SENT)
    pack.refresh_from_db()
    assert pack.sent_at == SENT


def test_a_key_that_was_given_after_the_sending_did_not_go_with_it(manager: User) -> None:
    review = decided_rapid_review(manager)
    for lead in leads():
        lifecycle.sign(review, partner=lead.partner, agrees=True, reasons="", by=lead, at=SENT + timedelta(days=20))
    much_later = SENT + timedelta(days=21)
    with pytest.raises(MoveRefused, match=r"Police: signed on 2 February 2021 .* after it was sent"):
        lifecycle.record_sent(review, by=manager, at=much_later, sent_at=SENT)
    lifecycle.record_sent(review, by=manager, at=much_later, sent_at=SENT, unsigned_because="Agreed on paper.")
    assert "Without the key of: Local authority" in review.case.timeline.get(kind="rapid_review_sent").words


def test_decided_anew_in_the_same_words_every_key_is_asked_again(manager: User) -> None:
    review = signed_rapid_review(manager)
    facts: dict[str, Any] = {"decision": "local_review", "reasons": "Invented reasons.", "nationally_important": False}
    again = lifecycle.decide(review, by=manager, at=DECIDED + timedelta(hours=1), because="A new return came in.", **facts)
    keys = deciding.standing_of(again)
    assert [key.state for key in keys] == ["void"] * 3
    assert "it was decided anew since: signature void, sign again" in keys[0].words


def test_another_name_of_an_agency_voids_no_key_of_what_was_sent(manager: User) -> None:
    review = decided_rapid_review(manager)
    request = signed(review, 1)
    deciding.rest_on(review.criteria.get(letter="a"), row=None, answer=request, note="", by=manager)
    for lead in leads():
        lifecycle.sign(review, partner=lead.partner, agrees=True, reasons="", by=lead, at=MADE)
    review = lifecycle.record_sent(review, by=manager, at=SENT, sent_at=SENT)
    request.agency.name = "Merged agency"
    request.agency.save()
    assert [key.state for key in deciding.standing_of(review)] == ["signed"] * 3


def test_words_that_were_changed_after_the_decision_are_kept_as_they_were_sent(manager: User) -> None:
    review = signed_rapid_review(manager)
    edit(review, manager)
    review = lifecycle.record_sent(review, by=manager, at=SENT, sent_at=SENT, unsigned_because=UNSIGNED)
    newest = review.decisions_taken.first()
    assert newest is not None
    assert newest.snapshot["report"]["facts"] == "Corrected."
    assert [key.state for key in deciding.standing_of(review)] == ["void"] * 3
