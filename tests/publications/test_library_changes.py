"""The one small file that tells every public process whether what it has stored still stands."""

import threading
from datetime import date

import pytest
from django.db import connection, transaction

from publications import library, tasks
from publications.library import changes
from publications.models import PublishedReview
from tests.public.world import entry

pytestmark = pytest.mark.usefixtures("public_disk")


def token() -> str:
    path = library.version_path()
    return path.read_text() if path.exists() else ""


def test_while_the_library_changes_the_file_is_empty_and_afterwards_it_holds_another_token() -> None:
    with library.changing():
        assert token() == ""
        with library.changing():
            assert token() == ""
        assert token() == ""
    first = token()
    with pytest.raises(ZeroDivisionError), library.changing():
        raise ZeroDivisionError
    assert first
    assert token() not in ("", first)


def test_the_file_is_another_file_each_time_and_everybody_may_read_it() -> None:
    seen = []
    for _ in range(3):
        with library.changing():
            pass
        found = library.version_path().stat()
        seen.append((found.st_ino, found.st_mtime_ns))
        assert found.st_mode & 0o777 == 0o644
    assert len(set(seen)) == 3
    assert sorted(path.name for path in library.version_path().parent.iterdir()) == ["version", "version.lock"]


def test_one_publishes_at_a_time() -> None:
    order: list[str] = []
    held, waiting = threading.Event(), threading.Event()

    def second() -> None:
        held.wait(10)
        waiting.set()
        with library.changing():
            order.append("second")

    thread = threading.Thread(target=second)
    thread.start()
    with library.changing():
        held.set()
        assert waiting.wait(10)
        order.append("first")
    thread.join(10)
    assert order == ["first", "second"]


@pytest.mark.django_db
def test_what_a_crash_left_open_is_healed_but_not_while_somebody_is_at_work() -> None:
    assert token() == ""
    tasks.tidy_library()
    first = token()
    assert first
    tasks.tidy_library()
    assert token() == first
    library.version_path().write_text("")
    answers: list[bool] = []
    with library.changing():
        thread = threading.Thread(target=lambda: answers.append(changes.heal()))
        thread.start()
        thread.join(10)
        assert token() == ""
    assert answers == [False]
    library.version_path().write_text("")
    assert changes.heal()
    assert token()


def remove_and_fail(slug: str) -> None:
    with transaction.atomic():
        library.remove(slug, on=date(2026, 1, 1))
        raise ZeroDivisionError


@pytest.mark.usefixtures("committed_db")
def test_who_changes_the_library_inside_a_transaction_of_his_own_gives_another_token_once_that_is_written() -> None:
    with transaction.atomic():
        review = entry()
        inside = token()
    assert token() not in ("", inside)
    after = token()
    with pytest.raises(ZeroDivisionError):
        remove_and_fail(review.slug)
    assert token() not in ("", after)
    assert PublishedReview.objects.filter(slug=review.slug).exists()
    assert not connection.in_atomic_block
