"""Several hands on one draft: nothing is lost, nothing is stored half, and no limit is passed."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection, transaction

from referrals import drafts, uploads
from referrals.drafts import Page
from referrals.models import Draft, DraftStep, Referral, WrongNumber
from referrals.models.drafts import KEPT_FOR
from tests.referrals.answers import MONDAY, arrived, draft

HEAD = "head@school.example"
LATER = MONDAY + timedelta(hours=1)


def save(begun: Draft, words: str) -> DraftStep:
    """Save one page with one answer."""
    return drafts.save(Page(begun.pk, "you", 0, 0), {"words": [words]}, judged=True, at=LATER)


@contextmanager
def held(begun: Draft) -> Iterator[None]:
    """Another connection works on the draft."""
    taken, done = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            drafts.hold(begun)
            taken.set()
            done.wait(20)
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        work = pool.submit(hold)
        assert taken.wait(20)
        try:
            yield
        finally:
            done.set()
            work.result()


def test_a_draft_that_somebody_works_on_is_not_removed_and_the_others_are(committed_db: str) -> None:
    busy = draft()
    draft()
    with held(busy):
        assert drafts.purge(at=MONDAY + 2 * KEPT_FOR) == 1
    assert list(Draft.objects.all()) == [busy]


def test_a_draft_that_is_held_too_long_is_answered_and_not_waited_for(committed_db: str) -> None:
    begun = draft()
    with held(begun), pytest.raises(uploads.FormBusy):
        save(begun, "typed meanwhile")
    assert save(begun, "typed again").answers == {"words": ["typed again"]}


def test_twenty_parallel_starts_leave_no_more_drafts_than_the_limit(committed_db: str) -> None:
    for _ in range(drafts.MOST_DRAFTS - 1):
        draft()
    answers = in_parallel([draft] * 20)
    assert answers.count(drafts.TooManyDrafts) == 19
    assert Draft.objects.count() == drafts.MOST_DRAFTS


def test_parallel_guesses_cost_a_try_each(committed_db: str) -> None:
    draft()
    in_parallel([partial(drafts.find, HEAD, f"{number:016d}", at=MONDAY) for number in range(20)])
    assert WrongNumber.objects.count() == drafts.TRIES


def test_a_page_saved_while_the_draft_is_deleted_is_stored_or_refused_and_never_half(committed_db: str) -> None:
    for _ in range(5):
        begun = draft()
        jobs: list[Callable[[], Any]] = [partial(save, begun, "words")] * 5
        answers = in_parallel([partial(drafts.discard, begun, at=LATER), *jobs])
        assert answers[0] is None
        assert not Draft.objects.filter(pk=begun.pk).exists()
    assert DraftStep.objects.count() == 0


def in_parallel(work: Sequence[Callable[[], Any]]) -> list[Any]:
    """What each thread got, or the kind of its refusal."""

    def run(one: Callable[[], Any]) -> Any:
        try:
            return one()
        except (drafts.TooManyDrafts, drafts.NumberRefused, drafts.AlreadySent, drafts.Older, uploads.FormBusy) as refused:
            return type(refused)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(work)) as pool:
        return list(pool.map(run, work))


def test_a_page_saved_while_the_draft_is_sent_is_in_the_referral_or_refused(committed_db: str) -> None:
    """Whoever sends holds the draft before reading it: nothing is stored between the reading and the sending."""
    begun = draft()
    with held(begun), pytest.raises(uploads.FormBusy):
        drafts.save_late(Page(begun.pk, "you", 0, 0), {}, at=LATER)
    arrived(written=begun)
    assert Referral.objects.count() == 1
    with pytest.raises(drafts.AlreadySent):
        save(begun, "too late")
