"""In which place of a PDF a string stands, in words for people."""

import re
from typing import Any
from urllib.parse import unquote

import pikepdf

from publications.reading import words
from publications.reading.notes import Notes
from publications.reading.opened import BROKEN
from publications.reading.usual_names import is_given, words_of
from publications.reading.where import ELSEWHERE, Where

BY_KEY = {
    "/Alt": "alternative text",
    "/ActualText": "text given in place of what is shown",
    "/E": "what an abbreviation stands for",
    "/URI": "address of a link",
    "/UF": "name of a file",
    "/EF": "name of a file",
    "/BaseFont": "name of a font",
    "/FontName": "name of a font",
    "/FontFamily": "name of a font",
    "/TU": "form field",
    "/TM": "form field",
    "/V": "form field",
    "/DV": "form field",
    "/Opt": "form field",
    "/Lang": "language",
}


def read_strings(holder: Any, thing: Any, path: tuple[str, ...], where: Where, notes: Notes) -> None:
    """The strings that stand directly in a dictionary or a list, and the names that somebody gave to parts."""
    if isinstance(holder, pikepdf.Name):
        where.names.add(str(holder)[1:])
        return
    if isinstance(holder, pikepdf.String):
        notes.text(where.of(thing), text_of(holder))
        return
    pairs = [("", one) for one in holder] if isinstance(holder, pikepdf.Array) else list(holder.items())
    for key, value in pairs:
        where.names.add(key[1:])
        if isinstance(value, pikepdf.Name):
            # Of signs of a font only what is written like the name of a person, or of several.
            if path[-1:] != ("/Differences",) or re.fullmatch(r"/[A-Z][a-z]+.*[A-Z ].*", str(value)):
                where.names.add(str(value)[1:])
        elif isinstance(value, pikepdf.String):
            place = _name(key or (path[-1] if path else ""), holder, thing, where)
            notes.text(place, text_of(value))
            if key == "/URI":
                notes.text(place, unquote(text_of(value)))


def _name(key: str, holder: Any, thing: Any, where: Where) -> str:
    if where.info is not None and thing.is_indirect and thing.objgen == where.info.objgen:
        return f"property {key.strip('/')}"
    place = where.of(thing)
    if isinstance(holder, pikepdf.Dictionary | pikepdf.Stream):
        if holder.get("/Type") in ("/OCG", "/OCMD"):
            return "name of a layer"
        if holder.get("/Type") == "/Filespec" or "/EF" in holder:
            return "name of a file"
        if "/FT" in holder and key in ("/T", "/V", "/DV"):
            return "form field"
    if key in BY_KEY:
        return BY_KEY[key] if place == ELSEWHERE else f"{place}, {BY_KEY[key]}"
    return place


def text_of(value: Any) -> str:
    """What a string says: as PDF has it, and as programs write it that do not keep to that."""
    raw = bytes(value)
    try:
        said = str(value)
    except BROKEN:
        said = ""
    other = words.whole(raw) or ""
    if raw.startswith((b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf")) or not other or other == said:
        return said if other or raw[:2] in (b"\xfe\xff", b"\xff\xfe") else words.runs(raw)
    return f"{said}\n{other}" if said else other


def read_names(where: Where, notes: Notes) -> None:
    """The names that somebody gave to parts of the document, as far as PDF itself does not."""
    for name in sorted(where.names):
        if name and is_given(name):
            notes.text("name of a part", words_of(name))
