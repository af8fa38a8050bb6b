"""JPEG and PNG: decoded to the last pixel, one picture, and nothing behind its end."""

import warnings
import zlib
from typing import IO

from PIL import Image, UnidentifiedImageError

from referrals.parsing.limits import MOST_PIXELS
from referrals.parsing.reasons import Inside, Reason, Refused

Image.MAX_IMAGE_PIXELS = MOST_PIXELS
PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
# Cameras put a smaller picture, or one for each eye, behind the first: that many at most.
MOST_PICTURES = 8
BROKEN = (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, EOFError, OverflowError, RuntimeError, zlib.error)


def examine_jpeg(content: IO[bytes]) -> list[Inside]:
    """Raises Refused. Nothing that is inside a picture is given out: a picture that holds more is refused."""
    raw = content.read()
    end = 0
    for _ in range(MOST_PICTURES):
        end = end_of_jpeg(raw, end)
        if not raw[end:].strip(b"\x00"):
            break
        if not raw.startswith(JPEG, end):
            raise Refused(Reason.TWO_IN_ONE)
    else:
        raise Refused(Reason.TWO_IN_ONE)
    return _decode(content, "JPEG")


def examine_png(content: IO[bytes]) -> list[Inside]:
    """Raises Refused."""
    raw = content.read()
    if raw[end_of_png(raw) :].strip(b"\x00"):
        raise Refused(Reason.TWO_IN_ONE)
    return _decode(content, "PNG")


def _decode(content: IO[bytes], kind: str) -> list[Inside]:
    content.seek(0)
    with warnings.catch_warnings():
        # A picture larger than the limit is refused at once, not only one of twice that size.
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(content, formats=[kind]) as picture:
                picture.load()
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
            raise Refused(Reason.TOO_BIG) from error
        except UnidentifiedImageError as error:
            raise Refused(Reason.DAMAGED) from error
        except BROKEN as error:
            raise Refused(Reason.DAMAGED) from error
    return []


def end_of_png(raw: bytes) -> int:
    """Where the picture ends. Raises Refused for one that has no end, or that moves."""
    at = len(PNG)
    while at + 12 <= len(raw):
        length, name = int.from_bytes(raw[at : at + 4]), raw[at + 4 : at + 8]
        at += 12 + length
        if name == b"acTL":
            raise Refused(Reason.MOVING)
        if name == b"IEND":
            return at
    raise Refused(Reason.DAMAGED)


def end_of_jpeg(raw: bytes, start: int) -> int:
    """Where the picture that begins at `start` ends. Raises Refused for one that has no end."""
    at = start + 2
    while at >= 0 and at + 2 <= len(raw) and raw[at] == 0xFF:
        mark = raw[at + 1]
        if mark == 0xD9:
            return at + 2
        if mark == 0xFF:
            at += 1
        elif mark == 0xDA:
            at = _after_scan(raw, at + 2 + int.from_bytes(raw[at + 2 : at + 4]))
        elif mark == 0x01 or 0xD0 <= mark <= 0xD7:
            at += 2
        else:
            at += 2 + int.from_bytes(raw[at + 2 : at + 4])
    raise Refused(Reason.DAMAGED)


def _after_scan(raw: bytes, at: int) -> int:
    """The next mark that is not part of the packed picture itself; -1 where there is none."""
    while (at := raw.find(b"\xff", at)) >= 0 and at + 1 < len(raw):
        if raw[at + 1] == 0 or 0xD0 <= raw[at + 1] <= 0xD7:
            at += 2
        else:
            return at
    return -1
