"""What a PDF does by itself, and what it carries that no reader of the page sees."""

from typing import Any

import pikepdf

from publications.reading.notes import Notes
from referrals.parsing import links
from referrals.parsing.pdf import RUNNING_ACTIONS, RUNNING_ANNOTATIONS, RUNNING_KEYS

AGAIN = "Print the document to a new PDF, then add that."
RUNS = f"Something in the document acts by itself ({{}}). {AGAIN}"
CARRIED = {
    "/XFA": "a second form inside the form (XFA)",
    "/PieceInfo": "private data of the program that made the document (PieceInfo)",
    "/Thumb": "a small picture of the page (Thumb)",
    "/OPI": "the address of another version of a picture (OPI)",
    "/SpiderInfo": "where the document was fetched from (SpiderInfo)",
    "/Collection": "a folder of files (Collection)",
    "/AlternatePresentations": "another way in which the pages are shown (AlternatePresentations)",
    "/Threads": "threads of articles (Threads)",
    "/Legal": "legal attestations (Legal)",
}
ACTIVE_KEYS = tuple(key for key in RUNNING_KEYS if key not in CARRIED)
WEB = ("http://", "https://", "mailto:", "tel:")


def judge_root(document: Any, notes: Notes) -> None:
    """What the document as a whole does and carries."""
    root = document.Root
    opening = root.get("/OpenAction")
    if isinstance(opening, pikepdf.Dictionary) and opening.get("/S") != "/GoTo":
        notes.active("the document", RUNS.format("when it is opened"))
    if "/AcroForm" in root:
        notes.hidden("the form", f"The document has a form that can be filled in. {AGAIN}")
    if layers_are_hidden(root):
        notes.hidden("the layers", "The document has layers that are not shown. Show or delete them, then save it again.")


def layers_are_hidden(root: Any) -> bool:
    """Whether a layer is off, or may be switched off on screen or on paper."""
    layers = root.get("/OCProperties")
    if not isinstance(layers, pikepdf.Dictionary):
        return False
    ways = [layers.get("/D"), *layers.get("/Configs", [])]
    for way in ways:
        if isinstance(way, pikepdf.Dictionary) and (
            way.get("/BaseState", "/ON") != "/ON" or len(way.get("/OFF", [])) or len(way.get("/AS", []))
        ):
            return True
    return False


def judge(holder: Any, place: str, notes: Notes) -> None:
    """One dictionary."""
    if not isinstance(holder, pikepdf.Dictionary | pikepdf.Stream):
        return
    for key in CARRIED.keys() & set(holder.keys()):
        notes.hidden(place, f"The document carries {CARRIED[key]}. {AGAIN}")
    for key in ACTIVE_KEYS:
        if key in holder:
            notes.active(place, RUNS.format(key.strip("/")))
    if _acts_by_itself(holder.get("/AA")):
        notes.active(place, RUNS.format("when a page is opened or a box is left"))
    if isinstance(holder, pikepdf.Stream) and "/F" in holder:
        notes.active(place, RUNS.format("it fetches a part of itself from elsewhere"))
    _judge_action(holder, place, notes)
    _judge_annotation(holder, place, notes)


def _judge_action(holder: Any, place: str, notes: Notes) -> None:
    action = holder.get("/S")
    if action in RUNNING_ACTIONS and holder.get("/Type") != "/StructElem":
        notes.active(place, RUNS.format(str(action).strip("/")))
    if action == "/URI":
        target = str(holder.get("/URI", ""))
        if not links.is_harmless(target) and not target.lower().startswith("file:"):
            notes.active(place, RUNS.format("a link that runs a program"))
        elif not target.lower().startswith(WEB):
            notes.hidden(place, "A link leads to a file on somebody's computer, and says where it lies there. Take it out.")


def _judge_annotation(holder: Any, place: str, notes: Notes) -> None:
    kind = holder.get("/Subtype")
    if kind in RUNNING_ANNOTATIONS and "/Rect" in holder:
        notes.active(place, RUNS.format(str(kind).strip("/")))
    elif is_annotation(holder) and kind != "/Link":
        notes.hidden(place, f"Something was added to the page ({str(kind).strip('/')}). Delete it, then save again.")


def is_annotation(holder: Any) -> bool:
    """Whether it is something that was put on a page."""
    return "/Rect" in holder and "/Subtype" in holder and holder.get("/Type", "/Annot") == "/Annot"


def _acts_by_itself(additional: Any) -> bool:
    """The same key may name a font, which is harmless."""
    if not isinstance(additional, pikepdf.Dictionary):
        return False
    return any(isinstance(act, pikepdf.Dictionary) and "/S" in act for _, act in additional.items())
