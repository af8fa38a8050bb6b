"""Writes a PDF anew: its pages, their structure for screen readers, its outline, title and links to the web, and no more."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

import pikepdf

from publications.reading import conduct, stripping
from publications.reading.opened import BROKEN, NotOpened, opened
from publications.reading.rewriting_outline import keep_outline

OF_THE_ROOT = {"/Type", "/Pages", "/StructTreeRoot", "/MarkInfo", "/Lang", "/Outlines"}
OF_A_PAGE = {
    *("/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents", "/StructParents", "/Tabs"),
    *("/Annots", "/Group", "/UserUnit"),
}
OF_A_TREE_OF_PAGES = {"/Type", "/Kids", "/Count", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/Rotate"}
OF_A_LINK = {"/Type", "/Subtype", "/Rect", "/QuadPoints", "/StructParent", "/Contents"}
NO_NUMBER = (0, 0)
LAYERS = (
    "The document has layers that are hidden, or that may be switched off. Show or delete them where it was made, "
    "save it again as PDF, and add that. Nothing was altered."
)
DAMAGED = "The document is damaged and could not be written anew. Print it to a new PDF, then add that. Nothing was altered."
XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def rewrite(content: bytes) -> bytes:
    """The same bytes for the same document. Raises NotOpened where that cannot be done: it says what to do next."""
    try:
        with opened(content) as document:
            if conduct.layers_are_hidden(document.Root):
                raise NotOpened(LAYERS)
            title = _title(document)
            _reduce(document)
            _say_title(document, title)
            return _written(document)
    except stripping.NotStripped as trouble:
        raise NotOpened(str(trouble)) from trouble
    except BROKEN as error:
        raise NotOpened(DAMAGED) from error


def _title(document: Any) -> str:
    """What the document says it is called."""
    info = document.trailer.get("/Info")
    said = info.get("/Title") if isinstance(info, pikepdf.Dictionary) else None
    if isinstance(said, pikepdf.String) and str(said).strip():
        return " ".join(str(said).split())
    try:
        return " ".join(str(document.open_metadata().get("dc:title", "")).split())
    except BROKEN:
        return ""


def _reduce(document: Any) -> None:
    pages = {page.obj.objgen for page in document.pages}
    keep_outline(document, pages)
    keep_only(document.Root, OF_THE_ROOT)
    kept: set[Any] = set()
    for page in document.pages:
        keep_only(page.obj, OF_A_PAGE)
        _keep_links(page.obj, kept)
        stripping.strip_page(document, page)
    _reduce_tree(document.Root.Pages, pages)
    document.remove_unreferenced_resources()
    for thing, key in reachable(document.Root, pages, kept):
        stripping.strip(document, thing, key)


def _reduce_tree(node: Any, pages: set[Any], depth: int = 0) -> None:
    if node.objgen in pages or depth > 50:
        return
    keep_only(node, OF_A_TREE_OF_PAGES)
    for kid in node.get("/Kids", []):
        _reduce_tree(kid, pages, depth + 1)


def keep_only(thing: Any, wanted: set[str]) -> None:
    """Take everything else out of a dictionary."""
    for key in [key for key in thing.keys() if key not in wanted]:  # noqa: SIM118 - not a dictionary of Python's
        del thing[key]


def _keep_links(page: Any, kept: set[Any]) -> None:
    """Links to the web stay, and of them nothing but where they are and where they lead."""
    links = []
    for one in page.get("/Annots", []):
        action = one.get("/A") if isinstance(one, pikepdf.Dictionary) and one.get("/Subtype") == "/Link" else None
        address = str(action.get("/URI", "")) if isinstance(action, pikepdf.Dictionary) and action.get("/S") == "/URI" else ""
        if not address.lower().startswith(("http://", "https://")):
            continue
        keep_only(one, OF_A_LINK)
        one.A = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=address)
        one.Border, one.F = pikepdf.Array([0, 0, 0]), 4
        links.append(one)
        kept.add(one.objgen)
    if "/Annots" in page:
        del page["/Annots"]
    if links:
        page.Annots = pikepdf.Array(links)


def reachable(root: Any, pages: set[Any], links: set[Any]) -> Iterator[tuple[Any, str]]:
    """Every dictionary and stream that is left, with the key that leads to it.

    What leads to a page that was taken out, or to something that was taken off a page, is cut on the way.
    """
    waiting, seen = [(root, "")], set()
    while waiting:
        one, key = waiting.pop()
        if one.is_indirect:
            if one.objgen in seen:
                continue
            seen.add(one.objgen)
        if isinstance(one, pikepdf.Array):
            gone = [index for index, value in enumerate(one) if _is_gone(value, pages, links)]
            for index in reversed(gone):
                del one[index]
            waiting += [(value, key) for value in one if isinstance(value, pikepdf.Object)]
        elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            for name in [name for name, value in one.items() if _is_gone(value, pages, links)]:
                del one[name]
            yield one, key
            waiting += [(value, name) for name, value in one.items() if isinstance(value, pikepdf.Object)]


def _is_gone(value: Any, pages: set[Any], links: set[Any]) -> bool:
    if not isinstance(value, pikepdf.Dictionary):
        return False
    if value.get("/Type") == "/OBJR":
        value = value.get("/Obj")
        return not isinstance(value, pikepdf.Object) or value.objgen not in links
    if value.get("/Type") == "/Page":
        return value.objgen not in pages
    return value.get("/Type") == "/Annot" and value.objgen not in links and value.objgen != NO_NUMBER


def _say_title(document: Any, title: str) -> None:
    """The title, in the two places where readers look for it; and nothing else about the document."""
    for key in [key for key in document.trailer.keys() if key not in ("/Root", "/Size")]:  # noqa: SIM118
        del document.trailer[key]
    if title:
        document.trailer.Info = document.make_indirect(pikepdf.Dictionary(Title=title))
        document.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    xmp = document.make_stream(XMP.format(title=escape(title)).encode())
    xmp.Type, xmp.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
    document.Root.Metadata = xmp


def _written(document: Any) -> bytes:
    buffer = BytesIO()
    document.save(
        buffer,
        deterministic_id=True,
        linearize=False,
        fix_metadata_version=False,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return buffer.getvalue()
