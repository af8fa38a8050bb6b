"""Word documents, and the other office documents inside them: read to the last part, with nothing that runs or reaches out."""

import re
import zipfile
from typing import IO, Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from referrals.parsing import links
from referrals.parsing.limits import MOST_DEPTH
from referrals.parsing.reasons import Inside, Reason, Refused
from referrals.parsing.zips import OLD_OFFICE, Archive

TYPES = "[Content_Types].xml"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
# Endings and folders of parts that hold programs.
PROGRAMS = re.compile(
    r"(^|/)(activex|macrosheets|customui)/|vba(project|data)|"
    r"\.(exe|dll|com|scr|pif|bat|cmd|ps1|vbs|vbe|js|jse|wsf|hta|msi|jar|lnk|iso|sh|py|php|html?|svgz|swf|ocx|docm|dotm|xlsm|bin)$"
)
# Printer settings are the one harmless part with such an ending.
PRINTER = re.compile(r"(^|/)printersettings/printersettings\d*\.bin$")
RUNS = re.compile(r"macroenabled|vbaproject|activex|oleobject|macrosheet|ms-package\.obfuscated|controlproperties")
FIELDS = re.compile(r"\bdde(auto)?\b|\binclude(text|picture)\b|\bmacrobutton\b", re.IGNORECASE)
STARTS_OF_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", OLD_OFFICE)
KEPT_INSIDE = re.compile(r"^(word|xl|ppt)/(embeddings|media)/.")


class _Part(ContentHandler):
    """What a part says that matters: how deep it is, what it points to, what its fields do."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name, self.depth, self.types, self.field = name, 0, [""], ""
        self._in_field = False

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise Refused(Reason.TOO_BIG)
        tag = name.rpartition(":")[2]
        self._in_field = tag == "instrText"
        if tag == "fldSimple":
            self.field += f" {_attribute(attrs, 'instr')} "
        if self.name == TYPES and tag in ("Default", "Override"):
            self.types.append(_attribute(attrs, "ContentType"))
        if self.name.endswith(".rels") and tag == "Relationship":
            _judge_link(_attribute(attrs, "Type"), _attribute(attrs, "Target"), _attribute(attrs, "TargetMode"))

    def characters(self, content: str) -> None:
        if self._in_field:
            self.field += content

    def endElement(self, name: str) -> None:  # noqa: N802
        self.depth -= 1
        self._in_field = False


def examine(content: IO[bytes]) -> list[Inside]:
    """A Word document, and what is embedded in it. Raises Refused."""
    inside, parts, types = _read(content)
    if not {TYPES, "word/document.xml"} <= parts or WORD not in types:
        raise Refused(Reason.MISMATCH)
    return inside


def examine_any(content: IO[bytes]) -> list[Inside]:
    """A spreadsheet or slides inside another file. What they in turn embed is refused by whoever asked. Raises Refused."""
    inside, parts, _ = _read(content)
    if TYPES not in parts:
        raise Refused(Reason.MISMATCH)
    return [one for one in inside if not one.shown]


def _read(content: IO[bytes]) -> tuple[list[Inside], set[str], list[str]]:
    archive = Archive(content)
    inside, types = [], [""]
    for member in archive.members:
        name = member.filename.lower()
        if PROGRAMS.search(name) and not PRINTER.search(name):
            raise Refused(Reason.ACTIVE)
        if name.endswith((".xml", ".rels", ".vml")):
            types += _read_xml(archive, member)
        else:
            inside += _read_bytes(archive, member)
    if RUNS.search(" ".join(types).lower()):
        raise Refused(Reason.ACTIVE)
    return inside, {member.filename for member in archive.members}, types


def _read_bytes(archive: Archive, member: zipfile.ZipInfo) -> list[Inside]:
    raw = b"".join(archive.read(member))
    if raw.startswith(STARTS_OF_PROGRAMS):
        raise Refused(Reason.ACTIVE)
    if not raw or not KEPT_INSIDE.search(member.filename.lower()):
        return []
    return [Inside(member.filename.rpartition("/")[2], raw, shown="/media/" in member.filename.lower())]


def _read_xml(archive: Archive, member: zipfile.ZipInfo) -> list[str]:
    """The types that the part names, if it is the list of types. Raises Refused."""
    part = _Part(member.filename)
    reader: Any = DefusedExpatParser(forbid_dtd=True)
    reader.setContentHandler(part)
    try:
        for chunk in archive.read(member):
            reader.feed(chunk)
        reader.close()
    except DefusedXmlException as error:
        raise Refused(Reason.ACTIVE) from error
    except (SAXException, ValueError, LookupError) as error:
        raise Refused(Reason.DAMAGED) from error
    if FIELDS.search(part.field):
        raise Refused(Reason.ACTIVE)
    return part.types


def _judge_link(kind: str, target: str, mode: str) -> None:
    """A link that a person follows is harmless; a part that the document fetches by itself is not. Raises Refused."""
    name = kind.rpartition("/")[2].lower()
    if name in ("afchunk", "vbaproject", "control"):
        raise Refused(Reason.ACTIVE)
    if mode.lower() == "external" and not (name == "hyperlink" and links.is_harmless(target)):
        raise Refused(Reason.OUTSIDE)


def _attribute(attrs: AttributesImpl, wanted: str) -> str:
    """By its name without the prefix."""
    return next((value for name, value in attrs.items() if name.rpartition(":")[2] == wanted), "")
