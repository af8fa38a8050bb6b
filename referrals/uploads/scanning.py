"""Asks clamd whether a file carries malware. A scanner that does not answer has not said that it is clean."""

import enum
import socket
import time
from collections.abc import Iterable
from io import BytesIO
from typing import IO

from django.conf import settings

CHUNK = 1 << 16
CONNECT_SECONDS = 2.0
# For one file with everything inside it: while it waits in quarantine, and while its sender waits for the page.
TOTAL_SECONDS, ARRIVING_SECONDS = 30.0, 10.0
# A scanner that let a sender wait in vain is left alone for so many seconds; the files go into quarantine meanwhile.
SILENT_FOR = 60.0
LONGEST_ANSWER = 4096


class Finding(enum.Enum):
    """What the scanner says."""

    CLEAN = "clean"
    MALWARE = "malware"
    # No scanner, none that answers, or one that did not take the file.
    UNKNOWN = "unknown"


# Scanners by their address, and until when (time.monotonic) they are left alone.
_silent: dict[str, float] = {}


def scan(content: IO[bytes], inside: Iterable[bytes] = (), *, arriving: bool = True) -> Finding:
    """The finding for a file and for what was taken out of it: the worst of them. `arriving`: its sender waits."""
    if settings.CLAMAV == "none" or (arriving and time.monotonic() < _silent.get(settings.CLAMAV, 0.0)):
        return Finding.UNKNOWN
    until, worst = time.monotonic() + (ARRIVING_SECONDS if arriving else TOTAL_SECONDS), Finding.CLEAN
    for piece in (content, *map(BytesIO, inside)):
        try:
            found = _ask(piece, until)
        except (OSError, ValueError):
            found = Finding.UNKNOWN
        if found is Finding.MALWARE:
            return found
        if found is Finding.UNKNOWN:
            worst = found
    if worst is Finding.UNKNOWN and time.monotonic() >= until:
        _silent[settings.CLAMAV] = time.monotonic() + SILENT_FOR
    return worst


def is_up() -> bool:
    """Whether there is a scanner, and it answers at all."""
    try:
        with _connect() as wire:
            wire.sendall(b"zPING\0")
            return wire.recv(LONGEST_ANSWER).startswith(b"PONG")
    except (OSError, ValueError):
        return False


def _ask(content: IO[bytes], until: float) -> Finding:
    """One file over one connection, as clamd's INSTREAM wants it. Raises OSError."""
    content.seek(0)
    with _connect() as wire:
        wire.settimeout(_left(until))
        try:
            wire.sendall(b"zINSTREAM\0")
            while chunk := content.read(CHUNK):
                wire.settimeout(_left(until))
                wire.sendall(len(chunk).to_bytes(4) + chunk)
            wire.sendall(bytes(4))
        except (BrokenPipeError, ConnectionResetError):
            # It has heard enough, and may have said why.
            pass
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
            wire.settimeout(_left(until))
            if not (more := wire.recv(LONGEST_ANSWER)):
                break
            answer += more
    if answer.endswith(b" FOUND\0"):
        return Finding.MALWARE
    return Finding.CLEAN if answer == b"stream: OK\0" else Finding.UNKNOWN


def _connect() -> socket.socket:
    address: str = settings.CLAMAV
    if address.startswith("/"):
        wire = socket.socket(socket.AF_UNIX)
        try:
            wire.settimeout(CONNECT_SECONDS)
            wire.connect(address)
        except OSError:
            wire.close()
            raise
        return wire
    host, _, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=CONNECT_SECONDS)


def _left(until: float) -> float:
    """Seconds that are left. Raises TimeoutError."""
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
