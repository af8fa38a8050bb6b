"""Pictures, in a document or by themselves: what is written in them, and what their files say beside them."""

from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Name
from PIL import Image, PngImagePlugin

from publications import reading
from tests.publications.reading.here import read_here, said, troubles
from tests.publications.reading.papers import NAME, dots_in, file_of, jpeg_in, paper, show, written

PICTURE = "picture 1 on page 1"


def pictured(content: Any, **how: Any) -> bytes:
    """A document with one picture."""

    def change(pdf: pikepdf.Pdf) -> None:
        show(pdf, "/XObject", content(pdf))

    return paper(change=change, **how)


def words_of(read: Any, name: str) -> str:
    """All that OCR found in a picture, upright or turned."""
    return " ".join(said(read).get(f"{name}, read by OCR", "").split())


INKS = {
    "black on white": written(),
    "white on black": written(ink="white", ground="black"),
    "pale": written(ink=(250, 250, 250)),
    "upside down": written().rotate(180),
    "turned to the left": written().rotate(90, expand=True),
    "turned to the right": written().rotate(270, expand=True),
}


@pytest.mark.parametrize("how", INKS)
def test_words_in_a_picture_are_read(how: str) -> None:
    assert NAME in words_of(read_here("png", file_of(INKS[how])), "the picture")


def test_words_that_only_the_transparency_hides_are_read() -> None:
    clear = written(mode="RGBA", ink=(0, 0, 0, 255), ground=(255, 255, 255, 255))
    clear.putalpha(0)
    found = said(read_here("png", file_of(clear)))
    assert NAME in found["the picture, read by OCR without what makes it transparent"]


def test_words_made_of_transparency_alone_are_read() -> None:
    clear = Image.new("RGBA", (500, 90), "black")
    clear.putalpha(written().convert("L").resize((500, 90)))
    found = said(read_here("png", file_of(clear)))
    assert any("Quarrington" in text for text in found.values())


def test_a_picture_of_one_colour_needs_no_ocr() -> None:
    assert not read_here("png", file_of(Image.new("RGB", (300, 300), "navy")), tesseract="").troubles


def test_a_picture_in_a_document_is_read_whole_whatever_the_page_shows_of_it() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        show(pdf, "/XObject", dots_in(pdf, written()), b"q 0 0 1 1 re W n 300 0 0 60 60 500 cm /New Do Q\n")

    assert NAME in words_of(read_here("pdf", paper(change=change)), PICTURE)


def test_a_picture_that_no_page_shows_is_read() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Spare = dots_in(pdf, written())

    assert NAME in words_of(read_here("pdf", paper(change=change)), "picture 1, on no page")


def test_a_picture_behind_a_mask_is_read() -> None:
    def masked(pdf: pikepdf.Pdf) -> Any:
        nothing = dots_in(pdf, Image.new("L", written().size, 0))
        return dots_in(pdf, written(), **{"/SMask": nothing})

    assert NAME in words_of(read_here("pdf", pictured(masked)), PICTURE)


@pytest.mark.parametrize(("kind", "way"), [("JPEG", Name.DCTDecode), ("JPEG2000", Name.JPXDecode)])
def test_a_photograph_in_a_document_is_read(kind: str, way: Name) -> None:
    content = file_of(written(), kind)
    read = read_here("pdf", pictured(lambda pdf: jpeg_in(pdf, content, **{"/Filter": way})))
    assert NAME in words_of(read, PICTURE)
    assert not read.troubles


def test_a_picture_among_the_commands_of_a_page_is_looked_at() -> None:
    picture = written().convert("L")
    head = f"q 300 0 0 60 60 500 cm BI /W {picture.width} /H {picture.height} /CS /G /BPC 8 ID ".encode()
    read = read_here("pdf", paper(head + picture.tobytes() + b"\nEI Q\n"))
    assert NAME in words_of(read, "page 1")


def test_letters_that_are_drawn_are_looked_at() -> None:
    letters = b"0 g " + b"".join(
        b"%d 500 m %d 540 %d 560 %d 500 c %d 500 l f\n" % (x, x + 4, x + 12, x + 20, x) for x in range(60, 200, 40)
    )
    assert troubles(read_here("pdf", paper(letters), tesseract=""), "unread") == ["page 1"]


def test_many_small_boxes_may_be_letters_and_a_few_are_none() -> None:
    boxes = [b"%d %d 3 3 re f\n" % (60 + 4 * (n % 40), 500 + 4 * (n // 40)) for n in range(120)]
    assert troubles(read_here("pdf", paper(b"0 g " + b"".join(boxes)), tesseract=""), "unread") == ["page 1"]
    assert not read_here("pdf", paper(b"0 g " + b"".join(boxes[:20])), tesseract="").troubles


@pytest.mark.parametrize("length", [40, 700, 2000])
def test_a_picture_that_cannot_be_decoded_is_unread(length: int) -> None:
    content = file_of(written(), "JPEG")

    def break_off(pdf: pikepdf.Pdf) -> Any:
        stream = jpeg_in(pdf, content)
        stream.write(content[:length], filter=Name.DCTDecode)
        return stream

    assert PICTURE in troubles(reading.read("pdf", pictured(break_off)), "unread")


def test_a_picture_of_too_many_dots_is_unread() -> None:
    huge = {"/Width": 40_000, "/Height": 40_000}
    read = read_here("pdf", pictured(lambda pdf: dots_in(pdf, written(), **huge)))
    assert PICTURE in troubles(read, "unread")


def test_a_small_file_of_too_many_dots_is_unread() -> None:
    bomb = file_of(Image.new("1", (9000, 9000)))
    assert len(bomb) < 50_000
    assert troubles(read_here("png", bomb), "unread") == ["the picture"]
    assert troubles(read_here("png", file_of(Image.new("1", (20_000, 20_000)))), "unread") == ["the picture"]


def _exif() -> Any:
    exif = Image.Exif()
    exif[0x013B] = NAME
    exif[0x9C9B] = (NAME + "\0").encode("utf-16-le")
    exif.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0seen by Ann Other"
    exif.get_ifd(0x8825)[2] = (51.0, 22.0, 59.0)
    return exif


def test_what_a_camera_writes_beside_a_picture_is_read() -> None:
    found = said(read_here("jpeg", file_of(Image.new("RGB", (20, 20), "red"), "JPEG", exif=_exif(), comment=b"of Ann")))
    assert found["the picture, EXIF Artist"] == NAME
    assert NAME in found["the picture, EXIF XPTitle"]
    assert "Ann Other" in found["the picture, EXIF UserComment"]
    assert "51.0" in found["the picture, EXIF GPSLatitude"]
    assert "of Ann" in found["the picture, what its file says beside it (part FE)"]


def test_what_a_camera_writes_is_read_in_a_document_too() -> None:
    content = file_of(written("photo"), "JPEG", exif=_exif())
    found = said(read_here("pdf", pictured(lambda pdf: jpeg_in(pdf, content))))
    assert found[f"{PICTURE}, EXIF Artist"] == NAME


@pytest.mark.parametrize("packed", [True, False])
def test_what_a_png_says_beside_its_picture_is_read(packed: bool) -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", NAME, zip=packed)
    info.add_itxt("Title", "Ann Other", zip=packed)
    found = said(read_here("png", file_of(Image.new("L", (20, 20)), pnginfo=info)))
    assert NAME in found[f"the picture, what its file says beside it ({'zTXt' if packed else 'tEXt'})"]
    assert "Ann Other" in found["the picture, what its file says beside it (iTXt)"]


def test_a_smaller_picture_in_a_pictures_file_is_read_and_is_trouble() -> None:
    whole = written(NAME, ink="black").resize((316, 64))
    exif = b"Exif\0\0" + file_of(whole, "JPEG")
    read = read_here("jpeg", file_of(Image.new("RGB", (90, 90), "red"), "JPEG", exif=exif))
    assert troubles(read, "hidden") == ["the picture"]
    assert "Quarrington" in words_of(read, "the picture, the small picture in its file")


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_what_stands_behind_the_end_of_a_picture_is_read_and_is_trouble(kind: str) -> None:
    content = file_of(Image.new("RGB", (20, 20)), kind) + f"kept by {NAME}".encode()
    read = read_here(kind.lower(), content)
    assert NAME in said(read)["the picture, behind its end"]
    assert troubles(read, "hidden") == ["the picture"]


def test_the_pictures_behind_the_first_are_read_and_are_trouble() -> None:
    content = file_of(Image.new("RGB", (414, 90)), save_all=True, append_images=[written().resize((414, 90))])
    read = read_here("png", content)
    assert "the picture" in troubles(read, "hidden")
    assert NAME in words_of(read, "the picture, picture 2 behind it")


@pytest.mark.parametrize("content", [b"", b"no picture", file_of(written())[:200], file_of(written(), "JPEG")[:300]])
def test_a_damaged_picture_is_unread_and_raises_nothing(content: bytes) -> None:
    assert troubles(reading.read("png", content), "unread") == ["the picture"]


def test_the_same_picture_twice_is_read_once() -> None:
    def twice(pdf: pikepdf.Pdf) -> None:
        for _ in range(2):
            pdf.pages[0].obj.Resources["/XObject"] = pikepdf.Dictionary(A=dots_in(pdf, written()), B=dots_in(pdf, written()))
        pdf.pages[0].obj.MediaBox = Array([0, 0, 595, 842])

    found = said(read_here("pdf", paper(change=twice)))
    assert NAME in found[f"{PICTURE}, read by OCR"]
    assert found[f"{PICTURE}, read by OCR"] == found["picture 2 on page 1, read by OCR"]
