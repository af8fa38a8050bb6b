"""What a second person has approved goes public byte for byte, and is withdrawn again: never a row without its file."""

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from cspr.deadlines import ReasonNeeded
from cspr.lifecycle import MoveRefused
from cspr.models import Child, Deadline, User
from publications import checking, library, lifecycle
from publications.checking import newest, storing
from publications.models import Candidate, LibraryState, Publication, PublishedReview, PublishedTheme, Theme
from tests import cast
from tests.cast import case, person
from tests.publications import drafts
from tests.publications.drafts import APPROVED, DRAFTED, PUBLISHED
from tests.publications.ready import do_the_list
from tests.walk import reported_practice_review

TOO_LATE = datetime(2021, 7, 15, 9, 0, tzinfo=UTC)


def kinds_of(publication: Publication) -> list[str]:
    return list(publication.case.timeline.order_by("pk").values_list("kind", flat=True))


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*") if not path.name.startswith("version")) if folder.is_dir() else []


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
    drafts.save_as(publication, coordinator, summary="Words of the coordinator.")
    drafts.save_as(publication, manager, summary="A last word.")
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
