"""Dates as far as they are known, files that are whole, and what is left behind where something breaks."""

import os
import time
from datetime import date
from pathlib import Path

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from publications import library
from publications.library import Precision, When, files
from publications.models import PublishedReview
from tests.public.world import elsewhere, entry


@pytest.mark.parametrize(
    ("text", "on", "precision", "words"),
    [
        ("2022-04-12", date(2022, 4, 12), Precision.DAY, "12 April 2022"),
        ("2022-03", date(2022, 3, 1), Precision.MONTH, "March 2022"),
        ("2025", date(2025, 1, 1), Precision.YEAR, "2025"),
        ("", None, Precision.UNKNOWN, "date not known"),
    ],
)
def test_a_date_is_kept_and_said_as_far_as_it_is_known(text: str, on: date | None, precision: str, words: str) -> None:
    when = When.read(text)
    assert (when.on, when.precision, when.words) == (on, precision, words)


def test_a_file_is_written_whole_or_not_at_all(public_disk: Path) -> None:
    file = library.write_file("k" * 43, b"bytes", 2)
    assert (file.size, file.pages, len(file.digest)) == (5, 2, 64)
    assert [path.name for path in public_disk.iterdir()] == [f"{'k' * 43}.pdf"]
    library.remove_file(file.key)
    library.remove_file(file.key)
    assert list(public_disk.iterdir()) == []


@pytest.mark.django_db
def test_files_of_no_review_are_removed_after_an_hour(public_disk: Path) -> None:
    assert library.remove_strays() == 0
    kept = entry().documents.get().file_key
    for name in ("old.pdf", "old.part", "new.pdf", "readme.txt"):
        (public_disk / name).write_bytes(b"x")
    an_hour_ago = time.time() - library.STRAY_AFTER - 1
    for path in public_disk.iterdir():
        if path.name != "new.pdf":
            os.utime(path, (an_hour_ago, an_hour_ago))
    assert library.remove_strays() == 2
    assert sorted(path.name for path in public_disk.iterdir()) == sorted(
        [f"{kept}.pdf", "new.pdf", "readme.txt", "version", "version.lock"]
    )


@pytest.mark.django_db
def test_an_address_is_made_from_the_title_and_for_others_from_their_name_too() -> None:
    ours, theirs = entry(title="Child Ä & B"), elsewhere(title="Child A", when=When.read(""))
    nameless = entry(title="¿?", when=When.read(""))
    long = entry(title="word " * 39)
    assert (ours.slug, theirs.slug, nameless.slug) == ("child-a-b-2026", "child-a-another-partnership", "review")
    assert len(long.slug) <= 100
    assert str(ours) == "child-a-b-2026"
    assert (ours.is_elsewhere, theirs.is_elsewhere) == (False, True)


@pytest.mark.django_db
def test_taking_away_what_is_not_there_is_an_error() -> None:
    with pytest.raises(PublishedReview.DoesNotExist):
        library.remove("nothing", on=date(2026, 1, 1))


@pytest.mark.django_db
def test_a_review_is_gone_though_the_disk_keeps_its_file_and_the_tidying_takes_it_later(
    public_disk: Path, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    review = entry()
    key = review.documents.get().file_key

    def refuse(key: str) -> None:
        raise OSError("The disk is read-only.")

    with monkeypatch.context() as broken:
        broken.setattr(files, "remove_file", refuse)
        with django_capture_on_commit_callbacks(execute=True):
            library.remove(review.slug, on=date(2026, 1, 1))
    assert not PublishedReview.objects.exists()
    os.utime(library.path_of(key), (0, 0))
    assert library.remove_strays() == 1
