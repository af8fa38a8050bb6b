"""A real clamd for the tests, with signatures of our own: the harmless test file of the trade, and an invented one."""

import hashlib
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

# In two halves, so that no scanner takes this file for what it describes.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-" + rb"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
INVENTED = b"quillfeather-" + b"canary-malware"
SECONDS_TO_START = 60


def program() -> str:
    """Where clamd is; the tests of the scanner do not do without it."""
    found = shutil.which("clamd", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    if found is None:
        raise RuntimeError("clamd is not installed: ./test installs it, or names the package that an administrator installs.")
    return found


class Clamd:
    """One scanner with its own folder and socket. It can be ended as by a power cut, and started again."""

    def __init__(self, home: Path) -> None:
        self.home, self.socket = home, home / "clamd.sock"
        self._process: subprocess.Popen[bytes] | None = None
        database = home / "signatures"
        database.mkdir()
        size, digest = len(EICAR), hashlib.md5(EICAR, usedforsecurity=False).hexdigest()
        (database / "test.hdb").write_text(f"{digest}:{size}:Test.File.Of.The.Trade\n")
        (database / "test.ndb").write_text(f"Test.Invented:0:*:{INVENTED.hex()}\n")
        lines = {
            "LocalSocket": self.socket,
            "DatabaseDirectory": database,
            "TemporaryDirectory": home,
            "LogFile": home / "log",
            "PidFile": home / "pid",
            "Foreground": "yes",
            "StreamMaxLength": "60M",
            "MaxThreads": "4",
            "ExitOnOOM": "yes",
        }
        (home / "clamd.conf").write_text("".join(f"{name} {value}\n" for name, value in lines.items()))

    def start(self) -> Self:
        """Return when it answers."""
        self._process = subprocess.Popen(
            [program(), "--config-file", str(self.home / "clamd.conf")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        until = time.monotonic() + SECONDS_TO_START
        while not self.answers():
            if self._process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"clamd did not start:\n{(self.home / 'log').read_text()}")
            try:
                self._process.wait(0.02)
            except subprocess.TimeoutExpired:
                continue
        return self

    def answers(self) -> bool:
        """Whether it says PONG."""
        with socket.socket(socket.AF_UNIX) as wire:
            wire.settimeout(5)
            try:
                wire.connect(str(self.socket))
                wire.sendall(b"zPING\0")
                return wire.recv(16) == b"PONG\0"
            except OSError:
                return False

    def stop(self, how: int = signal.SIGTERM) -> None:
        """End it, and wait until it is gone."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(30)
            self._process = None
        self.socket.unlink(missing_ok=True)


@contextmanager
def scanner() -> Iterator[Clamd]:
    """A running one. Its folder has a short name, because that of a socket must be short."""
    with tempfile.TemporaryDirectory(prefix="clamd-") as home:
        clamd = Clamd(Path(home))
        try:
            yield clamd.start()
        finally:
            clamd.stop(signal.SIGKILL)
