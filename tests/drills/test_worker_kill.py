"""A worker is killed with kill -9, while it sends and at any moment under load: nothing is lost, nothing is written twice.

`./test` kills a few times; `./test all worker_kill` two hundred times and more, and once with the periods as shipped.
"""

import random
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from cspr import deadlines, emails
from cspr.models import OutgoingEmail, User
from devtools import drills
from tests.cast import case, person
from tests.drills.nursery import Nursery
from tests.drills.world import (
    LEASE,
    PERIOD,
    SHIPPED,
    SHORT,
    assert_all_arrived,
    back_since,
    ids_of,
    queue,
    stack_for,
    unsent,
)
from tests.journey.world import wait_until
from tests.smtp import MailServer

MEASURES = ("cspr/outbox.py", "cspr/emails", "cspr/tasks.py", "config/celery.py")
KILLS, KILLS_UNDER_LOAD = drills.count(sample=1, complete=20), drills.count(sample=1, complete=200)
LOAD = 12
# With the full count once as shipped: a lease of two minutes, a delivery every thirty seconds.
PERIODS, LEASE_ONCE, PERIOD_ONCE = (SHIPPED, 120.0, 30.0) if drills.full() else (SHORT, LEASE, PERIOD)


def a_deadline_that_is_due_soon(manager: User) -> None:
    """A notification clock that has just entered its ladder of reminders."""
    deadlines.start(case(by=manager), "notification", at=datetime.now(UTC) - timedelta(days=4), by=manager)


def overlap(start: datetime, end: datetime, spans: list[tuple[datetime, datetime]]) -> float:
    """Seconds of these spans that lie between start and end."""
    return sum(max((min(end, last) - max(start, first)).total_seconds(), 0) for first, last in spans)


def all_is_said() -> bool:
    """Whether there is nothing more to write and nothing more to send."""
    return emails.sweep_all(at=datetime.now(UTC)) == 0 and unsent() == 0


@pytest.mark.drill
def test_a_reminder_survives_the_kill_of_the_worker_that_sends_it(committed_db: str, tmp_path: Path) -> None:
    person("coordinator")
    manager = person("business_manager")
    slowest = 0.0
    with MailServer() as mail:
        stack = stack_for(committed_db, mail, tmp_path, SHORT)
        try:
            stack.start_one("beat")
            for _ in range(KILLS):
                mail.silent.set()
                mail.holding.clear()
                stack.start_one("worker")
                a_deadline_that_is_due_soon(manager)
                assert mail.holding.wait(40), stack.log("worker").read_text()[-3000:]
                stack.kill("worker")
                killed = time.monotonic()
                mail.silent.clear()
                stack.start_one("worker")
                wait_until(lambda: unsent() == 0, 60)
                slowest = max(slowest, time.monotonic() - killed)
                stack.kill("worker")
        finally:
            stack.stop()
        assert_all_arrived(mail)
    assert OutgoingEmail.objects.count() >= KILLS
    assert emails.sweep_all(at=datetime.now(UTC)) == 0
    drills.report(
        "worker killed while it sends",
        f"{KILLS} kills, 0 reminders lost, 0 rows doubled, slowest redelivery {slowest:.1f} s with a lease of {LEASE:.0f} s",
        measures=MEASURES,
    )


@pytest.mark.drill
def test_under_load_no_kill_at_any_moment_loses_a_message(committed_db: str, tmp_path: Path) -> None:
    person("coordinator")
    manager = person("business_manager")
    sample = random.Random(9)
    held: dict[UUID, datetime] = {}
    up: list[tuple[datetime, datetime]] = []
    with MailServer() as mail:
        mail.delay = 0.02
        stack = stack_for(committed_db, mail, tmp_path, SHORT)
        nursery = Nursery(stack)
        try:
            stack.start_one("beat")
            for _ in range(KILLS_UNDER_LOAD):
                began = datetime.now(UTC)
                worker = nursery.bear()
                queue(LOAD)
                a_deadline_that_is_due_soon(manager)
                back = back_since(began)
                mail.closing.wait(sample.uniform(0, 1))
                nursery.kill(worker)
                up.append((back, datetime.now(UTC)))
                in_hand = OutgoingEmail.objects.filter(sent_at=None, leased_until__gt=back)
                held |= {row.pk: row.leased_until for row in in_hand if row.leased_until}
            began = datetime.now(UTC)
            nursery.bear()
            back = back_since(began)
            wait_until(all_is_said, 120)
            up.append((back, datetime.now(UTC)))
        finally:
            nursery.close()
            stack.stop()
        assert_all_arrived(mail)
        twice = len(ids_of(mail)) - len(set(ids_of(mail)))
    rows = OutgoingEmail.objects.all()
    assert rows.count() >= KILLS_UNDER_LOAD * LOAD
    assert twice <= len(held)
    assert emails.sweep_all(at=datetime.now(UTC)) == 0
    # Seconds of a running worker for which a message whose lease had ended still waited.
    waits = [overlap(held[row.pk], row.sent_at, up) for row in rows if row.pk in held and row.sent_at]
    assert max(waits, default=0.0) <= PERIOD + 10
    drills.report(
        "worker killed under load",
        f"{KILLS_UNDER_LOAD} kills among {rows.count():,} messages: 0 lost, 0 rows doubled, {len(held)} in its hands, {twice} "
        f"came twice with the same Message-ID; once its lease had ended, the slowest waited {max(waits, default=0.0):.1f} s",
        measures=MEASURES,
    )


@pytest.mark.drill
def test_with_the_shipped_periods_it_is_sent_again_within_a_lease_and_a_delivery(committed_db: str, tmp_path: Path) -> None:
    with MailServer() as mail:
        mail.silent.set()
        stack = stack_for(committed_db, mail, tmp_path, PERIODS)
        try:
            stack.start_one("beat")
            stack.start_one("worker")
            queue(1)
            assert mail.holding.wait(PERIOD_ONCE + 60), stack.log("worker").read_text()[-3000:]
            stack.kill("worker")
            lease_ends = OutgoingEmail.objects.get().leased_until
            mail.silent.clear()
            stack.start_one("worker")
            wait_until(lambda: unsent() == 0, LEASE_ONCE + PERIOD_ONCE + 60)
        finally:
            stack.stop()
        assert_all_arrived(mail)
    row = OutgoingEmail.objects.get()
    assert lease_ends is not None
    assert row.sent_at is not None
    after = (row.sent_at - lease_ends).total_seconds()
    # A worker that has to start first may be later than the lease.
    assert 0 < after <= PERIOD_ONCE + 15
    drills.report(
        "worker killed, periods as shipped",
        f"sent again {after:.1f} s after a lease of {LEASE_ONCE:.0f} s, with a delivery every {PERIOD_ONCE:g} s",
        measures=MEASURES,
    )
