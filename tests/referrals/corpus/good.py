"""Files as people send them, made by hand: each of them is taken. The evil ones are made from these."""

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import pikepdf
from PIL import Image

# What is large or takes time is made when it is asked for.
Content = bytes | Callable[[], bytes]
OFFICE = "http://schemas.openxmlformats.org"
RELATIONS = f"{OFFICE}/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def word_xml(body: str = "<w:p><w:r><w:t>Chronology</w:t></w:r></w:p>") -> str:
    """The words of a document."""
    space = f'xmlns:w="{OFFICE}/wordprocessingml/2006/main" xmlns:r="{RELATIONS}"'
    return f"{HEAD}<w:document {space}><w:body>{body}</w:body></w:document>"


def types_xml(*more: str, main: str = MAIN) -> str:
    """The list of types."""
    rows = "".join(f'<Override PartName="/x/{number}" ContentType="{kind}"/>' for number, kind in enumerate(more))
    return (
        f'{HEAD}<Types xmlns="{OFFICE}/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/>{rows}</Types>'
    )


def relations_xml(*rows: tuple[str, str, str]) -> str:
    """What a part refers to: kind, target, mode."""
    lines = "".join(
        f'<Relationship Id="r{number}" Type="{RELATIONS}/{kind}" Target="{target}"{f" TargetMode={mode!r}" if mode else ""}/>'
        for number, (kind, target, mode) in enumerate(rows)
    )
    return f'{HEAD}<Relationships xmlns="{OFFICE}/package/2006/relationships">{lines}</Relationships>'


def parts(changes: Mapping[str, str | bytes] | None = None) -> dict[str, str | bytes]:
    """The parts of an ordinary document."""
    return {
        "[Content_Types].xml": types_xml(),
        "_rels/.rels": relations_xml(("officeDocument", "word/document.xml", "")),
        "word/document.xml": word_xml(),
        "word/styles.xml": f"{HEAD}<styles/>",
        "docProps/core.xml": f"{HEAD}<core/>",
        **(changes or {}),
    }


def zipped(content: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The parts, packed."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, words in content.items():
            archive.writestr(name, words)
    return made.getvalue()


def docx(changes: Mapping[str, str | bytes] | None = None) -> bytes:
    """A Word document."""
    return zipped(parts(changes))


def picture(kind: str, size: tuple[int, int] = (40, 30), mode: str = "RGB", **options: Any) -> bytes:
    """A picture of one colour."""
    made = io.BytesIO()
    Image.new(mode, size, 1 if mode == "1" else None).save(made, kind, **options)
    return made.getvalue()


def jpg(**options: Any) -> bytes:
    """A photograph."""
    return picture("JPEG", **options)


def png(**options: Any) -> bytes:
    """A picture of a screen."""
    return picture("PNG", **options)


def photograph() -> bytes:
    """As a telephone makes it: with its make and the time in it."""
    notes = Image.Exif()
    notes[0x010F], notes[0x0132], notes[0x0112] = "Canary", "2026:05:30 10:00:00", 6
    return jpg(exif=notes, quality=90)


def two_in_a_row() -> bytes:
    """As some telephones make it: a second picture behind the first, announced in the first."""
    made = io.BytesIO()
    first, second = Image.new("RGB", (40, 30)), Image.new("RGB", (20, 15))
    first.save(made, "MPO", save_all=True, append_images=[second])
    return made.getvalue()


def pdf(change: Callable[[pikepdf.Pdf], None] | None = None, pages: int = 1, **options: Any) -> bytes:
    """A PDF; `change` does something to it before it is saved."""
    made = io.BytesIO()
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
        document.pages[-1].Contents = document.make_stream(b"BT /F1 12 Tf (Chronology) Tj ET" * 20)
    if change:
        change(document)
    document.save(made, **options)
    return made.getvalue()


def with_boxes(document: pikepdf.Pdf) -> None:
    """A form to be filled in, without anything that calculates."""
    name = pikepdf.Name
    box = document.make_indirect(
        pikepdf.Dictionary(Type=name.Annot, Subtype=name.Widget, FT=name.Tx, T="name", Rect=[0, 0, 9, 9])
    )
    document.pages[0].Annots = pikepdf.Array([box])
    document.Root.AcroForm = pikepdf.Dictionary(Fields=[box])


def with_links(document: pikepdf.Pdf) -> None:
    """Links that a person follows, and a page at which it opens."""
    links = [
        pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Link,
            Rect=[0, 0, 9, 9],
            A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=target),
        )
        for target in ("https://www.gov.uk/", "mailto:head@school.example", "tel:01225000000", "www.gov.uk/page")
    ]
    document.pages[0].Annots = pikepdf.Array(links)
    document.Root.OpenAction = pikepdf.Array([document.pages[0].obj, pikepdf.Name.Fit])


def opens_at_a_page(document: pikepdf.Pdf) -> None:
    """The same as a step, as some programs write it."""
    target = pikepdf.Array([document.pages[0].obj, pikepdf.Name.Fit])
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.GoTo, D=target)


def with_file(name: str, content: bytes) -> Callable[[pikepdf.Pdf], None]:
    """A file embedded in it."""

    def change(document: pikepdf.Pdf) -> None:
        document.attachments[name] = pikepdf.AttachedFileSpec(
            document, content, filename=name, description="", mime_type="", creation_date="", mod_date=""
        )

    return change


def _pdfs() -> dict[str, bytes]:
    return {
        "a pdf": pdf(),
        "of many pages": pdf(pages=60),
        "with packed objects": pdf(object_stream_mode=pikepdf.ObjectStreamMode.generate),
        "for the web": pdf(linearize=True),
        "of the oldest kind": pdf(force_version="1.3"),
        "with boxes to fill in": pdf(with_boxes),
        "with links": pdf(with_links),
        "that opens at a page": pdf(opens_at_a_page),
        "with a text inside": pdf(with_file("notes.txt", b"notes")),
        "with a document inside": pdf(with_file("notes.docx", docx())),
        "with a photograph inside": pdf(with_file("photo.JPEG", jpg())),
        "with a spreadsheet inside": pdf(with_file("table.xlsx", zipped({"[Content_Types].xml": types_xml(main="x")}))),
        "with blanks behind its end": pdf() + b"\r\n\x00\n",
        "not packed at all": pdf(compress_streams=False),
        **{f"of {count} pages": pdf(pages=count) for count in range(2, 8)},
    }


def _documents() -> dict[str, bytes]:
    link = relations_xml(("hyperlink", "https://www.gov.uk/", "External"), ("image", "media/a.png", ""))
    return {
        "a document": docx(),
        "with a link and a picture": docx({"word/_rels/document.xml.rels": link, "word/media/a.png": png()}),
        "with a drawing of Windows": docx({"word/media/a.emf": b"\x01\x00\x00\x00 drawing"}),
        "with a spreadsheet inside": docx({"word/embeddings/a.xlsx": zipped({"[Content_Types].xml": types_xml(main="x")})}),
        "with printer settings": docx({"word/printerSettings/printerSettings1.bin": b"\x00printer"}),
        "with a table of contents": docx({"word/document.xml": word_xml("<w:instrText> TOC \\o </w:instrText>")}),
        "with a date that is filled in": docx({"word/document.xml": word_xml('<w:fldSimple w:instr="DATE"/>')}),
        "with an empty folder": docx({"word/empty/": b""}),
        "not packed": zipped(parts(), zipfile.ZIP_STORED),
        "with many words": docx({"word/document.xml": word_xml("<w:p>words and words</w:p>" * 20_000)}),
        "with notes and a theme": docx({"word/footnotes.xml": "<n/>", "word/theme/theme1.xml": "<t/>", "word/a.vml": "<v/>"}),
        **{f"of {count} paragraphs": docx({"word/document.xml": word_xml("<w:p>words</w:p>" * count)}) for count in range(9)},
    }


def _photographs() -> dict[str, Content]:
    return {
        "a photograph": jpg(),
        "of a telephone": photograph(),
        "two in a row": two_in_a_row(),
        "that builds up": jpg(progressive=True),
        "in grey": jpg(mode="L"),
        "for print": jpg(mode="CMYK"),
        "with marks to start again": jpg(size=(400, 300), restart_marker_blocks=2),
        "with blanks behind its end": jpg() + bytes(20),
        "of 20 million pixels": lambda: jpg(size=(5000, 4000)),
        "with a comment": jpg(comment=b"taken at home"),
        **{f"of quality {quality}": jpg(quality=quality, size=(300, 200)) for quality in range(10, 100, 9)},
    }


def _screens() -> dict[str, Content]:
    return {
        "a screen": png(),
        "that lets the ground through": png(mode="RGBA"),
        "in black and white": png(mode="1"),
        "of few colours": png(mode="P"),
        "in many greys": png(mode="I;16"),
        "with blanks behind its end": png() + bytes(9),
        "of 20 million pixels": lambda: png(size=(5000, 4000)),
        "not packed": png(compress_level=0),
        "with a resolution": png(dpi=(300, 300)),
        "grey": png(mode="L"),
        "grey that lets the ground through": png(mode="LA"),
        **{f"{width} wide": png(size=(width, 10)) for width in range(1, 300, 30)},
    }


def _texts() -> dict[str, bytes]:
    words = "Wednesday: the nurse called. Café at “noon” – £20.\r\n\tNo answer."
    return {
        "plain": words.encode(),
        "of old Windows": words.encode("cp1252"),
        "with a mark at its start": words.encode("utf-8-sig"),
        "with other letters": "Żółć и мама 子".encode(),
        "with less and more": b"temperature < 38 and > 36",
        "with a page break": b"one\ftwo",
        "of one letter": b"a",
        "of one long line": b"long " * 100_000,
        **{f"of {count} lines": b"a line\n" * count for count in range(1, 14)},
    }


GOOD: dict[str, dict[str, Content]] = {
    "pdf": {**_pdfs()},
    "docx": {**_documents()},
    "jpg": {**_photographs()},
    "png": {**_screens()},
    "txt": {**_texts()},
}
