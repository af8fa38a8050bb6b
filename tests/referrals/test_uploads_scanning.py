"""The scanner: a real clamd, one that is down, one that lies, and what becomes of files that waited for it."""

import io
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from cspr.models import OutgoingEmail, User
from referrals import tasks, uploads
from referrals.models import Attachment, Referral
from referrals.uploads import quarantine, scanning
from referrals.uploads.scanning import Finding, scan
from tests.cast import agency, person
from tests.clamd import EICAR, INVENTED, Clamd, scanner
from tests.referrals import answers
from tests.referrals.answers import MONDAY, arrived
from tests.referrals.corpus import good
from tests.referrals.files import keep, stored

pytestmark = pytest.mark.django_db
State = Attachment.State
CARRIERS = {
    "alone": ("a.txt", EICAR),
    "in a file of a pdf": ("a.pdf", good.pdf(good.with_file("a.txt", EICAR))),
    "in a file of a pdf of a pdf": ("a.pdf", good.pdf(good.with_file("a.txt", INVENTED))),
    "among the pictures of a document": ("a.docx", good.docx({"word/media/a.bmp": EICAR})),
    "in a document inside a document": ("a.docx", good.docx({"word/embeddings/a.txt": INVENTED})),
    "in the remark of a photograph": ("a.jpg", good.jpg(comment=b"said: " + INVENTED)),
}


@pytest.fixture
def committing(django_capture_on_commit_callbacks: Callable[..., Any]) -> Callable[[], Any]:
    """What happens once the transaction is committed, happens."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def staff() -> list[User]:
    return [person("coordinator"), person("business_manager")]


def test_a_file_in_which_nothing_is_found_is_clean_at_once(clamd: Clamd) -> None:
    kept = keep("notes.txt", b"notes")
    assert (kept.state, kept.scanned_at) == (State.CLEAN, MONDAY)


@pytest.mark.parametrize("where", CARRIERS)
def test_malware_is_refused_in_words_and_nothing_of_it_is_kept(where: str, clamd: Clamd, media: Path) -> None:
    with pytest.raises(uploads.FileRefused, match="found malware"):
        keep(*CARRIERS[where])
    assert not Attachment.objects.exists()
    assert stored(media) == []


def test_a_file_of_25_mb_is_scanned_to_its_end(clamd: Clamd) -> None:
    filler = b"a line of notes\n" * (25 * 65536)
    assert scan(io.BytesIO(filler)) is Finding.CLEAN
    assert scan(io.BytesIO(filler + INVENTED)) is Finding.MALWARE


def test_without_a_scanner_the_file_waits_and_the_referral_is_accepted(settings: Settings) -> None:
    settings.CLAMAV = "none"
    draft = answers.draft()
    kept = keep("a.txt", EICAR, draft)
    referral = arrived(written=draft)
    assert [file.state for file in referral.attachments.all()] == [State.WAITING]
    assert uploads.scan_waiting(at=MONDAY) == 0
    kept.refresh_from_db()
    assert kept.state == State.WAITING


@pytest.mark.parametrize("address", ["/nowhere/clamd.sock", "127.0.0.1:1"])
def test_a_scanner_that_is_down_leaves_the_file_waiting(settings: Settings, address: str) -> None:
    settings.CLAMAV = address
    assert keep("notes.txt", b"notes").state == State.WAITING


@pytest.fixture
def talker(settings: Settings) -> Iterator[Callable[[bytes], None]]:
    """A scanner over TCP that says what it is told to say, and hangs up."""
    ears = socket.create_server(("127.0.0.1", 0))
    settings.CLAMAV = f"127.0.0.1:{ears.getsockname()[1]}"
    threads: list[threading.Thread] = []

    def answer(words: bytes) -> None:
        wire, _ = ears.accept()
        with wire:
            wire.recv(10)
            wire.sendall(words)

    def say(words: bytes) -> None:
        threads.append(threading.Thread(target=answer, args=(words,), daemon=True))
        threads[-1].start()

    yield say
    for thread in threads:
        thread.join(5)
    ears.close()


@pytest.mark.parametrize(
    ("words", "finding"),
    [
        (b"stream: OK\0", Finding.CLEAN),
        (b"stream: Some.Thing FOUND\0", Finding.MALWARE),
        (b"INSTREAM size limit exceeded. ERROR\0", Finding.UNKNOWN),
        (b"", Finding.UNKNOWN),
        (b"stream: OK", Finding.UNKNOWN),
        (b"x" * 5000, Finding.UNKNOWN),
    ],
)
def test_only_a_plain_ok_means_clean(words: bytes, finding: Finding, talker: Callable[[bytes], None]) -> None:
    talker(words)
    assert scan(io.BytesIO(b"n" * 3_000_000 if words.startswith(b"INSTREAM") else b"notes")) is finding


def test_a_scanner_that_says_nothing_is_not_waited_for(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "TOTAL_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        settings.CLAMAV = f"127.0.0.1:{deaf.getsockname()[1]}"
        assert scan(io.BytesIO(b"notes"), [b"inside"]) is Finding.UNKNOWN


def test_what_waited_is_scanned_once_the_scanner_is_there(clamd: Clamd, settings: Settings) -> None:
    settings.CLAMAV = "none"
    kept = keep("notes.pdf", good.pdf(good.with_file("a.txt", b"notes")))
    settings.CLAMAV = str(clamd.socket)
    tasks.scan_waiting_files()
    kept.refresh_from_db()
    assert kept.state == State.CLEAN
    assert kept.scanned_at is not None


def test_malware_that_is_found_later_is_destroyed_and_staff_are_told_once(
    clamd: Clamd, settings: Settings, media: Path, staff: list[User], committing: Callable[[], Any]
) -> None:
    settings.CLAMAV = "none"
    draft = answers.draft()
    kept = keep("Wrenna.pdf", good.pdf(good.with_file("a.txt", EICAR)), draft)
    referral = arrived(written=draft)
    settings.CLAMAV = str(clamd.socket)
    with committing():
        assert uploads.scan_waiting(at=MONDAY) == 1
    assert uploads.scan_waiting(at=MONDAY) == 0
    kept.refresh_from_db()
    assert (kept.state, stored(media)) == (State.INFECTED, [])
    told = OutgoingEmail.objects.filter(key__contains="malware")
    assert sorted(one.to for one in told) == sorted(user.email for user in staff)
    assert all(referral.reference in one.subject and "Wrenna" not in one.subject + one.body for one in told)


def test_malware_in_a_draft_is_destroyed_and_told_of_once_the_draft_is_sent(
    clamd: Clamd, settings: Settings, media: Path, staff: list[User], committing: Callable[[], Any]
) -> None:
    settings.CLAMAV = "none"
    draft = answers.draft()
    keep("a.txt", EICAR, draft)
    settings.CLAMAV = str(clamd.socket)
    with committing():
        uploads.scan_waiting(at=MONDAY)
    assert stored(media) == []
    assert not OutgoingEmail.objects.filter(key__contains="malware").exists()
    referral = arrived(written=draft)
    assert [file.state for file in referral.attachments.all()] == [State.INFECTED]
    assert OutgoingEmail.objects.filter(key__contains="malware").count() == len(staff)


def test_a_file_that_somebody_else_has_settled_meanwhile_stays_as_they_left_it(clamd: Clamd) -> None:
    kept = keep("notes.txt", b"notes")
    assert quarantine._settle(kept, Finding.MALWARE, MONDAY) == 0
    kept.refresh_from_db()
    assert kept.state == State.CLEAN


def test_a_file_that_cannot_be_read_does_not_stop_the_others(clamd: Clamd, settings: Settings) -> None:
    settings.CLAMAV = "none"
    gone, changed, whole = keep("a.txt", b"gone"), keep("b.png", good.png()), keep("c.txt", b"whole")
    uploads.path_of(gone.key).unlink()
    uploads.path_of(changed.key).write_bytes(b"no picture any more")
    settings.CLAMAV = str(clamd.socket)
    assert uploads.scan_waiting(at=MONDAY) == 1
    assert list(Attachment.objects.waiting().order_by("pk")) == [gone, changed]
    whole.refresh_from_db()
    assert whole.state == State.CLEAN


def test_a_scanner_that_is_killed_while_files_arrive_costs_no_file_and_no_referral(
    settings: Settings, committing: Callable[[], Any]
) -> None:
    """Security plan, R14: those before are clean, those after wait, and all are scanned when it is back."""
    with scanner() as clamd:
        settings.CLAMAV = str(clamd.socket)
        drafts = [answers.draft(sender=f"sender{number}@nhs.example") for number in range(6)]
        states = []
        for number, draft in enumerate(drafts):
            if number == 2:
                clamd.stop(signal.SIGKILL)
            states += [keep(f"{number}-{file}.txt", f"notes {number} {file}".encode(), draft).state for file in range(5)]
        assert states == [State.CLEAN] * 10 + [State.WAITING] * 20
        for number, draft in enumerate(drafts):
            arrived(written=draft, sender=draft.sender_email, agency=agency(domain=f"{number}.nhs.example"))
        assert Referral.objects.count() == 6
        clamd.start()
        assert uploads.scan_waiting(at=MONDAY) == 20
    assert set(Attachment.objects.values_list("state", flat=True)) == {State.CLEAN}
