"""Which documents may be made from which record, and what is decided otherwise before one of them goes out."""

from collections.abc import Callable

import pytest
from django.test import Client

from cspr.lifecycle import MoveRefused
from cspr.models import User
from practice_reviews import lifecycle as practice
from practice_reviews.models import PracticeReview
from publications import gate, kinds, lifecycle
from publications.models import Kind, Publication
from tests.cast import case
from tests.publications import drafts
from tests.publications.drafts import DRAFTED, PUBLISHED
from tests.walk import practice_review, reported_practice_review, sent_rapid_review

REASON = "A brother who is still at school would be known by it to everybody in the village."


def not_to_be_published(review: PracticeReview, by: User, because: str = REASON) -> PracticeReview:
    return practice.decide_not_to_publish(review, by=by, at=DRAFTED, because=because)


def test_a_received_report_becomes_a_report_a_summary_either_briefing_or_an_action_plan(manager: User) -> None:
    assert kinds.kinds_from(practice_review(manager)) == ()
    assert kinds.kinds_from(reported_practice_review(manager)) == (
        "full_report",
        "summary",
        "learning_briefing",
        "seven_minute_briefing",
        "action_plan",
    )


def test_a_rapid_review_gives_briefings_only_where_it_found_other_learning(manager: User) -> None:
    assert kinds.kinds_from(sent_rapid_review(manager)) == ()
    learning = sent_rapid_review(manager, decision="other_learning")
    assert kinds.kinds_from(learning) == ("rapid_review_learning", "learning_briefing", "seven_minute_briefing")
    assert kinds.kinds_from(case(manager)) == ("existing_report",)


def test_information_on_improvements_stands_only_instead_of_a_report(manager: User) -> None:
    review = reported_practice_review(manager)
    with pytest.raises(MoveRefused, match="Nothing of that kind"):
        lifecycle.draft_from(review, by=manager, at=DRAFTED, kind="improvements")
    review = not_to_be_published(review, manager)
    assert kinds.kinds_from(review) == ("improvements", "action_plan")
    begun = lifecycle.draft_from(review, by=manager, at=DRAFTED, kind="improvements")
    # Neither the report nor the reason against it is carried into what the public will read.
    assert (begun.body, begun.summary, begun.title) == ("", "", "")


def test_a_report_that_was_decided_against_after_its_approval_does_not_go_out(manager: User) -> None:
    one = drafts.approved(manager)
    assert one.practice_review is not None
    not_to_be_published(one.practice_review, manager)
    one.refresh_from_db()
    with pytest.raises(MoveRefused, match="“Full report” can no longer be published from this record"):
        lifecycle.publish(one, by=manager, at=PUBLISHED)
    assert kinds.no_longer_possible(Publication(case=one.case, kind="full_report", replaces=one)) == ""


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"summary": "Who is still at SCHOOL — would be known, it seems."}, True),
        ({"body": "## What changed\n\nA brother who is still at school would be known by it."}, True),
        ({"changes_since": "A brother who is now at home."}, False),
        ({}, False),
    ],
)
def test_the_reason_against_the_report_stays_inside(manager: User, changes: dict[str, str], told: bool) -> None:
    review = not_to_be_published(reported_practice_review(manager), manager)
    one = Publication(case=review.case, practice_review=review, kind=Kind.IMPROVEMENTS, **{**drafts.WORDS, **changes})
    assert bool(kinds.tells_the_reason(one)) is told


def test_a_short_reason_is_looked_for_whole_and_no_reason_is_looked_for_nowhere(manager: User) -> None:
    review = not_to_be_published(reported_practice_review(manager), manager, "Court order.")
    one = Publication(case=review.case, practice_review=review, kind=Kind.IMPROVEMENTS, **drafts.WORDS)
    assert kinds.tells_the_reason(one) == ""
    one.learning = "- A court order stands."
    assert "stay inside" in kinds.tells_the_reason(one)
    review.not_published_because = "…"
    assert kinds.tells_the_reason(one) == ""
    assert kinds.tells_the_reason(Publication(case=review.case, kind=Kind.EXISTING_REPORT)) == ""


def test_nobody_is_asked_to_approve_what_tells_the_reason_against_the_report(manager: User) -> None:
    review = not_to_be_published(reported_practice_review(manager), manager)
    drafts.name_the_family(review.case)
    one = lifecycle.draft_from(review, by=manager, at=DRAFTED, kind="improvements")
    one = drafts.write(one, manager, summary="A brother who is still at school would be known.")
    with pytest.raises(MoveRefused, match="stay inside"):
        lifecycle.ask_for_approval(one, by=manager, at=DRAFTED)


def test_a_report_of_a_practice_review_is_found_among_local_reviews_and_by_its_own_kind(
    manager: User, site: Callable[[str], Client]
) -> None:
    review = drafts.published(manager)[1]
    assert review.kinds == ["full_report", "local_review"]
    for kind in review.kinds:
        assert review.title in site("public").get(f"/reviews/?kind={kind}").content.decode()


def test_learning_from_a_rapid_review_is_no_local_review(manager: User) -> None:
    learning = sent_rapid_review(manager, decision="other_learning")
    page = gate.page_of(lifecycle.draft_from(learning, by=manager, at=DRAFTED, kind="rapid_review_learning"))
    assert page["review_type"] == ""
