"""A tool that is missing, a limit that is reached, a process that ends: never a pass, always a trouble that says what to do."""

import os
import select
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from publications import reading
from publications.reading import Read, Tools, asking, process
from publications.reading.notes import Notes, TooMuch
from tests.publications.reading import papers
from tests.publications.reading.here import said, troubles
from tests.publications.reading.test_pictures import pictured

PICTURED = pictured(lambda pdf: papers.dots_in(pdf, papers.written()))
PLAIN = papers.paper(papers.shown(papers.NAME))


def whats(read: Read) -> str:
    """What the troubles say."""
    return " ".join(trouble.what for trouble in read.troubles)


def script(path: Path, commands: str) -> str:
    """A program of that name."""
    path.write_text(f"#!/bin/sh\n{commands}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_a_file_is_read_by_a_process_of_its_own() -> None:
    read = reading.read("pdf", PICTURED)
    assert read.pages == 1
    assert papers.CLEAN in said(read)["page 1"]
    assert papers.NAME in said(read)["picture 1 on page 1, read by OCR"]
    assert not read.troubles


@pytest.mark.parametrize(
    ("content", "tools", "says"),
    [
        (PICTURED, Tools(tesseract=""), "tesseract is not installed"),
        (PICTURED, Tools(tesseract="/nowhere/tesseract"), "tesseract did not start"),
        (PICTURED, Tools(tesseract="/bin/false"), "tesseract failed"),
        (PICTURED, Tools(pillow=False), "Pillow is missing"),
        (PLAIN, Tools(pdfium=False), "pypdfium2 is missing"),
        (PLAIN, Tools(pikepdf=False), "pikepdf is missing"),
    ],
)
def test_without_a_tool_what_it_would_have_read_is_unread(content: bytes, tools: Tools, says: str) -> None:
    read = reading.read("pdf", content, tools=tools)
    assert troubles(read, "unread")
    assert says in whats(read)


@pytest.mark.parametrize("kind", ["png", "jpeg"])
def test_a_picture_by_itself_is_unread_without_its_tools(kind: asking.Kind) -> None:
    content = papers.file_of(papers.written(), kind.upper())
    for tools in (Tools(tesseract=""), Tools(pillow=False)):
        assert troubles(reading.read(kind, content, tools=tools), "unread") == ["the picture"]


def test_each_page_of_a_file_made_elsewhere_is_unread_without_ocr() -> None:
    assert troubles(reading.read("pdf", PLAIN, tools=Tools(tesseract=""), every_page=True), "unread") == ["page 1"]


def test_a_picture_that_takes_too_long_is_unread_and_the_rest_is_read(tmp_path: Path) -> None:
    slow = script(tmp_path / "slow", "exec sleep 30")
    started = time.monotonic()
    read = reading.read("pdf", PICTURED, tools=Tools(tesseract=slow, ocr_seconds=0.2))
    assert time.monotonic() - started < 25
    assert "longer than 0.2 seconds" in whats(read)
    assert papers.CLEAN in said(read)["page 1"]


def test_a_file_that_takes_too_long_is_unread_and_nothing_goes_on_working(tmp_path: Path) -> None:
    slow = script(tmp_path / "slow", f"echo $$ > {tmp_path}/pid; exec sleep 60")
    read = reading.read("pdf", PICTURED, tools=Tools(tesseract=slow, seconds=8))
    assert read.places == ()
    assert "longer than 8 seconds" in whats(read)
    assert ends(int((tmp_path / "pid").read_text()))


def ends(pid: int) -> bool:
    """Whether a process is gone, or ends within the time that the kernel needs to end it."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    with os.fdopen(handle):
        return bool(select.select([handle], [], [], 10)[0])


def test_a_file_that_takes_too_much_memory_is_unread() -> None:
    read = reading.read("png", papers.file_of(papers.written().resize((6000, 5000))), tools=Tools(memory=250 * 1024 * 1024))
    assert troubles(read, "unread")


def test_the_process_knows_no_secret(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SECRET_KEY", "not for strangers")
    told = script(tmp_path / "told", f"cat /proc/$PPID/environ > {tmp_path}/environment; env >> {tmp_path}/environment")
    reading.read("pdf", PICTURED, tools=Tools(tesseract=told))
    assert b"not for strangers" not in (tmp_path / "environment").read_bytes()


def test_what_the_process_prints_is_no_part_of_its_answer() -> None:
    command = [sys.executable, "-c", "from publications.reading import process; process.shut_in(2**31); print('x')"]
    assert subprocess.run(command, capture_output=True, check=True, cwd=asking.ROOT).stdout == b""


@pytest.mark.parametrize(
    "answer",
    [{}, {"places": 1}, {"places": [{}], "troubles": [], "pages": 1}, {"places": [], "troubles": [], "pages": "many"}],
)
def test_an_answer_of_another_shape_is_none(answer: dict[str, object]) -> None:
    with pytest.raises(asking.Unanswered):
        asking.understood(answer)


def test_a_trouble_of_an_unknown_sort_is_unread() -> None:
    answer = {"places": [], "troubles": [{"sort": "fine", "place": "page 1", "what": "?"}], "pages": 1}
    assert asking.understood(answer).troubles[0].sort == "unread"


@pytest.mark.parametrize("line", [b"", b"nonsense", b"[]"])
def test_a_process_that_says_nothing_is_unread(monkeypatch: pytest.MonkeyPatch, line: bytes) -> None:
    monkeypatch.setattr(asking, "_run", lambda command, source, target, seconds: target.write(line))
    assert troubles(asking.read("pdf", PLAIN), "unread") == ["the file"]


def test_a_file_that_says_more_than_is_read_is_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("publications.reading.notes.MOST_TEXT", 10)
    asked = {"kind": "text", "every_page": False, "tools": {"tesseract": "", "ocr_seconds": 1} | dict.fromkeys(TOOLS, True)}
    head, _ = process.read(b"short\n" + b"long enough " * 10, asked)
    assert head["troubles"][0]["sort"] == "unread"
    with pytest.raises(TooMuch):
        Notes().text("page 1", "longer than that is")


TOOLS = ("pikepdf", "pdfium", "pillow")


def test_plain_text_is_read_and_anything_else_is_no_text() -> None:
    assert said(reading.read("text", f"Zoë met {papers.NAME}".encode()))["the text"] == f"Zoë met {papers.NAME}"
    binary = reading.read("text", bytes(range(256)) * 4 + papers.NAME.encode())
    assert troubles(binary, "unread") == ["the file"]
    assert papers.NAME in said(binary)["the text"]
