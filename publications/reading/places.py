"""In which place of a PDF a string stands, in words for people."""

from typing import Any

import pikepdf

from publications.reading import words
from publications.reading.notes import Notes
from publications.reading.opened import BROKEN

ELSEWHERE = "elsewhere in the file"
FONT_KEYS = ("/FontFile", "/FontFile2", "/FontFile3", "/ToUnicode", "/Encoding", "/CMap")
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


class Where:
    """Knows which objects belong to which page, and what they are there."""

    def __init__(self, document: Any) -> None:
        self.pages: dict[Any, str] = {}
        self.info: Any = document.trailer.get("/Info")
        self.metadata: Any = document.Root.get("/Metadata")
        self.contents: set[Any] = set()
        self.fonts: set[Any] = set()
        self.glyphs: dict[Any, Any] = {}
        self._pictures: dict[Any, str] = {}
        self._drawings: dict[Any, str] = {}
        self._learn_fonts(document)
        for number, page in enumerate(document.pages, 1):
            self._learn_page(page.obj, f"page {number}")
        self._learn_tree(document.Root.get("/Outlines"), "outline")
        names = document.Root.get("/Names")
        if isinstance(names, pikepdf.Dictionary):
            for key, value in names.items():
                self._learn_tree(value, "named destination" if key == "/Dests" else f"name of a part ({key.strip('/')})")
        self._learn_tree(document.Root.get("/Dests"), "named destination")
        self._learn_tree(document.Root.get("/PageLabels"), "page label")

    def _learn_page(self, page: Any, name: str) -> None:
        self.pages[page.objgen] = name
        contents = page.get("/Contents")
        for stream in contents if isinstance(contents, pikepdf.Array) else [contents]:
            if isinstance(stream, pikepdf.Stream):
                self.contents.add(stream.objgen)
        annotations = page.get("/Annots", [])
        for number, one in enumerate(annotations if isinstance(annotations, pikepdf.Array) else [], 1):
            if isinstance(one, pikepdf.Dictionary):
                kind = "link" if one.get("/Subtype") == "/Link" else "annotation"
                self._learn_tree(one, f"{kind} {number} on {name}", ("/P", "/Parent", "/Dest", "/D", "/Popup", "/Kids", "/IRT"))
        self._learn_pictures(page.get("/Resources"), name, set())

    def _learn_pictures(self, resources: Any, name: str, seen: set[Any]) -> None:
        drawn = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
        for _, one in drawn.items() if isinstance(drawn, pikepdf.Dictionary) else ():
            if not isinstance(one, pikepdf.Stream) or one.objgen in seen:
                continue
            seen.add(one.objgen)
            if one.get("/Subtype") == "/Image":
                self._pictures.setdefault(one.objgen, f"picture {len(self._pictures) + 1} on {name}")
            else:
                self._drawings.setdefault(one.objgen, f"drawing {len(self._drawings) + 1} on {name}")
                self._learn_pictures(one.get("/Resources"), name, seen)

    def _learn_fonts(self, document: Any) -> None:
        for one in document.objects:
            if isinstance(one, pikepdf.Dictionary):
                for key in FONT_KEYS:
                    if isinstance(one.get(key), pikepdf.Stream):
                        self.fonts.add(one[key].objgen)
                for _, drawn in one.CharProcs.items() if isinstance(one.get("/CharProcs"), pikepdf.Dictionary) else ():
                    self.glyphs[drawn.objgen] = one.get("/Resources")

    def picture(self, stream: Any) -> str:
        """The name of a picture."""
        return self._pictures.setdefault(stream.objgen, f"picture {len(self._pictures) + 1}, on no page")

    def drawing(self, stream: Any) -> str:
        """The name of a drawing: something that is drawn on pages, or could be."""
        if stream.objgen in self.pages:
            return self.pages[stream.objgen]
        return self._drawings.setdefault(stream.objgen, f"drawing {len(self._drawings) + 1}")

    def _learn_tree(
        self, thing: Any, name: str, without: tuple[str, ...] = ("/P", "/Parent", "/SE", "/A", "/D", "/Dest")
    ) -> None:
        """Everything below it is of the same place."""
        waiting, seen = [thing], set[Any]()
        while waiting:
            one = waiting.pop()
            if isinstance(one, pikepdf.Object) and one.is_indirect:
                if one.objgen in seen or (one.objgen in self.pages and seen):
                    continue
                seen.add(one.objgen)
                self.pages.setdefault(one.objgen, name)
            if isinstance(one, pikepdf.Dictionary):
                waiting += [value for key, value in one.items() if key not in without]
            elif isinstance(one, pikepdf.Array):
                waiting += list(one)

    def of(self, thing: Any) -> str:
        """The place of an object, and of what stands directly in it."""
        return self.pages.get(thing.objgen, ELSEWHERE) if thing.is_indirect else ELSEWHERE


def read_strings(holder: Any, thing: Any, path: tuple[str, ...], where: Where, notes: Notes) -> None:
    """The strings that stand directly in a dictionary or a list, and the names that somebody gave to parts."""
    if isinstance(holder, pikepdf.Name):
        return
    if isinstance(holder, pikepdf.String):
        notes.text(where.of(thing), text_of(holder))
        return
    pairs = [("", one) for one in holder] if isinstance(holder, pikepdf.Array) else list(holder.items())
    for key, value in pairs:
        if isinstance(value, pikepdf.String):
            words_of = _name(key or (path[-1] if path else ""), holder, thing, where)
            notes.text(words_of, text_of(value))


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
