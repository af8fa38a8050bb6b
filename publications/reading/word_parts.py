"""What a part of an office document says: what is shown, what was deleted, what is hidden, and what stands beside it."""

import re
from dataclasses import dataclass, field
from typing import Any

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

PARAGRAPHS = frozenset({"p", "si", "h", "tr"})
DELETED = frozenset({"del", "moveFrom"})
ADDED = frozenset({"ins", "moveTo"})
COMMANDS = frozenset({"instrText", "delInstrText"})
GAPS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad"}
# Addresses that every such document holds, and values that nobody wrote.
MACHINERY = re.compile(
    r"https?://(schemas\.|purl\.(oclc|org)|www\.w3\.org)\S*|urn:schemas\S*|[\d.,:;%#+-]*|(?=.*\d)[0-9A-Fa-f]{6,8}|F{6}|rId\d+|\{[0-9A-Fa-f-]{36}\}|"
    r"true|false|auto|none|single|nil"
)
ASIDES = re.compile(rb"<!--(.*?)-->|<\?(?!xml\s)(.*?)\?>", re.DOTALL)
OFF = ("0", "false", "off")


class NotParsed(Exception):
    """The part is no XML that may be opened."""


@dataclass
class Said:
    """The words of one part. Each list holds paragraphs, in the order in which they stand."""

    shown: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    beside: dict[str, None] = field(default_factory=dict)
    added: bool = False


def parsed(raw: bytes) -> Any:
    """The part as a tree. Raises NotParsed."""
    try:
        return ElementTree.fromstring(raw, forbid_dtd=True)
    except (ElementTree.ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise NotParsed from error


def local(tag: Any) -> str:
    """The name of an element or an attribute without its namespace."""
    return str(tag).rpartition("}")[2]


def attribute(element: Any, wanted: str) -> str:
    """By its name without the namespace; empty where there is none."""
    return next((str(value) for name, value in element.attrib.items() if local(name) == wanted), "")


def child(element: Any, wanted: str) -> Any:
    """The first child of that name, or None."""
    return next((one for one in element if local(one.tag) == wanted), None)


def is_hidden(run: Any, hidden_styles: frozenset[str] = frozenset()) -> bool:
    """Whether a run of text, or the mark of a paragraph, is formatted as hidden."""
    look = child(run, "rPr")
    for one in look if look is not None else ():
        name, value = local(one.tag), attribute(one, "val")
        if name in ("vanish", "specVanish", "webHidden") and value.lower() not in OFF:
            return True
        if name == "rStyle" and value in hidden_styles:
            return True
    return False


def hidden_styles(raw: bytes) -> frozenset[str]:
    """The names of the styles that hide text."""
    try:
        styles = parsed(raw)
    except NotParsed:
        return frozenset()
    return frozenset(attribute(one, "styleId") for one in styles if local(one.tag) == "style" and is_hidden(one))


def said_in(raw: bytes, styles: frozenset[str] = frozenset()) -> Said:
    """The words of a part. Raises NotParsed."""
    root = parsed(raw)
    said = Said()
    _Walk(said, styles).through(root)
    for match in ASIDES.finditer(raw):
        said.beside[(match[1] or match[2]).decode("utf-8", "replace").strip()] = None
    return said


class _Walk:
    """Goes through a part. What is open at a time is one paragraph of each sort."""

    def __init__(self, said: Said, styles: frozenset[str]) -> None:
        self._said, self._styles = said, styles
        self._lists = {"shown": said.shown, "deleted": said.deleted, "hidden": said.hidden, "commands": said.commands}
        self._open: dict[str, list[str]] = {sort: [] for sort in self._lists}
        self._inside = 0

    def through(self, root: Any) -> None:
        # Each element is met twice: when it opens and, with None, when it closes. Depth is no matter of the stack.
        waiting: list[tuple[Any, str, bool]] = [(root, "shown", False)]
        while waiting:
            element, sort, closing = waiting.pop()
            if closing:
                self._close(element)
                self._add(element.tail, sort)
                continue
            inner = self._enter(element, sort)
            waiting.append((element, sort, True))
            waiting += [(one, inner, False) for one in reversed(list(element))]
        self._flush()

    def _enter(self, element: Any, sort: str) -> str:
        name = local(element.tag)
        if name in PARAGRAPHS:
            self._flush()
            self._inside += 1
        if name in DELETED:
            sort = "deleted"
        elif name in COMMANDS:
            sort = "commands"
        elif name == "r" and is_hidden(element, self._styles):
            sort = "hidden"
        elif name in ADDED:
            self._said.added = True
        for key, value in element.attrib.items():
            if len(value) > 2 and not MACHINERY.fullmatch(value):
                self._said.beside[value] = None
            if local(key) == "instr":
                self._said.commands.append(value)
        self._add(GAPS.get(name) or element.text, sort)
        return sort

    def _close(self, element: Any) -> None:
        if local(element.tag) in PARAGRAPHS:
            self._flush()
            self._inside -= 1
        elif not self._inside:
            self._flush()

    def _add(self, text: str | None, sort: str) -> None:
        if text:
            self._open[sort].append(text)

    def _flush(self) -> None:
        for sort, parts in self._open.items():
            if words := "".join(parts).strip():
                self._lists[sort].append(words)
            parts.clear()
