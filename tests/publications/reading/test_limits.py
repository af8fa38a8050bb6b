"""Files that are larger, deeper or more oddly made than what is read: each says so, and none passes."""

import zlib
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from publications.reading import rewriting
from publications.reading.opened import NotOpened
from tests.publications.reading import test_pdf_parts as parts
from tests.publications.reading.here import read_here, said, troubles
from tests.publications.reading.papers import NAME, dots_in, file_of, jpeg_in, paper, shown, written
from tests.publications.reading.test_pictures import PICTURE, pictured


def _deep(pdf: Any) -> None:
    inner = Dictionary(End=String(NAME))
    for _ in range(150):
        inner = Dictionary(In=inner)
    pdf.Root.Deep = inner


def _swollen(pdf: Any) -> None:
    pdf.Root.Big = pdf.make_stream(b"")
    pdf.Root.Big.write(zlib.compress(b"\0" * 120_000_000, 9), filter=Name.FlateDecode)


def _unpackable(pdf: Any) -> None:
    pdf.Root.Odd = pdf.make_stream(b"")
    pdf.Root.Odd.write(b"this was never packed", filter=Name.FlateDecode)


def _unpackable_page(pdf: Any) -> None:
    pdf.pages[0].obj.Contents.write(b"this was never packed", filter=Name.FlateDecode)


def _no_pages(pdf: Any) -> None:
    pdf.Root.Pages = Dictionary(Type=Name.Pages, Kids=Array([Dictionary(Type=Name.Pages, Kids=Array([5])), 7]), Count=9)


@pytest.mark.parametrize("change", [_deep, _swollen, _unpackable, _unpackable_page])
def test_what_is_too_much_or_too_odd_is_unread(change: Any) -> None:
    assert troubles(read_here("pdf", paper(change=change)), "unread")


@pytest.mark.parametrize(
    ("limit", "most"),
    [
        ("publications.reading.opened.MOST_OBJECTS", 3),
        ("publications.reading.opened.MOST_PAGES", 1),
        ("publications.reading.pages.MOST_PAGES", 1),
        ("publications.reading.structure.MOST_STREAMS", 10),
    ],
)
def test_each_limit_of_a_document_is_trouble(monkeypatch: pytest.MonkeyPatch, limit: str, most: int) -> None:
    monkeypatch.setattr(limit, most)
    assert troubles(read_here("pdf", paper(pages=3)), "unread")


def test_more_files_inside_than_are_read_is_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("publications.reading.files.MOST_FILES", 0)
    assert troubles(read_here("pdf", paper(change=parts._embed(b"some words", "a.txt"))), "unread") == ["the file"]


def test_more_revisions_than_are_read_is_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("publications.reading.revisions.MOST_REVISIONS", 0)
    first = paper(shown(NAME), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert troubles(read_here("pdf", parts.later(first)), "unread") == ["earlier revisions"]


def test_more_pictures_than_are_looked_at_is_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("publications.reading.ocr.MOST_OCR", 0)
    assert troubles(read_here("png", file_of(written())), "unread") == ["the picture"]


def test_a_page_that_is_too_large_to_be_looked_at_is_unread() -> None:
    def enlarge(pdf: Any) -> None:
        pdf.pages[0].obj.MediaBox = Array([0, 0, 14_000, 14_000])

    assert troubles(read_here("pdf", paper(change=enlarge), every_page=True), "unread") == ["page 1"]


def test_a_large_page_is_looked_at_less_closely() -> None:
    def enlarge(pdf: Any) -> None:
        pdf.pages[0].obj.MediaBox = Array([0, 0, 3000, 3000])

    read = read_here("pdf", paper(shown(NAME, size=60), change=enlarge), every_page=True)
    assert NAME in said(read)["page 1, read by OCR"]


def _packed_twice(pdf: Any) -> Any:
    stream = jpeg_in(pdf, file_of(written(), "JPEG"))
    twice = zlib.compress(stream.read_raw_bytes())
    stream.write(twice, filter=Array([Name.FlateDecode, Name.DCTDecode]))
    return stream


def test_a_photograph_that_is_packed_twice_is_unread_and_not_cleaned() -> None:
    content = pictured(_packed_twice)
    assert PICTURE in troubles(read_here("pdf", content), "unread")
    with pytest.raises(NotOpened, match="packed twice"):
        rewriting.rewrite(content)


def test_a_picture_packed_in_a_way_that_is_not_known_is_unread_and_not_cleaned() -> None:
    content = pictured(lambda pdf: dots_in(pdf, written(), **{"/Filter": Name("/Secret")}))
    assert troubles(read_here("pdf", content), "unread")
    with pytest.raises(NotOpened, match="not known"):
        rewriting.rewrite(content)


@pytest.mark.parametrize("content", [b"\xff\xd8no photograph at all", b"no photograph"])
def test_a_damaged_photograph_is_not_cleaned(content: bytes) -> None:
    def damaged(pdf: Any) -> Any:
        stream = jpeg_in(pdf, file_of(written(), "JPEG"))
        stream.write(content, filter=Name.DCTDecode)
        return stream

    with pytest.raises(NotOpened, match="damaged"):
        rewriting.rewrite(pictured(damaged))


def test_a_photograph_with_parameters_keeps_them() -> None:
    def with_parameters(pdf: Any) -> Any:
        return jpeg_in(pdf, file_of(written(), "JPEG"), **{"/DecodeParms": Dictionary(ColorTransform=1)})

    with pikepdf.open(BytesIO(rewriting.rewrite(pictured(with_parameters)))) as pdf:
        assert pdf.pages[0].obj.Resources.XObject["/New"].DecodeParms.ColorTransform == 1


def test_a_document_whose_pages_are_not_to_be_found_is_unread() -> None:
    assert troubles(read_here("pdf", paper(change=_no_pages)), "unread")


def test_bytes_that_are_no_text_are_unread_and_read_for_words() -> None:
    read = read_here("text", bytes(range(256)) * 4 + NAME.encode())
    assert troubles(read, "unread") == ["the file"]
    assert NAME in said(read)["the text"]


def test_too_much_text_stops_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("publications.reading.notes.MOST_TEXT", 20)
    assert troubles(read_here("pdf", paper()), "unread") == ["the file"]


@pytest.mark.parametrize("without", ["pikepdf", "pdfium", "pillow"])
def test_a_document_is_unread_without_a_library(without: str) -> None:
    content = pictured(lambda pdf: dots_in(pdf, written()))
    lacking: dict[str, Any] = {without: False}
    assert troubles(read_here("pdf", content, **lacking), "unread")


def test_a_photograph_without_an_end_of_its_own_is_read_to_its_end() -> None:
    content = file_of(Image.new("RGB", (30, 30), "red"), "JPEG", comment=NAME.encode())[:-2]
    assert NAME in said(read_here("jpeg", content))["the picture, what its file says beside it (part FE)"]
