"""The rungs that one sweep writes beside an oracle that asks each deadline for each rung, one after the other."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from cspr import deadlines, emails
from cspr.clocks import LADDER, Rung
from cspr.models import Case, Deadline, Reminder
from cspr.working_days import Calendar
from tests.cast import case

CLOCKS = ("notification", "rapid_review", "practice_review", "stays_public", "a_clock_of_old", "another_of_old")
# About Christmas with its bank holidays, on working days and on others.
DAYS = [date(2026, 12, day) for day in (22, 24, 25, 27, 28, 29)] + [date(2027, 1, day) for day in (1, 3, 4)]
Row = tuple[int, str, date, bool]


def world(on: date) -> list[Deadline]:
    """Deadlines of every kind about a day: with one date and with two, met and running, of clocks that nobody declares."""
    sample = random.Random(on.toordinal())
    of: dict[str, list[Case]] = {"": [case() for _ in range(60)], "met": [case() for _ in range(5)]}
    rows = []
    for outcome, cases in of.items():
        for clock in CLOCKS:
            for one in cases:
                due = on + timedelta(days=sample.choice((sample.randint(-12, 12), sample.randint(-70, 70))))
                latest = due + timedelta(days=sample.choice((0, 0, 1, 7, 40)))
                ended = due if outcome else None
                rows.append(
                    Deadline(
                        case=one, clock=clock, started_on=due, due_on=due, latest_on=latest, outcome=outcome, ended_on=ended
                    )
                )
    return Deadline.objects.bulk_create(rows)


def has_come(rung: Rung, deadline: Deadline, today: date, days: Calendar) -> bool:
    """Whether the rung's own day is there; those of `latest` wait until `due` is past."""
    if rung.of == "latest":
        return days.add(deadline.latest_on, rung.working_days) <= today and deadline.due_on < today
    return days.add(deadline.due_on, rung.working_days) <= today


def expected(deadline: Deadline, today: date, days: Calendar) -> Iterator[Row]:
    """The rungs that a running deadline has climbed, of which the last was not superseded."""
    clock = deadlines.clocks().get(deadline.clock)
    ladder = clock.ladder if clock else LADDER
    if deadline.due_on == deadline.latest_on:
        ladder = tuple(rung for rung in ladder if (rung.of == "due") != (rung.working_days > 0))
    climbed: list[Rung] = []
    for rung in ladder:
        if not has_come(rung, deadline, today, days):
            break
        climbed.append(rung)
    for rung in climbed:
        of = deadline.latest_on if rung.of == "latest" else deadline.due_on
        yield deadline.pk, rung.name, of, rung != climbed[-1]


@pytest.mark.parametrize("today", DAYS)
def test_one_sweep_writes_the_rungs_that_each_deadline_has_climbed(db: None, today: date) -> None:
    rows, days = world(today), deadlines.calendar()
    emails.sweep(at=datetime(today.year, today.month, today.day, 9, tzinfo=UTC))
    written = set(Reminder.objects.values_list("deadline_id", "rung", "of", "superseded"))
    wanted = {row for deadline in rows if not deadline.outcome for row in expected(deadline, today, days)}
    assert len(wanted) > len(rows)
    assert written == wanted


def test_with_no_deadline_running_a_sweep_writes_nothing(db: None) -> None:
    on = date(2026, 12, 22)
    Deadline.objects.create(
        case=case(), clock="notification", started_on=on, due_on=on, latest_on=on, outcome="met", ended_on=on
    )
    assert emails.sweep(at=datetime(2026, 12, 29, 9, tzinfo=UTC)) == 0
    assert not Reminder.objects.exists()
