"""Makes Word documents with something in them that must not be published."""

import zipfile
from io import BytesIO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>'
)


def p(inner: str, style: str = "", look: str = "") -> str:
    """A paragraph."""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{look}</w:pPr>{inner}</w:p>"


def r(words: str, look: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def part(root: str, inner: str) -> str:
    """A part of the document."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} xmlns:w="{W}" xmlns:r="{R}">{inner}</w:{root}>'


def links(inner: str) -> str:
    """What the document leads to."""
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def sheet(body: str, **parts: str | bytes) -> bytes:
    """A document. Other parts are given by their names, with two underscores for a slash and one for a point."""
    named = {_part_name(name): content for name, content in parts.items()}
    return packed({"word/document.xml": part("document", f"<w:body>{body}</w:body>"), **named})


def _part_name(name: str) -> str:
    # A folder whose own name begins with an underscore is written with three.
    return name.replace("___", "/~").replace("__", "/").replace("_", ".").replace("~", "_")


def packed(parts: dict[str, str | bytes], comment: bytes = b"") -> bytes:
    """The zip."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        for name, content in parts.items():
            archive.writestr(name, content)
        archive.comment = comment
    return buffer.getvalue()
