"""The visible text of a Word document becomes Markdown; what is hidden in it is said and left behind."""

import pytest

from publications import reading
from publications.reading import Tools, word_markdown
from publications.reading.word import parts_of
from tests.publications.reading.here import said, troubles
from tests.publications.reading.papers import CLEAN, NAME, file_of, written
from tests.publications.reading.sheets import links, p, part, r, sheet

STYLES = part(
    "styles",
    '<w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style><w:style w:styleId="H2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="H2"/></w:style>'
    '<w:style w:styleId="T"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="O"><w:name w:val="Own"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
    '<w:style w:styleId="L"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>',
)
NUMBERS = part(
    "numbering",
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>',
)


def point(words: str, number: int, depth: int = 0) -> str:
    """A point of a list."""
    return p(r(words), look=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def markdown(body: str, **parts: str | bytes) -> str:
    """In the process of the tests itself."""
    return word_markdown.markdown(parts_of(sheet(body, word__styles_xml=STYLES, word__numbering_xml=NUMBERS, **parts)))


@pytest.mark.parametrize(("style", "mark"), [("H1", "#"), ("H2", "##"), ("Mine", "##"), ("T", "#"), ("O", "###")])
def test_a_heading_is_known_by_its_style(style: str, mark: str) -> None:
    assert markdown(p(r("What was found"), style)) == f"{mark} What was found\n"


def test_paragraphs_stand_apart_and_points_of_a_list_together() -> None:
    body = p(r("One.")) + p(r("Two.")) + point("a", 1) + point("b", 1) + point("c", 1, 1) + p(r("Three."))
    assert markdown(body) == "One.\n\nTwo.\n\n- a\n- b\n   - c\n\nThree.\n"


def test_a_list_that_counts_is_numbered_and_one_of_a_style_is_not() -> None:
    assert markdown(point("a", 2) + point("b", 2)) == "1. a\n1. b\n"
    assert markdown(p(r("a"), "L")) == "- a\n"


def test_a_paragraph_that_was_taken_off_its_list_is_none() -> None:
    assert markdown(p(r("a"), look='<w:numPr><w:numId w:val="0"/></w:numPr>')) == "a\n"


def test_a_table_is_a_table() -> None:
    cells = [[r("Who"), r("What")], [r("Nurse"), r("a|b")], [r("alone")]]
    rows = "".join("<w:tr>" + "".join(f"<w:tc>{p(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in cells)
    assert markdown(f"<w:tbl>{rows}</w:tbl>") == "| Who | What |\n| --- | --- |\n| Nurse | a\\|b |\n| alone |  |\n"


def test_a_table_in_a_table_becomes_words_of_its_cell() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{p(r('in'))}</w:tc></w:tr></w:tbl>"
    assert markdown(f"<w:tbl><w:tr><w:tc>{p(r('out'))}{inner}</w:tc></w:tr></w:tbl>") == "| out in |\n| --- |\n"


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("2. of March", "2\\. of March"),
        ("- not a list", "\\- not a list"),
        ("# no heading", "\\# no heading"),
        ("*so* [they] said_it", "\\*so\\* \\[they\\] said\\_it"),
        ("1990 was hard", "1990 was hard"),
    ],
)
def test_words_that_look_like_markdown_stay_words(words: str, written: str) -> None:
    assert markdown(p(r(words))) == f"{written}\n"


def test_a_link_to_the_web_stays_one_and_any_other_is_words() -> None:
    web = '<Relationship Id="a" Type="x/hyperlink" TargetMode="External" Target="https://example.org/a"/>'
    disk = '<Relationship Id="b" Type="x/hyperlink" TargetMode="External" Target="file:///C:/b"/>'
    body = p(f'<w:hyperlink r:id="a">{r("here")}</w:hyperlink>') + p(f'<w:hyperlink r:id="b">{r("there")}</w:hyperlink>')
    assert markdown(body, word___rels__document_xml_rels=links(web + disk)) == "[here](<https://example.org/a>)\n\nthere\n"


def test_notes_stand_at_the_end() -> None:
    notes = part("footnotes", f'<w:footnote w:id="1">{p(r("Seen twice."))}</w:footnote>')
    body = p(r("They met") + '<w:r><w:footnoteReference w:id="1"/></w:r>' + '<w:r><w:footnoteReference w:id="9"/></w:r>')
    assert markdown(body, word__footnotes_xml=notes) == "They met\\[1\\]\n\n## Notes\n\n1. Seen twice.\n"


def test_breaks_tabs_and_content_controls_are_kept_as_they_read() -> None:
    body = p("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r>")
    control = f"<w:sdt><w:sdtContent>{p(r('e'))}</w:sdtContent></w:sdt>"
    assert markdown(body + control + p('<w:r><w:br w:type="page"/></w:r>')) == "a  \nb c-d\n\ne\n"


def test_what_is_hidden_is_never_carried_over_and_is_said() -> None:
    hidden = (
        f"<w:del><w:r><w:delText>{NAME}</w:delText></w:r></w:del>"
        f"<w:moveFrom>{r(NAME)}</w:moveFrom>"
        f"{r(NAME, '<w:vanish/>')}"
        f"<w:r><w:instrText>AUTHOR {NAME}</w:instrText></w:r>"
    )
    content = sheet(
        p(r(CLEAN) + hidden),
        word__comments_xml=part("comments", p(r(NAME))),
        word__header1_xml=part("hdr", p(r(NAME))),
    )
    text, read = reading.markdown_of_docx(content)
    assert text == f"{CLEAN}\n"
    assert NAME in said(read)["comments"]
    assert set(troubles(read, "hidden")) == {"the body", "comments", "header 1"}


def test_text_that_was_put_in_is_carried_over() -> None:
    assert markdown(p(f"<w:ins>{r('Put in.')}</w:ins>")) == "Put in.\n"
    assert markdown(f"<w:ins>{p(r('Put in.'))}</w:ins>") == "Put in.\n"


def test_an_empty_document_is_an_empty_text() -> None:
    assert markdown("") == ""


@pytest.mark.parametrize("content", [b"no document", sheet("<w:p>")])
def test_a_document_that_cannot_be_opened_gives_nothing_and_says_so(content: bytes) -> None:
    text, read = reading.markdown_of_docx(content)
    assert text == ""
    assert troubles(read, "unread")


def test_pictures_are_not_carried_over_and_nobody_waits_for_them() -> None:
    content = sheet(p(r(CLEAN)), word__media__image1_png=file_of(written()))
    text, read = reading.markdown_of_docx(content, tools=Tools(tesseract=""))
    assert text == f"{CLEAN}\n"
    assert not read.troubles


def test_a_process_that_ends_gives_nothing_and_says_so() -> None:
    text, read = reading.markdown_of_docx(sheet(p(r(CLEAN))), tools=Tools(seconds=0.01))
    assert text == ""
    assert troubles(read, "unread") == ["the file"]


def test_text_in_a_box_and_pictures_are_left_behind_and_that_is_said() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{p(r('In a box.'))}</w:txbxContent></w:pict></w:r>"
    text, read = reading.markdown_of_docx(sheet(p(r(CLEAN) + box)))
    assert text == f"{CLEAN}\n"
    left = " ".join(trouble.what for trouble in read.troubles)
    assert "Text stands in a box and is not carried over" in left
    assert "There are pictures, which are not carried over" in left
