"""The visible text of a Word document as Markdown: headings, paragraphs, lists, tables, links and notes; nothing else of it."""

import re
from dataclasses import dataclass, field
from typing import Any

from publications.reading.word_parts import DELETED, NotParsed, attribute, child, hidden_styles, is_hidden, local, parsed

BODY, STYLES, NUMBERS = "word/document.xml", "word/styles.xml", "word/numbering.xml"
LINKS, FOOTNOTES, ENDNOTES = "word/_rels/document.xml.rels", "word/footnotes.xml", "word/endnotes.xml"
HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
SPECIAL = re.compile(r"([\\`*_\[\]<>|])")
AT_THE_START = re.compile(r"^(\s*)(#{1,6}\s|[-+]\s|\d+[.)]\s|={2,}|-{2,}|>)")
# What holds text that is not part of the running text, or is there twice.
PASSED_OVER = DELETED | {"instrText", "delInstrText", "Fallback", "pPr", "rPr", "txbxContent", "drawing", "pict", "object"}
NOTES = {"footnoteReference": FOOTNOTES, "endnoteReference": ENDNOTES}


@dataclass
class _Document:
    """What is known of the document while it is written."""

    parts: dict[str, bytes]
    levels: dict[str, int] = field(default_factory=dict)
    listed: dict[str, str] = field(default_factory=dict)
    ordered: set[tuple[str, str]] = field(default_factory=set)
    links: dict[str, str] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    notes: list[str] = field(default_factory=list)


def markdown(parts: dict[str, bytes]) -> str:
    """Of the parts by name. Raises NotParsed."""
    body = child(parsed(parts.get(BODY, b"")), "body")
    document = _Document(parts, hidden=hidden_styles(parts.get(STYLES, b"")))
    _learn_styles(document)
    _learn_numbers(document)
    for link in _tree(parts, LINKS):
        if attribute(link, "Target").lower().startswith(("http://", "https://")):
            document.links[attribute(link, "Id")] = attribute(link, "Target")
    blocks = _blocks(body if body is not None else (), document)
    if document.notes:
        blocks += ["## Notes", "\n".join(f"{number}. {note}" for number, note in enumerate(document.notes, 1))]
    return _spaced(blocks)


def _tree(parts: dict[str, bytes], name: str) -> Any:
    try:
        return parsed(parts[name]) if name in parts else ()
    except NotParsed:
        return ()


def _learn_styles(document: _Document) -> None:
    above = {}
    for style in _tree(document.parts, STYLES):
        key, name, look = attribute(style, "styleId"), child(style, "name"), child(style, "pPr")
        said = attribute(name, "val") if name is not None else ""
        above[key] = attribute(based, "val") if (based := child(style, "basedOn")) is not None else ""
        level = child(look, "outlineLvl") if look is not None else None
        if found := HEADING.fullmatch(said):
            document.levels[key] = int(found[1])
        elif said.lower() == "title":
            document.levels[key] = 1
        elif level is not None and attribute(level, "val").isdigit() and int(attribute(level, "val")) < 6:
            document.levels[key] = int(attribute(level, "val")) + 1
        numbered = child(look, "numPr") if look is not None else None
        if numbered is not None and (number := child(numbered, "numId")) is not None:
            document.listed[key] = attribute(number, "val")
    for key, base in above.items():
        if key not in document.levels and base in document.levels:
            document.levels[key] = document.levels[base]
        if key not in document.listed and base in document.listed:
            document.listed[key] = document.listed[base]


def _learn_numbers(document: _Document) -> None:
    """Which lists count, at which level."""
    ways: dict[str, set[str]] = {}
    for one in _tree(document.parts, NUMBERS):
        if local(one.tag) == "abstractNum":
            ways[attribute(one, "abstractNumId")] = {
                attribute(level, "ilvl")
                for level in one
                if local(level.tag) == "lvl"
                and (way := child(level, "numFmt")) is not None
                and attribute(way, "val") != "bullet"
            }
        elif local(one.tag) == "num" and (way := child(one, "abstractNumId")) is not None:
            document.ordered |= {(attribute(one, "numId"), level) for level in ways.get(attribute(way, "val"), set())}


def _blocks(elements: Any, document: _Document) -> list[str]:
    blocks = []
    for one in elements:
        name = local(one.tag)
        if name == "p":
            blocks.append(_paragraph(one, document))
        elif name == "tbl":
            blocks.append(_table(one, document))
        elif name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
            blocks += _blocks(one, document)
    return [block for block in blocks if block.strip()]


def _paragraph(paragraph: Any, document: _Document) -> str:
    text = _inline(paragraph, document).strip()
    if not text:
        return ""
    look = child(paragraph, "pPr")
    style = attribute(named, "val") if look is not None and (named := child(look, "pStyle")) is not None else ""
    if level := document.levels.get(style):
        return f"{'#' * min(level, 6)} {' '.join(text.split())}"
    numbers = child(look, "numPr") if look is not None else None
    number = attribute(one, "val") if numbers is not None and (one := child(numbers, "numId")) is not None else ""
    number = number or document.listed.get(style, "")
    if not number or number == "0":
        return AT_THE_START.sub(lambda found: found[1] + "\\" + found[2], text) if not text[0].isdigit() else _no_list(text)
    depth = attribute(one, "val") if numbers is not None and (one := child(numbers, "ilvl")) is not None else "0"
    mark = "1." if (number, depth) in document.ordered else "-"
    return f"{'   ' * int(depth if depth.isdigit() else 0)}{mark} {' '.join(text.split())}"


def _no_list(text: str) -> str:
    """A paragraph that begins with a number is not the start of a list."""
    return re.sub(r"^(\d+)([.)])(?=\s)", r"\1\\\2", text)


def _inline(element: Any, document: _Document) -> str:
    said = []
    for one in element:
        name = local(one.tag)
        if name in PASSED_OVER or (name == "r" and is_hidden(one, document.hidden)):
            continue
        if name == "t":
            said.append(SPECIAL.sub(r"\\\1", one.text or ""))
        elif name in ("tab", "ptab"):
            said.append(" ")
        elif name in ("br", "cr"):
            said.append("" if attribute(one, "type") else "  \n")
        elif name == "noBreakHyphen":
            said.append("-")
        elif name in NOTES:
            said.append(_note(one, NOTES[name], document))
        elif name == "hyperlink":
            text, target = _inline(one, document), document.links.get(attribute(one, "id"), "")
            said.append(f"[{text}](<{target}>)" if target and text.strip() else text)
        else:
            said.append(_inline(one, document))
    return "".join(said)


def _note(reference: Any, part: str, document: _Document) -> str:
    for note in _tree(document.parts, part):
        if attribute(note, "id") == attribute(reference, "id"):
            text = " ".join(" ".join(_inline(one, document) for one in note if local(one.tag) == "p").split())
            document.notes.append(text)
            return f"\\[{len(document.notes)}\\]"
    return ""


def _table(table: Any, document: _Document) -> str:
    rows = []
    for row in (one for one in table if local(one.tag) == "tr"):
        cells = [one for one in row if local(one.tag) == "tc"]
        rows.append([" ".join(" ".join(_cell(cell, document)).split()) for cell in cells])
    width = max((len(row) for row in rows), default=0)
    lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in rows]
    return "\n".join([*lines[:1], f"|{' --- |' * width}", *lines[1:]]) if width else ""


def _cell(cell: Any, document: _Document) -> list[str]:
    said = []
    for one in cell:
        if local(one.tag) == "p":
            said.append(_inline(one, document))
        elif local(one.tag) in ("tbl", "tr", "tc", "sdt", "sdtContent"):
            said += _cell(one, document)
    return said


def _spaced(blocks: list[str]) -> str:
    """An empty line between blocks, none between the points of a list."""
    lines = []
    for before, block in zip(["", *blocks], blocks, strict=False):
        point = re.compile(r"\s*(-|1\.) ")
        lines.append(block if not before else ("\n" if point.match(before) and point.match(block) else "\n\n") + block)
    return "".join(lines) + "\n" if lines else ""
