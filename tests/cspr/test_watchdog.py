"""The watchdog's address, which anybody may ask as often as they like: what that costs, and how old the answer may be."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from cspr import health
from cspr.models import Heartbeat
from tests.cast import person
from tests.doors import sign_in

Enter = Callable[[str], Client]
LONG_AGO = timedelta(days=1000)


@pytest.fixture
def well(db: None) -> None:
    """Sweep and worker have just run."""
    health.beat(health.SWEEP, at=timezone.now())
    health.beat(health.WORKER, at=timezone.now())


@pytest.fixture
def kept(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a process that has just started with the shipped setting."""
    settings.HEALTH_KEPT_FOR = 5.0
    monkeypatch.setattr(health, "TOLD", health.Told())


@pytest.mark.usefixtures("kept")
def test_a_thousand_questions_of_a_stranger_cost_the_database_as_much_as_one(site: Enter, well: None) -> None:
    client = site("staff")
    with CaptureQueriesContext(connection) as asked, time_machine.travel(timezone.now(), tick=False):
        answers = {client.get("/healthz/deadlines").content for _ in range(1000)}
    assert answers == {b"ok\n"}
    assert 0 < len(asked) <= 10


@pytest.mark.usefixtures("kept")
def test_what_is_told_is_a_few_seconds_old_at_most_and_nothing_is_kept_where_the_clock_was_set_back(
    site: Enter, well: None
) -> None:
    client, start = site("staff"), timezone.now()

    def answer(seconds: float) -> tuple[int, bytes]:
        with time_machine.travel(start + timedelta(seconds=seconds), tick=False):
            found = client.get("/healthz/deadlines")
        return found.status_code, found.content

    assert answer(1) == (200, b"ok\n")
    Heartbeat.objects.filter(name=health.SWEEP).update(at=timezone.now() - LONG_AGO)
    assert answer(3) == (200, b"ok\n")
    assert answer(0) == (503, b"sweep\n")
    health.beat(health.SWEEP, at=start)
    assert answer(1) == (503, b"sweep\n")
    assert answer(5) == (200, b"ok\n")


@pytest.mark.usefixtures("kept")
def test_staff_read_how_it_stands_now_whatever_strangers_were_told(site: Enter, well: None) -> None:
    client = site("staff")
    assert client.get("/healthz/deadlines").content == b"ok\n"
    sign_in(client, person("business_manager"))
    Heartbeat.objects.filter(name=health.SWEEP).update(at=timezone.now() - LONG_AGO)
    assert "nobody is being reminded" in client.get(reverse("admin:index")).content.decode()


def test_the_shipped_setting_keeps_an_answer_for_five_seconds() -> None:
    program = "from config import settings; print(settings.HEALTH_KEPT_FOR)"
    env = {name: value for name, value in os.environ.items() if name != "HEALTH_KEPT_FOR"}
    shipped = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, text=True, check=True)
    assert shipped.stdout == "5.0\n"
