"""Word documents, and the other office documents that may be embedded: every part is read, shown or not."""

import re
import zipfile
from io import BytesIO
from typing import Any

from publications.reading import words
from publications.reading.job import Inner, Job
from publications.reading.notes import Notes
from publications.reading.word_parts import NotParsed, Said, hidden_styles, said_in
from referrals.parsing import documents
from referrals.parsing.reasons import Reason, Refused
from referrals.parsing.zips import OLD_OFFICE, Archive

XML = (".xml", ".rels", ".vml", ".xhtml", ".html", ".svg")
BODY = "word/document.xml"
STYLES = "word/styles.xml"
LABELS = (
    (r"word/document\.xml", "the body"),
    (r"word/header(\d+)\.xml", "header {}"),
    (r"word/footer(\d+)\.xml", "footer {}"),
    (r"word/footnotes\.xml", "footnotes"),
    (r"word/endnotes\.xml", "endnotes"),
    (r"word/comments\w*\.xml", "comments"),
    (r"word/people\.xml", "people who worked on it"),
    (r"word/settings\.xml", "settings"),
    (r"word/glossary/.*", "building blocks"),
    (r"docProps/core\.xml", "properties"),
    (r"docProps/app\.xml", "properties of the program"),
    (r"docProps/custom\.xml", "properties of your own"),
    (r"customXml/.*", "data behind the document"),
    (r".*\.rels", "links and parts"),
)
# Names that every document holds.
USUAL = re.compile(
    r"(\[Content_Types\]|_rels/|docProps/(core|app|custom)|customXml/(_rels/)?item(Props)?\d+|word/(_rels/|glossary/|theme/theme\d+|"
    r"document|styles\w*|settings|web\w+|font\w*|numbering|header\d+|footer\d+|footnotes|endnotes|comments\w*|people|media/image\d+)).*",
)
AGAIN = "Take it out in Word, save the document again, and add that."
WHY = {
    Reason.ACTIVE: "Something in the document acts by itself (a macro, a field that fetches, a program). " + AGAIN,
    Reason.OUTSIDE: "The document fetches a part of itself from elsewhere, as a template or a picture. " + AGAIN,
    Reason.ENCRYPTED: "It is locked with a password. Save it without one, then add it again.",
    Reason.TOO_BIG: "It unpacks to more than can be read. Make its pictures smaller or split it.",
}
DAMAGED = "The document is damaged, or is not of the kind that its name says. Open it in Word, save it as .docx, and add that."


def read(content: bytes, notes: Notes, job: Job) -> list[Inner]:
    """A Word document: all parts. Gives the files that are in it."""
    _judge(content, notes, documents.examine)
    return _read_parts(content, notes)


def read_any(content: bytes, notes: Notes, job: Job) -> list[Inner]:
    """Another office document, or a zip."""
    _judge(content, notes, documents.examine_any)
    return _read_parts(content, notes)


def _judge(content: bytes, notes: Notes, examine: Any) -> None:
    try:
        examine(BytesIO(content))
    except Refused as refused:
        if refused.reason in (Reason.ACTIVE, Reason.OUTSIDE):
            notes.active("the file", WHY[refused.reason])
        else:
            locked = content.startswith(OLD_OFFICE)
            notes.unread("the file", WHY[Reason.ENCRYPTED] if locked else WHY.get(refused.reason, DAMAGED))


def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts by name, as they are unpacked. Raises Refused."""
    archive = Archive(BytesIO(content))
    return {member.filename: b"".join(archive.read(member)) for member in archive.members if not member.is_dir()}


def _read_parts(content: bytes, notes: Notes) -> list[Inner]:
    try:
        parts = parts_of(content)
    except Refused as refused:
        notes.unread("the file", WHY.get(refused.reason, DAMAGED))
        return []
    _read_container(content, notes)
    styles = hidden_styles(parts.get(STYLES, b""))
    inner = []
    for name, raw in parts.items():
        if not USUAL.fullmatch(name):
            notes.text("names of the parts", name)
        if name.lower().endswith(XML):
            _read_xml(name, raw, styles, notes)
        else:
            inner += _read_bytes(name, raw, notes)
    return inner


def _read_container(content: bytes, notes: Notes) -> None:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        notes.text("remark on the zip", words.any_of(archive.comment))
        for member in archive.infolist():
            notes.text("remarks on the parts", words.any_of(member.comment))
            notes.text("remarks on the parts", words.any_of(member.extra))


def _label(name: str) -> str:
    for pattern, label in LABELS:
        if found := re.fullmatch(pattern, name):
            return label.format(*found.groups())
    return f"part {name}"


def _read_xml(name: str, raw: bytes, styles: frozenset[str], notes: Notes) -> None:
    label = _label(name)
    try:
        said = said_in(raw, styles)
    except NotParsed:
        notes.unread(label, f"The part {name} is damaged. {DAMAGED}")
        notes.text(label, words.any_of(raw))
        return
    if name.startswith("docProps/"):
        for line in said.shown:
            notes.text(label, line)
    notes.text(label, "\n".join(said.shown))
    notes.text(f"{label}, deleted text", "\n".join(said.deleted))
    notes.text(f"{label}, hidden text", "\n".join(said.hidden))
    notes.text(f"{label}, commands of fields", "\n".join(said.commands))
    notes.text(f"{label}, beside the text", "\n".join(said.beside))
    _judge_said(label, said, notes)
    if name == BODY and b":txbxContent" in raw:
        notes.hidden(label, "Text stands in a box and is not carried over. Move it into the running text in Word, or type it.")
    if name == BODY and (b"<w:drawing" in raw or b"<w:pict" in raw):
        notes.hidden(label, "There are pictures, which are not carried over. Say in words what they show, if it matters.")
    if label.startswith(("header ", "footer ")) and said.shown:
        notes.hidden(label, "What stands in the margin of every page is not carried over.")


def _judge_said(label: str, said: Said, notes: Notes) -> None:
    if said.deleted or said.added:
        notes.hidden(label, "Tracked changes are still in it. Accept or reject all of them in Word, then save it again.")
    if said.hidden:
        notes.hidden(label, "There is text that is formatted as hidden. Show it in Word, delete it, and save it again.")
    if label == "comments" and said.shown:
        notes.hidden(label, "There are comments. Delete all of them in Word, and save it again.")


def _read_bytes(name: str, raw: bytes, notes: Notes) -> list[Inner]:
    if not raw or re.search(r"(^|/)fonts/[^/]*\.(odttf|ttf|otf)$", name):
        return []
    if re.search(r"(^|/)(media|embeddings)/|thumbnail", name):
        if "/media/" not in name:
            notes.hidden(f"part {name}", f"Another file, or a small picture of the first page, is in the document. {AGAIN}")
        return [Inner(f"part {name}", raw, file_name=name)]
    notes.text(f"part {name}", words.any_of(raw))
    return []
