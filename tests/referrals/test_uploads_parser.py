"""The process that opens strangers' files: what it lets its children do, and what becomes of it when something ends."""

import io
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from referrals.parsing import limits, server
from referrals.parsing.reasons import Reason
from referrals.uploads import judging, words
from referrals.uploads.parser import ROOT, Parser, _read
from tests.referrals.corpus import good

LARGE = good.png(size=(5000, 4000))


@pytest.fixture
def parser() -> Iterator[Parser]:
    made = Parser()
    yield made
    made.close()


def children_of(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until_ended(pid: int) -> None:
    until = time.monotonic() + 20
    while is_running(pid):
        assert time.monotonic() < until, "it still runs"
        os.sched_yield()


def test_one_process_serves_file_after_file_and_keeps_no_child(parser: Parser) -> None:
    for content in (good.pdf(), b"no pdf at all", good.pdf(pages=3)):
        parser.examine("pdf", io.BytesIO(content))
    assert parser.process is not None
    first = parser.process.pid
    assert children_of(first) == []
    parser.examine("txt", io.BytesIO(b"notes"))
    assert parser.process.pid == first


def test_what_is_inside_comes_back_byte_for_byte(parser: Parser) -> None:
    found = parser.examine("pdf", io.BytesIO(good.pdf(good.with_file("notes.txt", b"the notes"))))
    assert (found.refused, found.inside) == (None, (b"the notes",))
    assert 0 < found.memory < limits.MEMORY
    assert 0 < found.seconds < limits.CPU_SECONDS


def test_a_file_that_takes_too_long_is_refused_and_its_child_is_ended() -> None:
    parser = Parser(seconds=0.001)
    try:
        assert parser.examine("png", io.BytesIO(LARGE)).refused is Reason.TOO_MUCH_WORK
        assert parser.process is not None
        assert children_of(parser.process.pid) == []
    finally:
        parser.close()


def test_a_file_that_takes_too_much_memory_is_refused() -> None:
    parser = Parser(memory=150 * limits.MEGABYTE)
    try:
        found = parser.examine("jpg", io.BytesIO(good.jpg(size=(7000, 7000))))
        assert found.refused is Reason.TOO_MUCH_WORK
        assert found.memory < 150 * limits.MEGABYTE
        assert parser.examine("jpg", io.BytesIO(good.jpg())).refused is None
    finally:
        parser.close()


def test_a_child_cannot_write_files_fork_or_grow() -> None:
    pid = os.fork()
    if pid == 0:
        server.shut_in(limits.MEMORY)
        found = [resource.getrlimit(what)[0] for what in (resource.RLIMIT_CORE, resource.RLIMIT_NPROC)]
        most = resource.getrlimit(resource.RLIMIT_AS)[0], resource.getrlimit(resource.RLIMIT_CPU)[0]
        os._exit(0 if found == [0, 0] and most == (limits.MEMORY, limits.CPU_SECONDS) else 1)
    assert os.waitpid(pid, 0)[1] == 0


def test_a_process_that_was_killed_is_replaced_without_anybody_noticing(parser: Parser) -> None:
    parser.examine("txt", io.BytesIO(b"notes"))
    assert parser.process is not None
    killed = parser.process
    killed.kill()
    killed.wait()
    assert parser.examine("txt", io.BytesIO(b"notes")).refused is None
    assert parser.process.pid != killed.pid


def test_a_process_that_cannot_be_started_refuses_the_file_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    broken = Parser()
    with pytest.raises(words.FileRefused, match="could not be checked within our limits"):
        judging.judge("notes.txt", io.BytesIO(b"notes"), parser=broken)
    assert broken.process is None


def test_a_process_that_hangs_is_ended_and_the_file_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("referrals.uploads.parser.GRACE", 0.2)
    hanging = Parser(seconds=5)
    hanging.examine("txt", io.BytesIO(b"notes"))
    assert hanging.process is not None
    stopped = hanging.process.pid
    assert hanging._wire is not None
    hanging._wire.settimeout(0.2)
    os.kill(stopped, signal.SIGSTOP)
    assert hanging.examine("txt", io.BytesIO(b"notes")).refused is Reason.TOO_MUCH_WORK
    assert not is_running(stopped)
    assert hanging.process is None


ASKER = """
import io, os, sys
from referrals.parsing.limits import MEMORY
import importlib.util, pathlib
spec = importlib.util.spec_from_file_location("parser_alone", pathlib.Path("referrals/uploads/parser.py"))
alone = importlib.util.module_from_spec(spec); sys.modules["parser_alone"] = alone; spec.loader.exec_module(alone)
parser = alone.Parser()
parser.examine("txt", io.BytesIO(b"notes"))
print(parser.process.pid, flush=True)
sys.stdin.read()
"""


def test_the_process_ends_with_the_web_process_however_that_ends() -> None:
    asker = subprocess.Popen(
        [sys.executable, "-c", ASKER], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={"PYTHONPATH": str(ROOT)}
    )
    assert asker.stdout is not None
    parser = int(asker.stdout.readline())
    assert is_running(parser)
    asker.send_signal(signal.SIGKILL)
    asker.communicate()
    wait_until_ended(parser)


@pytest.mark.parametrize(
    "answer",
    [
        {"refused": "a word that nobody knows"},
        {"inside": [[0, 10]]},
        {"inside": [[-1, 1]]},
        {"inside": [[0, -1]]},
    ],
)
def test_an_answer_that_cannot_be_true_is_a_refusal(answer: dict[str, Any], tmp_path: Path) -> None:
    target = os.open(tmp_path / "target", os.O_RDWR | os.O_CREAT)
    try:
        assert _read(answer, target).refused is Reason.TOO_MUCH_WORK
    finally:
        os.close(target)


def ask_server(kind: str, content: bytes, tmp_path: Path, **asked: Any) -> dict[str, Any]:
    """The server's own work in this process, with a real fork."""
    mine, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    (tmp_path / "source").write_bytes(content)
    with mine, other, (tmp_path / "source").open("rb") as source, (tmp_path / "target").open("w+b") as target:
        return server.examine_in_child({"kind": kind, **asked}, source.fileno(), target.fileno(), other)


def test_the_server_says_what_a_child_found_and_what_it_cost(tmp_path: Path) -> None:
    found = ask_server("txt", b"notes", tmp_path)
    assert (found["inside"], found["memory"] > 0) == ([], True)
    assert ask_server("png", LARGE, tmp_path, seconds=0.001)["refused"] == Reason.TOO_MUCH_WORK
    assert ask_server("unknown", b"notes", tmp_path)["refused"] == Reason.TOO_MUCH_WORK


def test_a_child_is_ended_when_nobody_waits_for_it_any_more(tmp_path: Path) -> None:
    mine, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    mine.close()
    (tmp_path / "source").write_bytes(LARGE)
    with other, (tmp_path / "source").open("rb") as source:
        found = server.examine_in_child({"kind": "png"}, source.fileno(), source.fileno(), other)
    assert found["refused"] == Reason.TOO_MUCH_WORK


def test_half_an_answer_of_a_child_is_none() -> None:
    assert server._understood(b'{"inside": [') is None
    assert server._understood(b"[]") is None


def test_what_a_child_says_of_good_files_evil_files_and_too_large_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "a.pdf"
    source.write_bytes(good.pdf(good.with_file("notes.txt", b"the notes")))
    with source.open("rb") as content, (tmp_path / "out").open("w+b") as target:
        assert server.verdict_on("pdf", content.fileno(), target.fileno()) == {"inside": [[0, 9]]}
        assert target.read() == b"the notes"
        content.seek(0)
        assert server.verdict_on("png", content.fileno(), target.fileno()) == {"refused": "mismatch"}

        def full(*_: Any) -> None:
            raise MemoryError

        monkeypatch.setattr(server, "examine", full)
        assert server.verdict_on("png", content.fileno(), target.fileno()) == {"refused": "too_much_work"}


def test_the_server_serves_until_nobody_asks_any_more(tmp_path: Path) -> None:
    mine, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    (tmp_path / "source").write_bytes(b"notes")
    with mine, (tmp_path / "source").open("r+b") as source:
        socket.send_fds(mine, [b'{"kind": "txt"}'], [source.fileno(), source.fileno()])
        mine.shutdown(socket.SHUT_WR)
        earlier = signal.getsignal(signal.SIGINT)
        try:
            server.main(other.detach())
        finally:
            signal.signal(signal.SIGINT, earlier)
        assert b'"inside": []' in mine.recv(1000)
