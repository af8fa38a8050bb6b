"""Free TCP ports on this machine, kept for one stack until it stops."""

import os
import socket
from pathlib import Path

from devtools import paths
from devtools.lock import HeldByAnotherError, Lock

HOST = "127.0.0.1"


class Ports:
    """Ports that this process has reserved against every other checkout of the same user."""

    def __init__(self, register: Path | None = None) -> None:
        """Keep the reservations in `register`, a directory shared by all of this user's checkouts."""
        wanted = register or Path("/tmp") / f"cspr-ports-{os.geteuid()}"
        self._register = paths.private_dir(wanted)
        self._locks: list[Lock] = []

    def reserve(self, first: int) -> int:
        """Return the first port from `first` on that is neither used nor reserved; raise SystemExit if none is."""
        for port in range(first, min(first + 200, 65536)):
            lock = Lock(self._register / str(port))
            try:
                lock.take(what="a local server")
            except HeldByAnotherError:
                continue
            if is_free(port):
                self._locks.append(lock)
                return port
            lock.release()
        raise SystemExit(f"No free port from {first} on. Stop a server that uses one of them, and start again.")

    def release(self) -> None:
        """Give all of them back."""
        while self._locks:
            self._locks.pop().release()


def is_free(port: int) -> bool:
    """Whether nobody listens there, on the address of this machine or on all of its addresses."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True
