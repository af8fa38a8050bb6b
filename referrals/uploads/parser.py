"""Asks the parser's process about a file. The process is started when first needed, and anew when it has ended."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from referrals.parsing.limits import MEMORY, WALL_SECONDS
from referrals.parsing.reasons import Reason

ROOT = Path(__file__).resolve().parents[2]
# Beyond the time that the process gives its child, before it is itself taken for dead.
GRACE = 10.0


@dataclass(frozen=True)
class Examined:
    """What came of it: the reason for a refusal, or what is inside; and what it cost, in bytes and seconds."""

    refused: Reason | None
    inside: tuple[bytes, ...] = field(default=(), repr=False)
    memory: int = 0
    seconds: float = 0.0


class Parser:
    """One process, and one file at a time."""

    def __init__(self, *, memory: int = MEMORY, seconds: float = WALL_SECONDS) -> None:
        self._memory, self._seconds = memory, seconds
        self._lock = threading.Lock()
        self.process: subprocess.Popen[bytes] | None = None
        self._wire: socket.socket | None = None

    def examine(self, kind: str, content: IO[bytes]) -> Examined:
        """Have a file read. Raises OSError where there is no room even for that."""
        with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as target:
            _copy(content, source)
            return _read(self._ask(kind, source.fileno(), target.fileno()), target.fileno())

    def _ask(self, kind: str, source: int, target: int) -> dict[str, Any]:
        asked = json.dumps({"kind": kind, "memory": self._memory, "seconds": self._seconds}).encode()
        with self._lock:
            # A process that has ended meanwhile is found out by asking it; the second one is new.
            for _ in range(2):
                try:
                    wire = self._connected()
                    socket.send_fds(wire, [asked], [source, target])
                    if answer := wire.recv(65536):
                        found: dict[str, Any] = json.loads(answer)
                        return found
                except TimeoutError:
                    self._end()
                    break
                except (OSError, ValueError):
                    pass
                self._end()
        return {"refused": Reason.TOO_MUCH_WORK.value}

    def _connected(self) -> socket.socket:
        if self._wire is None:
            self._wire, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            with other:
                self.process = subprocess.Popen(  # noqa: S603 - our own module, and nothing that anybody typed
                    [sys.executable, "-m", "referrals.parsing.server", str(other.fileno())],
                    cwd=ROOT,
                    env={"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"},
                    pass_fds=[other.fileno()],
                    stdin=subprocess.DEVNULL,
                )
            self._wire.settimeout(self._seconds + GRACE)
        return self._wire

    def _end(self) -> None:
        if self._wire is not None:
            self._wire.close()
        if self.process is not None:
            self.process.kill()
            self.process.wait()
        self._wire = self.process = None

    def close(self) -> None:
        """End the process and wait until it is gone."""
        with self._lock:
            self._end()


def _copy(content: IO[bytes], target: IO[bytes]) -> None:
    """The process gets a copy under no name: it can neither alter nor find what the web process holds."""
    content.seek(0)
    while chunk := content.read(1 << 20):
        target.write(chunk)
    target.flush()
    content.seek(0)


def _read(answer: dict[str, Any], target: int) -> Examined:
    """Believe no more of the answer than can be checked: it comes from where strangers' files are opened."""
    memory, seconds = int(answer.get("memory", 0)), float(answer.get("seconds", 0.0))
    places = [(int(at), int(length)) for at, length in answer.get("inside", [])]
    size = os.fstat(target).st_size
    refused = answer.get("refused")
    if any(at < 0 or length < 0 or at + length > size for at, length in places):
        refused = Reason.TOO_MUCH_WORK
    if refused is not None:
        known = refused if refused in list(Reason) else Reason.TOO_MUCH_WORK
        return Examined(Reason(known), memory=memory, seconds=seconds)
    inside = tuple(os.pread(target, length, at) for at, length in places)
    return Examined(None, inside, memory=memory, seconds=seconds)


PARSER = Parser()
