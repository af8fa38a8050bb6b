"""Sixteen sweeps at the same moment, again and again: each row is written once, whoever comes first.

`./test` does it three times; `./test all sweeps_at_once` a hundred times.
"""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections

from cspr import deadlines, emails
from cspr.models import Heartbeat, OutgoingEmail, Reminder
from devtools import drills
from tests.cast import case, person

ROUNDS = drills.count(sample=3, complete=100)
SWEEPS, CASES = 16, 6
NOTIFIED = datetime(2026, 12, 29, 9, 30, tzinfo=UTC)


@pytest.mark.drill
def test_many_sweeps_at_the_same_moment_write_what_one_would(committed_db: str) -> None:
    person("coordinator")
    person("business_manager")
    written = 0
    with ThreadPoolExecutor(SWEEPS) as pool:
        for number in range(ROUNDS):
            # Each round has cases of its own, and reaches every rung of the ladder in turn.
            for _ in range(CASES):
                deadlines.start(case(), "rapid_review", at=NOTIFIED, by=None)
            at = NOTIFIED + timedelta(days=8 + number % 30)
            before = OutgoingEmail.objects.count()
            start = threading.Barrier(SWEEPS)
            counts = list(pool.map(lambda _, start=start, at=at: sweep(start, at), range(SWEEPS)))
            new = OutgoingEmail.objects.count() - before
            assert sum(counts) == new > 0
            assert emails.sweep_all(at=at) == 0
            written += new
        list(pool.map(lambda _: connections.close_all(), range(SWEEPS)))
    keys = list(OutgoingEmail.objects.values_list("key", flat=True))
    assert len(keys) == len(set(keys)) == written
    rungs = list(Reminder.objects.values_list("deadline_id", "rung", "of"))
    assert len(rungs) == len(set(rungs)) >= CASES * ROUNDS
    assert Heartbeat.objects.count() == 1
    drills.report(
        "sweeps at the same moment",
        f"{SWEEPS} at once, {ROUNDS} rounds: {written:,} messages of {len(rungs):,} reminders, 0 twice",
        measures=("cspr/emails", "cspr/outbox.py"),
    )


def sweep(start: threading.Barrier, at: datetime) -> int:
    """One of those that begin together."""
    try:
        start.wait(timeout=60)
        return emails.sweep_all(at=at)
    finally:
        connections.close_all()
