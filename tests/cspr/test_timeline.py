"""The timeline: what happened, in words, with who and when."""

from datetime import UTC, datetime, timedelta

import pytest

from cspr import timeline
from cspr.models import CaseAssignment, CaseConflict, TimelineEntry, User
from tests.cast import CHRISTMAS_EVE, case, person


def test_an_entry_keeps_the_words_the_moment_and_the_name_of_who_did_it(manager: User) -> None:
    of = case()
    entry = timeline.record(of, "a_step", "A step was taken.", at=CHRISTMAS_EVE, by=manager)
    entry.refresh_from_db()
    assert (entry.kind, entry.words, entry.at, entry.by, entry.actor) == (
        "a_step",
        "A step was taken.",
        CHRISTMAS_EVE,
        manager,
        manager.name,
    )
    assert str(entry) == f"{of.reference} a_step"


@pytest.mark.parametrize(("actor", "said"), [("", "The system"), ("A sender", "A sender")])
def test_what_no_member_of_staff_did_is_said_by_its_actor(db: None, actor: str, said: str) -> None:
    assert timeline.record(case(), "a_step", "Words.", at=CHRISTMAS_EVE, actor=actor).actor == said


def test_the_name_stays_as_it_was_on_the_day(manager: User) -> None:
    entry = timeline.record(case(), "a_step", "Words.", at=CHRISTMAS_EVE, by=manager)
    was, manager.name = manager.name, "Married since"
    manager.save()
    entry.refresh_from_db()
    assert entry.actor == was


def test_when_it_was_written_down_is_the_databases_own_clock(db: None) -> None:
    entry = timeline.record(case(), "a_step", "Words.", at=CHRISTMAS_EVE - timedelta(days=400))
    entry.refresh_from_db()
    assert entry.recorded_at > datetime(2026, 1, 1, tzinfo=UTC)
    assert entry.recorded_at != entry.at


def test_the_newest_comes_first_and_of_one_moment_the_last_written(db: None) -> None:
    of = case()
    for words, days in (("early", -1), ("same one", 1), ("same two", 1)):
        timeline.record(of, "a_step", words, at=CHRISTMAS_EVE + timedelta(days=days))
    assert [entry.words for entry in of.timeline.all()] == ["same two", "same one", "Case opened: a test", "early"]


def test_it_is_seen_by_those_who_see_the_case(manager: User, coordinator: User) -> None:
    of, reviewer = case(), person("reviewer")
    CaseConflict.objects.create(case=of, user=coordinator, because="Knows the family")
    assert TimelineEntry.objects.visible_to(manager).count() == 1
    assert TimelineEntry.objects.visible_to(coordinator).count() == 0
    assert TimelineEntry.objects.visible_to(reviewer).count() == 0
    CaseAssignment.objects.create(case=of, user=reviewer, until=CHRISTMAS_EVE.date() + timedelta(days=9999))
    assert TimelineEntry.objects.visible_to(reviewer).count() == 1
