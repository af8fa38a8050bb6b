"""The periods of sweep and delivery: none sleeps in the broker, and a lease outlasts the slowest conversation."""

import ast
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("config", "cspr", "referrals", "notifications", "rapid_reviews", "practice_reviews", "publications", "demo")
SOURCES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
# A task that waits in the broker is lost with it, and doubled when it waits longer than the visibility timeout.
WAITING = {"eta", "countdown"}


def waits_in_the_broker(source: str) -> bool:
    """Whether a call names a moment or a wait, or anything so named is written into a call's options."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.keyword) and node.arg in WAITING:
            return True
        if isinstance(node, ast.Constant) and node.value in WAITING:
            return True
    return False


@pytest.mark.parametrize(
    "source",
    ["task.apply_async(countdown=5)", "task.apply_async(eta=at)", "task.apply_async(**{'eta': at})", "retry(countdown=1)"],
)
def test_a_task_that_waits_in_the_broker_would_be_found(source: str) -> None:
    assert waits_in_the_broker(source)


def test_no_task_waits_in_the_broker() -> None:
    assert len(SOURCES) > 100
    assert [str(path.relative_to(ROOT)) for path in SOURCES if waits_in_the_broker(path.read_text())] == []


def test_the_shipped_lease_outlasts_the_slowest_conversation_with_a_mail_server() -> None:
    assert settings.OUTBOX_LEASE == 120
    assert settings.ANSWERS_OF_A_CONVERSATION * settings.EMAIL_TIMEOUT < settings.OUTBOX_LEASE
    assert (settings.SWEEP_EVERY, settings.DELIVER_EVERY, settings.OUTBOX_GIVE_UP_AFTER) == (300, 30, 24 * 60 * 60)


def test_a_process_whose_lease_is_too_short_refuses_to_start_and_says_why() -> None:
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings_test", "OUTBOX_LEASE": "60", "EMAIL_TIMEOUT": "10"}
    command = (sys.executable, "-c", "import django; django.setup()")
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "OUTBOX_LEASE is 60 s; it must be more than 11 times EMAIL_TIMEOUT (10 s)" in done.stderr


def test_a_call_that_no_worker_took_is_dropped_and_not_saved_up() -> None:
    entries: dict[str, Any] = settings.CELERY_BEAT_SCHEDULE
    for name in ("sweep", "deliver"):
        assert entries[name]["options"]["expires"] >= entries[name]["schedule"].run_every.total_seconds()
