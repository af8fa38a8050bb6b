"""The Rapid Review: opened by the notification, decided, sent, answered."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from cspr.deadlines import ReasonNeeded
from cspr.lifecycle import MoveRefused
from cspr.models import Deadline, OutgoingEmail, User
from cspr.stages import followers
from rapid_reviews import lifecycle
from rapid_reviews.models import RapidReview
from tests import cast
from tests.cast import person
from tests.walk import (
    DECIDED,
    SENT,
    UNSIGNED,
    decided_rapid_review,
    notification,
    rapid_review,
    sent_notification,
    sent_rapid_review,
)

PAST_OUR_STANDARD = datetime(2021, 1, 14, 9, 0, tzinfo=UTC)
ON_THE_LAST_DAY = datetime(2021, 1, 20, 23, 59, tzinfo=UTC)
LATE = datetime(2021, 1, 21, 0, 0, tzinfo=UTC)


def clock(review: RapidReview) -> Deadline:
    return review.case.deadlines.get(clock="rapid_review")


def decide(review: RapidReview, by: User, **changes: Any) -> RapidReview:
    facts: dict[str, Any] = {
        "at": DECIDED,
        "decision": "no_further_review",
        "reasons": "Invented reasons.",
        "nationally_important": False,
        **changes,
    }
    return lifecycle.decide(review, by=by, **facts)


def reply(review: RapidReview, by: User, **changes: Any) -> RapidReview:
    facts: dict[str, Any] = {
        "at": SENT + timedelta(days=10),
        "reply": "agrees",
        "reply_on": date(2021, 1, 20),
        "words": "Invented words.",
        **changes,
    }
    return lifecycle.record_reply(review, by=by, **facts)


def test_a_notification_that_was_sent_is_followed_by_a_rapid_review() -> None:
    assert [str(f) for f in followers() if f.event == "notification_sent"] == [
        "notification_sent > rapid_reviews.lifecycle.open_from"
    ]


def test_its_two_dates_are_counted_from_the_moment_the_notification_was_sent(manager: User) -> None:
    review = sent_notification(manager).rapid_review
    assert review.status == "open"
    running = clock(review)
    assert (running.started_on, running.due_on, running.latest_on) == (
        date(2020, 12, 29),
        date(2021, 1, 13),
        date(2021, 1, 20),
    )
    assert review.history.get().history_user == manager
    assert str(review) == review.case.reference


def test_before_the_notification_is_sent_no_rapid_review_opens(manager: User) -> None:
    with pytest.raises(MoveRefused, match="when the notification has been sent"):
        lifecycle.open_from(notification(manager), by=manager, at=DECIDED)
    assert not RapidReview.objects.exists()


def test_the_decision_is_kept_with_its_reasons_and_who_recorded_it(manager: User) -> None:
    review = decide(rapid_review(manager), manager, decision="local_review", reasons=" Invented reasons. ")
    assert (review.status, review.decision, review.decision_reasons) == ("decided", "local_review", "Invented reasons.")
    assert (review.decided_at, review.decided_by, review.nationally_important) == (DECIDED, manager, False)
    assert clock(review).outcome == ""
    last = review.case.timeline.latest("pk")
    assert (last.kind, last.words) == (
        "rapid_review_decided",
        "Rapid Review decided: Local child safeguarding practice review.",
    )


def test_of_national_importance_is_a_question_of_its_own_beside_any_decision(manager: User) -> None:
    review = decide(rapid_review(manager), manager, nationally_important=True, national_reasons=" A gap in the law. ")
    assert (review.decision, review.nationally_important, review.national_reasons) == (
        "no_further_review",
        True,
        "A gap in the law.",
    )
    assert review.case.timeline.latest("pk").words.endswith("The partners think it of national importance.")


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"reasons": " "}, "reasons for the decision"), ({"nationally_important": True, "national_reasons": " "}, "national")],
)
def test_a_decision_without_its_reasons_is_refused(manager: User, changes: dict[str, Any], words: str) -> None:
    review = rapid_review(manager)
    with pytest.raises(MoveRefused, match=words):
        decide(review, manager, **changes)
    review.refresh_from_db()
    assert (review.status, review.decision, review.nationally_important) == ("open", "", None)


def test_sent_with_every_part_written_it_meets_the_clock(manager: User) -> None:
    review = sent_rapid_review(manager)
    assert (review.status, review.sent_at) == ("sent", SENT)
    met = clock(review)
    assert (met.outcome, met.ended_on, met.because) == ("met", date(2021, 1, 13), "")
    assert not met.is_past_our_standard(on=date(2030, 1, 1))


def test_the_parts_that_are_still_empty_are_named(manager: User) -> None:
    review = decided_rapid_review(manager)
    review.facts, review.context = " ", ""
    review.save()
    assert review.missing_parts() == ["facts and key practice episodes", "context"]
    with pytest.raises(MoveRefused, match="Still empty: facts and key practice episodes, context"):
        lifecycle.record_sent(review, by=manager, at=SENT, sent_at=SENT, unsigned_because=UNSIGNED)
    review.refresh_from_db()
    assert (review.status, review.sent_at, clock(review).outcome) == ("decided", None, "")


def test_past_our_own_standard_a_reason_is_welcome_and_not_required(manager: User) -> None:
    silent = lifecycle.record_sent(
        decided_rapid_review(manager), by=manager, at=PAST_OUR_STANDARD, sent_at=PAST_OUR_STANDARD, unsigned_because=UNSIGNED
    )
    assert (clock(silent).outcome, clock(silent).is_past_our_standard(on=date(2030, 1, 1))) == ("met", True)
    said = lifecycle.record_sent(
        decided_rapid_review(manager),
        by=manager,
        at=ON_THE_LAST_DAY,
        sent_at=ON_THE_LAST_DAY,
        late=cast.late("Two schools were closed."),
        unsigned_because=UNSIGNED,
    )
    assert (clock(said).because, clock(said).is_late(on=date(2030, 1, 1))) == ("Two schools were closed.", False)


def test_after_the_national_limit_it_is_late_and_needs_a_reason(manager: User) -> None:
    review = decided_rapid_review(manager)
    with pytest.raises(ReasonNeeded, match="20 January 2021"):
        lifecycle.record_sent(review, by=manager, at=LATE, sent_at=LATE, unsigned_because=UNSIGNED)
    review.refresh_from_db()
    assert review.status == "decided"
    lifecycle.record_sent(
        review, by=manager, at=LATE, sent_at=LATE, late=cast.late("Awaited a return."), unsigned_because=UNSIGNED
    )
    assert (clock(review).is_late(on=date(2030, 1, 1)), clock(review).because) == (True, "Awaited a return.")


@pytest.mark.parametrize(
    ("sent_at", "words"),
    [(SENT + timedelta(seconds=1), "still to come"), (datetime(2020, 12, 28, tzinfo=UTC), "before the notification")],
)
def test_a_wrong_moment_of_sending_is_refused(manager: User, sent_at: datetime, words: str) -> None:
    review = decided_rapid_review(manager)
    with pytest.raises(MoveRefused, match=words):
        lifecycle.record_sent(review, by=manager, at=SENT, sent_at=sent_at, unsigned_because=UNSIGNED)


def test_it_is_not_sent_before_it_is_decided_nor_answered_before_it_is_sent(manager: User) -> None:
    review = rapid_review(manager)
    with pytest.raises(MoveRefused):
        lifecycle.record_sent(review, by=manager, at=SENT, sent_at=SENT, unsigned_because=UNSIGNED)
    with pytest.raises(MoveRefused):
        reply(review, manager)


def test_the_panels_letter_is_kept_with_its_date_its_kind_and_its_words(manager: User) -> None:
    review = reply(sent_rapid_review(manager), manager, reply="reconsider", words=" Please look again. ")
    assert (review.status, review.reply, review.reply_on, review.reply_words) == (
        "replied",
        "reconsider",
        date(2021, 1, 20),
        "Please look again.",
    )
    last = review.case.timeline.latest("pk")
    assert (last.kind, last.words) == (
        "panel_replied",
        "Panel replied: Asks to reconsider a local review. Letter of 20 January 2021.",
    )


@pytest.mark.parametrize(("reply_on", "words"), [(date(2021, 1, 24), "still to come"), (date(2021, 1, 12), "cannot be older")])
def test_a_letter_from_tomorrow_or_from_before_the_review_was_sent_is_refused(
    manager: User, reply_on: date, words: str
) -> None:
    review = sent_rapid_review(manager)
    with pytest.raises(MoveRefused, match=words):
        reply(review, manager, reply_on=reply_on)
    review.refresh_from_db()
    assert (review.status, review.reply) == ("sent", "")


def test_a_letter_of_the_very_day_it_was_sent_is_possible(manager: User) -> None:
    assert reply(sent_rapid_review(manager), manager, reply_on=SENT.date()).status == "replied"


def test_of_two_people_with_the_same_page_open_the_second_is_told(manager: User, coordinator: User) -> None:
    first = rapid_review(manager)
    second = RapidReview.objects.get(pk=first.pk)
    decide(first, manager, decision="local_review")
    with pytest.raises(MoveRefused, match="Somebody may have changed it"):
        decide(second, coordinator, decision="no_further_review")
    second.refresh_from_db()
    assert (second.decision, second.decided_by) == ("local_review", manager)
    lifecycle.record_sent(first, by=manager, at=SENT, sent_at=SENT, unsigned_because=UNSIGNED)
    with pytest.raises(MoveRefused):
        lifecycle.record_sent(second, by=coordinator, at=SENT, sent_at=SENT - timedelta(hours=1), unsigned_because=UNSIGNED)
    reply(first, manager)
    with pytest.raises(MoveRefused):
        reply(second, coordinator, reply="national")


def test_partner_leads_hear_of_each_step_by_reference_and_link_only(manager: User) -> None:
    lead = person("partner_lead", partner="icb")
    review = reply(sent_rapid_review(manager), manager, words="Secret words.")
    told = OutgoingEmail.objects.filter(key__startswith="rapid_review:").order_by("subject")
    reference = review.case.reference
    assert [(message.to, message.subject) for message in told] == [
        (lead.email, f"{reference}: the Panel has replied to the Rapid Review"),
        (lead.email, f"{reference}: the Rapid Review was sent to the Panel"),
    ]
    link = f"https://staff.partnership.example/rapid_reviews/rapidreview/{review.pk}/change/"
    assert {message.body.removeprefix(message.subject) for message in told} == {f".\n\nOpen it: {link}"}
