"""Celery, its clock and Redis are all stopped for thirty days: every deadline still says of itself what it should.

`./test` follows 40 cases; `./test all states_without_celery` a thousand.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import holidays
import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from cspr import dashboards, deadlines
from cspr.models import Deadline, OutgoingEmail, User
from devtools import drills
from tests.cast import case
from tests.doors import sign_in

CASES, DAYS = drills.count(sample=40, complete=1000), 30
FIRST = date(2026, 12, 7)
ONE_DAY = timedelta(days=1)
SAID = deadlines.Late(because="The reason.", decided_by="A manager", panel_told=False)
ENGLAND = holidays.country_holidays("GB", subdiv="ENG", years=(2026, 2027))


@dataclass(frozen=True)
class Expected:
    """What the oracle knows of a deadline: its dates, and when somebody met it."""

    pk: int
    due: date
    latest: date
    met: date

    def state(self, on: date) -> str:
        """In the words of the pages."""
        if on >= self.met:
            late, past = self.met > self.latest, self.met > self.due
            return "Met late" if late else "Met past our own standard" if past else "Met"
        if on > self.latest:
            return "Late"
        if on > self.due:
            return "Past our own standard"
        return "Due today" if on == self.due else "Running"


def working_days_later(day: date, number: int) -> date:
    """One day after the other, asking the `holidays` package."""
    while number:
        day += ONE_DAY
        number -= ENGLAND.is_working_day(day)
    return day


def one_case(sample: random.Random, manager: User) -> Expected:
    """A case with one clock, which starts before or within the thirty days."""
    start = FIRST + timedelta(days=sample.randrange(-20, DAYS))
    clock = sample.choice(("notification", "rapid_review"))
    at = datetime(start.year, start.month, start.day, sample.randrange(24), sample.randrange(60), tzinfo=UTC)
    row = deadlines.start(case(manager, at=at), clock, at=at, by=manager)
    if clock == "notification":
        due = latest = working_days_later(start, 5)
    else:
        latest = working_days_later(start, 15)
        due = min(start + timedelta(days=15), latest)
    # Some early, some on the day, some late, some not at all within the month.
    return Expected(row.pk, due, latest, max(FIRST, start + timedelta(days=sample.randrange(1, 45))))


def said(on: date) -> dict[int, str]:
    """What the pages say of every deadline, and whether the lists of that day agree with it."""
    rows = list(Deadline.objects.select_related("case"))
    states = {row.pk: dashboards.state_of(row, on=on) for row in rows}
    for wanted, listed in (
        ("Late", Deadline.objects.late(on=on)),
        ("Past our own standard", Deadline.objects.past_our_standard(on=on)),
        ("Due today", Deadline.objects.due_between(on, on)),
    ):
        assert {row.pk for row in listed} == {pk for pk, state in states.items() if state == wanted}
    return states


@pytest.mark.drill
def test_every_state_is_right_on_every_day_with_nothing_running(
    site: Callable[[str], Client], manager: User, settings: Settings, tmp_path: Path
) -> None:
    nobody = f"unix://{tmp_path}/no-server.sock?db=0"
    settings.REDIS_URL = nobody
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": nobody}}
    sample = random.Random(1974)
    expected = [one_case(sample, manager) for _ in range(CASES)]
    seen: set[str] = set()
    wrong = []
    for on in (FIRST + timedelta(days=n) for n in range(DAYS)):
        for one in expected:
            if one.met == on:
                row = Deadline.objects.get(pk=one.pk)
                noon = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
                deadlines.meet(
                    row.case, row.clock, at=noon, by=manager, late=SAID if on > one.latest else deadlines.NOTHING_SAID
                )
        states = said(on)
        wrong += [(on, one, states[one.pk]) for one in expected if states[one.pk] != one.state(on)]
        seen |= set(states.values())
    assert wrong == []
    assert len(seen) == 7
    last = FIRST + timedelta(days=DAYS - 1)
    lists = {group.title: len(group.lines) for group in dashboards.work_for_today(manager, on=last).groups}
    for title in ("Late", "Past our own standard", "Due today"):
        assert lists[title] == sum(one.state(last) == title for one in expected)
    # Nothing ran, so nothing was written; the first page opens all the same, and says that nothing ran.
    assert not OutgoingEmail.objects.exists()
    client = site("staff")
    sign_in(client, manager)
    page = client.get(reverse("admin:index")).content.decode()
    assert page.count("<strong>Not working.</strong>") == 3
    assert client.get("/healthz/deadlines").content == b"sweep\nworker\nbroker\n"
    drills.report(
        "states with Celery, its clock and Redis stopped",
        f"{CASES:,} cases on {DAYS} days: {CASES * DAYS:,} states, 0 wrong",
        measures=("cspr/deadlines", "cspr/models/time.py", "cspr/dashboards.py"),
    )
