"""The broker is emptied again and again, then stopped: no message is lost, and the system's own timer does without it.

`./test` empties it twice; `./test all broker_lost` twenty times, and leaves it stopped for a minute.
"""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from redis import Redis

from cspr.models import Heartbeat, OutgoingEmail
from devtools import drills
from devtools.valkey import Valkey
from tests.cast import agency, person
from tests.drills.world import SHORT, assert_all_arrived, queue, stack_for, unsent
from tests.journey.world import wait_until
from tests.smtp import MailServer

FLUSHES, STOPPED = drills.count(sample=2, complete=20), drills.count(sample=1, complete=60)
LOAD = 10


@pytest.mark.drill
def test_a_broker_emptied_and_stopped_loses_no_message(committed_db: str, tmp_path: Path) -> None:
    person("coordinator")
    sample = random.Random(12)
    broker = Valkey(tmp_path / "v", tmp_path / "valkey.log", throwaway=True)
    broker.start()
    with MailServer() as mail:
        mail.delay = 0.01
        stack = stack_for(committed_db, mail, tmp_path, SHORT, broker=broker.url())
        try:
            stack.start_one("beat")
            stack.start_one("worker")
            wait_until(Heartbeat.objects.filter(name="worker").exists, 60)
            for _ in range(FLUSHES):
                queue(LOAD)
                mail.closing.wait(sample.uniform(0, 0.5))
                with Redis.from_url(broker.url()) as client:
                    client.flushall()
                wait_until(lambda: unsent() == 0, 60)
            broker.stop()
            queue(LOAD)
            mail.closing.wait(STOPPED)
            # As a system timer would: it needs neither broker nor worker.
            sent = stack.manage("sweep_deadlines")
            assert unsent() == 0
            queue(LOAD)
            broker.start()
            try:
                wait_until(lambda: unsent() == 0, 120)
            except TimeoutError:
                pytest.fail("\n".join(stack.log(name).read_text()[-4000:] for name in ("worker", "beat")))
            assert stack.dead() == []
        finally:
            stack.stop()
            broker.stop()
            broker.remove()
        assert_all_arrived(mail)
    drills.report(
        "broker emptied and stopped",
        f"emptied {FLUSHES} times and stopped for {STOPPED} s among {LOAD * (FLUSHES + 2)} messages: 0 lost; "
        f"the timer meanwhile: {sent.strip()}",
        measures=("cspr/outbox.py", "cspr/tasks.py", "config/celery.py", "config/broker.py"),
    )


@pytest.mark.drill
def test_a_sender_is_served_while_the_broker_is_stopped(
    db: None, site: Callable[[str], Client], settings: Settings, tmp_path: Path
) -> None:
    nobody = f"unix://{tmp_path}/no-server.sock?db=0"
    settings.REDIS_URL = nobody
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": nobody}}
    agency(domain="school.example")
    client = site("referrals")
    answer = client.post(reverse("referrals:ask"), {"email": "head@school.example"})
    assert answer.status_code == 302
    assert client.get(answer.headers["Location"]).status_code == 200
    assert OutgoingEmail.objects.get().to == "head@school.example"
