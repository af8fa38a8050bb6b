"""Which part of a PDF belongs to which page, and what it is there."""

from typing import Any

import pikepdf

ELSEWHERE = "elsewhere in the file"
FONT_KEYS = ("/FontFile", "/FontFile2", "/FontFile3", "/ToUnicode", "/Encoding", "/CMap")
LEADS_AWAY = ("/P", "/Parent", "/SE", "/A", "/D", "/Dest")
LEADS_OFF_A_PAGE = ("/P", "/Parent", "/Dest", "/D", "/Popup", "/Kids", "/IRT")
STANDARD = ("/WinAnsiEncoding", "/MacRomanEncoding", "/StandardEncoding")


class Where:
    """Knows which objects belong to which page, and what they are there."""

    def __init__(self, document: Any) -> None:
        self.pages: dict[Any, str] = {}
        self.info: Any = document.trailer.get("/Info")
        self.metadata: Any = document.Root.get("/Metadata")
        self.contents: set[Any] = set()
        self.fonts: set[Any] = set()
        # Drawings that are not marked as such, with what they are drawn with.
        self.drawn: dict[Any, Any] = {}
        # Pages on which letters cannot be told from the font, so that they have to be looked at.
        self.unsure: set[str] = set()
        self.names: set[str] = set()
        self._pictures: dict[Any, str] = {}
        self._drawings: dict[Any, str] = {}
        for number, page in enumerate(document.pages, 1):
            self._learn_page(page.obj, f"page {number}")
        self._learn_tree(document.Root.get("/Outlines"), "outline")
        names = document.Root.get("/Names")
        if isinstance(names, pikepdf.Dictionary):
            for key, value in names.items():
                self._learn_tree(value, "named destination" if key == "/Dests" else f"name of a part ({key.strip('/')})")
        self._learn_tree(document.Root.get("/Dests"), "named destination")
        self._learn_tree(document.Root.get("/PageLabels"), "page label")
        for one in document.objects:
            if isinstance(one, pikepdf.Dictionary):
                self._learn_parts(one)

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
                self._learn_tree(one, f"{kind} {number} on {name}", LEADS_OFF_A_PAGE)
        self._learn_pictures(page.get("/Resources"), name, set())

    def _learn_pictures(self, resources: Any, name: str, seen: set[Any]) -> None:
        fonts = resources.get("/Font") if isinstance(resources, pikepdf.Dictionary) else None
        if any(_is_unsure(font) for font in _values(fonts)):
            self.unsure.add(name)
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

    def _learn_parts(self, one: Any) -> None:
        """Fonts, and what is drawn although nothing says so: signs, the looks of a box, a page that was taken out."""
        for key in FONT_KEYS:
            if isinstance(one.get(key), pikepdf.Stream):
                self.fonts.add(one[key].objgen)
        drawn = [*_values(one.get("/CharProcs")), *_values(one.get("/AP"))]
        if one.get("/Type") == "/Page" and one.objgen not in self.pages:
            drawn += list(one.Contents) if isinstance(one.get("/Contents"), pikepdf.Array) else [one.get("/Contents")]
        for stream in drawn:
            if isinstance(stream, pikepdf.Stream):
                self.drawn.setdefault(stream.objgen, one.get("/Resources"))

    def picture(self, stream: Any) -> str:
        """The name of a picture."""
        return self._pictures.setdefault(stream.objgen, f"picture {len(self._pictures) + 1}, on no page")

    def drawing(self, stream: Any) -> str:
        """The name of a drawing: something that is drawn on pages, or could be."""
        if stream.objgen in self.pages:
            return self.pages[stream.objgen]
        return self._drawings.setdefault(stream.objgen, f"drawing {len(self._drawings) + 1}")

    def _learn_tree(self, thing: Any, name: str, without: tuple[str, ...] = LEADS_AWAY) -> None:
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


def _values(thing: Any) -> list[Any]:
    """Of a dictionary of dictionaries too: the looks of a box lie one deeper."""
    found: list[Any] = []
    for value in [value for _, value in thing.items()] if isinstance(thing, pikepdf.Dictionary) else []:
        found += [value, *(_values(value) if isinstance(value, pikepdf.Dictionary) and "/Type" not in value else [])]
    return found


def _is_unsure(font: Any) -> bool:
    """Whether its signs may be others than those that its numbers stand for."""
    if not isinstance(font, pikepdf.Dictionary) or "/Subtype" not in font:
        return False
    if font.Subtype == "/Type3":
        return True
    if "/ToUnicode" in font or font.get("/Encoding") in STANDARD:
        return False
    return font.Subtype == "/Type0" or any(key in font.get("/FontDescriptor", {}) for key in FONT_KEYS[:3])
