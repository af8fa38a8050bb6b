"""./test: every check in its order against throwaway servers; all of them run, and every failure is named at the end."""

import shutil
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from devtools import checks, coverage_gate, drills, environment, figures, paths, proc, stopping
from devtools.console import complain, say
from devtools.lock import HeldByAnotherError, Lock
from devtools.run import build_assets, run_step
from devtools.services import Services

COVERAGE = paths.VAR / "coverage.json"
# Seconds. The suite takes about twenty minutes on two quiet processors; three times that means that something hangs.
HARD_STOP = 3600.0


def main(args: list[str]) -> int:
    """Run everything, or only pytest with `args`, or the drills at full count; return 1 if anything failed."""
    if args[:1] == ["all"] and not _are_drills(args[1:]):
        return 2
    stopping.on_signals()
    try:
        build_assets()
        with proc.mounted():
            return _against_throwaway_servers(args)
    except stopping.Stopped:
        complain("stopped before the end")
        return 130


def _against_throwaway_servers(args: list[str]) -> int:
    paths.VAR.mkdir(exist_ok=True)
    _sweep_up()
    home = Path(tempfile.mkdtemp(prefix="test-", dir=paths.VAR))
    services: Services | None = None
    with Lock(home / "lock"):
        try:
            services = Services(home, home / "log", throwaway=True)
            services.start()
            env = environment.for_tests(services.environment(), home)
            run_step((sys.executable, "-m", "devtools.prepare", "static"), checks.production_environment(env, "staff"))
            return _choose(args, env)
        finally:
            stopping.hold_signals()
            if services is not None:
                services.stop()
                services.remove()
            shutil.rmtree(home, ignore_errors=True)


def _choose(args: list[str], env: Mapping[str, str]) -> int:
    if args and args[0] == "all":
        return _drills(args[1:], env)
    if args:
        return _passes("pytest", (sys.executable, "-m", "pytest", *args), env)
    return _everything(env)


def _everything(env: Mapping[str, str]) -> int:
    began = time.monotonic()
    failed = [check.name for check in checks.static(env) if _passes(check.name, check.argv, check.env)]
    COVERAGE.unlink(missing_ok=True)
    if _passes("pytest", checks.pytest(COVERAGE), env, HARD_STOP):
        failed.append("pytest")
    gaps = coverage_gate.check(COVERAGE)
    if gaps:
        failed.append("coverage of the files that must be complete")
        say("\n".join(("", *gaps)))
    for sentence in figures.stale():
        say(f"stale figure: {sentence}")
    minutes, seconds = divmod(int(time.monotonic() - began), 60)
    if failed:
        say(f"\nFAILED after {minutes} min {seconds} s: {'; '.join(failed)}")
        return 1
    say(f"\nevery check passed in {minutes} min {seconds} s")
    return 0


def _are_drills(names: list[str]) -> bool:
    """Whether all of these are drills; where not, say which there are."""
    known = drills.names()
    unknown = [name for name in names if name not in known]
    if unknown:
        complain(f"No drill is called {', '.join(unknown)}. There are: {', '.join(known)}.")
    return not unknown


def _drills(names: list[str], env: Mapping[str, str]) -> int:
    failed = []
    for name in names or drills.names():
        argv = (sys.executable, "-m", "pytest", "-s", str(drills.FOLDER / f"test_{name}.py"))
        if _passes(f"drill {name}", argv, {**env, "DRILL_SCALE": "full", "DRILL_NAME": name}):
            failed.append(name)
    say(f"\nFAILED: {', '.join(failed)}" if failed else f"\nfigures are in {figures.PAGE}")
    return 1 if failed else 0


def _passes(title: str, argv: tuple[str, ...], env: Mapping[str, str], seconds: float | None = None) -> int:
    """Run one check under a heading; return its status, 0 for passed."""
    say(f"\n== {title}")
    began = time.monotonic()
    try:
        run_step(argv, env, seconds)
    except SystemExit as end:
        if isinstance(end.code, str):
            complain(end.code)
        say(f"== {title}: FAILED ({time.monotonic() - began:.0f} s)")
        return int(end.code or 1) if isinstance(end.code, int) else 1
    say(f"== {title}: passed ({time.monotonic() - began:.0f} s)")
    return 0


def _sweep_up() -> None:
    """Remove what an earlier run left when it was killed; one that still runs holds its lock."""
    for home in paths.VAR.glob("test-*"):
        lock = Lock(home / "lock")
        try:
            lock.take()
        except HeldByAnotherError:
            continue
        shutil.rmtree(home, ignore_errors=True)
        lock.release()
