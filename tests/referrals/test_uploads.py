"""What a sender's file must be, where it lies, and what becomes of it."""

import io
import stat
import uuid
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from referrals import uploads
from referrals.models import Attachment
from tests.referrals.answers import MONDAY, arrived

pytestmark = pytest.mark.django_db
SENDER = "head@school.example"
PDF, JPG, PNG = b"%PDF-1.7 canary", b"\xff\xd8\xff\xe0 canary", b"\x89PNG\r\n\x1a\n canary"
EXE = b"MZ\x90\x00\x03\x00\x00\x00"


def zipped(*names: str, content: bytes = b"canary") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return made.getvalue()


DOCX = zipped("[Content_Types].xml", "word/document.xml")


def keep(name: str, content: bytes, form: uuid.UUID | None = None, minutes: int = 0) -> Attachment | None:
    upload = SimpleUploadedFile("any", content)
    upload._name = name  # type: ignore[attr-defined]  # as it arrives, before Django takes the folders out
    return uploads.keep(upload, sender=SENDER, form_uuid=form or uuid.uuid4(), at=MONDAY + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("chronology.pdf", PDF, "pdf"),
        ("CHRONOLOGY.PDF", PDF, "pdf"),
        ("minutes 12.03.2026.docx", DOCX, "docx"),
        ("photo.jpg", JPG, "jpg"),
        ("photo.jpeg", JPG, "jpg"),
        ("scan.png", PNG, "png"),
        ("notes.txt", "café\r\n\tnotes".encode(), "txt"),
        ("notes.txt", "caf\xe9".encode("cp1252"), "txt"),
    ],
)
def test_a_file_of_a_kind_we_take_is_kept(name: str, content: bytes, kind: str) -> None:
    kept = keep(name, content)
    assert kept is not None
    assert (kept.kind, kept.title, kept.size) == (kind, name, len(content))
    assert uploads.path_of(kept.key).read_bytes() == content


EVIL = {
    "an exe renamed": ("report.pdf", EXE),
    "an exe as text": ("report.txt", EXE),
    "a pdf renamed": ("photo.jpg", PDF),
    "a jpg renamed": ("photo.png", JPG),
    "a png renamed": ("report.pdf", PNG),
    "a zip renamed": ("report.docx", zipped("a.txt")),
    "a broken zip": ("report.docx", b"PK\x03\x04 no zip at all"),
    "a docx with macros": ("report.docx", zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")),
    "a docx bomb": ("report.docx", zipped("[Content_Types].xml", "word/document.xml", content=b"0" * 3_000_000)),
    "a docx of 2,001 parts": (
        "report.docx",
        zipped("[Content_Types].xml", "word/document.xml", *(f"word/{number}" for number in range(2000))),
    ),
    "a web page": ("page.html", b"<html>"),
    "a drawing": ("drawing.svg", b"<svg onload=alert(1)>"),
    "a web page as text": ("page.txt", b"\xef\xbb\xbf <!DOCTYPE html>"),
    "a drawing as text": ("drawing.txt", b"<svg>"),
    "a pdf as text": ("report.txt", PDF),
    "an old Word document": ("report.doc", b"\xd0\xcf\x11\xe0"),
    "an exe": ("setup.exe", EXE),
    "two endings, the last harmful": ("report.pdf.exe", EXE),
    "two endings, the first harmful": ("report.exe.pdf", PDF),
    "no ending": ("report", PDF),
    "only an ending": (".pdf", PDF),
    "a name written backwards": ("report\u202efdp.exe.pdf", PDF),
    "a null byte in the name": ("report.pdf\x00.exe", PDF),
    "a line break in the name": ("report\n.pdf", PDF),
    "an empty file": ("report.pdf", b""),
    "a file with null bytes as text": ("notes.txt", b"abc\x00def"),
}


@pytest.mark.parametrize("evil", EVIL.values(), ids=EVIL.keys())
def test_an_evil_file_is_refused_in_words_and_leaves_nothing(evil: tuple[str, bytes], media: Path) -> None:
    with pytest.raises(uploads.FileRefused) as refused:
        keep(*evil)
    assert str(refused.value).endswith((".", "again."))
    assert len(str(refused.value)) > 40
    assert Attachment.objects.count() == 0
    assert [path for path in media.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("name", ["../../evil.pdf", "..\\..\\evil.pdf", "/etc/evil.pdf", "C:\\evil.pdf"])
def test_folders_in_a_name_lead_nowhere(name: str, media: Path) -> None:
    kept = keep(name, PDF)
    assert kept is not None
    assert kept.title == "evil.pdf"
    assert [path.relative_to(media).as_posix() for path in media.rglob("*") if path.is_file()] == [f"{kept.key[:2]}/{kept.key}"]


def test_a_stored_file_can_be_read_by_this_account_only_and_its_name_says_nothing() -> None:
    kept = keep("Wrenna Quillfeather.pdf", PDF)
    assert kept is not None
    path = uploads.path_of(kept.key)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert "Wrenna" not in str(path)


def test_a_very_long_name_is_shortened_and_keeps_its_ending() -> None:
    kept = keep("n" * 400 + ".pdf", PDF)
    assert kept is not None
    assert (len(kept.title), kept.title[-4:]) == (184, ".pdf")


def test_a_second_file_takes_the_place_of_the_first() -> None:
    form = uuid.uuid4()
    first, second = keep("first.pdf", PDF, form), keep("second.pdf", PDF, form)
    assert first is not None
    assert second is not None
    assert list(Attachment.objects.kept_for(SENDER, form)) == [second]


def test_the_31st_file_within_an_hour_is_refused_also_when_the_others_were_taken_back() -> None:
    form = uuid.uuid4()
    for _ in range(30):
        keep("notes.txt", b"canary", form)
    with pytest.raises(uploads.FileRefused, match="30 files within an hour"):
        keep("notes.txt", b"canary", form, minutes=59)
    assert keep("notes.txt", b"canary", form, minutes=61) is not None


def test_a_file_that_says_it_is_larger_than_25_mb_is_refused() -> None:
    upload = SimpleUploadedFile("scan.pdf", PDF)
    upload.size = 25 * 1024 * 1024 + 1
    with pytest.raises(uploads.FileRefused, match="larger than 25 MB"):
        uploads.keep(upload, sender=SENDER, form_uuid=uuid.uuid4(), at=MONDAY)


def test_a_file_that_comes_after_its_form_was_sent_is_thrown_away(media: Path) -> None:
    referral = arrived(sender=SENDER)
    assert keep("late.pdf", PDF, referral.form_uuid) is None
    assert Attachment.objects.count() == 0
    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_what_was_sent_cannot_be_taken_back() -> None:
    form = uuid.uuid4()
    keep("chronology.pdf", PDF, form)
    referral = arrived(sender=SENDER, form_uuid=form)
    uploads.remove(SENDER, form, at=MONDAY)
    assert [file.title for file in referral.attachments.all()] == ["chronology.pdf"]
    assert Attachment.objects.get().removed_at is None


def test_a_full_disk_refuses_the_file_in_words(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "media").write_text("no folder can be made here")
    with pytest.raises(uploads.FileRefused, match="could not be stored"):
        keep("chronology.pdf", PDF)
    assert Attachment.objects.count() == 0


def test_a_database_that_refuses_the_row_leaves_no_file_behind(media: Path) -> None:
    upload = SimpleUploadedFile("chronology.pdf", PDF)
    with pytest.raises(Exception, match="too long"):
        uploads.keep(upload, sender="x" * 300, form_uuid=uuid.uuid4(), at=MONDAY)
    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_a_key_that_is_none_opens_no_path() -> None:
    with pytest.raises(ValueError, match="not the key"):
        uploads.path_of("../../etc/passwd")


def test_a_file_whose_form_was_never_sent_is_thrown_away_after_a_day(
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    abandoned = keep("abandoned.pdf", PDF)
    assert abandoned is not None
    with django_capture_on_commit_callbacks(execute=True):
        keep("next.pdf", PDF, minutes=24 * 60 + 1)
    abandoned.refresh_from_db()
    assert (abandoned.title, uploads.path_of(abandoned.key).exists()) == ("", False)
