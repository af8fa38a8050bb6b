"""A PDF made elsewhere is written anew: what no reader sees is gone, and what they see is still there."""

from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from publications.cleaning import CannotClean, clean
from publications.reading import Tools, rewriting
from publications.reading.opened import NotOpened
from tests.publications.reading import test_pdf_parts as parts
from tests.publications.reading.here import read_here, said, troubles
from tests.publications.reading.papers import CLEAN, NAME, annotate, file_of, jpeg_in, paper, shown, written
from tests.publications.reading.test_pictures import _exif, pictured

GONE = {
    **{
        place: change for place, change in parts.STRINGS.items() if place.startswith(("property", "XMP", "named", "page label"))
    },
    "a remark": lambda pdf: annotate(pdf, "Text", Contents=NAME),
    "a link on a disk": parts._link(f"file:///C:/{NAME}.docx"),
    "a form": parts._field,
    "an embedded file": parts._embed(NAME.encode(), "a.txt"),
    **parts.ACTIVE,
    **parts.HIDDEN,
    "a page that was taken out": lambda pdf: pdf.Root.__setattr__(
        "Spare", Dictionary(Type=Name.Page, Contents=pdf.make_stream(shown(NAME)))
    ),
    "a private key": lambda pdf: pdf.pages[0].obj.__setitem__("/LastModified", String(NAME)),
}


def everything(content: bytes) -> bytes:
    """All that is in a document, unpacked."""
    with pikepdf.open(BytesIO(content)) as pdf:
        buffer = BytesIO()
        pdf.save(buffer, qdf=True, fix_metadata_version=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        return buffer.getvalue()


@pytest.mark.parametrize("what", GONE)
def test_what_no_reader_sees_is_gone(what: str) -> None:
    bare = rewriting.rewrite(paper(change=GONE[what]))
    assert NAME.encode() not in everything(bare)
    read = read_here("pdf", bare)
    assert not read.troubles
    assert said(read)["page 1"] == CLEAN


def test_the_title_stays_and_is_said_in_both_places() -> None:
    def change(pdf: Any) -> None:
        pdf.trailer.Info = pdf.make_indirect(Dictionary(Title="Baby <A> & Child B", Author=NAME))

    found = said(read_here("pdf", rewriting.rewrite(paper(change=change))))
    assert found["property Title"] == "Baby <A> & Child B"
    assert "Baby &lt;A&gt; &amp; Child B" in found["XMP data"]


def test_the_title_is_also_taken_from_the_metadata() -> None:
    def change(pdf: Any) -> None:
        with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:title"] = "Baby A"
            metadata["dc:creator"] = [NAME]

    bare = rewriting.rewrite(paper(change=change))
    assert said(read_here("pdf", bare))["property Title"] == "Baby A"
    assert NAME.encode() not in everything(bare)


def test_an_earlier_revision_is_gone() -> None:
    first = paper(shown(NAME), object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    bare = rewriting.rewrite(parts.later(first))
    assert bare.count(b"%%EOF") == 1
    assert NAME.encode() not in everything(bare)
    assert not read_here("pdf", bare).troubles


def test_links_to_the_web_stay_with_nothing_but_their_address() -> None:
    def change(pdf: Any) -> None:
        action = Dictionary(S=Name.URI, URI="https://example.org/help", Next=Dictionary(S=Name.URI, URI=NAME))
        annotate(pdf, "Link", A=action, T=NAME, NM=NAME)

    bare = rewriting.rewrite(paper(change=change))
    assert said(read_here("pdf", bare))["link 1 on page 1, address of a link"] == "https://example.org/help"
    assert NAME.encode() not in everything(bare)


def test_the_structure_and_the_outline_stay_for_those_who_listen() -> None:
    def change(pdf: Any) -> None:
        parts._structure("/Alt")(pdf)
        pdf.Root.MarkInfo = Dictionary(Marked=True)
        pdf.Root.Lang = String("en-GB")
        page = pdf.pages[0].obj
        items = [pdf.make_indirect(Dictionary(Title=f"Part {n}", Dest=Array([page, Name.Fit]))) for n in range(2)]
        items[0].Next, items[1].Prev = items[1], items[0]
        items[1].A = Dictionary(S=Name.JavaScript, JS="1")
        pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=items[0], Last=items[1], Count=2))

    read = read_here("pdf", rewriting.rewrite(paper(change=change)))
    assert said(read)["alternative text"] == NAME
    assert said(read)["outline"] == "Part 0\nPart 1"
    assert said(read)["language"] == "en-GB"
    assert not read.troubles


def test_an_outline_that_leads_by_name_leads_there_still() -> None:
    def change(pdf: Any) -> None:
        target = Array([pdf.pages[0].obj, Name.Fit])
        pdf.Root.Names = Dictionary(Dests=pdf.make_indirect(Dictionary(Names=Array([String("here"), target]))))
        item = pdf.make_indirect(Dictionary(Title="Part", A=Dictionary(S=Name.GoTo, D=String("here"))))
        pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=item, Last=item, Count=1))

    with pikepdf.open(BytesIO(rewriting.rewrite(paper(change=change)))) as pdf:
        assert pdf.Root.Outlines.First.Dest[0].objgen == pdf.pages[0].obj.objgen
        assert "/Names" not in pdf.Root


def test_an_outline_that_runs_in_circles_is_taken_out() -> None:
    def change(pdf: Any) -> None:
        item = pdf.make_indirect(Dictionary(Title="Part"))
        item.Next = item
        pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=item, Last=item, Count=1))

    with pikepdf.open(BytesIO(rewriting.rewrite(paper(change=change)))) as pdf:
        assert "/Outlines" not in pdf.Root


@pytest.mark.parametrize(("kind", "way"), [("JPEG", Name.DCTDecode), ("JPEG2000", Name.JPXDecode)])
def test_a_photograph_keeps_its_picture_and_loses_what_stands_beside_it(kind: str, way: Name) -> None:
    how = {"comment": b"made by " + NAME.encode()} | ({"exif": _exif()} if kind == "JPEG" else {})
    content = file_of(written("Children at play"), kind, **how) + (NAME.encode() if kind == "JPEG" else b"")
    bare = rewriting.rewrite(pictured(lambda pdf: jpeg_in(pdf, content, **{"/Filter": way})))
    assert NAME.encode() not in everything(bare)
    read = read_here("pdf", bare)
    assert "Children at play" in said(read)["picture 1 on page 1, read by OCR"]
    assert not read.troubles


def test_remarks_between_the_commands_and_words_beside_the_text_are_gone() -> None:
    content = b"%" + NAME.encode() + b"\n/P <</MCID 0 /X (" + NAME.encode() + b")>> BDC " + shown(CLEAN) + b"EMC\n"
    bare = rewriting.rewrite(paper(content + b"/Point <</X (" + NAME.encode() + b")>> DP\n"))
    assert NAME.encode() not in everything(bare)
    with pikepdf.open(BytesIO(bare)) as pdf:
        assert pdf.pages[0].obj.Contents.read_bytes().startswith(b"/P << /MCID 0 >> BDC")


def test_layers_that_are_all_shown_become_part_of_the_page() -> None:
    def change(pdf: Any) -> None:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=NAME))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(Order=Array([layer])))
        pdf.pages[0].obj.Resources.Properties = Dictionary(L=layer)

    bare = rewriting.rewrite(paper(b"/OC /L BDC " + shown(CLEAN) + b"EMC\n", change=change))
    assert NAME.encode() not in everything(bare)
    assert said(read_here("pdf", bare))["page 1"] == CLEAN


def test_hidden_layers_are_refused() -> None:
    def change(pdf: Any) -> None:
        pdf.Root.OCProperties = Dictionary(D=Dictionary(BaseState=Name.OFF))

    with pytest.raises(NotOpened, match="layers that are hidden"):
        rewriting.rewrite(paper(change=change))


def test_a_link_that_was_taken_off_the_page_is_no_longer_part_of_its_structure() -> None:
    def change(pdf: Any) -> None:
        remark = annotate(pdf, "Text", Contents=NAME)
        point = Dictionary(Type=Name.OBJR, Obj=remark)
        part = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Annot, K=Array([point, 3])))
        pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=part))

    assert NAME.encode() not in everything(rewriting.rewrite(paper(change=change)))


def test_the_same_bytes_give_the_same_bytes() -> None:
    content = paper(pages=3, change=parts._outline)
    once = clean(content)
    assert once == clean(content)
    assert clean(once) == clean(clean(once))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"no pdf", "not a PDF"),
        (parts._locked("secret"), "password"),
        (parts._locked(""), "encryption"),
    ],
)
def test_what_cannot_be_cleaned_is_said_with_what_to_do_next(content: bytes, says: str) -> None:
    with pytest.raises(CannotClean, match=says):
        clean(content)


def test_nothing_is_cleaned_without_the_library() -> None:
    with pytest.raises(CannotClean, match="pikepdf is missing"):
        clean(paper(), tools=Tools(pikepdf=False))


def test_a_cleaned_file_that_names_somebody_on_its_pages_still_does() -> None:
    read = read_here("pdf", clean(paper(shown(NAME, y=2000))))
    assert NAME in said(read)["page 1"]
    assert not troubles(read, "hidden") + troubles(read, "active")
