"""The outline of a PDF that is written anew: titles, and the pages of this document that they lead to."""

from typing import Any

import pikepdf

OF_AN_ITEM = {"/Title", "/Parent", "/Prev", "/Next", "/First", "/Last", "/Count", "/Dest", "/C", "/F"}
OF_THE_OUTLINE = {"/Type", "/First", "/Last", "/Count"}
MOST = 5000


def keep_outline(document: Any, pages: set[Any]) -> None:
    """Reduce it to that. One that runs in circles or is too long is taken out."""
    outline = document.Root.get("/Outlines")
    if not isinstance(outline, pikepdf.Dictionary) or not _reduce(outline, _named(document), pages):
        if "/Outlines" in document.Root:
            del document.Root["/Outlines"]
        return
    for key in [key for key in outline.keys() if key not in OF_THE_OUTLINE]:  # noqa: SIM118 - not a dictionary of Python's
        del outline[key]


def _reduce(outline: Any, named: dict[str, Any], pages: set[Any]) -> bool:
    waiting, seen = [outline.get("/First")], set[Any]()
    while waiting:
        item = waiting.pop()
        if not isinstance(item, pikepdf.Dictionary):
            continue
        if item.objgen in seen or len(seen) > MOST:
            return False
        seen.add(item.objgen)
        waiting += [item.get("/First"), item.get("/Next")]
        target = _target(item, named)
        for key in [key for key in item.keys() if key not in OF_AN_ITEM or key == "/Dest"]:  # noqa: SIM118
            del item[key]
        if isinstance(target, pikepdf.Array) and len(target) and _is_page(target[0], pages):
            item.Dest = pikepdf.Array(list(target))
    return bool(seen)


def _is_page(value: Any, pages: set[Any]) -> bool:
    return isinstance(value, pikepdf.Dictionary) and value.objgen in pages


def _target(item: Any, named: dict[str, Any]) -> Any:
    action = item.get("/A")
    target = action.get("/D") if isinstance(action, pikepdf.Dictionary) and action.get("/S") == "/GoTo" else item.get("/Dest")
    if isinstance(target, pikepdf.String | pikepdf.Name):
        target = named.get(str(target))
    return target.get("/D") if isinstance(target, pikepdf.Dictionary) else target


def _named(document: Any) -> dict[str, Any]:
    """The places in the document that have a name."""
    old = document.Root.get("/Dests")
    found = dict(old.items()) if isinstance(old, pikepdf.Dictionary) else {}
    names = document.Root.get("/Names")
    tree = names.get("/Dests") if isinstance(names, pikepdf.Dictionary) else None
    if isinstance(tree, pikepdf.Dictionary):
        found |= {str(key): value for key, value in pikepdf.NameTree(tree).items()}
    return found
