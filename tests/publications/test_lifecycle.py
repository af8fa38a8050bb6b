"""From a draft to the public library: two people, exactly one text, and never a row without its file."""

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.db import transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from cspr.deadlines import ReasonNeeded
from cspr.lifecycle import MoveRefused
from cspr.models import Child, Deadline, TimelineEntry, User
from practice_reviews import lifecycle as practice
from publications import checking, gate, kinds, library, lifecycle
from publications.checking import newest, storing
from publications.models import Candidate, LibraryState, Publication, PublishedReview, PublishedTheme, Theme, WithdrawnReview
from tests import cast
from tests.cast import case, person
from tests.publications import drafts
from tests.publications.drafts import APPROVED, DRAFTED, PUBLISHED, WITHDRAWN
from tests.publications.ready import do_the_list
from tests.walk import practice_review, reported_practice_review, sent_rapid_review

TOO_LATE = datetime(2021, 7, 15, 9, 0, tzinfo=UTC)


def kinds_of(publication: Publication) -> list[str]:
    return list(publication.case.timeline.order_by("pk").values_list("kind", flat=True))


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*") if not path.name.startswith("version")) if folder.is_dir() else []


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


def save_as(publication: Publication, by: User, **changes: Any) -> None:
    for name, value in changes.items():
        setattr(publication, name, value)
    lifecycle.save_edit(publication, by=by, at=DRAFTED)


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
    save_as(publication, coordinator, **change)
    save_as(publication, manager, summary="A last word.")
    drafts.asked(publication, manager)
    with pytest.raises(MoveRefused, match="You wrote this, or a part of it"):
        lifecycle.approve(publication, by=coordinator, at=APPROVED)
    assert lifecycle.approve(publication, by=person("partner_lead"), at=APPROVED).status == "approved"


def test_who_chose_the_themes_does_not_approve(manager: User, coordinator: User) -> None:
    publication = drafts.draft(manager)
    save_as(publication, coordinator)
    publication.themes.set(Theme.objects.filter(slug="supervision"))
    save_as(publication, manager, summary="A last word.")
    drafts.asked(publication, manager)
    with pytest.raises(MoveRefused, match="You wrote this, or a part of it"):
        lifecycle.approve(publication, by=coordinator, at=APPROVED)


def test_who_only_took_steps_or_saved_without_a_change_approves_again(manager: User, coordinator: User) -> None:
    publication = drafts.waiting(manager)
    lifecycle.approve(publication, by=coordinator, at=APPROVED)
    lifecycle.send_back(publication, by=coordinator, at=APPROVED, because="Leave out the town.")
    publication.refresh_from_db()
    save_as(publication, coordinator)
    save_as(publication, manager, summary="Without the town.")
    drafts.asked(publication, coordinator)
    assert lifecycle.approve(publication, by=coordinator, at=APPROVED).approved_by == coordinator


def digest_of(publication: Publication) -> str:
    candidate = newest(publication)
    assert candidate is not None
    return candidate.digest


def test_only_the_text_that_was_read_is_approved(manager: User, coordinator: User) -> None:
    publication = drafts.waiting(manager)
    read = digest_of(publication)
    save_as(publication, manager, summary="Words that nobody read.")
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


# --- Publishing


def test_publishing_copies_the_approved_text_to_the_public_side(manager: User, public_disk: Path) -> None:
    publication, review = drafts.published(manager)
    assert (publication.status, publication.published_by, publication.published_at, publication.public_slug) == (
        "published",
        manager,
        PUBLISHED,
        "child-r-2021",
    )
    assert (review.slug, review.title, review.kind, review.subject, review.summary_text) == (
        "child-r-2021",
        "Child R",
        "full_report",
        drafts.WORDS["subject"],
        drafts.WORDS["summary"],
    )
    assert (review.published_on, review.precision, review.published_words, review.year, review.year_of_incident) == (
        date(2021, 5, 20),
        "day",
        "20 May 2021",
        2021,
        2026,
    )
    assert (review.child_age_band, review.theme_names) == ("under_1", ["Fathers and partners", "Neglect"])
    assert review.theme_slugs == ["fathers-and-partners", "neglect"]
    document = review.documents.get()
    assert '<h2 id="part-what-happened">What happened</h2>' in document.html
    assert [heading["text"] for heading in document.contents] == ["What happened", "What was learned"]
    assert files_in(public_disk) == [f"{document.file_key}.pdf"]
    assert len(document.file_key) == 43
    state = LibraryState.objects.get()
    assert (state.version, state.total, state.years) == (1, 1, [[2021, 1]])
    assert state.themes == [["fathers-and-partners", "Fathers and partners", 1], ["neglect", "Neglect", 1]]
    assert kinds_of(publication)[-2:] == ["publication_published", "practice_review_published"]


def test_publishing_meets_the_six_months_of_the_practice_review(manager: User) -> None:
    publication, _ = drafts.published(manager)
    clock = Deadline.objects.get(case=publication.case, clock="practice_review")
    assert (clock.outcome, clock.ended_on) == ("met", date(2021, 5, 20))


def test_the_file_is_a_tagged_pdf_whose_title_is_the_pseudonym(manager: User, public_disk: Path) -> None:
    _, review = drafts.published(manager)
    path = public_disk / f"{review.documents.get().file_key}.pdf"
    content = path.read_bytes()
    with pikepdf.open(path) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en-GB"
        assert str(pdf.docinfo["/Title"]) == "Child R"
        assert len(pdf.pages) == review.documents.get().file_pages
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
    assert (review.documents.get().file_size, review.documents.get().file_digest) == (
        len(content),
        hashlib.sha256(content).hexdigest(),
    )
    assert path.stat().st_mode & 0o777 == 0o644


def test_after_the_six_months_a_reason_is_needed_and_nothing_is_left_without_one(manager: User, public_disk: Path) -> None:
    publication = drafts.approved(manager)
    with pytest.raises(ReasonNeeded):
        lifecycle.publish(publication, by=manager, at=TOO_LATE)
    publication.refresh_from_db()
    assert (publication.status, PublishedReview.objects.count(), files_in(public_disk)) == ("approved", 0, [])
    assert (LibraryState.objects.count(), PublishedTheme.objects.count()) == (0, 0)
    lifecycle.publish(publication, by=manager, at=TOO_LATE, late=cast.late("The trial ended in June."))
    assert PublishedReview.objects.count() == 1


def test_a_learning_briefing_does_not_end_the_six_months(manager: User) -> None:
    review = reported_practice_review(manager)
    drafts.name_the_family(review.case)
    briefing = lifecycle.draft_from(review, by=manager, at=DRAFTED, kind="learning_briefing")
    drafts.write(briefing, manager)
    drafts.asked(briefing, manager)
    lifecycle.approve(briefing, by=person("partner_lead"), at=APPROVED)
    do_the_list(briefing, manager, at=APPROVED)
    lifecycle.publish(briefing, by=manager, at=PUBLISHED)
    review.refresh_from_db()
    assert review.status == "report_received"


def test_an_existing_report_has_no_clock_to_meet(manager: User) -> None:
    old = case(manager)
    drafts.name_the_family(old)
    publication = drafts.write(lifecycle.draft_from(old, by=manager, at=DRAFTED, kind="existing_report"), manager)
    drafts.asked(publication, manager)
    lifecycle.approve(publication, by=person("partner_lead"), at=APPROVED)
    do_the_list(publication, manager, at=APPROVED)
    assert lifecycle.publish(publication, by=manager, at=PUBLISHED).kind == "existing_report"


def test_what_was_not_approved_is_not_published(manager: User, public_disk: Path) -> None:
    with pytest.raises(MoveRefused, match=r"(?i)waiting for a second person"):
        lifecycle.publish(drafts.waiting(manager), by=manager, at=PUBLISHED)
    assert (PublishedReview.objects.count(), files_in(public_disk)) == (0, [])


def test_a_text_that_changed_after_its_approval_is_not_published(manager: User) -> None:
    publication = drafts.approved(manager)
    Publication.objects.filter(pk=publication.pk).update(body=f"{drafts.BODY}.")
    with pytest.raises(MoveRefused, match="changed after the page and the PDF were made"):
        lifecycle.publish(publication, by=manager, at=PUBLISHED)


def test_a_theme_that_was_added_behind_an_approval_stops_the_publication(manager: User) -> None:
    publication = drafts.approved(manager)
    publication.themes.add(Theme.objects.get(slug="disability-and-special-educational-needs"))
    with pytest.raises(MoveRefused, match="changed after the page and the PDF were made"):
        lifecycle.publish(publication, by=manager, at=PUBLISHED)


def test_one_person_alone_never_publishes_even_where_the_rows_were_altered(manager: User) -> None:
    publication = drafts.approved(manager)
    Publication.objects.filter(pk=publication.pk).update(approved_by=manager)
    with pytest.raises(MoveRefused, match="One person alone"):
        lifecycle.publish(publication, by=manager, at=PUBLISHED)


def test_what_was_approved_by_one_who_wrote_some_of_it_is_not_published(manager: User, coordinator: User) -> None:
    publication = drafts.draft(manager)
    save_as(publication, coordinator, summary="Words of the coordinator.")
    save_as(publication, manager, summary="A last word.")
    drafts.asked(publication, manager)
    lifecycle.approve(publication, by=person("partner_lead"), at=APPROVED)
    Publication.objects.filter(pk=publication.pk).update(approved_by=coordinator)
    with pytest.raises(MoveRefused, match="One person alone"):
        lifecycle.publish(publication, by=manager, at=PUBLISHED)


def test_a_name_that_was_added_to_the_case_after_the_approval_is_still_found(manager: User, public_disk: Path) -> None:
    publication = drafts.approved(manager, body="The baby was called Rosalba Winterbourne.")
    Child.objects.create(case=publication.case, name="Rosalba Winterbourne")
    with pytest.raises(MoveRefused, match="nobody has accepted: Report, line 1: the name of a child"):
        lifecycle.publish(publication, by=manager, at=PUBLISHED)
    publication.refresh_from_db()
    assert (publication.status, files_in(public_disk)) == ("approved", [])


def test_exactly_the_bytes_that_were_approved_are_published(manager: User, public_disk: Path) -> None:
    publication = drafts.approved(manager)
    candidate = newest(publication)
    assert candidate is not None
    review = lifecycle.publish(publication, by=manager, at=PUBLISHED)
    published = (public_disk / f"{review.documents.get().file_key}.pdf").read_bytes()
    assert published == checking.content_of(candidate)
    assert (review.documents.get().file_digest, review.documents.get().file_size, review.documents.get().file_pages) == (
        candidate.sha256,
        candidate.size,
        candidate.pages,
    )
    assert b"20 May 2021" not in published


@pytest.mark.parametrize("state", ["waiting", "approved"])
@pytest.mark.parametrize("harm", ["changed", "gone"])
def test_a_file_of_which_one_byte_changed_is_neither_approved_nor_published(
    manager: User, public_disk: Path, state: str, harm: str
) -> None:
    publication = getattr(drafts, state)(manager)
    candidate = newest(publication)
    assert candidate is not None
    path = storing.path_of(candidate.key)
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-1] + b"\0")
    step, by = (lifecycle.approve, person("partner_lead")) if state == "waiting" else (lifecycle.publish, manager)
    with pytest.raises(MoveRefused, match="its SHA-256 is another, or it is gone"):
        step(publication, by=by, at=PUBLISHED)
    publication.refresh_from_db()
    assert (publication.status, PublishedReview.objects.count(), files_in(public_disk)) == (
        "in_approval" if state == "waiting" else "approved",
        0,
        [],
    )


def test_nothing_is_approved_before_it_is_made_and_read(manager: User) -> None:
    publication = lifecycle.ask_for_approval(drafts.draft(manager), by=manager, at=DRAFTED)
    with pytest.raises(MoveRefused, match="still being made and read"):
        lifecycle.approve(publication, by=person("partner_lead"), at=APPROVED)
    Candidate.objects.update(state="failed")
    with pytest.raises(MoveRefused, match="could not be made and read"):
        lifecycle.approve(publication, by=person("partner_lead"), at=APPROVED)


def test_page_and_file_are_made_again_on_demand_while_approval_is_awaited(manager: User) -> None:
    publication = drafts.waiting(manager)
    first = newest(publication)
    again = lifecycle.make_again(publication, by=manager, at=DRAFTED)
    assert first is not None
    assert (again.pk != first.pk, again.state, kinds_of(publication)[-1]) == (True, "asked", "publication_made_again")
    with pytest.raises(MoveRefused, match="only while a second person's approval is awaited"):
        lifecycle.make_again(drafts.draft(manager), by=manager, at=DRAFTED)


def test_no_file_is_left_where_publishing_fails_at_the_last_moment(
    manager: User, public_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publication = drafts.approved(manager)

    def fails(*args: Any, **kwargs: Any) -> None:
        raise OSError("no room")

    monkeypatch.setattr(library, "add", fails)
    with pytest.raises(OSError, match="no room"):
        lifecycle.publish(publication, by=manager, at=PUBLISHED)
    assert (PublishedReview.objects.count(), files_in(public_disk)) == (0, [])


def test_two_reviews_of_one_name_stand_at_two_addresses(manager: User) -> None:
    addresses = [drafts.published(manager)[1].slug for _ in range(3)]
    assert addresses == ["child-r-2021", "child-r-2021-2", "child-r-2021-3"]


# --- Withdrawing


def test_withdrawing_takes_row_themes_and_file_away_and_leaves_a_tombstone_without_a_name(
    manager: User, public_disk: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    publication, review = drafts.published(manager)
    with django_capture_on_commit_callbacks(execute=True):
        lifecycle.withdraw(publication, by=manager, at=WITHDRAWN, because=" A sibling was recognised. ")
    publication.refresh_from_db()
    assert (publication.status, publication.withdrawn_because, publication.withdrawn_by, publication.public_slug) == (
        "withdrawn",
        "A sibling was recognised.",
        manager,
        "",
    )
    assert (PublishedReview.objects.count(), PublishedTheme.objects.count(), files_in(public_disk)) == (0, 0, [])
    document = library.digest_of_document(review.slug, "full-report")
    assert set(WithdrawnReview.objects.values_list("slug_digest", "withdrawn_on")) == {
        (digest, date(2021, 6, 1)) for digest in (library.digest_of(review.slug), document)
    }
    state = LibraryState.objects.get()
    assert (state.version, state.total, state.themes, state.years) == (2, 0, [], [])
    assert TimelineEntry.objects.filter(case=publication.case, kind="publication_withdrawn").count() == 1


def test_an_address_that_was_withdrawn_is_never_used_again(manager: User) -> None:
    publication, _ = drafts.published(manager)
    lifecycle.withdraw(publication, by=manager, at=WITHDRAWN, because="Replaced.")
    assert drafts.published(manager)[1].slug == "child-r-2021-2"


def test_a_withdrawal_that_fails_keeps_row_and_file(manager: User, public_disk: Path) -> None:
    publication, review = drafts.published(manager)

    def withdraw_and_fail() -> None:
        with transaction.atomic():
            lifecycle.withdraw(publication, by=manager, at=WITHDRAWN, because="Replaced.")
            raise OSError("the connection broke")

    with pytest.raises(OSError, match="connection broke"):
        withdraw_and_fail()
    assert PublishedReview.objects.filter(slug=review.slug).exists()
    assert files_in(public_disk) == [f"{review.documents.get().file_key}.pdf"]


def test_withdrawing_needs_a_reason_and_something_that_is_published(manager: User) -> None:
    publication = drafts.approved(manager)
    with pytest.raises(MoveRefused, match="Give the reason"):
        lifecycle.withdraw(publication, by=manager, at=WITHDRAWN, because="")
    with pytest.raises(MoveRefused, match="not possible while the status"):
        lifecycle.withdraw(publication, by=manager, at=WITHDRAWN, because="Replaced.")
