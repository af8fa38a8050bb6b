"""A report that was made elsewhere: a PDF laid beside a draft, and the text of a Word file brought into it."""

from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import DjangoCaptureOnCommitCallbacks

from cspr.lifecycle import MoveRefused
from cspr.models import User
from publications import bringing, checking, letters, lifecycle, reading
from publications.checking import uploading
from publications.models import Candidate, Publication, UploadedReport
from publications.reading import Read, Trouble
from referrals import uploads
from referrals.models import Attachment
from referrals.uploads import laying, scanning
from tests.cast import person
from tests.publications import drafts
from tests.publications.drafts import APPROVED, DRAFTED, PUBLISHED
from tests.publications.ready import ready
from tests.referrals.corpus import good

AT = datetime(2021, 5, 11, 9, 0, tzinfo=UTC)
Page = dict[str, object]


def a_pdf(text: str = "Agencies knew the family.", author: str = "") -> bytes:
    """A report as somebody else might have made it."""
    page = dict.fromkeys(("learning_html", "recommendations_html", "changes_since_html", "correction_note"), "")
    page |= {"title": "Child R", "kind": "summary", "subject": "A baby", "summary": text, "body_html": "", "body_contents": ""}
    with pikepdf.open(BytesIO(letters.report({**page, "version": 1}).content)) as pdf:
        if author:
            pdf.docinfo["/Author"] = author
        target = BytesIO()
        pdf.save(target)
    return target.getvalue()


def upload(content: bytes, name: str = "report.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def laid(by: User, content: bytes, **changes: object) -> Publication:
    """A draft with a PDF beside it that somebody released."""
    publication = drafts.draft(by, **changes)
    bringing.lay_report(publication, upload(content), by=by, at=AT)
    publication = Publication.objects.get(pk=publication.pk)
    checking.release_report(publication, because="Checked by IT.", by=by, at=AT)
    return publication


def checked(publication: Publication, by: User) -> Candidate:
    lifecycle.ask_for_approval(publication, by=by, at=AT)
    checking.make_waiting(now=lambda: AT)
    candidate = checking.newest(publication)
    assert candidate is not None
    return candidate


def test_a_laid_pdf_is_rewritten_read_and_published_instead_of_one_made_from_the_text(manager: User) -> None:
    publication = laid(manager, a_pdf(author="Marisol Featherstonehaugh"), body="")
    candidate = checked(publication, manager)
    assert (candidate.state, [str(row) for row in candidate.findings.all()]) == ("ready", [])
    with pikepdf.open(BytesIO(checking.content_of(candidate))) as pdf:
        assert "/Author" not in pdf.docinfo
    lifecycle.approve(publication, by=person("partner_lead"), at=APPROVED)
    review = lifecycle.publish(ready(publication, manager, on=PUBLISHED.date(), at=AT), by=manager, at=PUBLISHED)
    assert review.documents.get().file_digest == candidate.sha256


def test_what_a_laid_pdf_shows_is_looked_through(manager: User) -> None:
    candidate = checked(laid(manager, a_pdf("A baby, Zephyrine Quillfeather, was harmed.")), manager)
    assert "the name of a child" in {row.what for row in candidate.findings.all()}


def test_who_laid_the_file_beside_it_does_not_approve(manager: User, coordinator: User) -> None:
    publication = drafts.draft(manager)
    bringing.lay_report(publication, upload(a_pdf()), by=coordinator, at=AT)
    publication = drafts.write(Publication.objects.get(pk=publication.pk), manager, summary="A last word.")
    lifecycle.ask_for_approval(publication, by=manager, at=AT)
    with pytest.raises(MoveRefused, match="You wrote this"):
        lifecycle.approve(publication, by=coordinator, at=APPROVED)


def test_a_file_that_no_scanner_has_judged_is_not_used(manager: User) -> None:
    publication = drafts.draft(manager)
    bringing.lay_report(publication, upload(a_pdf()), by=manager, at=AT)
    publication = Publication.objects.get(pk=publication.pk)
    assert checking.waits_for_a_scan(publication)
    candidate = checked(publication, manager)
    assert (candidate.state, candidate.key) == ("failed", "")
    assert "No scanner has judged the file" in candidate.findings.get().what
    checking.release_report(publication, because="Checked by IT.", by=manager, at=AT)
    assert publication.case.timeline.filter(kind="file_released", actor=str(manager)).count() == 1
    with pytest.raises(MoveRefused, match="not in quarantine any more"):
        checking.release_report(Publication.objects.get(pk=publication.pk), because="Again.", by=manager, at=AT)
    lifecycle.make_again(publication, by=manager, at=AT)
    assert checking.make_waiting(now=lambda: AT) == 1


@pytest.mark.parametrize("state", ["waiting", "approved"])
def test_another_file_voids_an_approval_and_takes_the_place_of_the_first(
    manager: User, state: str, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    publication = getattr(drafts, state)(manager)
    bringing.lay_report(publication, upload(a_pdf()), by=manager, at=AT)
    first = Attachment.objects.get()
    publication.refresh_from_db()
    assert (publication.status, publication.approved_digest) == ("draft", "")
    with django_capture_on_commit_callbacks(execute=True):
        bringing.lay_report(publication, upload(a_pdf("Other words.")), by=manager, at=AT)
    first.refresh_from_db()
    assert (UploadedReport.objects.count(), first.removed_at, first.title) == (1, AT, "")
    assert not uploads.path_of(first.key).exists()


def test_the_file_is_taken_away_again_and_the_pdf_is_made_from_the_text(manager: User) -> None:
    publication = laid(manager, a_pdf())
    bringing.take_away_report(publication, by=manager, at=AT)
    publication = Publication.objects.get(pk=publication.pk)
    assert not hasattr(publication, "upload")
    assert checked(publication, manager).state == "ready"
    with pytest.raises(MoveRefused, match="No PDF lies beside"):
        bringing.take_away_report(publication, by=manager, at=AT)


def test_what_lies_there_no_longer_is_what_was_frozen(manager: User) -> None:
    publication = laid(manager, a_pdf())
    sha256 = publication.upload.attachment.sha256
    with pytest.raises(uploading.NotUsable, match="Another file lies there"):
        uploading.content_of(publication, "0" * 64)
    path = uploads.path_of(publication.upload.attachment.key)
    path.write_bytes(b"%PDF-1.7 other")
    with pytest.raises(uploading.NotUsable, match="not the one that was sent"):
        uploading.content_of(publication, sha256)
    path.unlink()
    with pytest.raises(uploading.NotUsable, match="was not found"):
        uploading.content_of(publication, sha256)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("report.docx", good.docx(), "Choose a PDF"),
        ("report.exe", b"MZ", "Choose a PDF"),
        ("report.pdf", b"no pdf at all", "(?i)pdf"),
    ],
)
def test_what_is_no_pdf_is_refused_in_words(manager: User, name: str, content: bytes, words: str) -> None:
    publication = drafts.draft(manager)
    with pytest.raises(MoveRefused, match=words):
        bringing.lay_report(publication, upload(content, name), by=manager, at=AT)
    assert Attachment.objects.count() == 0


def test_nothing_is_laid_beside_what_is_public(manager: User) -> None:
    publication, _ = drafts.published(manager)
    for step in (bringing.lay_report, bringing.bring_in_word):
        with pytest.raises(MoveRefused, match="takes no other file"):
            step(publication, upload(a_pdf()), by=manager, at=AT)
    with pytest.raises(MoveRefused, match="takes no other file"):
        bringing.take_away_report(publication, by=manager, at=AT)


def test_while_another_file_is_being_kept_one_is_asked_to_wait(manager: User, monkeypatch: pytest.MonkeyPatch) -> None:
    publication = drafts.draft(manager)

    def busy(*args: object, **kwargs: object) -> None:
        raise uploads.FormBusy

    monkeypatch.setattr(laying, "keep", busy)
    with pytest.raises(MoveRefused, match="wait a few seconds"):
        bringing.lay_report(publication, upload(a_pdf()), by=manager, at=AT)
    monkeypatch.setattr(laying, "keep", lambda *args, **kwargs: None)
    with pytest.raises(MoveRefused, match="wait a few seconds"):
        bringing.lay_report(publication, upload(a_pdf()), by=manager, at=AT)


# --- A Word file


def test_the_text_of_a_word_file_becomes_the_report_and_an_approval_does_not_outlive_it(manager: User) -> None:
    publication = drafts.approved(manager)
    brought = bringing.bring_in_word(publication, upload(good.docx(), "Report.docx"), by=manager, at=AT)
    publication.refresh_from_db()
    assert (publication.status, publication.approved_digest, len(publication.body)) == ("draft", "", brought.characters)
    assert brought.characters > 0
    assert Attachment.objects.count() == 0
    assert publication.case.timeline.filter(kind="publication_file_changed").count() == 1


def test_it_is_said_what_hidden_things_were_left_behind(manager: User, monkeypatch: pytest.MonkeyPatch) -> None:
    hidden = (
        Trouble("hidden", "comment 1", "a comment"),
        Trouble("hidden", "comment 2", "a comment"),
        Trouble("hidden", "x", "a property"),
    )
    monkeypatch.setattr(reading, "markdown_of_docx", lambda content: ("Text.", Read((), hidden, 0)))
    brought = bringing.bring_in_word(drafts.draft(manager), upload(good.docx(), "r.docx"), by=manager, at=AT)
    assert brought.left_behind == ("a comment (2 times)", "a property")


def test_a_word_file_that_holds_no_text_or_malware_or_is_none_alters_nothing(
    manager: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    publication = drafts.draft(manager)

    def bring(content: bytes, name: str = "r.docx") -> None:
        bringing.bring_in_word(publication, upload(content, name), by=manager, at=AT)

    for content, name, words in ((a_pdf(), "r.pdf", "Choose a Word file"), (b"no zip", "r.docx", "(?i)word|open|read")):
        with pytest.raises(MoveRefused, match=words):
            bring(content, name)
    monkeypatch.setattr(uploads, "LARGEST", 10)
    with pytest.raises(MoveRefused, match="Nothing was altered"):
        bring(good.docx())
    monkeypatch.undo()
    monkeypatch.setattr(reading, "markdown_of_docx", lambda content: (" ", Read((), (), 0)))
    with pytest.raises(MoveRefused, match="No text could be read"):
        bring(good.docx())
    monkeypatch.setattr(scanning, "scan", lambda *args: scanning.Finding.MALWARE)
    with pytest.raises(MoveRefused, match="malware"):
        bring(good.docx())

    def busy(*args: object, **kwargs: object) -> None:
        raise uploads.FormBusy

    monkeypatch.setattr(uploads, "count_try", busy)
    with pytest.raises(MoveRefused, match="wait a few seconds"):
        bring(good.docx())
    publication.refresh_from_db()
    assert publication.body == drafts.BODY
    assert publication.edited_at == DRAFTED
