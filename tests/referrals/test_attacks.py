"""What a thief with an old page, a flooder, a broken scanner and a careless end of a session can do: nothing that lasts."""

import io
import os
import socket
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from cspr.models import CaseConflict, OutgoingEmail
from referrals import drafts, tasks, uploads
from referrals.models import Attachment, Draft, DraftStep, Referral
from referrals.parsing import limits, server
from referrals.uploads import keeping, quarantine, scanning, sweeping
from referrals.uploads.scanning import Finding, scan
from referrals.views import files as files_page
from tests.cast import case as make_case
from tests.cast import person
from tests.clamd import EICAR, Clamd
from tests.referrals import answers
from tests.referrals.answers import MONDAY, arrived, now
from tests.referrals.files import keep, stored
from tests.referrals.typed import page
from tests.referrals.walking import address, begin, late, post, send, write_everything

pytestmark = pytest.mark.django_db


def plain(name: str = "notes.txt", content: bytes = b"notes") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_an_old_declaration_that_comes_late_does_not_keep_the_referral_from_being_sent(sender: Client) -> None:
    base = begin(sender)
    write_everything(sender, base)
    send(sender, base, declared="")
    token = drafts.page_of(late(base, "declaration"))
    assert token is not None
    drafts.save_late(token, {"declared_by": ["Mallory"]}, at=now())
    assert send(sender, base)["Location"] == f"{base}receipt/"
    assert Referral.objects.get().declared_by == "Alma Archer"


def test_a_page_stores_no_box_that_it_does_not_have_however_its_name_is_made_up(sender: Client) -> None:
    base = begin(sender)
    junk = {"sender_name-junk": "z", "sender_name-day": "z", "you-0-x": "z"}
    post(sender, f"{base}you/", {**page("you"), **junk})
    junk = {"rows-0-junk": "z", "rows-0-name-day": "z", "rows-x": "z", "rows-7000-name": "z", "rows-0-born_on-hour": "z"}
    post(sender, f"{base}family/", {**page("family"), **junk})
    for slug in ("you", "family"):
        names = set(DraftStep.objects.get(step=slug).answers)
        assert names <= {*page(slug), "rows-TOTAL_FORMS", "rows-INITIAL_FORMS"}


def test_a_draft_holds_no_more_than_a_referral_can_and_what_was_typed_comes_back(sender: Client) -> None:
    base = begin(sender)
    url = address(base, "incident")
    post(sender, url, page("incident"))
    refused = post(sender, url, page("incident", narrative="Marker " + "n" * drafts.MOST_SIGNS))
    assert refused.status_code == 413
    assert "longer than we can store" in refused.content.decode()
    assert "Marker nnn" in refused.content.decode()
    assert "Marker" not in str(DraftStep.objects.get().answers)


def test_a_late_page_that_is_too_long_is_refused_in_words(site: Callable[..., Client], sender: Client) -> None:
    base = begin(sender)
    stranger = site("referrals")
    typed = {"page": late(base, "incident"), **page("incident", narrative="n" * drafts.MOST_SIGNS)}
    refused = stranger.post(address(base, "incident"), typed)
    assert (refused.status_code, DraftStep.objects.count()) == (413, 0)
    assert "longer than we can store" in refused.content.decode()


def test_words_laid_aside_count_towards_the_size_of_a_draft() -> None:
    draft = answers.draft()
    half = drafts.MOST_SIGNS * 2 // 3
    drafts.save(drafts.Page(draft.pk, "incident", 0, 0), {"narrative": ["n" * half]}, judged=False, at=MONDAY)
    with pytest.raises(drafts.TooLong):
        drafts.save_late(drafts.Page(draft.pk, "incident", 0, 0), {"narrative": ["m" * half]}, at=MONDAY)
    assert Draft.objects.get().steps.get().set_aside is None


def test_a_declaration_that_is_too_long_is_refused_in_words(sender: Client) -> None:
    base = begin(sender)
    write_everything(sender, base)
    back = send(sender, base, declared_by="n" * drafts.MOST_SIGNS)
    assert back["Location"] == f"{base}check/?refused=long"
    assert "longer than we can store" in sender.get(back["Location"]).content.decode()


def test_files_that_are_refused_count_towards_the_hour_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "TRIES_PER_HOUR", 2)
    draft = answers.draft()
    for _ in range(2):
        with pytest.raises(uploads.FileRefused, match="so the file was not kept"):
            keep("evil.pdf", b"no pdf at all", draft)
    with pytest.raises(uploads.FileRefused, match="within an hour"):
        keep("notes.txt", b"notes", draft)
    keep("notes.txt", b"notes", draft, minutes=61)
    keep("notes.txt", b"notes", answers.draft(sender="other@school.example"))


def test_one_post_is_not_worked_on_for_longer_than_a_sender_waits(sender: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    base = begin(sender)
    monkeypatch.setattr(files_page, "LONGEST_POST", -1.0)
    shown = sender.post(f"{base}files/", {"attachments": [plain("a.txt", b"one"), plain("b.txt", b"two")]})
    assert "took too long" in shown.content.decode()
    assert not Attachment.objects.exists()


def test_a_scanner_that_hangs_is_not_waited_for_by_every_file(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "ARRIVING_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0), backlog=16) as deaf:
        deaf.settimeout(0.5)
        settings.CLAMAV = f"127.0.0.1:{deaf.getsockname()[1]}"
        found = [scan(io.BytesIO(b"notes")) for _ in range(5)]
        deaf.accept()[0].close()
        with pytest.raises(TimeoutError):
            deaf.accept()
    assert found == [Finding.UNKNOWN] * 5


def test_a_file_that_the_scanner_does_not_judge_holds_up_no_other(
    clamd: Clamd, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.CLAMAV = "none"
    draft = answers.draft()
    stuck, *_ = [keep(f"{number}.txt", f"notes {number}".encode(), draft) for number in range(4)]
    settings.CLAMAV = str(clamd.socket)
    judge = quarantine._scan_again

    def unjudged(file: Attachment) -> Finding | None:
        return Finding.UNKNOWN if file.pk == stuck.pk else judge(file)

    monkeypatch.setattr(quarantine, "_scan_again", unjudged)
    uploads.scan_waiting(at=MONDAY)
    assert list(Attachment.objects.waiting()) == [stuck]


def test_a_file_that_no_row_knows_is_removed_after_a_day_and_a_row_without_its_file_is_told(
    media: Path, caplog: pytest.LogCaptureFixture
) -> None:
    draft = answers.draft()
    kept, lost, gone, infected = [keep(f"{number}.txt", f"notes {number}".encode(), draft) for number in range(4)]
    uploads.path_of(lost.key).unlink()
    Attachment.objects.filter(pk=gone.pk).update(removed_at=MONDAY, title="")
    Attachment.objects.filter(pk=infected.pk).update(state=Attachment.State.INFECTED)
    for name, hours in (("a" * 64, 25), ("b" * 64, 23), ("c" * 64 + ".part", 25)):
        stray = media / name[:2] / name
        stray.parent.mkdir(exist_ok=True)
        stray.write_bytes(b"stray")
        os.utime(stray, times=((MONDAY - timedelta(hours=hours)).timestamp(),) * 2)
    for file in (kept, gone, infected):
        os.utime(uploads.path_of(file.key), times=((MONDAY - timedelta(days=9)).timestamp(),) * 2)
    assert sweeping.sweep(at=MONDAY) == sweeping.Swept(removed=4, missing=[lost.pk])
    assert sorted(path.name for path in stored(media)) == sorted(["b" * 64, kept.key])
    assert f"The bytes of file {lost.pk} are not on the disk." in caplog.text


def test_the_daily_sweep_of_files_does_no_harm_to_what_is_kept(media: Path) -> None:
    kept = keep("notes.txt", b"notes")
    tasks.sweep_files()
    assert [path.name for path in stored(media)] == [kept.key]


def test_the_name_of_a_file_that_was_taken_back_stands_nowhere(sender: Client) -> None:
    base = begin(sender)
    sender.post(f"{base}files/", {"attachments": plain("Wrenna Quillfeather.txt")})
    sender.post(f"{base}discard/")
    history: Any = Attachment.history
    assert Attachment.objects.get().title == ""
    assert not any("Wrenna" in str(row) for row in history.values())
    assert history.count() == 2


def test_who_may_not_see_a_case_is_not_told_of_malware_in_its_files(
    clamd: Clamd, settings: Settings, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    coordinator, kin = person("coordinator"), person("coordinator")
    settings.CLAMAV = "none"
    draft = answers.draft()
    keep("a.txt", EICAR, draft)
    referral, case = arrived(written=draft), make_case()
    Referral.objects.filter(pk=referral.pk).update(case=case, status=Referral.Status.ACCEPTED)
    CaseConflict.objects.create(case=case, user=kin, because="Knows the family")
    settings.CLAMAV = str(clamd.socket)
    with django_capture_on_commit_callbacks(execute=True):
        assert uploads.scan_waiting(at=MONDAY) == 1
    assert [one.to for one in OutgoingEmail.objects.filter(key__contains="malware")] == [coordinator.email]


def test_signing_out_empties_what_the_browser_keeps(sender: Client) -> None:
    assert sender.post("/sign-out/")["Clear-Site-Data"] == '"cache", "storage"'


def test_a_session_that_has_run_out_is_forgotten_with_its_address(sender: Client) -> None:
    running = Session.objects.count()
    Session.objects.create(session_key="a" * 32, session_data="", expire_date=now() - timedelta(minutes=1))
    tasks.forget_sessions()
    assert Session.objects.count() == running


def test_the_process_that_opens_files_can_open_no_other(tmp_path: Path) -> None:
    pid = os.fork()
    if pid == 0:
        server.shut_in(limits.MEMORY)
        refused = 0
        for reach in (Path("/etc/passwd").open, lambda: socket.socket(socket.AF_INET), os.pipe):
            try:
                reach()
            except OSError:
                refused += 1
        os._exit(0 if refused == 3 else 1)
    assert os.waitpid(pid, 0)[1] == 0


def test_a_session_that_holds_the_id_of_somebody_elses_draft_opens_nothing_of_it(sender: Client) -> None:
    theirs = answers.draft(sender="nurse@school.example")
    session = sender.session
    session["opened"] = {str(theirs.pk): theirs.number_serial}
    session.save()
    for part in ("", "you/", "check/", "files/", "number/", "receipt/", "status/", "discard/"):
        assert sender.get(f"/referral/{theirs.pk}/{part}")["Location"] == "/referral/?number=needed"
