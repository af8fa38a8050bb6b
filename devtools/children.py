"""One child process: started in its own session, stopped in steps, and never left behind."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None

Steps = tuple[tuple[signal.Signals, float], ...]


@dataclass(frozen=True)
class Program:
    """What to start and how to stop it: each signal of `stops` with the seconds it is given."""

    name: str
    argv: tuple[str, ...]
    env: Mapping[str, str]
    cwd: Path
    log: Path
    stops: Steps = ((signal.SIGTERM, 10.0),)
    if_orphaned: signal.Signals = signal.SIGTERM


class Child:
    """A running Program. Start it from the main thread: it is ended when the thread that made it ends."""

    def __init__(self, program: Program) -> None:
        """Start the program, with its output at the end of its log."""
        self.program = program
        self.name = program.name
        program.log.parent.mkdir(parents=True, exist_ok=True)
        self._log_from = program.log.stat().st_size if program.log.exists() else 0
        with program.log.open("ab") as log:
            self._process = subprocess.Popen(
                program.argv,
                env=dict(program.env),
                cwd=program.cwd,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=die_with_parent(program.if_orphaned),
            )

    @property
    def pid(self) -> int:
        """The process id, which is also the id of its group."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def end_of_log(self, lines: int = 15) -> str:
        """The last lines that it wrote since it was started."""
        with self.program.log.open("rb") as log:
            log.seek(self._log_from)
            text = log.read().decode(errors="replace")
        return "\n".join(f"  | {line}" for line in text.splitlines()[-lines:]) or "  | (its log is empty)"

    def how_it_ended(self) -> str:
        """In words, for the person who reads the terminal."""
        code = self._process.poll()
        if code is None:
            return "is running"
        return f"was ended by signal {-code}" if code < 0 else f"ended with status {code}"

    def send(self, number: signal.Signals) -> None:
        """Signal the process itself; it tells its own children."""
        if self.alive:
            self._process.send_signal(number)

    def wait(self, seconds: float) -> bool:
        """Wait that long at most; say whether it has ended."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def kill(self) -> None:
        """End it and everything it started, at once, and wait until it is gone."""
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            self._process.kill()
        self._process.wait()

    def stop(self, patience: float = 1.0) -> None:
        """Go through the program's own steps, each given `patience` times its seconds, then kill what is left."""
        for number, seconds in self.program.stops:
            self.send(number)
            if self.wait(seconds * patience):
                break
        self.kill()


def stop_together(children: list[Child], patience: float = 1.0) -> None:
    """Stop children that need no order among them: all are told first, then each is waited for."""
    for child in children:
        child.send(child.program.stops[0][0])
    deadline = time.monotonic() + max((c.program.stops[0][1] for c in children), default=0.0) * patience
    for child in children:
        child.wait(max(0.0, deadline - time.monotonic()))
    for child in children:
        if child.alive:
            child.stop(patience)
        else:
            child.kill()


def die_with_parent(number: signal.Signals) -> Callable[[], None]:
    """Return what the child runs before its program: it asks the kernel for this signal when its parent dies."""
    parent = os.getpid()

    def ask() -> None:
        if _LIBC is not None:
            _LIBC.prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)
            if os.getppid() != parent:
                os._exit(1)

    return ask
