"""Measures candidates side by side: shuffled rounds over one kept-open connection each, medians, CPU beside the clock."""

import os
import random
import re
import socket
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import mean, median

from devtools.ports import HOST

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Candidate:
    """One address, and the process whose CPU it costs."""

    name: str
    port: int
    path: str
    pid: int
    headers: Mapping[str, str] = field(default_factory=dict)
    status: int = 200
    # How often in one round, if not as often as the others.
    times: int | None = None
    seconds: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def fetch(self, times: int) -> None:
        """Fetch the page so many times; every answer must have the status."""
        named = "".join(f"{name}: {value}\r\n" for name, value in self.headers.items())
        asked = f"GET {self.path} HTTP/1.1\r\nHost: localhost:{self.port}\r\n{named}\r\n".encode()
        with socket.create_connection((HOST, self.port), timeout=10) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for _ in range(times):
                connection.sendall(asked)
                status = _answered(connection)
                if status != self.status:
                    raise SystemExit(f"{self.name} answered {status} for {self.path}")

    def measure(self, times: int) -> None:
        """One round."""
        cpu, start = cpu_of(self.pid), time.perf_counter()
        self.fetch(times)
        self.seconds.append((time.perf_counter() - start) / times)
        self.cpu.append((cpu_of(self.pid) - cpu) / times)


def _answered(connection: socket.socket) -> int:
    """Read one answer to its end and return its status. No client library: it would take longer than what is measured."""
    head, _, body = _until(connection, b"", lambda got: b"\r\n\r\n" in got).partition(b"\r\n\r\n")
    length = _LENGTH.search(head)
    wanted = int(length[1]) if length else 0
    _until(connection, body, lambda got: len(got) >= wanted)
    return int(head[9:12])


def _until(connection: socket.socket, got: bytes, is_all: Callable[[bytes], bool]) -> bytes:
    while not is_all(got):
        more = connection.recv(1 << 16)
        if not more:
            raise SystemExit("The server ended the connection in the middle of an answer.")
        got += more
    return got


def cpu_of(pid: int) -> float:
    """CPU seconds that a process and its children have used."""
    total, waiting = 0.0, [pid]
    while waiting:
        one = waiting.pop()
        try:
            with open(f"/proc/{one}/stat") as stat:
                fields = stat.read().rpartition(")")[2].split()
            with open(f"/proc/{one}/task/{one}/children") as children:
                waiting += [int(child) for child in children.read().split()]
        except FileNotFoundError:
            continue
        total += (int(fields[11]) + int(fields[12])) / TICKS
    return total


def compare(candidates: Sequence[Candidate], *, rounds: int = 15, times: int = 150, warm: int = 30) -> None:
    """Warm up, then measure all in shuffled rounds."""
    for candidate in candidates:
        candidate.fetch(warm)
    for _ in range(rounds):
        for candidate in random.sample(candidates, len(candidates)):
            candidate.measure(candidate.times or times)


def table(candidates: Sequence[Candidate], unit: Candidate) -> str:
    """Median rates and mean CPU, each also as a multiple of the unit's."""
    lines = [f"{'':34}{'req/s':>8}{'x rate':>9}{'CPU us':>9}{'x CPU':>9}"]
    for one in candidates:
        lines.append(
            f"{one.name:34}{1 / median(one.seconds):8.0f}{rate(one, unit):9.3f}{mean(one.cpu) * 1e6:9.0f}{cost(one, unit):9.2f}"
        )
    return "\n".join(lines)


def rate(one: Candidate, unit: Candidate) -> float:
    """How many times the unit's rate."""
    return median(unit.seconds) / median(one.seconds)


def cost(one: Candidate, unit: Candidate) -> float:
    """How many times the unit's CPU for each request: over all rounds, because the kernel counts in ticks of 10 ms."""
    return mean(one.cpu) / max(mean(unit.cpu), 1e-9)
