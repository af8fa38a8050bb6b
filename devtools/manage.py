"""./manage ARGS: a management command against the local servers, which are started first where they are down."""

import signal
import subprocess
import sys
import time
from collections.abc import Mapping

from devtools import environment, paths
from devtools.console import complain
from devtools.lock import HeldByAnotherError, Lock
from devtools.run import LOGS, RUN_LOCK, prepare
from devtools.services import Services

SECONDS_TO_WAIT = 60.0


def main(args: list[str]) -> int:
    """Run the command and return its status; servers that were down are stopped again afterwards."""
    lock = Lock(RUN_LOCK)
    services = Services(paths.VAR, LOGS)
    try:
        lock.take(what="./manage")
    except HeldByAnotherError as other:
        return _beside(services, other.holder, args)
    made = services.postgres is not None and not (services.postgres.data / "PG_VERSION").exists()
    try:
        with services:
            env = _environment(services, {})
            if made:
                prepare(services, env)
            return _manage(env, args)
    finally:
        lock.release()


def _beside(services: Services, holder: Mapping[str, str], args: list[str]) -> int:
    """Use the servers of whoever holds the lock, who may only just have begun to start them."""
    deadline = time.monotonic() + SECONDS_TO_WAIT
    while not services.up:
        if time.monotonic() > deadline:
            complain("The servers of ./run do not answer. Stop ./run, start it again, and try once more.")
            return 1
        time.sleep(0.2)
    return _manage(_environment(services, holder), args)


def _environment(services: Services, holder: Mapping[str, str]) -> dict[str, str]:
    """With the addresses of the sites that run now, or else those that ./run tries first."""
    running = {site: holder[site] for site in environment.SITES if site in holder}
    return environment.with_urls(environment.local(services.environment(), paths.VAR), running)


def _manage(env: dict[str, str], args: list[str]) -> int:
    # Ctrl-C reaches the command itself, as we share the terminal; we only wait for it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    command = subprocess.Popen((sys.executable, "manage.py", *args), cwd=paths.ROOT, env=env, preexec_fn=_listen_to_ctrl_c)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda received, _frame: command.send_signal(received))
    status = command.wait()
    return status if status >= 0 else 128 - status


def _listen_to_ctrl_c() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
