"""The text of a PDF's pages, wherever it stands and whether or not anybody sees it."""

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from tests.publications.reading.here import read_here, said, troubles
from tests.publications.reading.papers import CLEAN, NAME, paper, show, shown

UNSEEN = {
    "beyond the edge of the paper": shown(NAME, x=60, y=2000),
    "far to the left": shown(NAME, x=-9000),
    "in invisible ink": shown(NAME, before="3 Tr"),
    "in white": b"1 g " + shown(NAME),
    "as the edge of nothing": shown(NAME, before="7 Tr"),
    "too small to be seen": shown(NAME, size=0.01),
    "without a size": shown(NAME, size=0),
    "without a width": shown(NAME, before="0 Tz"),
    "folded flat": b"BT /F1 12 Tf 1 0 0 0 60 300 Tm (" + NAME.encode() + b") Tj ET\n",
    "under a box": shown(NAME) + b"0 g 0 600 595 200 re f\n",
    "outside what is cut out": b"q 0 0 5 5 re W n " + shown(NAME) + b"Q\n",
    "behind other words": b"/Span <</ActualText (nothing)>> BDC " + shown(NAME) + b"EMC\n",
    "behind other words, written otherwise": b"/Span <</Actual#54ext (nothing)>> BDC " + shown(NAME) + b"EMC\n",
}


@pytest.mark.parametrize("how", UNSEEN)
def test_text_that_nobody_sees_is_read(how: str) -> None:
    assert NAME in said(read_here("pdf", paper(shown(CLEAN, y=100) + UNSEEN[how])))["page 1"]


def test_each_page_is_a_place_of_its_own_and_is_counted() -> None:
    read = read_here("pdf", paper(pages=3))
    assert read.pages == 3
    assert [place.name for place in read.places if place.text == CLEAN] == ["page 1", "page 2", "page 3"]
    assert not read.troubles


def test_text_outside_the_part_of_the_page_that_is_shown_is_read() -> None:
    def cut(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.CropBox = Array([0, 0, 100, 100])

    assert NAME in said(read_here("pdf", paper(shown(NAME), change=cut)))["page 1"]


def test_letters_written_in_another_order_are_read_as_they_are_seen() -> None:
    content = shown("rington", x=88) + shown(CLEAN, y=300) + shown("Quar", x=60)
    found = said(read_here("pdf", paper(content)))["page 1, in the order in which it is seen"]
    assert found.splitlines() == ["Quarrington", CLEAN]


def test_text_of_a_hidden_layer_is_read_and_the_layer_is_trouble() -> None:
    def hide(pdf: pikepdf.Pdf) -> None:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Notes by Ann Other"))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
        pdf.pages[0].obj.Resources.Properties = Dictionary(L=layer)

    read = read_here("pdf", paper(b"/OC /L BDC " + shown(NAME) + b"EMC\n", change=hide))
    assert NAME in said(read)["page 1"]
    assert said(read)["name of a layer"] == "Notes by Ann Other"
    assert troubles(read, "hidden") == ["the layers"]


@pytest.mark.parametrize(
    "layers",
    [
        Dictionary(D=Dictionary(BaseState=Name.OFF)),
        Dictionary(D=Dictionary(AS=Array([Dictionary(Event=Name.Print)]))),
        Dictionary(D=Dictionary(), Configs=Array([Dictionary(BaseState=Name.OFF)])),
    ],
)
def test_layers_that_may_be_switched_off_are_trouble(layers: Dictionary) -> None:
    def hide(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OCProperties = layers

    assert troubles(read_here("pdf", paper(change=hide)), "hidden") == ["the layers"]


def test_layers_that_are_all_shown_are_no_trouble() -> None:
    def show_all(pdf: pikepdf.Pdf) -> None:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Pictures"))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(Order=Array([layer])))

    assert not read_here("pdf", paper(change=show_all)).troubles


@pytest.mark.parametrize("used", [True, False])
def test_text_of_a_drawing_is_read_whether_or_not_the_page_shows_it(used: bool) -> None:
    def draw(pdf: pikepdf.Pdf) -> None:
        form = pdf.make_stream(shown(NAME), Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 1, 1]))
        form.Resources = pdf.pages[0].obj.Resources
        show(pdf, "/XObject", form, b"/New Do\n" if used else b"")

    assert NAME in said(read_here("pdf", paper(change=draw)))["drawing 1 on page 1"]


def test_text_of_a_pattern_is_read() -> None:
    def fill(pdf: pikepdf.Pdf) -> None:
        pattern = pdf.make_stream(shown(NAME, x=0, y=0), Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1)
        pattern.BBox, pattern.XStep, pattern.YStep = Array([0, 0, 200, 20]), 200, 20
        show(pdf, "/Pattern", pattern, b"")

    assert NAME in said(read_here("pdf", paper(change=fill)))["drawing 1"]


def test_a_page_that_was_taken_out_of_the_count_is_read() -> None:
    def take_out(pdf: pikepdf.Pdf) -> None:
        spare = Dictionary(Type=Name.Page, Contents=pdf.make_stream(shown(NAME)), Resources=pdf.pages[0].obj.Resources)
        pdf.Root.Spare = pdf.make_indirect(spare)

    assert NAME in said(read_here("pdf", paper(change=take_out)))["drawing 1"]


def test_words_beside_the_text_of_a_page_are_read() -> None:
    content = b"/Span <</ActualText (" + NAME.encode() + b")>> BDC " + shown(CLEAN) + b"EMC /Point <</X [(Ann Other)]>> DP\n"
    found = said(read_here("pdf", paper(content)))["page 1, words beside the text"]
    assert found.splitlines() == [NAME, "Ann Other"]


def test_a_remark_between_the_commands_of_a_page_is_read() -> None:
    content = b"% Written by Ann Other\n" + shown("100 % of them") + b"% and " + NAME.encode() + b"\n"
    found = said(read_here("pdf", paper(content)))
    assert found["page 1, remarks between the commands"] == f"Written by Ann Other\n and {NAME}"


def test_a_command_that_does_not_exist_is_read_with_what_it_is_given() -> None:
    found = said(read_here("pdf", paper(shown(CLEAN) + b"BX (" + NAME.encode() + b") ann_other EX\n")))
    assert found["page 1, commands that do not exist"] == "ann_other"
    assert found["page 1, words beside the text"] == NAME


def test_a_font_that_does_not_say_its_letters_is_looked_at() -> None:
    glyphs = {"/N": b"700 0 0 0 700 700 d1 0 0 700 700 re f"}

    def draw(pdf: pikepdf.Pdf) -> None:
        procs = Dictionary({key: pdf.make_stream(value) for key, value in glyphs.items()})
        font = Dictionary(Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 1000, 1000]), CharProcs=procs)
        font.FontMatrix, font.FirstChar, font.LastChar = Array([0.001, 0, 0, 0.001, 0, 0]), 78, 78
        font.Widths, font.Encoding = Array([700]), Dictionary(Differences=Array([78, Name("/N")]))
        pdf.pages[0].obj.Resources.Font.T3 = pdf.make_indirect(font)

    content = shown(CLEAN) + shown("N", y=300, font="T3")
    assert "page 1, read by OCR" in said(read_here("pdf", paper(content, change=draw)))


def test_a_page_of_plain_text_needs_no_ocr() -> None:
    assert not read_here("pdf", paper(), tesseract="").troubles


def test_every_page_of_a_file_made_elsewhere_is_looked_at() -> None:
    found = said(read_here("pdf", paper(shown(NAME, size=24)), every_page=True))
    assert NAME in found["page 1, read by OCR"]


def test_a_name_that_goes_on_over_the_edge_of_a_page_is_read_in_one_piece() -> None:
    def split(pdf: pikepdf.Pdf) -> None:
        first, second = NAME.split(maxsplit=1)
        foot = shown(CLEAN) + shown(f"as {first}", y=60) + shown("Page 1 of 2", y=30)
        head = shown("A report", y=800) + shown(f"{second} said", y=760)
        for page, words in zip(pdf.pages, (foot, head), strict=True):
            page.Contents = pdf.make_stream(words)

    read = said(read_here("pdf", paper(pages=2, change=split)))
    assert "\n".join(NAME.split(maxsplit=1)) in read["from page 1 to page 2"]
