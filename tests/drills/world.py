"""Worker and clock as real processes over a test's own database, broker and mail server, with periods of seconds."""

import os
from datetime import UTC, datetime
from pathlib import Path

from cspr import outbox
from cspr.models import Heartbeat, OutgoingEmail
from devtools import environment
from devtools.stack import Stack
from tests import database
from tests.journey.world import wait_until
from tests.smtp import MailServer

LEASE, PERIOD = 6.0, 0.5
SHORT = {
    "SWEEP_EVERY": "1",
    "DELIVER_EVERY": str(PERIOD),
    "OUTBOX_LEASE": str(LEASE),
    "OUTBOX_FIRST_RETRY": "0.5",
    "EMAIL_TIMEOUT": "0.5",
    "CELERY_VISIBILITY_TIMEOUT": "5",
}
# Nothing changed: what the settings say where nobody chooses otherwise.
SHIPPED: dict[str, str] = {}


def stack_for(name: str, mail: MailServer, home: Path, periods: dict[str, str], *, broker: str = "") -> Stack:
    """Nothing of it is started yet. `broker` is the test worker's own numbered database unless one is given."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    env = environment.local(database.urls_for(name), home, keep={})
    env |= {"EMAIL_URL": mail.url, "REDIS_URL": broker or os.environ["REDIS_URL"].replace("db=0", f"db={8 + worker}")}
    return Stack(env | periods, home)


def queue(how_many: int) -> None:
    """So many messages more, each with a key of its own."""
    taken = OutgoingEmail.objects.count()
    now = datetime.now(UTC)
    outbox.queue_all(
        [
            outbox.message(key=f"drill:{taken + n}", to="a@council.example", subject="CSPR-2026-0001", body="Open it.", at=now)
            for n in range(how_many)
        ]
    )


def unsent() -> int:
    """How many messages have not been sent."""
    return OutgoingEmail.objects.filter(sent_at__isnull=True).count()


def back_since(moment: datetime, seconds: float = 60) -> datetime:
    """When a worker first did something after that moment; waits for it. Raises TimeoutError."""
    beats = Heartbeat.objects.filter(name="worker", at__gt=moment)
    wait_until(beats.exists, seconds)
    return beats.get().at


def ids_of(mail: MailServer) -> list[str]:
    """The row's id in every message that arrived; one that came twice stands there twice."""
    with mail.arrived:
        return [str(message["Message-ID"]).strip("<>").partition("@")[0] for message in mail.messages]


def assert_all_arrived(mail: MailServer) -> None:
    """Every row is sent, and what arrived are these rows and nothing else."""
    assert unsent() == 0
    rows, arrived = {str(pk) for pk in OutgoingEmail.objects.values_list("pk", flat=True)}, set(ids_of(mail))
    assert (rows - arrived, arrived - rows) == (set(), set()), "lost, and from nowhere"
