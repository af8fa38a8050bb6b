"""The Panel's letters, a review that is considered again, and one that ends because its notification was withdrawn."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cspr.lifecycle import MoveRefused
from cspr.models import User
from notifications import lifecycle as notifying
from practice_reviews.models import rapid_reviews_to_follow
from rapid_reviews import dashboards, deciding, lifecycle, planning
from rapid_reviews.models import AgencyRequest, RapidReview
from tests.rapid_reviews.packs import signed
from tests.walk import SENT, UNSIGNED, decided_rapid_review, rapid_review, sent_rapid_review, signed_rapid_review

REPLIED = datetime(2021, 1, 22, 9, 0, tzinfo=UTC)
SENT_AGAIN = datetime(2021, 2, 2, 9, 0, tzinfo=UTC)


def replied(by: User, reply: str = "reconsider") -> RapidReview:
    """Signed by three, sent, and answered."""
    sent = lifecycle.record_sent(signed_rapid_review(by, decision="other_learning"), by=by, at=SENT, sent_at=SENT)
    return lifecycle.record_reply(
        sent, by=by, at=REPLIED, reply=reply, reply_on=date(2021, 1, 21), words="Look again.", asks=" A view on themes. "
    )


def reconsidered(by: User) -> RapidReview:
    return lifecycle.reconsider(replied(by), because="The Panel disagrees.", by=by, at=REPLIED)


def test_every_letter_is_kept_with_what_it_asks_for(manager: User) -> None:
    letter = replied(manager).replies.get()
    assert (letter.reply, letter.reply_on, letter.words, letter.asks, letter.round, letter.by) == (
        "reconsider",
        date(2021, 1, 21),
        "Look again.",
        "A view on themes.",
        1,
        manager,
    )


def test_considered_again_a_new_round_begins_and_everything_before_stays(manager: User) -> None:
    review = reconsidered(manager)
    assert (review.status, review.round, review.decision, review.sent_at, review.reply) == ("open", 2, "", None, "")
    assert [one.decision for one in review.decisions_taken.all()] == ["other_learning"]
    assert review.decisions_taken.get().signatures.count() == 3
    assert review.replies.count() == 1
    assert review.facts == "Invented words on facts."
    assert deciding.current(review) is None
    assert [key.state for key in deciding.standing_of(review)] == ["awaited"] * 3
    assert review.case.timeline.latest("pk").words == "Rapid Review considered again, round 2: The Panel disagrees."


def test_a_later_round_has_no_plan_and_nobody_is_asked_for_its_steps(manager: User) -> None:
    review = reconsidered(manager)
    assert review.milestones.filter(done_on=None).exists()
    assert (planning.open_steps(review), planning.markable_steps(review), planning.done_steps(review)) == ([], [], [])
    assert dashboards.due_steps(manager, on=date(2021, 3, 1)) == []
    assert dashboards.address_of_plan(review.case) == ""
    assert not dashboards.plan_of(review, on=date(2021, 3, 1)).is_open
    with pytest.raises(MoveRefused, match="its plan is closed"):
        planning.plan_again(review, target="due", by=manager, at=REPLIED)


def test_the_clock_stays_as_it_was_met_the_first_time(manager: User) -> None:
    review = reconsidered(manager)
    first = review.case.deadlines.get(clock="rapid_review")
    review = lifecycle.decide(
        review, by=manager, at=REPLIED, decision="local_review", reasons="Themes after all.", nationally_important=False
    )
    review = lifecycle.record_sent(review, by=manager, at=SENT_AGAIN, sent_at=SENT_AGAIN, unsigned_because=UNSIGNED)
    again = review.case.deadlines.get(clock="rapid_review")
    assert (again.outcome, again.ended_on, again.pk) == ("met", SENT.date(), first.pk)
    assert (
        review.case.timeline.filter(kind="rapid_review_sent")
        .latest("pk")
        .words.startswith("Rapid Review sent to the Panel again.")
    )
    second = lifecycle.record_reply(
        review, by=manager, at=SENT_AGAIN + timedelta(days=5), reply="agrees", reply_on=date(2021, 2, 5), words=""
    )
    assert [(one.round, one.reply) for one in second.replies.all()] == [(2, "agrees"), (1, "reconsider")]


def test_it_is_not_sent_again_before_the_letter_that_asked_for_it(manager: User) -> None:
    review = lifecycle.decide(
        reconsidered(manager), by=manager, at=REPLIED, decision="local_review", reasons="x", nationally_important=False
    )
    with pytest.raises(MoveRefused, match="before the Panel's letter"):
        lifecycle.record_sent(review, by=manager, at=SENT_AGAIN, sent_at=SENT, unsigned_because=UNSIGNED)


@pytest.mark.parametrize("reply", ["agrees", "information", "national"])
def test_only_a_letter_that_asks_for_it_is_followed_by_another_round(manager: User, reply: str) -> None:
    with pytest.raises(MoveRefused, match="does not ask to reconsider"):
        lifecycle.reconsider(replied(manager, reply), because="x", by=manager, at=REPLIED)


def test_another_round_needs_its_reason_and_begins_once(manager: User) -> None:
    review = replied(manager)
    with pytest.raises(MoveRefused, match="considered again"):
        lifecycle.reconsider(review, because=" ", by=manager, at=REPLIED)
    lifecycle.reconsider(review, because="x", by=manager, at=REPLIED)
    with pytest.raises(MoveRefused, match="Somebody may have changed it"):
        lifecycle.reconsider(review, because="x", by=manager, at=REPLIED)


def test_a_withdrawn_notification_ends_its_rapid_review_in_sight(manager: User) -> None:
    review = rapid_review(manager)
    answered, awaited = signed(review, 1), signed(review, 2)
    AgencyRequest.objects.filter(pk=awaited.pk).update(status="sent")
    notifying.withdraw(review.notification, by=manager, at=REPLIED, decided_by="The Director", because="Outside the criteria.")
    review.refresh_from_db()
    assert (review.status, review.ended_because, review.ended_at) == ("ended", "Outside the criteria.", REPLIED)
    clock = review.case.deadlines.get(clock="rapid_review")
    assert (clock.outcome, clock.ended_on) == ("not_required", REPLIED.date())
    assert planning.open_steps(review) == []
    answered.refresh_from_db()
    awaited.refresh_from_db()
    assert (answered.status, awaited.status) == ("signed", "cancelled")
    assert review.case.timeline.filter(kind="rapid_review_ended").exists()


def test_an_ended_review_is_neither_decided_nor_followed_by_a_practice_review(manager: User) -> None:
    review = lifecycle.end(decided_rapid_review(manager), because="Withdrawn.", by=manager, at=REPLIED)
    with pytest.raises(MoveRefused):
        lifecycle.record_sent(review, by=manager, at=REPLIED, sent_at=REPLIED, unsigned_because=UNSIGNED)
    with pytest.raises(MoveRefused):
        lifecycle.end(review, because="Again.", by=manager, at=REPLIED)
    assert not rapid_reviews_to_follow().exists()


def test_a_review_that_was_sent_ends_with_its_clock_as_it_was_met(manager: User) -> None:
    review = lifecycle.end(sent_rapid_review(manager), because="Withdrawn.", by=manager, at=REPLIED)
    clock = review.case.deadlines.get(clock="rapid_review")
    assert (review.status, clock.outcome, clock.ended_on) == ("ended", "met", SENT.date())


def test_the_end_needs_its_reason(manager: User) -> None:
    with pytest.raises(MoveRefused, match="Say why"):
        lifecycle.end(rapid_review(manager), because=" ", by=manager, at=REPLIED)
