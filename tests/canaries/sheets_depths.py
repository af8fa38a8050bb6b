"""What programs keep of a Word document in its further parts, and text that is not written as text."""

import io
import zipfile
from collections.abc import Callable

from tests.canaries.families import Family
from tests.canaries.papers import picture
from tests.canaries.sheets import HEAD, R, Sheet, W, paragraph, run, said

Make = Callable[[Sheet, Family], None]
CHOICE = (
    '<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText="{}" w:value="1"/></w:dropDownList></w:sdtPr>'
    "<w:sdtContent>{}</w:sdtContent></w:sdt>"
)
LIST = (
    '{}<w:numbering {}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="{}"/>'
    '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
POINT = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>{}</w:p>'
MATH = '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>{}</m:t></m:r></m:oMath>'
WATERMARK = '<w:p><w:r><w:pict><v:shape><v:textpath string="{}"/></v:shape></w:pict></w:r></w:p>'


def _body(inner: Callable[[Family], str]) -> Make:
    return lambda sheet, family: sheet.paragraphs.insert(1, inner(family))


def _part(kind: str, name: str, content: str) -> Make:
    """A part of its own; the name stands where {} is."""

    def make(sheet: Sheet, family: Family) -> None:
        sheet.part(kind, name, content.format(family.full))

    return make


def workbook(sheet: Sheet, family: Family) -> None:
    """The figures behind a chart, with the list of children from which they were counted."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        book.writestr("xl/sharedStrings.xml", f"<sst><si><t>{family.full}</t></si></sst>")
    sheet.part("package", "embeddings/Microsoft_Excel_Sheet.xlsx", out.getvalue())


def preview(sheet: Sheet, family: Family) -> None:
    """The small picture by which a folder shows the document."""
    out = io.BytesIO()
    picture(family.full).save(out, "JPEG")
    sheet.parts["docProps/thumbnail.jpeg"] = out.getvalue()


def list_mark(sheet: Sheet, family: Family) -> None:
    """What stands before each point of a list."""
    sheet.part("numbering", "numbering.xml", LIST.format(HEAD, W, family.full))
    sheet.paragraphs.insert(1, POINT.format(run("Child R")))


def foreign(sheet: Sheet, family: Family) -> None:
    """A page of the web that the program lays in when it opens the document."""
    mark = sheet.part("aFChunk", "afchunk.html", f"<html><body>{family.full}</body></html>")
    sheet.paragraphs.insert(1, f'<w:altChunk r:id="{mark}"/>')


def own_style(sheet: Sheet, family: Family) -> None:
    """Hidden by a style, and not by itself."""
    style = '<w:style w:type="character" w:styleId="H"><w:name w:val="H"/><w:rPr><w:vanish/></w:rPr></w:style>'
    sheet.part("styles", "styles.xml", f"{HEAD}<w:styles {W}>{style}</w:styles>")
    sheet.paragraphs.insert(1, paragraph(run(family.full, '<w:rStyle w:val="H"/>')))


DEPTHS: tuple[tuple[str, Make, str], ...] = (
    (
        "variable of the document",
        _part(
            "settings",
            "settings.xml",
            f'{HEAD}<w:settings {W}><w:docVars><w:docVar w:name="client" w:val="{{}}"/></w:docVars></w:settings>',
        ),
        "",
    ),
    (
        "building block",
        _part(
            "glossaryDocument",
            "glossary/document.xml",
            f"{HEAD}<w:glossaryDocument {W}><w:docParts><w:docPart><w:docPartBody><w:p><w:r><w:t>{{}}</w:t></w:r></w:p>"
            "</w:docPartBody></w:docPart></w:docParts></w:glossaryDocument>",
        ),
        "",
    ),
    ("chart", _part("chart", "charts/chart1.xml", f'{HEAD}<c:chartSpace xmlns:c="urn:c"><c:v>{{}}</c:v></c:chartSpace>'), ""),
    ("diagram", _part("diagramData", "diagrams/data1.xml", f'{HEAD}<d:m xmlns:d="urn:d"><d:t>{{}}</d:t></d:m>'), ""),
    ("workbook inside", workbook, ""),
    ("preview", preview, "classic"),
    ("mark of a list", list_mark, ""),
    ("page of the web inside", foreign, ""),
    ("hidden by a style", own_style, ""),
    ("text moved to here", _body(lambda f: paragraph(f'<w:moveTo w:id="1" w:author="A">{run(f.full)}</w:moveTo>')), ""),
    ("formula", _body(lambda f: paragraph(MATH.format(f.full))), ""),
    (
        "letters as symbols",
        _body(
            lambda f: paragraph(
                "<w:r>" + "".join(f'<w:sym w:font="Arial" w:char="{ord(one):04X}"/>' for one in f.full) + "</w:r>"
            )
        ),
        "classic",
    ),
    (
        "text above the text",
        _body(
            lambda f: paragraph(
                f"<w:r><w:ruby><w:rt>{run(f.full)}</w:rt><w:rubyBase>{run('Child R')}</w:rubyBase></w:ruby></w:r>"
            )
        ),
        "",
    ),
    ("choice of a box", _body(lambda f: CHOICE.format(f.full, said("Child R"))), "rare"),
    (
        "watermark",
        _part("header", "header1.xml", f'{HEAD}<w:hdr {W} {R} xmlns:v="urn:schemas-microsoft-com:vml">{WATERMARK}</w:hdr>'),
        "rare",
    ),
    ("letters as large as a dot", _body(lambda f: paragraph(run(f.full, '<w:sz w:val="1"/>'))), ""),
)
