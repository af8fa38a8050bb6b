"""The local practice review: initiated, checked on, reported, published or decided not to be."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from cspr.deadlines import ReasonNeeded
from cspr.lifecycle import MoveRefused
from cspr.models import Deadline, User
from practice_reviews import lifecycle
from practice_reviews.models import PracticeReview, ProgressNote
from rapid_reviews import lifecycle as rapid
from rapid_reviews.models import RapidReview
from tests import cast
from tests.walk import (
    DECIDED,
    INITIATED,
    REPORTED,
    SENT,
    decided_rapid_review,
    practice_review,
    rapid_review,
    reported_practice_review,
    sent_rapid_review,
)

LAST_DAY = datetime(2021, 7, 14, 22, 30, tzinfo=UTC)
LATE = datetime(2021, 7, 14, 23, 30, tzinfo=UTC)


def clock(review: PracticeReview) -> Deadline:
    return review.case.deadlines.get(clock="practice_review")


def initiate(review: RapidReview, by: User, **changes: Any) -> PracticeReview:
    facts: dict[str, Any] = {"at": INITIATED, "decided_at": INITIATED, "decided_by": "The three partners", **changes}
    return lifecycle.initiate(review, by=by, **facts)


def test_six_months_run_from_the_decision_to_initiate_not_from_its_recording(manager: User) -> None:
    begun = initiate(sent_rapid_review(manager), manager, at=INITIATED + timedelta(days=6), decided_by=" The three partners ")
    assert (begun.status, begun.initiated_at, begun.initiated_by) == ("initiated", INITIATED, "The three partners")
    assert (clock(begun).started_on, clock(begun).due_on, clock(begun).latest_on) == (
        date(2021, 1, 14),
        date(2021, 7, 14),
        date(2021, 7, 14),
    )
    assert begun.case.timeline.latest("pk").words == (
        "Practice review initiated; to be published by 14 July 2021. Decided by The three partners."
    )
    assert begun.history.get().history_user == manager
    assert str(begun) == begun.case.reference


def test_it_may_begin_before_the_rapid_review_is_sent_once_it_is_decided(manager: User) -> None:
    assert initiate(decided_rapid_review(manager), manager).status == "initiated"


def test_a_rapid_review_that_decided_otherwise_leads_to_no_practice_review(manager: User) -> None:
    for review in (sent_rapid_review(manager, decision="no_further_review"), rapid_review(manager)):
        with pytest.raises(MoveRefused, match="decided upon one"):
            initiate(review, manager)
    assert not PracticeReview.objects.exists()


def test_the_panel_may_ask_to_reconsider_and_then_a_practice_review_may_begin(manager: User) -> None:
    review = sent_rapid_review(manager, decision="no_further_review")
    rapid.record_reply(
        review, by=manager, at=SENT + timedelta(days=7), reply="reconsider", reply_on=date(2021, 1, 19), words="Again."
    )
    assert initiate(review, manager, at=SENT + timedelta(days=8)).rapid_review == review


def test_a_case_has_one_practice_review_and_the_second_person_is_told(manager: User, coordinator: User) -> None:
    review = sent_rapid_review(manager)
    initiate(review, manager)
    with pytest.raises(MoveRefused, match="once for a case"):
        initiate(review, coordinator)
    assert PracticeReview.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"decided_by": " "}, "who decided"),
        ({"decided_at": INITIATED + timedelta(minutes=1)}, "still to come"),
        ({"decided_at": datetime(2020, 12, 28, tzinfo=UTC)}, "before the notification"),
    ],
)
def test_initiating_without_a_decider_or_at_an_impossible_moment_is_refused(
    manager: User, changes: dict[str, Any], words: str
) -> None:
    review = sent_rapid_review(manager)
    with pytest.raises(MoveRefused, match=words):
        initiate(review, manager, **changes)
    assert not PracticeReview.objects.exists()


def test_progress_is_noted_with_the_day_and_without_its_words_on_the_timeline(manager: User) -> None:
    review = practice_review(manager)
    note = lifecycle.record_progress(review, by=manager, at=REPORTED, on=date(2021, 2, 15), words=" On time. ")
    assert (note.on, note.words, note.by, str(note)) == (date(2021, 2, 15), "On time.", manager, review.case.reference)
    last = review.case.timeline.latest("pk")
    assert (last.kind, last.words) == ("practice_review_progress", "Progress checked on 15 February 2021.")


@pytest.mark.parametrize(
    ("on", "words", "why"),
    [
        (date(2021, 2, 15), " ", "what was found"),
        (date(2021, 1, 13), "Early.", "before the review began"),
        (date(2021, 5, 5), "Tomorrow.", "still to come"),
    ],
)
def test_an_empty_note_or_an_impossible_day_is_refused(manager: User, on: date, words: str, why: str) -> None:
    with pytest.raises(MoveRefused, match=why):
        lifecycle.record_progress(practice_review(manager), by=manager, at=REPORTED, on=on, words=words)
    assert not ProgressNote.objects.exists()


def test_progress_may_be_checked_on_the_first_and_on_the_present_day(manager: User) -> None:
    review = practice_review(manager)
    for day in (INITIATED.date(), REPORTED.date()):
        lifecycle.record_progress(review, by=manager, at=REPORTED, on=day, words="On time.")
    assert review.progress_notes.count() == 2


def test_after_the_report_there_is_no_progress_to_note(manager: User) -> None:
    with pytest.raises(MoveRefused, match="report has been received"):
        lifecycle.record_progress(reported_practice_review(manager), by=manager, at=REPORTED, on=REPORTED.date(), words="Late.")


def test_the_report_is_received_and_the_clock_runs_on(manager: User) -> None:
    review = reported_practice_review(manager)
    assert (review.status, review.report_received_at, review.report) == ("report_received", REPORTED, "An invented report.")
    assert clock(review).outcome == ""
    assert review.case.timeline.latest("pk").words == "Report of the practice review received."


@pytest.mark.parametrize(
    ("received_at", "report", "why"),
    [
        (REPORTED, "  ", "text of the report"),
        (REPORTED + timedelta(minutes=1), "Words.", "still to come"),
        (INITIATED - timedelta(minutes=1), "Words.", "before the review was initiated"),
    ],
)
def test_an_empty_report_or_an_impossible_moment_is_refused(
    manager: User, received_at: datetime, report: str, why: str
) -> None:
    review = practice_review(manager)
    with pytest.raises(MoveRefused, match=why):
        lifecycle.receive_report(review, by=manager, at=REPORTED, received_at=received_at, report=report)
    review.refresh_from_db()
    assert (review.status, review.report) == ("initiated", "")


def test_a_second_report_does_not_replace_the_first(manager: User, coordinator: User) -> None:
    review = reported_practice_review(manager)
    with pytest.raises(MoveRefused):
        lifecycle.receive_report(review, by=coordinator, at=REPORTED, received_at=REPORTED, report="Another.")
    review.refresh_from_db()
    assert review.report == "An invented report."


def test_decided_not_to_be_published_the_clock_ends_as_not_required(manager: User) -> None:
    review = reported_practice_review(manager)
    review = lifecycle.decide_not_to_publish(review, by=manager, at=LAST_DAY, because=" Would identify a living child. ")
    assert (review.status, review.not_published_because, review.decided_not_to_publish_at) == (
        "not_to_be_published",
        "Would identify a living child.",
        LAST_DAY,
    )
    assert (clock(review).outcome, clock(review).because) == ("not_required", "Would identify a living child.")
    assert review.case.timeline.latest("pk").words == "Report decided not to be published."


def test_not_publishing_needs_reasons_and_a_report(manager: User) -> None:
    with pytest.raises(MoveRefused, match="reasons not to publish"):
        lifecycle.decide_not_to_publish(reported_practice_review(manager), by=manager, at=LAST_DAY, because=" ")
    with pytest.raises(MoveRefused):
        lifecycle.decide_not_to_publish(practice_review(manager), by=manager, at=LAST_DAY, because="Reasons.")


def test_published_on_the_last_day_it_meets_the_clock(manager: User) -> None:
    review = lifecycle.record_published(reported_practice_review(manager), by=manager, at=LAST_DAY)
    assert (review.status, review.published_at) == ("published", LAST_DAY)
    assert (clock(review).outcome, clock(review).ended_on) == ("met", date(2021, 7, 14))
    assert not clock(review).is_late(on=date(2030, 1, 1))


def test_published_the_next_day_in_london_it_is_late_and_needs_a_reason(manager: User) -> None:
    review = reported_practice_review(manager)
    with pytest.raises(ReasonNeeded, match="14 July 2021"):
        lifecycle.record_published(review, by=manager, at=LATE)
    review.refresh_from_db()
    assert review.status == "report_received"
    lifecycle.record_published(review, by=manager, at=LATE, late=cast.late("A criminal trial."))
    assert (clock(review).is_late(on=date(2030, 1, 1)), clock(review).because) == (True, "A criminal trial.")


def test_nothing_is_published_before_the_report_is_in(manager: User) -> None:
    with pytest.raises(MoveRefused):
        lifecycle.record_published(practice_review(manager), by=manager, at=LAST_DAY)


def test_a_further_publication_changes_neither_the_moment_nor_the_clock(manager: User) -> None:
    review = lifecycle.record_published(reported_practice_review(manager), by=manager, at=LAST_DAY)
    again = lifecycle.record_published(review, by=manager, at=LATE)
    assert (again.published_at, clock(again).ended_on) == (LAST_DAY, date(2021, 7, 14))


def test_improvements_published_in_place_of_the_report_leave_the_decision_as_it_was(manager: User) -> None:
    review = lifecycle.decide_not_to_publish(
        reported_practice_review(manager), by=manager, at=LAST_DAY, because="Invented reasons."
    )
    assert lifecycle.record_published(review, by=manager, at=LATE).status == "not_to_be_published"
    assert clock(review).outcome == "not_required"


def test_the_case_tells_its_story_in_order_from_notification_to_publication(manager: User) -> None:
    review = lifecycle.record_published(reported_practice_review(manager), by=manager, at=LAST_DAY)
    assert list(review.case.timeline.order_by("pk").values_list("kind", flat=True)) == [
        "case_opened",
        "notification_opened",
        "notification_sent",
        "partners_told",
        "rapid_review_opened",
        "rapid_review_decided",
        "rapid_review_sent",
        "practice_review_initiated",
        "review_report_received",
        "practice_review_published",
    ]
    assert review.initiated_at > DECIDED
