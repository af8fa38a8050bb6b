"""Makes Celery workers quickly: a process that has imported everything forks one for each line it reads, and says its pid.

What the child then runs is Celery's own worker with the stack's own arguments. Only the import, which takes longer than
the work of a kill drill, is not repeated two hundred times. When this process ends, its workers are ended with it.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path

import django

from config.celery import app
from devtools import paths
from devtools.children import die_with_parent
from devtools.stack import Stack


class Nursery:
    """The parent's side, in the test."""

    def __init__(self, stack: Stack) -> None:
        """Start the process that imports; the workers are those of the stack, under its environment."""
        worker = stack.programs["worker"]
        celery = worker.argv.index("celery")
        self._process = subprocess.Popen(
            (sys.executable, "-m", "tests.drills.nursery", str(worker.log), *worker.argv[celery + 3 :]),
            env=dict(worker.env),
            cwd=paths.ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            preexec_fn=die_with_parent(signal.SIGTERM),
        )

    def bear(self) -> int:
        """A new worker; its process id, which is that of its group too."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def kill(self, pid: int) -> None:
        """kill -9, for the worker and everything it started."""
        os.killpg(pid, signal.SIGKILL)

    def close(self) -> None:
        """End it, and with it the last of its workers."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(20)


def main(log: Path, arguments: list[str]) -> None:
    """Fork a worker for each line."""
    django.setup()
    app.loader.import_default_modules()
    # Nobody asks how a killed worker ended.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    log.parent.mkdir(parents=True, exist_ok=True)
    end_with_us = die_with_parent(signal.SIGKILL)
    for _ in sys.stdin:
        pid = os.fork()
        if pid == 0:
            end_with_us()
            _become_a_worker(log)
            app.worker_main(arguments)
            os._exit(0)
        print(pid, flush=True)


def _become_a_worker(log: Path) -> None:
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with log.open("ab") as output, Path(os.devnull).open("rb") as nothing:
        for number, file in ((0, nothing), (1, output), (2, output)):
            os.dup2(file.fileno(), number)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
