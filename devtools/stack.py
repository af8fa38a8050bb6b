"""The three sites, the two workers and the clock as real processes: for ./run, and for the journeys of the tests."""

import http.client
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from signal import SIGKILL, SIGQUIT, SIGTERM
from typing import Self

from celery import Celery

from devtools import environment, paths
from devtools.children import Child, Program, Steps, stop_together
from devtools.ports import HOST, Ports

WORKERS = {"worker": "default", "pdf": "pdf"}
SECONDS_TO_START = 60.0
# A worker is asked to finish its task, then to drop it (the task is handed out again), then it is ended.
WORKER_STOPS = ((SIGTERM, 10.0), (SIGQUIT, 3.0))
WEB_STOPS = ((SIGTERM, 5.0),)


class DidNotStartError(Exception):
    """A process of the stack ended or did not answer; the message holds the end of its log."""


class Stack:
    """Six processes over servers that somebody else has started and `env` names.

    `root` is a directory of the stack's own, for its logs and the clock's memory. The ports are reserved
    when the stack is made, so `.urls` and `.env` are right before anything runs.
    """

    def __init__(self, env: Mapping[str, str], root: Path) -> None:
        """Reserve the ports; nothing is started yet."""
        self.root = root
        self._ports = Ports()
        self.ports = {site: self._ports.reserve(first) for site, first in environment.SITES.items()}
        self.urls = {site: f"http://localhost:{port}" for site, port in self.ports.items()}
        self.env = environment.with_urls(env, self.urls)
        self.children: dict[str, Child] = {}
        (root / "beat").mkdir(parents=True, exist_ok=True)
        self.programs = {p.name: p for p in (*map(self._worker, WORKERS), self._beat(), *map(self._site, self.ports))}

    def log(self, name: str) -> Path:
        """The log of one of the processes."""
        return self.root / "log" / f"{name}.log"

    def start(self) -> None:
        """Start all and return when each site serves and each worker answers; raise DidNotStartError otherwise."""
        try:
            for name in self.programs:
                self.start_one(name)
            self.wait_until_ready()
        except BaseException:
            self.stop()
            raise

    def start_one(self, name: str) -> None:
        """Start one that is not running: public, referrals, staff, worker, pdf or beat."""
        self.children[name] = Child(self.programs[name])

    def wait_until_ready(self, seconds: float = SECONDS_TO_START) -> None:
        """Return when everything answers; raise DidNotStartError with a log when something has ended or time is up."""
        deadline = time.monotonic() + seconds
        waiting = [*self.ports, *WORKERS]
        while waiting:
            for name in self.dead():
                raise DidNotStartError(f"{name} {self.children[name].how_it_ended()}:\n{self.children[name].end_of_log()}")
            waiting = [name for name in waiting if not self.answers(name)]
            if waiting and time.monotonic() > deadline:
                logs = "\n".join(f"{name}:\n{self.children[name].end_of_log()}" for name in waiting)
                raise DidNotStartError(f"No answer within {seconds:.0f} s from {', '.join(waiting)}.\n{logs}")
            time.sleep(0.05)

    def answers(self, name: str) -> bool:
        """Whether a site serves its health page, or a worker replies over the broker."""
        return self._pings(name) if name in WORKERS else self._serves(name)

    def dead(self) -> list[str]:
        """Those that were started and have ended."""
        return [name for name, child in self.children.items() if not child.alive]

    def kill(self, name: str) -> None:
        """End one with kill -9, with everything it started: a power cut, for a drill."""
        self.children[name].kill()

    def stop(self) -> None:
        """Stop all: the sites, then the clock, then the workers, so that nobody adds work to a closing shop."""
        for group in ([*self.ports], ["beat"], [*WORKERS]):
            stop_together([self.children.pop(name) for name in group if name in self.children])
        self._ports.release()

    def manage(self, *args: str) -> str:
        """Run a management command with this stack's environment; return what it prints, raise if it fails."""
        return subprocess.run(
            (sys.executable, "manage.py", *args), cwd=paths.ROOT, env=self.env, capture_output=True, text=True, check=True
        ).stdout

    def __enter__(self) -> Self:
        """Start."""
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop."""
        self.stop()

    def _site(self, site: str) -> Program:
        return self._program(
            site,
            environment.of_site(self.env, site),
            WEB_STOPS,
            *("granian", "--interface", "wsgi", "--host", HOST, "--port", str(self.ports[site])),
            *("--workers", "1", "--blocking-threads", "1", "--no-ws", "config.wsgi:application"),
        )

    def _worker(self, name: str) -> Program:
        queue = WORKERS[name]
        pool = ("-P", "threads", "-c", "4") if queue == "default" else ("-P", "solo")
        return self._program(
            name,
            environment.of_worker(self.env),
            WORKER_STOPS,
            *("celery", "-A", "config", "worker", "-Q", queue, "-n", f"{queue}@cspr", "-l", "INFO"),
            *("--without-gossip", "--without-mingle", *pool),
        )

    def _beat(self) -> Program:
        schedule = self.root / "beat" / "schedule"
        return self._program(
            "beat",
            environment.of_worker(self.env),
            ((SIGTERM, 5.0), (SIGKILL, 1.0)),
            *("celery", "-A", "config", "beat", "-s", str(schedule), "--pidfile", "", "-l", "INFO"),
        )

    def _program(self, name: str, env: dict[str, str], stops: Steps, *module: str) -> Program:
        argv = (sys.executable, "-m", *module)
        return Program(name, argv, env, paths.ROOT, self.log(name), stops)

    def _serves(self, site: str) -> bool:
        wire = http.client.HTTPConnection(HOST, self.ports[site], timeout=10)
        try:
            wire.request("GET", "/healthz/live", headers={"Host": f"localhost:{self.ports[site]}"})
            return wire.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            wire.close()

    def _pings(self, name: str) -> bool:
        queue = WORKERS[name]
        app = Celery(set_as_current=False, broker=broker_url(self.env["REDIS_URL"]))
        with app.connection_for_write() as wire:
            return bool(app.control.ping([f"{queue}@cspr"], timeout=0.5, limit=1, connection=wire))


def broker_url(redis_url: str) -> str:
    """The broker's spelling of a Unix socket: unix:///p?db=1 is redis+socket:///p?virtual_host=1."""
    return redis_url.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
