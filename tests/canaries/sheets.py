"""A Word document by hand: a few harmless paragraphs, and what is needed to put something more into it."""

import io
import random
import zipfile
from xml.sax.saxutils import escape

from tests.canaries.prose import PARAGRAPHS

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
DRAWING = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
)
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
Parts = dict[str, bytes]


def run(words: str, properties: str = "") -> str:
    """One piece of text."""
    return f'<w:r>{properties and f"<w:rPr>{properties}</w:rPr>"}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def paragraph(inner: str) -> str:
    """One paragraph."""
    return f"<w:p>{inner}</w:p>"


def said(words: str) -> str:
    """A paragraph that says the words in a harmless sentence."""
    return paragraph(run("The review heard that ") + run(words) + run(" had been seen by the school nurse."))


class Sheet:
    """The parts of the document, to be altered before they are packed."""

    def __init__(self, channel: str) -> None:
        """Harmless."""
        words = random.Random(channel).sample(PARAGRAPHS, 3)
        self.paragraphs = [paragraph(run(one)) for one in words]
        self.parts: Parts = {}
        self.relations: list[tuple[str, str, str]] = []
        self.types: dict[str, str] = {}
        self.settings = ""

    def relate(self, kind: str, target: str, *, outside: bool = False) -> str:
        """Lead from the document to another part; returns the mark by which the text speaks of it."""
        mark = f"rId{len(self.relations) + 10}"
        self.relations.append((mark, kind, f'{escape(target)}" TargetMode="External' if outside else target))
        return mark

    def part(self, kind: str, name: str, content: str | bytes, content_type: str = "") -> str:
        """One more part of the document, under word/."""
        self.parts[f"word/{name}"] = content.encode() if isinstance(content, str) else content
        if content_type:
            self.types[f"/word/{name}"] = content_type
        return self.relate(kind, name)

    def packed(self) -> bytes:
        """The bytes."""
        relations = "".join(
            f'<Relationship Id="{mark}" Type="{kind if ":" in kind else RELATION + kind}" Target="{target}"/>'
            for mark, kind, target in self.relations
        )
        types = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in self.types.items())
        body = "".join([*self.paragraphs, "<w:sectPr/>"])
        main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        parts = {
            "[Content_Types].xml": (
                f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
                '<Default Extension="jpeg" ContentType="image/jpeg"/>'
                '<Default Extension="bin" ContentType="application/octet-stream"/>'
                f'<Override PartName="/word/document.xml" ContentType="{main}"/>{types}</Types>'
            ).encode(),
            "_rels/.rels": (
                f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                f'<Relationship Id="rId1" Type="{RELATION}officeDocument" Target="word/document.xml"/></Relationships>'
            ).encode(),
            "word/document.xml": f"{HEAD}<w:document {W} {R} {DRAWING}><w:body>{body}</w:body></w:document>".encode(),
            "word/_rels/document.xml.rels": (
                f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>'
            ).encode(),
            **self.parts,
        }
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
            for name, content in parts.items():
                file.writestr(name, content)
        return out.getvalue()
