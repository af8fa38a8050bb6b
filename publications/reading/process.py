"""The process that opens one file and ends. Run as `python -m publications.reading.process WHAT`, the file on its input.

The answer is one line of JSON, and behind it the bytes of a file where one was asked for.
"""

import ctypes
import json
import os
import resource
import signal
import sys
from dataclasses import asdict
from typing import Any

from publications.reading import files, limits, rewriting, word, word_markdown
from publications.reading.job import Job
from publications.reading.notes import Notes, TooMuch
from publications.reading.ocr import Ocr
from publications.reading.opened import NotOpened
from publications.reading.pdf import NO_PIKEPDF
from publications.reading.word_parts import NotParsed
from referrals.parsing.reasons import Refused

END_WITH_PARENT = 1
LIBC = ctypes.CDLL(None)
TOO_MUCH = "It says more than can be read at once, and was read in part only. Split it, then read the parts."


def main(asked: dict[str, Any]) -> None:
    """Do what is asked with the file on standard input."""
    answer_to = shut_in(asked["memory"])
    content = sys.stdin.buffer.read()
    head, body = TASKS[asked["task"]](content, asked)
    with open(answer_to, "wb") as answer:
        answer.write(json.dumps(head).encode() + b"\n" + body)


def read(content: bytes, asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """What stands where in the file."""
    notes = Notes()
    _read(content, asked, notes)
    return asdict(notes.read()), b""


def _read(content: bytes, asked: dict[str, Any], notes: Notes, *, blind: bool = False) -> None:
    tools = asked["tools"]
    ocr = Ocr(tools["tesseract"], seconds=tools["ocr_seconds"], pillow=tools["pillow"], blind=blind)
    job = Job(ocr, tools["pikepdf"], tools["pdfium"], asked["every_page"])
    try:
        files.read(asked["kind"], content, notes, job)
        ocr.finish()
    except TooMuch:
        notes.unread("the file", TOO_MUCH)


def rewrite(content: bytes, asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """The file without what readers do not see; or why that cannot be done."""
    if not asked["tools"]["pikepdf"]:
        return {"trouble": NO_PIKEPDF}, b""
    try:
        return {}, rewriting.rewrite(content)
    except NotOpened as trouble:
        return {"trouble": str(trouble)}, b""


def markdown(content: bytes, asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """The visible text of a Word document, and what stands where in it; its pictures go nowhere, and are not read."""
    notes = Notes()
    _read(content, asked, notes, blind=True)
    try:
        text = word_markdown.markdown(word.parts_of(content))
    except (NotParsed, Refused):
        text = ""
    return asdict(notes.read()), text.encode()


TASKS = {"read": read, "rewrite": rewrite, "markdown": markdown}


def shut_in(memory: int) -> int:
    """Bound what the process and its children may use. Gives the way out: whatever else writes, writes to nowhere."""
    LIBC.prctl(END_WITH_PARENT, signal.SIGKILL)
    answer_to = os.dup(1)
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, limits.CPU_SECONDS),
        (resource.RLIMIT_FSIZE, limits.ANSWER),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    return answer_to


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
