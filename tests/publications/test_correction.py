"""Corrected versions: the same address, the next version, and a line that says what was corrected."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from cspr.lifecycle import MoveRefused
from cspr.models import User
from publications import correction, countdown, lifecycle
from publications.models import Publication, PublishedReview, WithdrawnReview
from tests.cast import person
from tests.publications import drafts
from tests.publications.drafts import APPROVED, PUBLISHED, WITHDRAWN
from tests.publications.ready import do_the_list

CORRECTED = datetime(2021, 6, 20, 9, 0, tzinfo=UTC)
NOTE = "A number in the first table was put right."


def corrected(one: Publication, by: User, **changes: str) -> Publication:
    """Begun, written, read by a second person, and ready to go out."""
    draft = correction.begin(one, by=by, at=WITHDRAWN)
    for name, value in {"correction_note": NOTE, "summary": "A summary put right.", **changes}.items():
        setattr(draft, name, value)
    lifecycle.save_edit(draft, by=by, at=WITHDRAWN)
    drafts.asked(draft, by)
    draft = lifecycle.approve(draft, by=person("partner_lead"), at=WITHDRAWN)
    return do_the_list(draft, by, at=WITHDRAWN)


def beside(one: Publication, by: User, kind: str) -> Publication:
    """Another document of the same practice review, published."""
    assert one.practice_review is not None
    one.practice_review.refresh_from_db()
    begun = drafts.write(lifecycle.draft_from(one.practice_review, by=by, at=PUBLISHED, kind=kind), by)
    drafts.asked(begun, by)
    ready = do_the_list(lifecycle.approve(begun, by=person("partner_lead"), at=PUBLISHED), by, at=PUBLISHED)
    lifecycle.publish(ready, by=by, at=WITHDRAWN)
    ready.refresh_from_db()
    return ready


def files_in(folder: Path) -> int:
    return len(list(folder.glob("*.pdf")))


def test_a_corrected_version_begins_with_the_words_that_are_public(manager: User, coordinator: User) -> None:
    one, _ = drafts.published(manager)
    draft = correction.begin(one, by=coordinator, at=WITHDRAWN)
    same = ("case", "practice_review", "rapid_review", "kind", *drafts.WORDS)
    assert {name: getattr(draft, name) for name in same} == {name: getattr(one, name) for name in same}
    assert set(draft.themes.all()) == set(one.themes.all())
    assert (draft.replaces, draft.version, draft.status, draft.drafted_by) == (one, 2, "draft", coordinator)
    assert (draft.planned_on, draft.advance_copy, draft.public_slug, draft.approved_by) == (None, None, "", None)
    assert draft.case.timeline.get(kind="publication_correction_begun").words == (
        "Corrected version begun: full report, version 2."
    )
    one.refresh_from_db()
    assert one.status == "published"


def test_only_what_is_public_is_corrected_and_once_at_a_time(manager: User) -> None:
    with pytest.raises(MoveRefused, match="Only what is public is corrected"):
        correction.begin(drafts.approved(manager), by=manager, at=APPROVED)
    one, _ = drafts.published(manager)
    correction.begin(one, by=manager, at=WITHDRAWN)
    with pytest.raises(MoveRefused, match="begun already"):
        correction.begin(one, by=manager, at=WITHDRAWN)


def test_it_takes_the_place_of_the_version_before_at_the_same_address(
    manager: User, public_disk: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    one, review = drafts.published(manager)
    before = review.documents.get()
    draft = corrected(one, manager)
    with django_capture_on_commit_callbacks(execute=True):
        lifecycle.publish(draft, by=manager, at=CORRECTED)
    document = PublishedReview.objects.get().documents.get()
    assert (document.slug, document.version, document.correction_note, document.published_on) == (
        before.slug,
        2,
        NOTE,
        CORRECTED.date(),
    )
    assert document.file_key != before.file_key
    page = PublishedReview.objects.get()
    assert (page.slug, page.summary_text, page.published_on) == (review.slug, "A summary put right.", date(2021, 5, 20))
    assert files_in(public_disk) == 1
    one.refresh_from_db()
    draft.refresh_from_db()
    assert (one.status, one.public_slug, one.public_document) == ("replaced", "", "")
    assert (draft.status, draft.public_slug, draft.public_document) == ("published", review.slug, before.slug)
    assert one.case.timeline.get(kind="publication_replaced").words == (
        "Version 1 of a publication replaced by a corrected version."
    )
    assert WithdrawnReview.objects.count() == 0


def test_no_second_advance_copy_is_asked_for(manager: User) -> None:
    one, _ = drafts.published(manager)
    draft = correction.begin(one, by=manager, at=WITHDRAWN)
    assert not countdown.goes_in_advance(draft)
    assert countdown.warning(draft) == ""
    with pytest.raises(MoveRefused, match="at their first publication"):
        countdown.plan(draft, on=date(2021, 7, 1), by=manager, at=WITHDRAWN)


def test_a_correction_that_does_not_say_what_was_corrected_does_not_go_out(manager: User) -> None:
    one, _ = drafts.published(manager)
    draft = correction.begin(one, by=manager, at=WITHDRAWN)
    assert correction.unsaid(draft).startswith("Say what was corrected")
    assert correction.unsaid(one) == ""
    with pytest.raises(MoveRefused, match="Say what was corrected"):
        lifecycle.ask_for_approval(draft, by=manager, at=WITHDRAWN)


def test_what_was_withdrawn_meanwhile_is_corrected_no_more(manager: User) -> None:
    one, _ = drafts.published(manager)
    draft = corrected(one, manager)
    lifecycle.withdraw(one, by=manager, at=WITHDRAWN, because="A mistake.")
    with pytest.raises(MoveRefused, match="no longer public, so there is nothing to correct"):
        lifecycle.publish(draft, by=manager, at=CORRECTED)
    assert PublishedReview.objects.count() == 0


def test_what_is_published_of_one_case_stands_on_one_page(manager: User) -> None:
    one, review = drafts.published(manager)
    briefing = beside(one, manager, "seven_minute_briefing")
    assert (briefing.public_slug, briefing.public_document) == (review.slug, "7-minute-briefing")
    assert [document.slug for document in PublishedReview.objects.get().documents.all()] == ["full-report", "7-minute-briefing"]
    other, _ = drafts.published(manager)
    assert other.public_slug != review.slug


def test_one_document_is_withdrawn_and_the_others_stay(
    manager: User, public_disk: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    one, review = drafts.published(manager)
    briefing = beside(one, manager, "learning_briefing")
    with django_capture_on_commit_callbacks(execute=True):
        lifecycle.withdraw(briefing, by=manager, at=CORRECTED, because="A table that told too much.")
    page = PublishedReview.objects.get(slug=review.slug)
    assert [document.slug for document in page.documents.all()] == ["full-report"]
    assert (files_in(public_disk), WithdrawnReview.objects.count()) == (1, 1)
    with django_capture_on_commit_callbacks(execute=True):
        lifecycle.withdraw(one, by=manager, at=CORRECTED, because="The family asked.")
    assert (PublishedReview.objects.count(), files_in(public_disk)) == (0, 0)
    # The page, and each of its two documents.
    assert WithdrawnReview.objects.count() == 3
