"""What is done with one file: the parser of its kind reads all of it, then whatever is inside."""

from collections.abc import Callable
from io import BytesIO
from typing import IO

from referrals.parsing import documents, pdf, pictures, sheets, texts, zips
from referrals.parsing.limits import MOST_INSIDE, MOST_INSIDE_BYTES
from referrals.parsing.reasons import Inside, Reason, Refused

Parser = Callable[[IO[bytes]], list[Inside]]
PARSERS: dict[str, Parser] = {
    "pdf": pdf.examine,
    "docx": documents.examine,
    "jpg": pictures.examine_jpeg,
    "png": pictures.examine_png,
    "txt": texts.examine,
}
SIGNS = {"pdf": b"%PDF-", "docx": zips.SIGN, "rows of xlsx": zips.SIGN, "jpg": pictures.JPEG, "png": pictures.PNG}
# Kinds that may stand inside a file although nobody may send them by themselves.
INSIDE_ONLY: dict[str, Parser] = {"xlsx": documents.examine_any, "pptx": documents.examine_any, "csv": texts.examine}
# Kinds that are asked for by our own code alone: not whether the file may be kept, but what stands in its cells.
ROWS: dict[str, Parser] = {"rows of xlsx": sheets.read_xlsx, "rows of csv": sheets.read_csv}
ALIASES = {"jpeg": "jpg"}


def examine(kind: str, content: IO[bytes]) -> list[Inside]:
    """Read a whole file and give what is inside it. Raises Refused."""
    inside = _parse(PARSERS.get(kind) or ROWS[kind], kind, content)
    if len(inside) > MOST_INSIDE or sum(len(one.content) for one in inside) > MOST_INSIDE_BYTES:
        raise Refused(Reason.TOO_BIG)
    for one in inside:
        if not one.shown:
            _examine_inside(one)
    return inside


def _examine_inside(one: Inside) -> None:
    """A file inside a file is of a kind that we know, in order itself, and holds no third one. Raises Refused."""
    ending = one.name.rpartition(".")[2].lower()
    kind = ALIASES.get(ending, ending)
    parser = PARSERS.get(kind) or INSIDE_ONLY.get(kind)
    if parser is None or _parse(parser, kind, BytesIO(one.content)):
        raise Refused(Reason.BAD_CONTENT)


def _parse(parser: Parser, kind: str, content: IO[bytes]) -> list[Inside]:
    content.seek(0)
    start = content.read(len(SIGNS.get(kind, b"")))
    if start.startswith(zips.OLD_OFFICE[: len(start)]) and kind in ("docx", "rows of xlsx"):
        # A document with a password is packed in the manner of the old ones.
        raise Refused(Reason.ENCRYPTED)
    if start != SIGNS.get(kind, b""):
        raise Refused(Reason.MISMATCH)
    if kind in ("pdf", "jpg", "png", "txt", "rows of csv") and zips.ends_like_one(content):
        raise Refused(Reason.TWO_IN_ONE)
    content.seek(0)
    return parser(content)
