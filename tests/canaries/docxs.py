"""Every Word document of the corpus: what people leave in a source that somebody else will publish from."""

import io
from collections.abc import Callable, Iterator

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.canaries.families import Family
from tests.canaries.leaks import half
from tests.canaries.pages import Turns
from tests.canaries.papers import picture, traces_of
from tests.canaries.shapes import Document
from tests.canaries.sheets import HEAD, R, Sheet, W, paragraph, run, said
from tests.canaries.sheets_depths import DEPTHS

Make = Callable[[Sheet, Family], None]
CORE = (
    '{}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title><dc:creator>{}</dc:creator></cp:coreProperties>'
)
BY = 'w:id="1" w:author="{}" w:date="2025-01-01T00:00:00Z"'
INLINE = (
    '<w:r><w:drawing><wp:inline><wp:extent cx="900000" cy="300000"/><wp:docPr id="1" name="Picture 1" descr="{}" title="{}"/>'
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
    '<pic:cNvPr id="1" name="{}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{}"/></pic:blipFill><pic:spPr/>'
    "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)


def body(inner: Callable[[Family], str]) -> Make:
    """A paragraph more."""
    return lambda sheet, family: sheet.paragraphs.insert(1, inner(family))


def beside(kind: str, name: str, element: str, *, note: str = "") -> Make:
    """A part of its own with a paragraph in it: a header, a footnote, a comment."""

    def make(sheet: Sheet, family: Family) -> None:
        inner = note.format(said(family.full)) if note else said(family.full)
        sheet.part(kind, name, f"{HEAD}<w:{element} {W} {R}>{inner}</w:{element}>")

    return make


def loose(name: str, content: Callable[[Family], str]) -> Make:
    """A part outside the folder of the text."""

    def make(sheet: Sheet, family: Family) -> None:
        sheet.parts[name] = content(family).encode()

    return make


def pictured(**words: str) -> Make:
    """A picture with a text of its own; {} is the name."""

    def make(sheet: Sheet, family: Family) -> None:
        out = io.BytesIO()
        notes = PngInfo()
        if "author" in words:
            notes.add_text("Author", family.full)
        shown = picture(family.full) if "seen" in words else Image.new("L", (60, 20), 200)
        shown.save(out, "PNG", pnginfo=notes)
        name = f"media/{words.get('file', 'image1').format(family.last.lower())}.png"
        mark = sheet.part("image", name, out.getvalue())
        filled = [words.get(key, "").format(family.full) for key in ("descr", "title", "name")]
        sheet.paragraphs.insert(1, paragraph(INLINE.format(*filled, mark)))

    return make


def photographed(sheet: Sheet, family: Family) -> None:
    """A photograph that says who took it."""
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x013B] = family.full
    Image.new("L", (60, 20), 200).save(out, "JPEG", exif=exif)
    mark = sheet.part("image", "media/image1.jpeg", out.getvalue())
    sheet.paragraphs.insert(1, paragraph(INLINE.format("", "", "a", mark)))


def embedded(sheet: Sheet, family: Family) -> None:
    """Another document inside."""
    inner = Sheet("inner")
    inner.paragraphs.append(said(family.full))
    mark = sheet.part("package", "embeddings/Microsoft_Word_Document.docx", inner.packed())
    sheet.paragraphs.insert(1, paragraph(f'<w:r><w:object><v:shape alt="a"/><w:control r:id="{mark}"/></w:object></w:r>'))


def old_object(sheet: Sheet, family: Family) -> None:
    """An object of an older program."""
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + family.full.encode("utf-16-le") + b"\0" * 512
    sheet.part("oleObject", "embeddings/oleObject1.bin", content)


def part_name(sheet: Sheet, family: Family) -> None:
    """A file whose own name says it."""
    sheet.parts[f"word/media/{family.full}.txt"] = b"Nothing."


def template(sheet: Sheet, family: Family) -> None:
    """Where the form came from."""
    settings = f'{HEAD}<w:settings {W} {R}><w:attachedTemplate r:id="rId1"/></w:settings>'
    sheet.part("settings", "settings.xml", settings)
    path = f"file:///C:/Users/{family.worker.replace(' ', '.')}/Templates/review.dotx"
    sheet.parts["word/_rels/settings.xml.rels"] = (
        f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        f'Target="{path}" TargetMode="External"/></Relationships>'
    ).encode()


def linked(sheet: Sheet, family: Family) -> None:
    """The address of a link."""
    mark = sheet.relate("hyperlink", f"https://example.org/{family.last.lower()}", outside=True)
    sheet.paragraphs.insert(1, paragraph(f'<w:hyperlink r:id="{mark}" w:tooltip="More">{run("Read more")}</w:hyperlink>'))


def fallback(sheet: Sheet, family: Family) -> None:
    """What an older program would show instead."""
    old = f"<mc:Fallback>{run(family.full)}</mc:Fallback>"
    sheet.paragraphs.insert(
        1, paragraph(f'<mc:AlternateContent><mc:Choice Requires="wps">{run("Child R")}</mc:Choice>{old}</mc:AlternateContent>')
    )


def field(words: str) -> Callable[[Family], str]:
    """A field: its order, and what it shows."""
    return lambda f: paragraph(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{words.format(f.full)}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("Child R") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


SHEETS: tuple[tuple[str, Make, str], ...] = (
    ("text", body(lambda f: said(f.full)), ""),
    ("text in many pieces", body(lambda f: paragraph("".join(run(letter) for letter in f.full))), ""),
    ("text in two styles", body(lambda f: paragraph(run(half(f.last)[0], "<w:b/>") + run(half(f.last)[1]))), "double"),
    (
        "soft hyphen of the program",
        body(lambda f: paragraph(f"<w:r><w:t>{half(f.last)[0]}</w:t><w:softHyphen/><w:t>{half(f.last)[1]}</w:t></w:r>")),
        "rare",
    ),
    (
        "hyphen of the program",
        body(lambda f: paragraph("<w:r><w:t>" + "</w:t><w:noBreakHyphen/><w:t>".join(f.last.split("-")) + "</w:t></w:r>")),
        "double",
    ),
    (
        "line break inside a name",
        body(lambda f: paragraph(f"<w:r><w:t>{half(f.last)[0]}</w:t><w:br/><w:t>{half(f.last)[1]}</w:t></w:r>")),
        "african",
    ),
    (
        "cell of a table",
        body(lambda f: f"<w:tbl><w:tr><w:tc>{said(f.first)}</w:tc><w:tc>{said(f.last)}</w:tc></w:tr></w:tbl>"),
        "",
    ),
    (
        "content control",
        body(
            lambda f: f'<w:sdt><w:sdtPr><w:alias w:val="Client"/></w:sdtPr><w:sdtContent>{said(f.full)}</w:sdtContent></w:sdt>'
        ),
        "",
    ),
    (
        "title of a content control",
        body(
            lambda f: (
                f'<w:sdt><w:sdtPr><w:alias w:val="{f.full}"/><w:tag w:val="a"/></w:sdtPr>'
                f"<w:sdtContent>{said('Child R')}</w:sdtContent></w:sdt>"
            )
        ),
        "rare",
    ),
    ("insertion", body(lambda f: paragraph(f"<w:ins {BY.format('A')}>{run(f.full)}</w:ins>")), ""),
    ("writer of an insertion", body(lambda f: paragraph(f"<w:ins {BY.format(f.worker)}>{run('Child R')}</w:ins>")), ""),
    (
        "deletion",
        body(lambda f: paragraph(f"<w:del {BY.format('A')}><w:r><w:delText>{f.full}</w:delText></w:r></w:del>")),
        "",
    ),
    ("text moved from here", body(lambda f: paragraph(f"<w:moveFrom {BY.format('A')}>{run(f.full)}</w:moveFrom>")), ""),
    ("hidden text", body(lambda f: paragraph(run(f.full, "<w:vanish/>"))), ""),
    ("white text", body(lambda f: paragraph(run(f.full, '<w:color w:val="FFFFFF"/>'))), ""),
    (
        "bookmark",
        body(
            lambda f: paragraph(
                f'<w:bookmarkStart w:id="0" w:name="{f.last.replace("-", "_")}"/>{run("Child R")}<w:bookmarkEnd w:id="0"/>'
            )
        ),
        "rare",
    ),
    ("order of a field", body(field('INCLUDETEXT "C:\\\\{}\\\\a.docx"')), "rare"),
    (
        "simple field",
        body(lambda f: paragraph(f'<w:fldSimple w:instr=" AUTHOR {f.full} ">{run("Child R")}</w:fldSimple>')),
        "rare",
    ),
    (
        "text box",
        body(
            lambda f: paragraph(
                f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{said(f.full)}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
            )
        ),
        "",
    ),
    ("what an older program shows", fallback, "rare"),
    (
        "comment",
        beside("comments", "comments.xml", "comments", note='<w:comment w:id="0" w:author="A">{}</w:comment>'),
        "",
    ),
    ("header", beside("header", "header1.xml", "hdr"), ""),
    ("footer", beside("footer", "footer1.xml", "ftr"), ""),
    ("footnote", beside("footnotes", "footnotes.xml", "footnotes", note='<w:footnote w:id="2">{}</w:footnote>'), ""),
    ("endnote", beside("endnotes", "endnotes.xml", "endnotes", note='<w:endnote w:id="2">{}</w:endnote>'), ""),
    (
        "people",
        loose(
            "word/people.xml",
            lambda f: (
                f'<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
                f'<w15:person w15:author="{f.worker}"/></w15:people>'
            ),
        ),
        "",
    ),
    ("author", loose("docProps/core.xml", lambda f: CORE.format(HEAD, "Report", f.full)), ""),
    ("title", loose("docProps/core.xml", lambda f: CORE.format(HEAD, f.full, "A")), ""),
    (
        "manager",
        loose(
            "docProps/app.xml",
            lambda f: (
                f'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Manager>{f.full}</Manager></Properties>'
            ),
        ),
        "",
    ),
    (
        "property of their own",
        loose(
            "docProps/custom.xml",
            lambda f: (
                f'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties">'
                f'<property name="Client">{f.full}</property></Properties>'
            ),
        ),
        "",
    ),
    ("data of a form", loose("customXml/item1.xml", lambda f: f"<client><name>{f.full}</name></client>"), ""),
    ("name of a part", part_name, "classic"),
    ("template", template, ""),
    ("address of a link", linked, "classic"),
    ("document inside", embedded, ""),
    ("object of an older program", old_object, ""),
    ("alternative text", pictured(descr="{}"), ""),
    ("title of a picture", pictured(title="{}"), ""),
    ("name of a picture", pictured(name="{}"), ""),
    ("file name of a picture", pictured(file="{}"), "classic"),
    ("author of a picture", pictured(author="yes"), ""),
    ("picture of the name", pictured(seen="yes"), "classic"),
    ("photographer", photographed, ""),
)


def docxs(seed: int) -> Iterator[Document]:
    """In a fixed order."""
    turns = Turns(seed)
    for channel, make, trait in (*SHEETS, *DEPTHS):
        family = turns.family(trait)
        sheet = Sheet(f"{seed} {channel}")
        make(sheet, family)
        traces = tuple({trace for words in (family.full, family.last, family.worker) for trace in traces_of(words)})
        yield Document(f"Word: {channel}", "docx", family.facts, content=sheet.packed(), traces=traces)
