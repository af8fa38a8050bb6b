"""A worker is killed with kill -9 while it sends a reminder: the reminder arrives, and there is one row.

`./test` kills once; `./test all worker_kill` kills twenty times. The periods are settings; here they are seconds.
"""

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cspr import deadlines
from cspr.models import OutgoingEmail, User
from devtools import drills, environment
from devtools.stack import Stack
from tests import database
from tests.cast import case, person
from tests.journey.world import wait_until
from tests.smtp import MailServer

KILLS = drills.count(sample=1, complete=20)
LEASE, PERIOD = 3.0, 0.5


def stack_for(name: str, mail: MailServer, home: Path) -> Stack:
    """Worker and clock with periods of seconds, on this test's own database and broker."""
    env = environment.local(database.urls_for(name), home, keep={})
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    env |= {
        "EMAIL_URL": mail.url,
        "REDIS_URL": os.environ["REDIS_URL"].replace("db=0", f"db={8 + worker}"),
        "SWEEP_EVERY": "1",
        "DELIVER_EVERY": str(PERIOD),
        "OUTBOX_LEASE": str(LEASE),
        "CELERY_VISIBILITY_TIMEOUT": "5",
    }
    return Stack(env, home)


def a_deadline_that_is_due_soon(manager: User) -> None:
    """A notification clock that has just entered its ladder of reminders."""
    deadlines.start(case(by=manager), "notification", at=datetime.now(UTC) - timedelta(days=4), by=manager)


@pytest.mark.drill
def test_a_reminder_survives_the_kill_of_the_worker_that_sends_it(committed_db: str, tmp_path: Path) -> None:
    person("coordinator")
    manager = person("business_manager")
    slowest = 0.0
    with MailServer() as mail:
        stack = stack_for(committed_db, mail, tmp_path)
        try:
            stack.start_one("beat")
            for number in range(1, KILLS + 1):
                mail.silent.set()
                mail.holding.clear()
                stack.start_one("worker")
                a_deadline_that_is_due_soon(manager)
                assert mail.holding.wait(40), stack.log("worker").read_text()[-3000:]
                stack.kill("worker")
                killed = time.monotonic()
                mail.silent.clear()
                stack.start_one("worker")
                assert mail.wait_for(number, 60), stack.log("worker").read_text()[-3000:]
                slowest = max(slowest, time.monotonic() - killed)
                stack.kill("worker")
            # A kill may have fallen between the mail server's yes and the commit: that row is sent once more, not lost.
            stack.start_one("worker")
            wait_until(lambda: not OutgoingEmail.objects.filter(sent_at__isnull=True).exists(), 60)
        finally:
            stack.stop()
        sent = sorted(str(message["Message-ID"]) for message in mail.messages)
    rows = OutgoingEmail.objects.all()
    assert rows.count() == KILLS
    assert {message_id.strip("<>").partition("@")[0] for message_id in sent} == {str(row.pk) for row in rows}
    drills.report(
        "worker killed while it sends",
        f"{KILLS} kills, 0 reminders lost, 0 rows doubled, slowest redelivery {slowest:.1f} s with a lease of {LEASE:.0f} s",
        measures=("cspr/outbox.py", "cspr/emails.py", "cspr/tasks.py", "config/celery.py"),
    )
