"""Where a sender's file lies, what it is called, how many there may be, and what becomes of it."""

import io
import os
import stat
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import SkipFile
from django.db import DataError
from django.test import RequestFactory
from pytest_django import Settings

from cspr import files
from referrals import drafts, uploads
from referrals.models import Attachment
from referrals.uploads import capped, keeping, room
from referrals.uploads.parser import PARSER
from tests.referrals import answers
from tests.referrals.answers import MONDAY, arrived
from tests.referrals.corpus import good
from tests.referrals.files import SENDER, arriving, keep, stored

pytestmark = pytest.mark.django_db
PDF = good.pdf()


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("chronology.pdf", PDF, "pdf"),
        ("CHRONOLOGY.PDF", PDF, "pdf"),
        ("minutes 12.03.2026.docx", good.docx(), "docx"),
        ("photo.jpg", good.jpg(), "jpg"),
        ("photo.JPEG", good.jpg(), "jpg"),
        ("scan.png", good.png(), "png"),
        ("notes.txt", "café\r\n\tnotes".encode(), "txt"),
    ],
)
def test_a_file_of_a_kind_we_take_is_kept_and_waits_for_a_scanner(name: str, content: bytes, kind: str) -> None:
    kept = keep(name, content)
    assert (kept.kind, kept.title, kept.size) == (kind, name, len(content))
    assert (kept.state, kept.scanned_at) == (Attachment.State.WAITING, None)
    assert uploads.path_of(kept.key).read_bytes() == content


@pytest.mark.parametrize("name", ["../../evil.pdf", "..\\..\\evil.pdf", "/etc/evil.pdf", "C:\\evil.pdf"])
def test_folders_in_a_name_lead_nowhere(name: str, media: Path) -> None:
    kept = keep(name, PDF)
    assert kept.title == "evil.pdf"
    assert [path.relative_to(media).as_posix() for path in stored(media)] == [f"{kept.key[:2]}/{kept.key}"]


def test_a_stored_file_can_be_read_by_this_account_only_and_its_name_says_nothing() -> None:
    path = uploads.path_of(keep("Wrenna Quillfeather.pdf", PDF).key)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert "Wrenna" not in str(path)


def test_a_very_long_name_is_shortened_and_keeps_its_ending() -> None:
    kept = keep("n" * 400 + ".pdf", PDF)
    assert (len(kept.title), kept.title[-4:]) == (184, ".pdf")


def test_several_files_are_kept_and_one_can_be_taken_back(django_capture_on_commit_callbacks: Callable[..., Any]) -> None:
    draft = answers.draft()
    first, second = keep("first.pdf", PDF, draft), keep("second.pdf", PDF, draft)
    with django_capture_on_commit_callbacks(execute=True):
        assert uploads.remove(draft, first.pk, at=MONDAY) == "first.pdf"
    assert list(Attachment.objects.kept_for(SENDER, draft.pk)) == [second]
    first.refresh_from_db()
    assert (first.title, uploads.path_of(first.key).exists()) == ("", False)
    assert uploads.remove(draft, first.pk, at=MONDAY) == ""


def test_nobody_takes_back_a_file_of_another_draft() -> None:
    kept = keep("chronology.pdf", PDF)
    assert uploads.remove(answers.draft(sender="other@nhs.example"), kept.pk, at=MONDAY) == ""
    assert uploads.remove(answers.draft(), kept.pk, at=MONDAY) == ""
    kept.refresh_from_db()
    assert kept.removed_at is None


def test_the_same_file_sent_twice_is_one_file(media: Path) -> None:
    draft = answers.draft()
    assert keep("chronology.pdf", PDF, draft) == keep("chronology.pdf", PDF, draft)
    assert len(stored(media)) == 1


def test_a_draft_that_is_discarded_takes_its_files_with_it(
    media: Path, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    draft = answers.draft()
    keep("one.txt", b"one", draft)
    keep("two.txt", b"two", draft)
    with django_capture_on_commit_callbacks(execute=True):
        drafts.discard(draft, at=MONDAY)
    assert stored(media) == []


def test_the_21st_file_of_a_referral_is_refused_and_leaves_nothing(media: Path) -> None:
    draft = answers.draft()
    for number in range(20):
        keep(f"{number}.txt", b"notes", draft)
    with pytest.raises(uploads.FileRefused, match="20 files"):
        keep("one-more.txt", b"notes", draft)
    assert len(stored(media)) == 20


def test_more_than_100_mb_of_a_referral_are_refused() -> None:
    draft = answers.draft()
    keep("scan.pdf", PDF, draft)
    Attachment.objects.update(size=100 * 1024 * 1024 - 4)
    with pytest.raises(uploads.FileRefused, match="larger than 100 MB"):
        keep("notes.txt", b"notes", draft)
    keep("note.txt", b"note", draft)


def test_the_31st_file_within_an_hour_is_refused_also_when_the_others_were_taken_back() -> None:
    draft = answers.draft()
    for number in range(30):
        kept = keep("notes.txt", f"canary {number}".encode(), draft)
        uploads.remove(draft, kept.pk, at=MONDAY)
    with pytest.raises(uploads.FileRefused, match="30 files within an hour"):
        keep("notes.txt", b"canary", draft, minutes=59)
    keep("notes.txt", b"canary", draft, minutes=61)


def test_all_senders_together_have_a_limit_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "PER_HOUR_OF_ALL", 2)
    keep("notes.txt", b"one", answers.draft(sender="one@nhs.example"))
    keep("notes.txt", b"two", answers.draft(sender="two@nhs.example"))
    with pytest.raises(uploads.FileRefused, match="too many files at this moment"):
        keep("notes.txt", b"three", answers.draft(sender="three@nhs.example"))
    keep("notes.txt", b"three", answers.draft(sender="three@nhs.example"), minutes=61)


def test_an_empty_file_and_one_that_says_it_is_larger_than_25_mb_are_refused() -> None:
    with pytest.raises(uploads.FileRefused, match="is empty"):
        keep("notes.txt", b"")
    upload = arriving("scan.pdf", PDF)
    upload.size = 25 * 1024 * 1024 + 1
    with pytest.raises(uploads.FileRefused, match="larger than 25 MB"):
        uploads.keep(upload, sender=SENDER, form_uuid=answers.draft().pk, at=MONDAY)


def test_a_file_that_comes_after_its_draft_was_sent_or_removed_is_thrown_away(media: Path) -> None:
    referral = arrived(sender=SENDER)
    for form in (referral.form_uuid, uuid.uuid4()):
        assert uploads.keep(arriving("late.pdf", PDF), sender=SENDER, form_uuid=form, at=MONDAY) is None
    assert Attachment.objects.count() == 0
    assert stored(media) == []


def test_what_was_sent_cannot_be_taken_back() -> None:
    draft = answers.draft()
    kept = keep("chronology.pdf", PDF, draft)
    referral = arrived(sender=SENDER, written=draft)
    uploads.remove_all(SENDER, draft.pk, at=MONDAY)
    assert uploads.remove(draft, kept.pk, at=MONDAY) == ""
    assert [(file.title, file.removed_at) for file in referral.attachments.all()] == [("chronology.pdf", None)]


def test_a_disk_below_its_reserve_refuses_before_anything_is_accepted(settings: Settings, media: Path) -> None:
    settings.UPLOAD_RESERVE_MB = room.free_bytes() // room.MEGABYTE + 10_000
    with pytest.raises(uploads.FileRefused, match="could not be stored"):
        keep("chronology.pdf", PDF)
    with pytest.raises(uploads.NoRoom, match="no room"):
        uploads.require_room()
    assert Attachment.objects.count() == 0
    assert not media.exists()


def test_a_disk_with_room_is_silent() -> None:
    uploads.require_room(1)


def test_a_disk_that_fails_refuses_the_file_in_words(tmp_path: Path) -> None:
    (tmp_path / "media").write_text("no folder can be made here")
    with pytest.raises(uploads.FileRefused, match="could not be stored"):
        keep("chronology.pdf", PDF)
    assert Attachment.objects.count() == 0


def test_a_disk_that_is_full_half_way_leaves_no_half_file(media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "sync", full)
    with pytest.raises(uploads.FileRefused, match="could not be stored"):
        keep("chronology.pdf", PDF)
    assert stored(media) == []


def test_no_room_even_to_examine_the_file_refuses_it_in_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "not-there"))
    with pytest.raises(uploads.FileRefused, match="could not be stored"):
        keep("chronology.pdf", PDF)


def test_a_database_that_refuses_the_row_leaves_no_file_behind(media: Path) -> None:
    content, draft = io.BytesIO(PDF), answers.draft()
    with pytest.raises(DataError, match="too long"):
        keeping._store(content, SENDER, draft.pk, MONDAY, keeping.draft_of(SENDER, draft.pk), title="n" * 300, kind="pdf")
    assert stored(media) == []


def test_a_key_that_is_none_opens_no_path() -> None:
    with pytest.raises(ValueError, match="not the key"):
        uploads.path_of("../../etc/passwd")


def test_files_live_as_long_as_their_draft_and_no_longer(django_capture_on_commit_callbacks: Callable[..., Any]) -> None:
    living = answers.draft()
    kept, orphan = keep("kept.pdf", PDF, living), keep("orphan.pdf", PDF)
    Attachment.objects.filter(pk=orphan.pk).update(form_uuid=uuid.uuid4())
    with django_capture_on_commit_callbacks(execute=True):
        keep("next.pdf", PDF, minutes=24 * 60 + 1)
    for file in (kept, orphan):
        file.refresh_from_db()
    assert (kept.title, uploads.path_of(kept.key).exists()) == ("kept.pdf", True)
    assert (orphan.title, uploads.path_of(orphan.key).exists()) == ("", False)


def test_a_post_that_no_sender_can_mean_is_not_read_and_a_large_one_is_answered_in_words() -> None:
    handler = capped.CappedUpload(RequestFactory().post("/"))
    with pytest.raises(RequestDataTooBig):
        handler.handle_raw_input(None, {}, capped.LARGEST_ANSWERED + 1)
    handler.handle_raw_input(None, {}, capped.LARGEST_POST + 1)
    with pytest.raises(SkipFile):
        handler.new_file("attachments", "scan.pdf", "application/pdf", None)
    assert handler.request is not None
    [(name, why)] = handler.request.META[capped.SKIPPED]
    assert (name, "100 MB together" in why) == ("scan.pdf", True)


def test_the_process_that_opens_files_has_none_of_our_secrets() -> None:
    keep("chronology.pdf", PDF)
    process = PARSER.process
    assert process is not None
    environment = Path(f"/proc/{process.pid}/environ").read_bytes().split(b"\0")
    names = {line.partition(b"=")[0] for line in environment if line}
    assert names == {b"PYTHONPATH", b"LC_ALL"}
    assert "DATABASE_URL" in os.environ
