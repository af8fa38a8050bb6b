"""Reads pictures with tesseract, a process of its own for each, two at a time, and none for longer than a minute."""

import hashlib
import os
import subprocess
from concurrent.futures import Future, ThreadPoolExecutor
from io import BytesIO
from threading import Semaphore

from PIL import Image, ImageOps

from publications.reading.limits import LEAST_PIXELS, MOST_OCR, OCR_AT_ONCE, OCR_SECONDS
from publications.reading.notes import Notes

# Below that the letters of a small picture are made larger first: tesseract wants them at least twenty pixels high.
SMALL = 1000
# Up to that a picture is also read turned; a larger one only where little was found.
TURNED = 2_000_000
SURE = 60.0  # per cent, tesseract's own
ENOUGH_WORDS = 5
BY_OCR, UNCOVERED, OUTLINE = ", read by OCR", " without what makes it transparent", " in what makes it transparent"
COLOURED = " in one of its colours"
# A picture made so small is looked through in squares: where grey hardly differs and a colour does, letters may stand.
OVERVIEW, TILE, DIM, BRIGHT = 1000, 40, 48, 96
ADVICE = "Ask whoever runs this system to install the packages tesseract-ocr and tesseract-ocr-eng, then have it read again."

NO_PILLOW = "Pictures could not be opened, because the library Pillow is missing. Ask whoever runs this system to install it."


class Unreadable(Exception):
    """Says what could not be done, and what to do next."""


class Ocr:
    """One run of the reader. Pictures are handed in with `look`, and `finish` waits for what they say."""

    def __init__(self, tesseract: str, *, seconds: float = OCR_SECONDS, pillow: bool = True, blind: bool = False) -> None:
        self.pillow, self._blind = pillow, blind
        self._tesseract, self._seconds = tesseract, seconds
        self._workers = ThreadPoolExecutor(OCR_AT_ONCE)
        # No more pictures are held in memory than can be worked on soon.
        self._room = Semaphore(OCR_AT_ONCE + 1)
        self._known: dict[bytes, Future[list[str]]] = {}
        self._asked: list[tuple[Notes, str, Future[list[str]]]] = []

    def look(self, notes: Notes, name: str, picture: Image.Image, *, turned: bool = False) -> None:
        """Have a picture read, `turned` as well however large it is.

        A picture of one colour says nothing; the same picture is read once. Blind, it looks at none.
        """
        if self._blind:
            return
        if not self.pillow:
            notes.unread(name, NO_PILLOW)
            return
        for how, plain in _plain(picture):
            key = hashlib.sha256(repr(plain.size).encode() + plain.tobytes()).digest()
            if key not in self._known:
                if len(self._known) >= MOST_OCR:
                    notes.unread(name, f"The file holds more than {MOST_OCR} pictures; this one was not read. Split the file.")
                    return
                self._room.acquire()
                self._known[key] = self._workers.submit(self._read, plain, turned)
            self._asked.append((notes, f"{name}{BY_OCR}{how}", self._known[key]))

    def finish(self) -> None:
        """Write down what the pictures say."""
        for notes, name, future in self._asked:
            try:
                for text in future.result():
                    notes.text(name, text)
            except Unreadable as trouble:
                notes.unread(name.partition(BY_OCR)[0], str(trouble))
        self._workers.shutdown()

    def _read(self, plain: Image.Image, turned: bool) -> list[str]:
        try:
            larger = _enlarged(plain)
            text, words, sure = self._run(larger)
            found = [text]
            if turned or plain.width * plain.height <= TURNED or words < ENOUGH_WORDS or sure < SURE:
                for turn in (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270):
                    found.append(self._run(larger.transpose(turn))[0])
            return found
        except (OSError, MemoryError, ValueError) as error:
            raise Unreadable(f"The picture could not be read. {ADVICE}") from error
        finally:
            self._room.release()

    def _run(self, picture: Image.Image) -> tuple[str, int, float]:
        """What stands in the picture, how many words these are, and how sure tesseract is of them on average."""
        if not self._tesseract:
            raise Unreadable(f"Text in pictures could not be looked for, because tesseract is not installed. {ADVICE}")
        buffer = BytesIO()
        picture.save(buffer, "PPM")
        command = [self._tesseract, "stdin", "stdout", "-l", "eng", "--psm", "11", "-c", "tessedit_create_tsv=1"]
        environment = {"OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8", **_data()}
        try:
            ran = subprocess.run(  # noqa: S603 - our own words, and a picture on its standard input
                command, input=buffer.getvalue(), capture_output=True, timeout=self._seconds, env=environment, check=False
            )
        except subprocess.TimeoutExpired as error:
            message = f"Looking for text in the picture took longer than {self._seconds:g} seconds. Use a smaller picture."
            raise Unreadable(message) from error
        except OSError as error:
            raise Unreadable(f"Text in pictures could not be looked for, because tesseract did not start. {ADVICE}") from error
        if ran.returncode != 0:
            raise Unreadable(f"Text in pictures could not be looked for, because tesseract failed. {ADVICE}")
        return _understood(ran.stdout.decode("utf-8", "replace"))


def _data() -> dict[str, str]:
    """Where the language data lies, if somebody said so."""
    return {key: os.environ[key] for key in ("TESSDATA_PREFIX",) if key in os.environ}


def _understood(table: str) -> tuple[str, int, float]:
    """The words of tesseract's table, line by line."""
    lines: dict[tuple[str, ...], list[str]] = {}
    certainties = []
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) >= 12 and cells[0] == "5" and cells[11].strip():
            lines.setdefault(tuple(cells[1:5]), []).append(cells[11])
            certainties.append(float(cells[10]))
    text = "\n".join(" ".join(words) for words in lines.values())
    return text, len(certainties), sum(certainties) / max(1, len(certainties))


def _plain(picture: Image.Image) -> list[tuple[str, Image.Image]]:
    """In grey, as it is seen, and without its transparency where that hides something; none where it is of one colour."""
    if min(picture.size) < LEAST_PIXELS:
        return []
    seen = {"": picture}
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        full = picture.convert("RGBA")
        white = Image.new("RGBA", full.size, "white")
        seen = {"": Image.alpha_composite(white, full), UNCOVERED: full.convert("RGB"), OUTLINE: full.getchannel("A")}
    seen |= _in_colours(seen[""])
    grey = {how: ImageOps.autocontrast(one.convert("L")) for how, one in seen.items()}
    return [(how, one) for how, one in grey.items() if _varies(one)]


def _in_colours(picture: Image.Image) -> dict[str, Image.Image]:
    """The one of its colours in which letters stand out that are as light as what is behind them: red on green."""
    if picture.mode not in ("RGB", "RGBA", "P", "CMYK", "YCbCr", "LAB", "HSV"):
        return {}
    full = picture.convert("RGB")
    small = full.copy()
    small.thumbnail((OVERVIEW, OVERVIEW), Image.Resampling.BOX)
    grey, best = small.convert("L"), {0: 0, 1: 0, 2: 0}
    for left in range(0, small.width, TILE):
        for top in range(0, small.height, TILE):
            box = (left, top, min(left + TILE, small.width), min(top + TILE, small.height))
            if _span(grey.crop(box)) <= DIM:
                for channel, spans in enumerate(small.crop(box).getextrema()):
                    best[channel] = max(best[channel], spans[1] - spans[0])  # type: ignore[index]
    channel = max(best, key=lambda one: best[one])
    return {COLOURED: full.getchannel(channel)} if best[channel] >= BRIGHT else {}


def _span(picture: Image.Image) -> int:
    least, most = picture.getextrema()
    return int(most) - int(least)  # type: ignore[arg-type]


def _varies(picture: Image.Image) -> bool:
    extremes = picture.getextrema()
    return extremes[0] != extremes[1]


def _enlarged(picture: Image.Image) -> Image.Image:
    larger = max(1, min(4, SMALL // max(picture.size)))
    return ImageOps.expand(picture.resize((picture.width * larger, picture.height * larger)), 10, fill=_border(picture))


def _border(picture: Image.Image) -> int:
    """The colour of a corner: letters at the very edge are not found."""
    value = picture.getpixel((0, 0))
    return int(value) if isinstance(value, int | float) else 255
