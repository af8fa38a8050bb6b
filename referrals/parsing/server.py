"""The process that opens files: everything is loaded once, then a child of its own is forked for each file and ended after it.

It is started without a secret in its environment, speaks over one socket, and ends when the other side of that closes.
Run as `python -m referrals.parsing.server FD`.
"""

import ctypes
import json
import os
import resource
import select
import signal
import socket
import sys
import time
from encodings import cp437, cp1252
from typing import Any

from PIL import Image, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, TiffImagePlugin

from referrals.parsing import limits
from referrals.parsing.examine import examine
from referrals.parsing.reasons import Reason, Refused

# Loaded before the first file: a child can open nothing, not even a module.
LOADED = (JpegImagePlugin, MpoImagePlugin, PngImagePlugin, TiffImagePlugin, cp437, cp1252)
Image.preinit()
LONGEST_MESSAGE = 65536
END_WITH_PARENT = 1
LIBC = ctypes.CDLL(None)


def main(descriptor: int) -> None:
    """Serve until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with socket.socket(fileno=descriptor) as asker:
        while True:
            message, files, _, _ = socket.recv_fds(asker, LONGEST_MESSAGE, 2)
            if not message:
                return
            try:
                answer = examine_in_child(json.loads(message), files[0], files[1], asker)
            finally:
                for file in files:
                    os.close(file)
            asker.sendall(json.dumps(answer).encode())


def examine_in_child(asked: dict[str, Any], source: int, target: int, asker: socket.socket) -> dict[str, Any]:
    """Fork, wait, and say what came of it and what it cost."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        asker.close()
        os.close(reading)
        _be_child(asked, source, target, writing)
    os.close(writing)
    verdict = _wait(pid, reading, asker, asked.get("seconds", limits.WALL_SECONDS))
    os.close(reading)
    _, status, cost = os.wait4(pid, 0)
    if status != 0 or verdict is None:
        verdict = {"refused": Reason.TOO_MUCH_WORK.value}
    return {**verdict, "memory": cost.ru_maxrss * 1024, "seconds": cost.ru_utime + cost.ru_stime}


def _wait(pid: int, reading: int, asker: socket.socket, seconds: float) -> dict[str, Any] | None:
    """What the child says; None where it says nothing in time, or where nobody waits for it any more."""
    until, said = time.monotonic() + seconds, b""
    poll = select.poll()
    poll.register(reading, select.POLLIN)
    poll.register(asker, select.POLLHUP)
    while left := max(0.0, until - time.monotonic()):
        for descriptor, _ in poll.poll(left * 1000):
            if descriptor == asker.fileno():
                os.kill(pid, signal.SIGKILL)
                return None
            chunk = os.read(reading, LONGEST_MESSAGE)
            if not chunk:
                return _understood(said)
            said += chunk
    os.kill(pid, signal.SIGKILL)
    return None


def _understood(said: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(said)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _be_child(asked: dict[str, Any], source: int, target: int, writing: int) -> None:
    """Never returns: the child ends here, whatever happens."""
    try:
        shut_in(asked.get("memory", limits.MEMORY))
        os.write(writing, json.dumps(verdict_on(asked["kind"], source, target)).encode())
        os._exit(0)
    except BaseException:
        os._exit(1)


def verdict_on(kind: str, source: int, target: int) -> dict[str, Any]:
    """What the child says: why it is refused, or where in `target` each file from inside begins and how long it is."""
    try:
        with open(source, "rb", closefd=False) as content:
            inside = examine(kind, content)
        places, at = [], 0
        for one in inside:
            os.pwrite(target, one.content, at)
            places.append([at, len(one.content)])
            at += len(one.content)
    except Refused as refused:
        return {"refused": refused.reason.value}
    except MemoryError:
        return {"refused": Reason.TOO_MUCH_WORK.value}
    return {"inside": places}


def shut_in(memory: int) -> None:
    """From here on the process can hardly do anything but work on what it has in its hands, and not for long."""
    LIBC.prctl(END_WITH_PARENT, signal.SIGKILL)
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, limits.CPU_SECONDS),
        (resource.RLIMIT_FSIZE, limits.MOST_INSIDE_BYTES),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
        # What is open stays open; nothing else can be opened, neither a file nor a way to another machine.
        (resource.RLIMIT_NOFILE, 0),
    ):
        resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main(int(sys.argv[1]))
