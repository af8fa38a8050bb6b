"""Small XML documents, written from (name, attributes, content): nothing that XML cannot hold gets in."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from typing import TypeAlias

# What XML 1.0 cannot hold, however it is escaped (https://www.w3.org/TR/xml/#charsets).
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Part: TypeAlias = "tuple[str, dict[str, str], str | Iterable[Part]]"


def document(root: Part) -> bytes:
    """The document, in UTF-8."""
    written: bytes = ET.tostring(_element(root), encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _element(part: Part) -> ET.Element:
    name, attributes, content = part
    made = ET.Element(name, {key: _clean(value) for key, value in attributes.items()})
    if isinstance(content, str):
        made.text = _clean(content)
    else:
        made.extend(_element(inner) for inner in content)
    return made


def _clean(text: str) -> str:
    return _UNWRITABLE.sub("", text)
