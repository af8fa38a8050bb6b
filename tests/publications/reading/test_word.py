"""Word documents: every part is read, and what is hidden in them is said."""

import pytest

from publications import reading
from tests.publications.reading.here import read_here, said, troubles
from tests.publications.reading.papers import CLEAN, NAME, file_of, written
from tests.publications.reading.sheets import links, p, packed, part, r, sheet

BODY = p(r(CLEAN))
FIELD = '<w:r><w:instrText xml:space="preserve"> AUTHOR {} </w:instrText></w:r>'
CORE = '<cp:coreProperties xmlns:cp="x" xmlns:dc="y"><dc:creator>{}</dc:creator></cp:coreProperties>'

PLACES = {
    "the body": sheet(p(r("Zebedee ") + r("Quarr") + r("ington"))),
    "the body, deleted text": sheet(BODY + p(f"<w:del><w:r><w:delText>{NAME}</w:delText></w:r></w:del>")),
    "the body, hidden text": sheet(BODY + p(r(NAME, "<w:vanish/>"))),
    "the body, commands of fields": sheet(BODY + p(FIELD.format(NAME))),
    "the body, beside the text": sheet(BODY + f'<w:p w:author="{NAME}"/>'),
    "header 1": sheet(BODY, word__header1_xml=part("hdr", p(r(NAME)))),
    "footer 2": sheet(BODY, word__footer2_xml=part("ftr", p(r(NAME)))),
    "footnotes": sheet(BODY, word__footnotes_xml=part("footnotes", p(r(NAME)))),
    "comments": sheet(BODY, word__comments_xml=part("comments", p(r(NAME)))),
    "people who worked on it, beside the text": sheet(BODY, word__people_xml=part("people", f'<w:person w:author="{NAME}"/>')),
    "properties": sheet(BODY, docProps__core_xml=CORE.format(NAME)),
    "data behind the document": sheet(BODY, customXml__item1_xml=f"<case><child>{NAME}</child></case>"),
    "links and parts, beside the text": sheet(BODY, word___rels__a_rels=links(f'<a Target="https://example.org/{NAME}"/>')),
    "part word/odd.bin": sheet(BODY, word__odd_bin=b"\0\1" + NAME.encode() + b"\0"),
    "names of the parts": packed({"word/document.xml": part("document", BODY), f"word/{NAME}.xml": "<a/>"}),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_name_is_found_in_its_place(place: str) -> None:
    assert NAME in said(read_here("docx", PLACES[place]))[place]


def test_a_plain_document_is_no_trouble() -> None:
    read = reading.read("docx", sheet(BODY))
    assert said(read)["the body"] == CLEAN
    assert not read.troubles


def test_text_that_a_style_hides_is_hidden() -> None:
    style = '<w:style w:styleId="{}"><w:rPr><w:vanish w:val="{}"/></w:rPr></w:style>'
    styles = part("styles", style.format("S", "1") + style.format("T", "0"))
    body = p(r(NAME, '<w:rStyle w:val="S"/>')) + p(r(CLEAN, '<w:rStyle w:val="T"/>'))
    content = sheet(body, word__styles_xml=styles)
    found = said(read_here("docx", content))
    assert found["the body, hidden text"] == NAME
    assert found["the body"] == CLEAN


def test_remarks_in_a_part_are_read() -> None:
    content = sheet(BODY, word__odd_xml=f"<a><!-- {NAME} --><?note by Ann Other?></a>")
    assert NAME in said(read_here("docx", content))["part word/odd.xml, beside the text"]


HIDDEN = {
    "a comment": sheet(BODY, word__comments_xml=part("comments", p(r(NAME)))),
    "a deletion": PLACES["the body, deleted text"],
    "an insertion": sheet(p(f"<w:ins>{r(NAME)}</w:ins>")),
    "hidden text": PLACES["the body, hidden text"],
    "a small picture of the first page": sheet(BODY, docProps__thumbnail_png=file_of(written("page"))),
    "another document": sheet(BODY, word__embeddings__a_docx=sheet(p(r(NAME)))),
}


@pytest.mark.parametrize("what", HIDDEN)
def test_what_no_reader_sees_is_trouble(what: str) -> None:
    read = read_here("docx", HIDDEN[what])
    assert troubles(read, "hidden")
    assert not troubles(read, "unread")


def test_a_document_in_a_document_is_read() -> None:
    found = said(read_here("docx", HIDDEN["another document"]))
    assert found["part word/embeddings/a.docx: the body"] == NAME


def test_a_picture_in_a_document_is_read() -> None:
    found = said(read_here("docx", sheet(BODY, word__media__image1_png=file_of(written()))))
    assert NAME in found["part word/media/image1.png: the picture, read by OCR"]


ACTIVE = {
    "a macro": sheet(BODY, word__vbaProject_bin=b"\1\2"),
    "a field that fetches": sheet(p('<w:r><w:instrText>INCLUDETEXT "C:\\\\a.docx"</w:instrText></w:r>')),
    "a template of somebody's": sheet(
        BODY,
        word___rels__settings_xml_rels=links(
            f'<Relationship Id="a" Type="http://x/attachedTemplate" TargetMode="External" Target="file:///C:/{NAME}.dotm"/>'
        ),
    ),
}


@pytest.mark.parametrize("what", ACTIVE)
def test_what_acts_by_itself_is_active(what: str) -> None:
    assert troubles(read_here("docx", ACTIVE[what]), "active") == ["the file"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no document",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        sheet(BODY)[:200],
        sheet("<w:p>"),
        packed({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
        packed({"word/document.xml": part("document", BODY)}, b"a remark on the zip"),
        sheet(BODY, word__bomb_xml="<a>" + " " * 40_000_000 + "</a>"),
    ],
)
def test_what_cannot_be_opened_is_trouble_and_raises_nothing(content: bytes) -> None:
    read = read_here("docx", content)
    assert troubles(read, "unread") + troubles(read, "active")


def test_a_document_with_a_password_says_so() -> None:
    read = read_here("docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert any("password" in trouble.what for trouble in read.troubles)
