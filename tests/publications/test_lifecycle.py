"""From a first draft to the approval by a second person: two people, and exactly one text."""

from typing import Any

import pytest

from cspr.lifecycle import MoveRefused
from cspr.models import User
from practice_reviews import lifecycle as practice
from publications import gate, kinds, lifecycle
from publications.checking import newest
from publications.models import Publication, Theme
from tests.cast import case, person
from tests.publications import drafts
from tests.publications.drafts import APPROVED, DRAFTED, PUBLISHED
from tests.walk import practice_review, reported_practice_review, sent_rapid_review


def kinds_of(publication: Publication) -> list[str]:
    return list(publication.case.timeline.order_by("pk").values_list("kind", flat=True))


# --- Drafting


def test_a_full_report_begins_with_the_words_of_the_reviewers_report(manager: User) -> None:
    review = reported_practice_review(manager)
    begun = lifecycle.draft_from(review, by=manager, at=DRAFTED, kind="full_report")
    assert (begun.status, begun.body, begun.practice_review, begun.case) == (
        "draft",
        "An invented report.",
        review,
        review.case,
    )
    assert (begun.drafted_by, begun.edited_by, begun.history.get().history_user) == (manager, manager, manager)
    assert kinds_of(begun)[-1] == "publication_drafted"
    assert str(begun) == review.case.reference


def test_a_learning_briefing_begins_empty(manager: User) -> None:
    begun = lifecycle.draft_from(reported_practice_review(manager), by=manager, at=DRAFTED, kind="learning_briefing")
    assert begun.body == ""


def test_learning_from_a_rapid_review_needs_the_decision_other_learning(manager: User) -> None:
    learning = sent_rapid_review(manager, decision="other_learning")
    begun = lifecycle.draft_from(learning, by=manager, at=DRAFTED, kind="rapid_review_learning")
    assert (begun.rapid_review, begun.practice_review, begun.body) == (learning, None, "")
    with pytest.raises(MoveRefused, match="other learning"):
        lifecycle.draft_from(sent_rapid_review(manager), by=manager, at=DRAFTED, kind="rapid_review_learning")


def test_an_existing_report_is_drafted_from_the_case_alone(manager: User) -> None:
    begun = lifecycle.draft_from(case(manager), by=manager, at=DRAFTED, kind="existing_report")
    assert (begun.practice_review, begun.rapid_review) == (None, None)


def test_nothing_is_drafted_before_the_report_is_in(manager: User) -> None:
    with pytest.raises(MoveRefused, match="needs its report"):
        lifecycle.draft_from(practice_review(manager), by=manager, at=DRAFTED, kind="full_report")
    assert Publication.objects.count() == 0


def test_where_the_report_is_not_to_be_published_only_what_was_improved_is_drafted(manager: User) -> None:
    review = reported_practice_review(manager)
    practice.decide_not_to_publish(review, by=manager, at=DRAFTED, because="It would identify a sibling.")
    review.refresh_from_db()
    assert kinds.kinds_from(review) == ("improvements", "action_plan")


# --- Editing and approval


def test_an_edited_draft_stays_a_draft(manager: User) -> None:
    publication = drafts.draft(manager)
    lifecycle.save_edit(publication, by=manager, at=DRAFTED)
    assert publication.status == "draft"
    assert "publication_approval_voided" not in kinds_of(publication)


@pytest.mark.parametrize("state", ["waiting", "approved"])
def test_an_edit_makes_it_a_draft_again(manager: User, state: str) -> None:
    publication = getattr(drafts, state)(manager)
    publication.summary = "Another summary."
    lifecycle.save_edit(publication, by=manager, at=APPROVED)
    publication.refresh_from_db()
    assert (publication.status, publication.approved_by, publication.approved_at, publication.approved_digest) == (
        "draft",
        None,
        None,
        "",
    )
    assert publication.summary == "Another summary."
    assert kinds_of(publication)[-1] == "publication_approval_voided"


def test_an_edit_that_overtakes_an_approval_voids_it(manager: User) -> None:
    publication = drafts.waiting(manager)
    opened_before = Publication.objects.get(pk=publication.pk)
    lifecycle.approve(publication, by=person("partner_lead"), at=APPROVED)
    lifecycle.save_edit(opened_before, by=manager, at=APPROVED)
    publication.refresh_from_db()
    assert (publication.status, publication.approved_by, publication.approved_digest) == ("draft", None, "")


def test_what_is_published_is_not_edited(manager: User) -> None:
    publication, review = drafts.published(manager)
    publication.title = "Child S"
    with pytest.raises(MoveRefused, match="not edited"):
        lifecycle.save_edit(publication, by=manager, at=PUBLISHED)
    review.refresh_from_db()
    assert review.title == "Child R"


@pytest.mark.parametrize("part", ["title", "subject", "summary", "body"])
def test_approval_is_not_asked_for_an_unfinished_draft(manager: User, part: str) -> None:
    publication = drafts.draft(manager, **{part: " \n"})
    with pytest.raises(MoveRefused, match="Still to be written"):
        lifecycle.ask_for_approval(publication, by=manager, at=DRAFTED)
    publication.refresh_from_db()
    assert publication.status == "draft"


def test_a_report_of_more_than_a_hundred_pages_is_published_in_parts(manager: User) -> None:
    publication = drafts.draft(manager, body="word " * 60_001)
    with pytest.raises(MoveRefused, match="in parts"):
        lifecycle.ask_for_approval(publication, by=manager, at=DRAFTED)


def test_asking_for_approval_is_written_down_and_clears_what_was_asked_before(manager: User) -> None:
    publication = drafts.draft(manager)
    drafts.asked(publication, manager)
    lifecycle.send_back(publication, by=person("partner_lead"), at=DRAFTED, because=" Leave out the town. ")
    publication.refresh_from_db()
    assert (publication.status, publication.sent_back_because) == ("draft", "Leave out the town.")
    asked = lifecycle.ask_for_approval(publication, by=manager, at=DRAFTED)
    assert (asked.status, asked.sent_back_because) == ("in_approval", "")
    assert kinds_of(publication)[-3:] == ["publication_approval_asked", "publication_sent_back", "publication_approval_asked"]


def test_sending_back_needs_words(manager: User) -> None:
    with pytest.raises(MoveRefused, match="Say what has to change"):
        lifecycle.send_back(drafts.waiting(manager), by=manager, at=APPROVED, because="  ")


def test_the_author_does_not_approve(manager: User) -> None:
    publication = drafts.waiting(manager)
    with pytest.raises(MoveRefused, match="second person"):
        lifecycle.approve(publication, by=manager, at=APPROVED)


def test_who_edited_last_does_not_approve(manager: User, coordinator: User) -> None:
    publication = drafts.draft(manager)
    lifecycle.save_edit(publication, by=coordinator, at=DRAFTED)
    drafts.asked(publication, manager)
    with pytest.raises(MoveRefused, match="second person"):
        lifecycle.approve(publication, by=coordinator, at=APPROVED)


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Child S"},
        {"subject": "Another baby"},
        {"summary": "Another summary."},
        {"body": "Another report."},
        {"year_of_incident": 2025},
        {"age_band": "1_5"},
        {"kind": "summary"},
    ],
)
def test_who_wrote_any_of_it_does_not_approve_though_somebody_else_edited_last(
    manager: User, coordinator: User, change: dict[str, Any]
) -> None:
    publication = drafts.draft(manager)
    drafts.save_as(publication, coordinator, **change)
    drafts.save_as(publication, manager, summary="A last word.")
    drafts.asked(publication, manager)
    with pytest.raises(MoveRefused, match="You wrote this, or a part of it"):
        lifecycle.approve(publication, by=coordinator, at=APPROVED)
    assert lifecycle.approve(publication, by=person("partner_lead"), at=APPROVED).status == "approved"


def test_who_chose_the_themes_does_not_approve(manager: User, coordinator: User) -> None:
    publication = drafts.draft(manager)
    drafts.save_as(publication, coordinator)
    publication.themes.set(Theme.objects.filter(slug="supervision"))
    drafts.save_as(publication, manager, summary="A last word.")
    drafts.asked(publication, manager)
    with pytest.raises(MoveRefused, match="You wrote this, or a part of it"):
        lifecycle.approve(publication, by=coordinator, at=APPROVED)


def test_who_only_took_steps_or_saved_without_a_change_approves_again(manager: User, coordinator: User) -> None:
    publication = drafts.waiting(manager)
    lifecycle.approve(publication, by=coordinator, at=APPROVED)
    lifecycle.send_back(publication, by=coordinator, at=APPROVED, because="Leave out the town.")
    publication.refresh_from_db()
    drafts.save_as(publication, coordinator)
    drafts.save_as(publication, manager, summary="Without the town.")
    drafts.asked(publication, coordinator)
    assert lifecycle.approve(publication, by=coordinator, at=APPROVED).approved_by == coordinator


def digest_of(publication: Publication) -> str:
    candidate = newest(publication)
    assert candidate is not None
    return candidate.digest


def test_only_the_text_that_was_read_is_approved(manager: User, coordinator: User) -> None:
    publication = drafts.waiting(manager)
    read = digest_of(publication)
    drafts.save_as(publication, manager, summary="Words that nobody read.")
    drafts.asked(publication, manager)
    for digest in (read, ""):
        with pytest.raises(MoveRefused, match="It was edited while you read it"):
            lifecycle.approve(publication, by=coordinator, at=APPROVED, digest=digest)
    publication.refresh_from_db()
    assert (publication.status, publication.approved_by) == ("in_approval", None)
    now = digest_of(publication)
    assert lifecycle.approve(publication, by=coordinator, at=APPROVED, digest=now).approved_digest == now


def test_a_role_without_the_permission_does_not_approve(manager: User) -> None:
    with pytest.raises(MoveRefused, match="role does not approve"):
        lifecycle.approve(drafts.waiting(manager), by=person("administrator"), at=APPROVED)


def test_an_approval_is_bound_to_everything_that_will_be_public(manager: User, coordinator: User) -> None:
    publication = lifecycle.approve(drafts.waiting(manager), by=coordinator, at=APPROVED)
    assert (publication.status, publication.approved_by, publication.approved_at) == ("approved", coordinator, APPROVED)
    digests = {gate.digest_of(gate.page_of(publication))}
    for name, value in {**drafts.WORDS, "kind": "summary"}.items():
        changed = Publication.objects.get(pk=publication.pk)
        setattr(changed, name, 1 if isinstance(value, int) else f"{value}x")
        digests.add(gate.digest_of(gate.page_of(changed)))
    publication.themes.set([])
    digests.add(gate.digest_of(gate.page_of(publication)))
    assert len(digests) == 1 + len(drafts.WORDS) + 2
