"""Has a file opened by a process of its own, which knows nothing, can do little, and is ended in time with all its children."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from publications.reading.found import Place, Read, Trouble, TroubleSort
from publications.reading.limits import MEMORY, OCR_SECONDS, SECONDS_FOR_WORDS, WALL_SECONDS

Kind = Literal["pdf", "docx", "png", "jpeg", "text"]
ROOT = Path(__file__).resolve().parents[2]
ENDED = (
    "Reading it took more memory or time than is allowed, or the file is broken in a way that ends the reader. "
    "Save it again from the program it was made with, smaller if it can be, and add that."
)


@dataclass(frozen=True)
class Tools:
    """What the readers work with. Taking one away never lets a file pass: what it would have read is "unread".

    `tesseract` is a path; left empty, there is none. Seconds are by the clock, memory in bytes.
    """

    tesseract: str = field(default_factory=lambda: shutil.which("tesseract") or "")
    pdfium: bool = True
    pikepdf: bool = True
    pillow: bool = True
    seconds: float = WALL_SECONDS
    ocr_seconds: float = OCR_SECONDS
    memory: int = MEMORY


class Unanswered(Exception):
    """The process ended without an answer. Says what to do next."""


def read(kind: Kind, content: bytes, *, tools: Tools | None = None, every_page: bool = False) -> Read:
    """All that stands in a file, and all that is wrong with it. Never raises for a bad file: that is a trouble.

    `every_page`: read each page of a PDF as a picture, too, as is done with one that was made elsewhere.
    """
    try:
        head, _ = ask("read", content, kind=kind, tools=tools, every_page=every_page)
        return understood(head)
    except Unanswered as trouble:
        return unanswered(trouble)


def markdown_of_docx(content: bytes, *, tools: Tools | None = None) -> tuple[str, Read]:
    """The visible text of a Word document as Markdown, and all that stands in the file, hidden or not.

    Comments, deleted and hidden text, headers and pictures are never carried over, and what is in pictures is not read.
    Empty for a file that cannot be opened.
    """
    try:
        head, body = ask("markdown", content, kind="docx", tools=tools or Tools(seconds=SECONDS_FOR_WORDS))
        return body.decode("utf-8", "replace"), understood(head)
    except Unanswered as trouble:
        return "", unanswered(trouble)


def rewritten(content: bytes, *, tools: Tools | None = None) -> bytes:
    """A PDF with nothing in it but what its readers see, and links to the web. Raises Unanswered, with what to do next."""
    head, body = ask("rewrite", content, kind="pdf", tools=tools)
    if head.get("trouble") or not body:
        raise Unanswered(str(head.get("trouble") or ENDED))
    return body


def unanswered(trouble: Unanswered) -> Read:
    """A file of which nothing is known."""
    return Read((), (Trouble("unread", "the file", str(trouble)),))


def ask(
    task: str, content: bytes, *, kind: Kind, tools: Tools | None = None, every_page: bool = False
) -> tuple[dict[str, Any], bytes]:
    """The answer's head, and the file behind it. Raises Unanswered."""
    tools = tools or Tools()
    asked = {"task": task, "kind": kind, "tools": asdict(tools), "every_page": every_page, "memory": tools.memory}
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as target:
        source.write(content)
        source.seek(0)
        _run([sys.executable, "-m", "publications.reading.process", json.dumps(asked)], source, target, tools.seconds)
        target.seek(0)
        head, _, body = target.read().partition(b"\n")
    try:
        answer = json.loads(head)
    except ValueError as error:
        raise Unanswered(ENDED) from error
    if not isinstance(answer, dict):
        raise Unanswered(ENDED)
    return answer, body


def _run(command: list[str], source: Any, target: Any, seconds: float) -> None:
    process = subprocess.Popen(  # noqa: S603 - our own module, and nothing that anybody typed
        command,
        cwd=ROOT,
        # No secret goes with it.
        env={"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
        stdin=source,
        stdout=target,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        if process.wait(seconds) != 0:
            raise Unanswered(ENDED)
    except subprocess.TimeoutExpired as error:
        message = f"Reading it took longer than {seconds:g} seconds and was stopped. Make the file smaller or split it."
        raise Unanswered(message) from error
    finally:
        # Whatever it started ends with it.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def understood(answer: dict[str, Any]) -> Read:
    """Believe no more of the answer than its shape: it comes from where strangers' files are opened. Raises Unanswered."""
    try:
        places = tuple(Place(str(one["name"]), str(one["text"])) for one in answer["places"])
        troubles = tuple(Trouble(_sort(one["sort"]), str(one["place"]), str(one["what"])) for one in answer["troubles"])
        return Read(places, troubles, int(answer["pages"]))
    except (KeyError, TypeError, ValueError) as error:
        raise Unanswered(ENDED) from error


def _sort(value: Any) -> TroubleSort:
    found: list[TroubleSort] = [sort for sort in get_args(TroubleSort) if sort == value]
    return found[0] if found else "unread"
