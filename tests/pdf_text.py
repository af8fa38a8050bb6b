"""Reads the words of a PDF back, page by page, through the fonts' own character tables, as a reader's search would."""

import io
import re
from typing import Any

import pikepdf


def pages(content: bytes) -> list[str]:
    """The words of each page, in the order in which they were drawn, with single spaces."""
    with pikepdf.open(io.BytesIO(content)) as document:
        return [" ".join("".join(_drawn(page)).split()) for page in document.pages]


def text(content: bytes) -> str:
    """The words of the whole document."""
    return " ".join(pages(content))


def _drawn(page: pikepdf.Page) -> list[str]:
    fonts = {str(name): _table(font) for name, font in page.Resources.get("/Font", {}).items()}
    words: list[str] = []
    table: dict[int, str] = {}
    for instruction in pikepdf.parse_content_stream(page):
        operator, operands = str(instruction.operator), instruction.operands
        if operator == "Tf":
            table = fonts[str(operands[0])]
        elif operator == "TJ":
            words += [_decode(part, table) for part in operands[0] if isinstance(part, pikepdf.String)]
        elif operator == "Tj":
            words.append(_decode(operands[0], table))
        elif operator == "ET":
            words.append(" ")
    return words


def _decode(part: Any, table: dict[int, str]) -> str:
    raw = bytes(part)
    return "".join(table.get(int.from_bytes(raw[i : i + 2]), "?") for i in range(0, len(raw), 2))


def _table(font: Any) -> dict[int, str]:
    """Which character each glyph stands for (the font's ToUnicode table)."""
    source = font.ToUnicode.read_bytes().decode()
    table: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", source, re.S):
        for glyph, character in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", block):
            table[int(glyph, 16)] = bytes.fromhex(character).decode("utf-16-be")
    return table
