"""./run: the whole system on this machine, from the servers to the three addresses, until it is told to stop."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Mapping
from pathlib import Path

from devtools import assets, environment, paths, stopping
from devtools.children import Child, die_with_parent
from devtools.console import complain, say, step
from devtools.lock import HeldByAnotherError, Lock
from devtools.services import Services
from devtools.stack import DidNotStartError, Stack

LOGS = paths.VAR / "log"
RUN_LOCK = paths.VAR / "run.lock"
SIGNINS = paths.VAR / "demo-signins.txt"
# A process may be started again so many times within so many seconds before we give up.
RESTARTS, WITHIN = 5, 60.0


def main(args: list[str]) -> int:
    """Start everything, stay until a signal comes, stop everything in order."""
    lock = Lock(RUN_LOCK)
    try:
        lock.take(what="./run")
    except HeldByAnotherError as other:
        return _tell_about(other.holder)
    stopping.on_signals()
    try:
        return _serve(lock)
    except stopping.Stopped:
        return 0
    except DidNotStartError as failure:
        complain(f"The system did not start. {failure}")
        return 1


def prepare(services: Services, env: Mapping[str, str]) -> None:
    """Bring the database and the static files to what the code asks for; raise SystemExit if a step refuses."""
    ours = services.postgres is not None
    build_assets()
    # Only a database that we made ourselves is marked: an owner's own can never become a demonstration by accident.
    steps = ["migrate", "mark_demo", "static", "load_demo", f"signins={SIGNINS}"] if ours else ["migrate", "static"]
    try:
        run_step((sys.executable, "-m", "devtools.prepare", *steps), env)
    except SystemExit:
        complain("The system was not started: a step above failed. What was in the database before is unharmed.")
        raise


def build_assets() -> None:
    """Build the styles, one command at a time; raise SystemExit with what was missing."""
    try:
        with Lock(paths.VAR / "assets.lock"):
            assets.build(say)
    except assets.AssetError as failure:
        raise SystemExit(str(failure)) from None


def run_step(argv: tuple[str, ...], env: Mapping[str, str], seconds: float | None = None) -> None:
    """Run one command to its end, or end it with us, and leave nothing of it behind.

    Raises SystemExit with its status if it fails, or with a sentence if it is not done within `seconds`.
    """
    process = subprocess.Popen(
        argv,
        env=dict(env),
        cwd=paths.ROOT,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=die_with_parent(signal.SIGTERM),
    )
    try:
        status = process.wait(seconds)
    except subprocess.TimeoutExpired:
        raise SystemExit(f"not done within {seconds:.0f} seconds, so it was ended") from None
    finally:
        _end_group(process)
    if status:
        raise SystemExit(status)


def _end_group(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            complain("  it does not stop by itself; it is ended")
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _serve(lock: Lock) -> int:
    _keep_last_logs()
    began = time.monotonic()
    services = Services(paths.VAR, LOGS)
    stack: Stack | None = None
    try:
        with step("PostgreSQL and Valkey"):
            services.start()
        stack = Stack(environment.local(services.environment(), paths.VAR), paths.VAR)
        prepare(services, stack.env)
        with step("The three sites, the workers and the clock"):
            stack.start()
        lock.describe(what="./run", url=stack.urls["public"], **stack.urls)
        _welcome(stack.urls, services, time.monotonic() - began)
        return _watch(services, stack)
    finally:
        stopping.hold_signals()
        if stack is not None:
            stack.stop()
        services.stop()
        lock.release()
        say("stopped")


def _watch(services: Services, stack: Stack) -> int:
    recent: dict[str, deque[float]] = {}
    while True:
        time.sleep(0.5)
        for child in [*services.children, *stack.children.values()]:
            if child.alive:
                continue
            complain(f"{child.name} {child.how_it_ended()}; the end of {child.program.log}:\n{child.end_of_log()}")
            times = recent.setdefault(child.name, deque(maxlen=RESTARTS))
            if len(times) == RESTARTS and time.monotonic() - times[0] < WITHIN:
                complain(f"{child.name} has ended {RESTARTS + 1} times within a minute; everything is stopped.")
                return 1
            times.append(time.monotonic())
            _start_again(child, services, stack)


def _start_again(child: Child, services: Services, stack: Stack) -> None:
    child.kill()
    say(f"{child.name} is started again.")
    for server in (services.postgres, services.valkey):
        if server is not None and server.child is child:
            server.start()
            return
    stack.start_one(child.name)


def _welcome(urls: Mapping[str, str], services: Services, took: float) -> None:
    say()
    if services.postgres is not None:
        say(SIGNINS.read_text().rstrip())
    else:
        say("Your own database: it is used as it is, and nothing invented was put into it.")
    say()
    say(f"Started in {took:.0f} s. Logs are in {LOGS}. Ctrl-C stops everything.")
    say(f"ready public={urls['public']} referrals={urls['referrals']} staff={urls['staff']}")


def _tell_about(holder: Mapping[str, str]) -> int:
    pid = holder.get("pid", "unknown")
    if holder.get("what") == "./manage":
        complain(f"a ./manage command (pid {pid}) started the servers and has not finished; start ./run after it.")
    elif holder.get("url"):
        complain(f"already running: pid {pid} {holder['url']}")
    else:
        complain(f"already starting: pid {pid}")
    return 1


def _keep_last_logs() -> None:
    LOGS.mkdir(parents=True, exist_ok=True)
    for log in LOGS.glob("*.log"):
        shutil.move(log, Path(f"{log}.1"))
