"""The exact bytes that may go public: asked for, made by one worker at a time, kept, checked, and looked through."""

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from kombu.exceptions import OperationalError
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from cspr.lifecycle import MoveRefused
from cspr.models import User
from publications import checking, gate, letters, lifecycle, reading, tasks
from publications.checking import Made, making, queue, storing
from publications.models import Candidate, GateFinding
from publications.reading import Place, Read, Trouble
from tests.cast import person
from tests.publications import drafts
from tests.publications.candidates import asked, finished, made, taken
from tests.publications.checked import make_and_read
from tests.publications.drafts import APPROVED, DRAFTED

NOTHING = Made(b"", 0, (("Title", "Child R"),), (Trouble("unread", "The PDF", "Nobody can read it."),))


def files() -> list[str]:
    folder = Path(settings.STAFF_MEDIA_ROOT) / "candidates"
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def test_a_candidate_is_made_read_and_kept_under_a_name_that_says_nothing(manager: User) -> None:
    candidate = asked(manager)
    assert checking.make_waiting(now=lambda: DRAFTED) == 1
    candidate.refresh_from_db()
    content = checking.content_of(candidate)
    assert (candidate.state, candidate.made_at, candidate.leased_until, candidate.size) == (
        "ready",
        DRAFTED,
        None,
        len(content),
    )
    assert content.startswith(b"%PDF-")
    assert files() == [f"{candidate.key}.pdf"]
    assert storing.path_of(candidate.key).stat().st_mode & 0o777 == 0o600
    texts = dict(candidate.places)
    assert texts["Title"] == "Child R"
    assert any(
        place.startswith("PDF, page ") and "Agencies knew the family" in " ".join(text.split()) for place, text in texts.items()
    )
    assert (candidate.findings.count(), len(candidate.digest)) == (0, 64)
    assert checking.make_waiting(now=lambda: DRAFTED) == 0


def test_the_same_words_give_the_same_bytes_and_no_day_stands_in_them(manager: User) -> None:
    page = gate.page_of(drafts.draft(manager))
    assert letters.report(page).content == letters.report(page).content
    assert letters.report(page).content != letters.draft(page).content


def test_a_corrected_version_says_so_and_carries_what_was_written_beside_the_report(manager: User) -> None:
    page = gate.page_of(drafts.draft(manager, learning="- Ask fathers.", correction_note="A year was wrong."))
    text = " ".join(place.text for place in reading.read("pdf", letters.report({**page, "version": 2}).content).places)
    words = " ".join(text.split())
    assert "Version 2: A year was wrong." in words
    assert "What was learned" in words
    assert "Ask fathers." in words


def test_asking_again_without_an_edit_keeps_the_bytes_and_what_was_accepted(manager: User) -> None:
    publication = drafts.waiting(manager)
    first = checking.newest(publication)
    lifecycle.send_back(publication, by=person("partner_lead"), at=DRAFTED, because="Look again.")
    lifecycle.ask_for_approval(publication, by=manager, at=DRAFTED)
    assert checking.newest(publication) == first
    assert first is not None
    storing.path_of(first.key).unlink()
    lifecycle.send_back(publication, by=person("partner_lead"), at=DRAFTED, because="Look again.")
    lifecycle.ask_for_approval(publication, by=manager, at=DRAFTED)
    assert checking.newest(publication) != first


def test_one_that_is_being_made_is_not_asked_for_twice_and_one_that_failed_is(manager: User) -> None:
    candidate = asked(manager)
    assert checking.ask(candidate.publication, by=manager, at=DRAFTED, anew=True) == candidate
    taken(candidate)
    assert checking.ask(candidate.publication, by=manager, at=DRAFTED) == candidate
    Candidate.objects.update(state="failed")
    assert checking.ask(candidate.publication, by=manager, at=DRAFTED) != candidate


def test_who_has_it_made_again_does_not_wait_for_the_lease_of_a_worker_that_is_gone(manager: User) -> None:
    gone = taken(asked(manager))
    again = lifecycle.make_again(gone.publication, by=manager, at=DRAFTED)
    assert again != gone
    # Asked for twice, it is asked for once.
    assert lifecycle.make_again(gone.publication, by=manager, at=DRAFTED) == again
    # Where the worker comes back after all, what it made is of no use any more, and no file of it stays.
    assert not checking.finish(gone, made(), now=lambda: DRAFTED)
    assert checking.finish(taken(again), made(), now=lambda: DRAFTED)
    again.refresh_from_db()
    assert files() == [f"{again.key}.pdf"]


def test_one_that_is_given_up_holds_up_no_other_in_the_same_look(manager: User) -> None:
    broken, whole = asked(manager), asked(manager)
    Candidate.objects.filter(pk=broken.pk).update(page={})
    assert checking.make_waiting(now=lambda: DRAFTED) == 1
    assert set(Candidate.objects.values_list("pk", "state")) == {(broken.pk, "failed"), (whole.pk, "ready")}


def test_files_of_earlier_candidates_go_when_a_newer_one_is_ready(
    manager: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    publication = drafts.waiting(manager)
    first = checking.newest(publication)
    lifecycle.make_again(publication, by=manager, at=DRAFTED)
    with django_capture_on_commit_callbacks(execute=True):
        second = make_and_read(publication, at=DRAFTED)
    assert first is not None
    first.refresh_from_db()
    assert (first.key, first.places, files()) == ("", [], [f"{second.key}.pdf"])


def test_a_worker_that_never_comes_back_loses_it_after_the_lease_and_three_tries_are_enough(
    manager: User, settings: Settings
) -> None:
    settings.CHECK_LEASE = 60.0
    candidate, at = asked(manager), DRAFTED
    for _ in range(queue.MOST_TRIES):
        assert checking.take(at=at) == candidate
        assert checking.take(at=at + timedelta(seconds=59)) is None
        at += timedelta(seconds=61)
    assert checking.take(at=at) is None
    candidate.refresh_from_db()
    assert (candidate.state, candidate.leased_until) == ("failed", None)


def test_what_cannot_be_made_now_is_tried_again_and_leaves_no_file(manager: User, monkeypatch: pytest.MonkeyPatch) -> None:
    candidate = taken(asked(manager))

    def fails(*args: object, **kwargs: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr(letters, "report", fails)
    assert not checking.make(candidate, now=lambda: DRAFTED)
    candidate.refresh_from_db()
    assert (candidate.state, files()) == ("asked", [])


def test_a_file_is_forgotten_where_its_row_cannot_be_written(manager: User, monkeypatch: pytest.MonkeyPatch) -> None:
    candidate = taken(asked(manager))

    def fails(*args: object, **kwargs: object) -> None:
        raise OSError("the connection broke")

    monkeypatch.setattr(queue, "ready", fails)
    with pytest.raises(OSError, match="connection broke"):
        checking.finish(candidate, made(), now=lambda: DRAFTED)
    assert files() == []


@pytest.mark.parametrize("what", [made(), NOTHING], ids=["a file", "no file"])
def test_of_two_workers_with_one_candidate_the_slower_one_writes_nothing(manager: User, what: Made) -> None:
    slow = taken(asked(manager))
    Candidate.objects.filter(pk=slow.pk).update(tries=slow.tries + 1)
    assert not checking.finish(slow, what, now=lambda: DRAFTED)
    assert (files(), GateFinding.objects.count(), Candidate.objects.get().state) == ([], 0, "making")


def test_without_a_file_it_has_failed_and_says_why_and_nobody_accepts_that(manager: User) -> None:
    candidate = finished(manager, NOTHING)
    assert (Candidate.objects.get().state, candidate.findings.get().sort) == ("failed", "unread")
    with pytest.raises(MoveRefused, match="never accepted"):
        lifecycle.accept_finding(candidate.findings.get(), because="It is fine.", by=person("partner_lead"), at=APPROVED)
    with pytest.raises(MoveRefused, match="could not be made and read"):
        lifecycle.approve(candidate.publication, by=person("partner_lead"), at=APPROVED)


def test_what_the_readers_could_not_read_is_an_open_finding(manager: User, monkeypatch: pytest.MonkeyPatch) -> None:
    trouble = Trouble("unread", "page 2", "The program that reads pictures is missing.")
    monkeypatch.setattr(reading, "read", lambda *args, **kwargs: Read((Place("page 1", "x"),), (trouble,), 2))
    candidate = taken(asked(manager))
    assert checking.make(candidate, now=lambda: DRAFTED)
    with pytest.raises(MoveRefused, match="PDF, page 2: The program that reads pictures is missing"):
        lifecycle.approve(candidate.publication, by=person("partner_lead"), at=APPROVED)


def test_strays_go_after_an_hour_and_known_files_stay(manager: User) -> None:
    candidate = finished(manager, made())
    stray, young = storing.path_of("0" * 64), storing.path_of("1" * 64)
    for path in (stray, young):
        path.write_bytes(b"x")
    old = time.time() - storing.STRAY_AFTER - 60
    os.utime(stray, (old, old))
    os.utime(storing.path_of(candidate.key), (old, old))
    tasks.sweep_candidate_files()
    assert files() == sorted([f"{candidate.key}.pdf", young.name])


def test_without_a_folder_there_are_no_strays(db: None) -> None:
    assert checking.remove_strays() == 0


def test_no_other_name_leads_to_a_file() -> None:
    with pytest.raises(ValueError, match="not the key"):
        storing.path_of("../secrets")


def test_the_tasks_make_what_is_asked_for_once(manager: User, monkeypatch: pytest.MonkeyPatch) -> None:
    candidate = asked(manager)
    monkeypatch.setattr(making, "build", lambda candidate: made())
    tasks.make_candidate(candidate.pk)
    assert Candidate.objects.get().state == "ready"
    tasks.make_candidate(candidate.pk)
    tasks.make_waiting_candidates()
    assert (Candidate.objects.get().tries, len(files())) == (1, 1)


def test_without_a_broker_the_next_look_at_the_rows_finds_it(
    manager: User, settings: Settings, caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def refused(*args: object, **kwargs: object) -> None:
        raise OperationalError

    monkeypatch.setattr(tasks.make_candidate, "apply_async", refused)
    with django_capture_on_commit_callbacks(execute=True):
        tasks.call_a_worker(asked(manager))
    assert "waits for the next look" in caplog.text
