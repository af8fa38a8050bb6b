"""Measures candidates side by side: shuffled rounds over one kept-open connection each, medians, CPU beside the clock."""

import http.client
import os
import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import mean, median

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
        connection = http.client.HTTPConnection("localhost", self.port, timeout=10)
        for _ in range(times):
            connection.request("GET", self.path, headers=dict(self.headers))
            answer = connection.getresponse()
            answer.read()
            if answer.status != self.status:
                raise SystemExit(f"{self.name} answered {answer.status} for {self.path}")
        connection.close()

    def measure(self, times: int) -> None:
        """One round."""
        cpu, start = cpu_of(self.pid), time.perf_counter()
        self.fetch(times)
        self.seconds.append((time.perf_counter() - start) / times)
        self.cpu.append((cpu_of(self.pid) - cpu) / times)


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
