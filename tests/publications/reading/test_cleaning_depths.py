"""What lies deeper than the parts of a PDF: in the files of its fonts, behind the dots of its pictures, among its commands."""

from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image, ImageChops

from publications.reading import font_files, rewriting
from publications.reading.opened import NotOpened
from tests.publications.reading.here import read_here, said
from tests.publications.reading.papers import CLEAN, NAME, paper, shown, written
from tests.publications.reading.test_cleaning import everything

SAID = NAME.encode()
MAP = b"/CIDInit /ProcSet findresource begin\nbegincmap\n/CMapName /%b def\n%% by %b\n/Registry (%b) def\nendcmap"
TYPE1 = b"%%!PS-AdobeFont-1.0: %b\n%% by %b\n/Notice (Made by %b) readonly def\n/FontName /Plain def\neexec\0\1%b"


def sfnt(kind: bytes, words: bytes, *, beyond: int = 0) -> bytes:
    """The file of a font with one table."""
    return b"\0\1\0\0\0\1" + b"\0" * 6 + kind + b"\0" * 4 + (28).to_bytes(4) + (len(words) + beyond).to_bytes(4) + words


@pytest.mark.parametrize("kind", [b"name", b"meta", b"DSIG"])
def test_a_font_says_nothing_about_who_made_it(kind: bytes) -> None:
    bare = font_files.bare(sfnt(kind, SAID))
    assert SAID not in bare
    assert len(bare) == len(sfnt(kind, SAID))


def test_the_letters_of_a_font_stay_as_they_are() -> None:
    assert font_files.bare(sfnt(b"glyf", SAID)) == sfnt(b"glyf", SAID)
    assert font_files.bare(sfnt(b"name", SAID, beyond=9)) == sfnt(b"name", SAID, beyond=9)
    assert font_files.bare(b"\1\0\4\1rest") == b"\1\0\4\1rest"


def test_an_old_font_keeps_its_length_and_loses_its_words() -> None:
    whole = TYPE1 % (SAID, SAID, SAID, b"locked")
    bare = font_files.bare(whole)
    assert SAID not in bare
    assert len(bare) == len(whole)
    assert bare.endswith(b"/FontName /Plain def\neexec\0\1locked")
    assert SAID not in font_files.bare(b"%!\n/FullName (" + SAID + b") def")


def test_a_list_of_letters_loses_its_remarks_and_its_name() -> None:
    bare = font_files.bare(MAP % (b"Zebedee", SAID, SAID))
    assert b"Zebedee" not in bare
    assert b"/CMapName /A def" in bare
    assert b"begincmap" in bare
    assert b"endcmap" in bare


def _font(pdf: Any) -> None:
    held = pdf.pages[0].Resources.Font.F1
    held.ToUnicode = pdf.make_stream(MAP % (b"Zebedee", SAID, SAID))
    held.FontDescriptor = pdf.make_indirect(
        Dictionary(Type=Name.FontDescriptor, FontName=Name.Helvetica, FontFile2=pdf.make_stream(sfnt(b"name", SAID)))
    )


def test_of_the_fonts_of_a_document_no_word_is_left() -> None:
    assert SAID not in everything(rewriting.rewrite(paper(change=_font)))


def _picture(extra: bytes, **more: Any) -> Any:
    def change(pdf: Any) -> None:
        dots = Stream(pdf, b"\x60" * 400 + extra)
        facts = {"Type": Name.XObject, "Subtype": Name.Image, "Width": 20, "Height": 20, "BitsPerComponent": 8, **more}
        for key, value in facts.items():
            dots[f"/{key}"] = value(pdf) if callable(value) else value
        pdf.pages[0].Resources.XObject = Dictionary(Im=pdf.make_indirect(dots))
        pdf.pages[0].contents_add(Stream(pdf, b"q 20 0 0 20 60 60 cm /Im Do Q"))

    return change


GREY = {"ColorSpace": Name.DeviceGray}
COLOURS: dict[str, dict[str, Any]] = {
    "grey": GREY,
    "a palette": {"ColorSpace": Array([Name.Indexed, Name.DeviceRGB, 0, b"\1\2\3"])},
    "a profile": {"ColorSpace": lambda pdf: Array([Name.ICCBased, pdf.make_stream(b"\0" * 8, N=1)])},
    "inks": {"ColorSpace": lambda pdf: Array([Name.DeviceN, Array([Name.Black]), Name.DeviceGray, _tint()])},
    "a stencil": {"ImageMask": True, "BitsPerComponent": 1},
}


def _tint() -> Any:
    return Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0]), C1=Array([1]), N=1)


@pytest.mark.parametrize("sort", COLOURS)
def test_nothing_stands_behind_the_last_dot_of_a_picture(sort: str) -> None:
    bare = rewriting.rewrite(paper(change=_picture(b" by " + SAID, **COLOURS[sort])))
    assert SAID not in everything(bare)


def test_the_dots_of_a_picture_stay() -> None:
    with pikepdf.open(BytesIO(rewriting.rewrite(paper(change=_picture(b"", **GREY))))) as pdf:
        assert pdf.pages[0].Resources.XObject.Im.read_bytes() == b"\x60" * 400


def test_of_a_picture_whose_colours_are_not_known_nothing_is_cut_off() -> None:
    with pikepdf.open(BytesIO(rewriting.rewrite(paper(change=_picture(b"more", ColorSpace=Name.Pattern))))) as pdf:
        assert pdf.pages[0].Resources.XObject.Im.read_bytes().endswith(b"more")


INLINE = b"q 10 0 0 10 60 60 cm BI /W 8 /H 8 /CS /G /BPC 8 %b ID " + bytes(64) + b" EI Q"


def test_a_picture_among_the_commands_carries_no_words() -> None:
    with pytest.raises(NotOpened, match="carries something"):
        rewriting.rewrite(paper(shown(CLEAN) + INLINE % (b"/Note (" + SAID + b")")))
    with pikepdf.open(BytesIO(rewriting.rewrite(paper(shown(CLEAN) + INLINE % b"")))) as pdf:
        assert b"BI" in pdf.pages[0].Contents.read_bytes()


def _of_letters(paint: Any) -> Any:
    def change(pdf: Any) -> None:
        made = paint()
        colours = Name.DeviceRGB if made.mode == "RGB" else Name.DeviceGray
        dots = Stream(pdf, made.tobytes(), Type=Name.XObject, Subtype=Name.Image, Width=made.width, Height=made.height)
        dots.ColorSpace, dots.BitsPerComponent = colours, 8
        if made.mode == "L":
            dots.Decode = Array([1, 1])
        pdf.pages[0].Resources.XObject = Dictionary(Im=pdf.make_indirect(dots))
        pdf.pages[0].contents_add(Stream(pdf, b"q %d 0 0 %d 60 60 cm /Im Do Q" % (made.width // 2, made.height // 2)))

    return change


def _red_on_green() -> Image.Image:
    letters = written(NAME).convert("L")
    return Image.composite(
        Image.new("RGB", letters.size, (255, 0, 0)), Image.new("RGB", letters.size, (0, 130, 0)), ImageChops.invert(letters)
    )


def test_letters_as_light_as_what_is_behind_them_are_read() -> None:
    read = read_here("pdf", paper(change=_of_letters(_red_on_green)))
    assert any(NAME in text for place, text in said(read).items() if "colours" in place)


def test_letters_that_are_painted_over_by_how_a_picture_is_decoded_are_read() -> None:
    read = read_here("pdf", paper(change=_of_letters(lambda: written(NAME).convert("L"))))
    assert any(NAME in text for place, text in said(read).items() if "OCR" in place)
