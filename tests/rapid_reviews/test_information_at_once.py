"""Two people answer for one agency at the same moment: nothing is lost, and it is signed once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from cspr.lifecycle import MoveRefused
from rapid_reviews import answering
from rapid_reviews.models import AgencyRequest, AgencyReturn, ChronologyRow
from tests import cast
from tests.rapid_reviews.asked import ask, contact

ROUNDS = 20
ROW = {"on": date(2025, 3, 27), "event": "Home visit"}


@pytest.fixture
def asked(committed_db: str) -> AgencyRequest:
    """A request, opened, in a database in which work is really committed."""
    made = ask([contact(cast.agency())], cast.person("coordinator"))[0]
    answering.begin(made, contact=made.contact, at=timezone.now())
    return made


def at_once(*steps: Callable[[], Any]) -> list[Any]:
    """What each step gave, or how it was refused, all begun at the same moment."""
    gate = Barrier(len(steps))

    def run(step: Callable[[], Any]) -> Any:
        try:
            gate.wait(20)
            return step()
        except (answering.Newer, MoveRefused) as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(steps)) as pool:
        return [future.result() for future in [pool.submit(run, step) for step in steps]]


def save(asked: AgencyRequest, words: dict[str, str], version: int) -> AgencyReturn:
    return answering.save(asked, words, version, contact=asked.contact, at=timezone.now())


def test_words_in_two_boxes_are_both_kept_and_of_two_in_one_box_the_second_is_shown_the_first(asked: AgencyRequest) -> None:
    for turn in range(ROUNDS):
        version = AgencyReturn.objects.get().version
        one, two = {"summary": f"One {turn}"}, {"background": f"Two {turn}"}
        gave = at_once(partial(save, asked, one, version), partial(save, asked, two, version))
        assert not [step for step in gave if isinstance(step, Exception)]
        stored = AgencyReturn.objects.get()
        assert (stored.summary, stored.background) == (f"One {turn}", f"Two {turn}")
        both = [{"summary": f"Left {turn}"}, {"summary": f"Right {turn}"}]
        gave = at_once(*(partial(save, asked, words, stored.version) for words in both))
        newer = [step for step in gave if isinstance(step, answering.Newer)]
        assert len(newer) == 1
        assert newer[0].current.summary == AgencyReturn.objects.get().summary


def test_of_two_signatures_and_a_nil_return_one_counts(asked: AgencyRequest) -> None:
    needed = {"files_secured": "no", "approver_name": "x", "approver_role": "x"}
    save(asked, {"summary": "x", **needed}, asked.answer.version)
    sign = partial(answering.sign, asked, contact=asked.contact, at=timezone.now())
    nil = partial(answering.sign_nil, asked, "Nil", contact=asked.contact, at=timezone.now())
    gave = at_once(partial(sign, "Left"), partial(sign, "Right"), nil)
    assert len([step for step in gave if isinstance(step, MoveRefused)]) == 2
    stored = AgencyReturn.objects.get()
    assert stored.signed_name in ("Left", "Right")
    assert stored.history.exclude(signed_at=None).count() == 1


def test_a_row_added_by_two_presses_at_once_is_one_and_one_added_as_it_is_signed_is_in_or_said_not_to_be(
    asked: AgencyRequest,
) -> None:
    add = partial(answering.add_row, asked, ROW, contact=asked.contact)
    at_once(add, add, add)
    assert ChronologyRow.objects.count() == 1
    nil = partial(answering.sign_nil, asked, "Nil", contact=asked.contact, at=timezone.now())
    ChronologyRow.objects.all().delete()
    added, signed = at_once(add, nil)
    assert isinstance(added, MoveRefused) != isinstance(signed, MoveRefused)
    assert ChronologyRow.objects.count() == (0 if isinstance(added, MoveRefused) else 1)
