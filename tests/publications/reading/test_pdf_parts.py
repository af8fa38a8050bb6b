"""What a PDF says and carries besides its pages: every string, every name, every file inside, and what it was before."""

from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from tests.publications.reading.here import read_here, said, troubles
from tests.publications.reading.papers import CLEAN, NAME, annotate, file_of, paper, saved, shown, written


def _info(pdf: Any) -> None:
    pdf.trailer.Info = pdf.make_indirect(Dictionary(Author=NAME))


def _own_property(pdf: Any) -> None:
    pdf.trailer.Info = pdf.make_indirect(Dictionary({"/Case": String(NAME)}))


def _xmp(pdf: Any) -> None:
    xml = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><creator>{NAME}</creator></x:xmpmeta>'
    pdf.Root.Metadata = pdf.make_stream(xml.encode(), Type=Name.Metadata, Subtype=Name.XML)


def _outline(pdf: Any) -> None:
    item = pdf.make_indirect(Dictionary(Title=NAME))
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(Type=Name.Outlines, First=item, Last=item, Count=1))


def _destination(pdf: Any) -> None:
    target = Array([pdf.pages[0].obj, Name.Fit])
    pdf.Root.Names = Dictionary(Dests=pdf.make_indirect(Dictionary(Names=Array([String(NAME), target]))))


def _label(pdf: Any) -> None:
    pdf.Root.PageLabels = pdf.make_indirect(Dictionary(Nums=Array([0, Dictionary(P=NAME)])))


def _structure(key: str) -> Any:
    def change(pdf: Any) -> None:
        part = pdf.make_indirect(Dictionary({"/Type": Name.StructElem, "/S": Name.Figure, key: String(NAME)}))
        pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=part))

    return change


def _field(pdf: Any) -> None:
    box = annotate(pdf, "Widget", FT=Name.Tx, T="child", V=NAME)
    pdf.Root.AcroForm = Dictionary(Fields=Array([box]))


def _link(address: str) -> Any:
    def change(pdf: Any) -> None:
        annotate(pdf, "Link", A=Dictionary(S=Name.URI, URI=address))

    return change


STRINGS = {
    "property Author": _info,
    "property Case": _own_property,
    "XMP data": _xmp,
    "outline": _outline,
    "named destination": _destination,
    "page label": _label,
    "alternative text": _structure("/Alt"),
    "text given in place of what is shown": _structure("/ActualText"),
    "what an abbreviation stands for": _structure("/E"),
    "elsewhere in the file": _structure("/ID"),
    "annotation 1 on page 1": lambda pdf: annotate(pdf, "Text", Contents=NAME),
    "form field": _field,
    "link 1 on page 1, address of a link": _link(f"https://example.org/{NAME}"),
}


@pytest.mark.parametrize("place", STRINGS)
def test_a_name_is_found_in_its_place(place: str) -> None:
    assert NAME in said(read_here("pdf", paper(change=STRINGS[place])))[place]


def test_an_address_in_per_cent_signs_is_read_plainly_too() -> None:
    found = said(read_here("pdf", paper(change=_link("https://example.org/?q=Zebedee%20Quarrington"))))
    assert NAME in found["link 1 on page 1, address of a link"]


@pytest.mark.parametrize(
    "raw",
    [
        NAME.encode(),
        b"\xfe\xff" + "Zébedee Quarrington".encode("utf-16-be"),
        b"\xef\xbb\xbf" + "Zébedee Quarrington".encode(),
        "Zébedee Quarrington".encode(),
        "Zébedee Quarrington".encode("utf-16-le"),
        "Zébedee Quarrington".encode("utf-16-be"),
        b"\xff\xfe" + "Zébedee Quarrington".encode("utf-16-le"),
        bytes(range(128, 160)) * 3 + NAME.encode() + bytes(range(128, 160)),
    ],
)
def test_a_string_is_read_in_whatever_way_it_is_written(raw: bytes) -> None:
    def change(pdf: Any) -> None:
        pdf.trailer.Info = pdf.make_indirect(Dictionary(Subject=String(raw)))

    assert "bedee Quarrington" in said(read_here("pdf", paper(change=change)))["property Subject"]


def test_a_string_in_a_place_that_nobody_thought_of_is_read() -> None:
    def change(pdf: Any) -> None:
        deep = Dictionary(Deep=Array([Array([Dictionary(Deeper=String(NAME))])]))
        pdf.pages[0].obj["/Whatever"] = deep
        pdf.Root["/Anything"] = pdf.make_stream(b"\0\1\2 words in other bytes: " + NAME.encode() + b"\xfe\xff\0")

    found = said(read_here("pdf", paper(change=change)))
    assert NAME in found["page 1"]
    assert NAME in found["elsewhere in the file"]


@pytest.mark.parametrize("name", ["/Quarrington", "/ABCDEF+Quarrington"])
def test_the_name_of_a_part_is_read(name: str) -> None:
    def change(pdf: Any) -> None:
        pdf.pages[0].obj.Resources.Font[name] = pdf.pages[0].obj.Resources.Font.F1

    assert "Quarrington" in said(read_here("pdf", paper(change=change)))["name of a part"]


def test_names_that_pdf_gives_by_itself_are_no_words() -> None:
    assert set(said(read_here("pdf", paper()))) <= {"page 1", "name of a part", "elsewhere in the file"}
    assert said(read_here("pdf", paper()))["name of a part"] == "Helvetica"


ACTIVE = {
    "a script on opening": lambda pdf: pdf.Root.__setattr__("OpenAction", Dictionary(S=Name.JavaScript, JS="app.alert(1)")),
    "a script among the names": lambda pdf: pdf.Root.__setattr__(
        "Names", Dictionary(JavaScript=Dictionary(Names=Array([String("a"), Dictionary(S=Name.JavaScript, JS="1")])))
    ),
    "when a page is opened": lambda pdf: pdf.pages[0].obj.__setattr__("AA", Dictionary(O=Dictionary(S=Name.Named))),
    "a program": lambda pdf: annotate(pdf, "Link", A=Dictionary(S=Name.Launch, F="calc.exe")),
    "another file": lambda pdf: annotate(pdf, "Link", A=Dictionary(S=Name.GoToR, F="other.pdf")),
    "a form that is sent": lambda pdf: annotate(pdf, "Link", A=Dictionary(S=Name.SubmitForm)),
    "a link that runs": lambda pdf: annotate(pdf, "Link", A=Dictionary(S=Name.URI, URI="javascript:alert(1)")),
    "a film": lambda pdf: annotate(pdf, "RichMedia"),
    "a part from elsewhere": lambda pdf: pdf.Root.__setattr__("Far", pdf.make_stream(b"", F=String("http://example.org/x"))),
}


@pytest.mark.parametrize("what", ACTIVE)
def test_what_acts_by_itself_is_active(what: str) -> None:
    assert troubles(read_here("pdf", paper(change=ACTIVE[what])), "active")


def _thumbnail(pdf: Any) -> None:
    pdf.pages[0].obj.Thumb = pdf.make_stream(b"\0" * 100, Width=10, Height=10, ColorSpace=Name.DeviceGray, BitsPerComponent=8)


HIDDEN = {
    "a small picture of a page": _thumbnail,
    "private data": lambda pdf: pdf.Root.__setattr__("PieceInfo", Dictionary(App=Dictionary(Private=String(NAME)))),
    "a form in a form": lambda pdf: pdf.Root.__setattr__(
        "AcroForm", Dictionary(XFA=pdf.make_stream(f"<xdp><v>{NAME}</v></xdp>".encode()))
    ),
    "a remark": lambda pdf: annotate(pdf, "Text", Contents=NAME),
    "a form": _field,
    "a file on a disk": _link("file:///C:/Users/zebedee/report.docx"),
    "a folder of files": lambda pdf: pdf.Root.__setattr__("Collection", Dictionary(Type=Name.Collection)),
}


@pytest.mark.parametrize("what", HIDDEN)
def test_what_must_not_be_there_is_hidden(what: str) -> None:
    read = read_here("pdf", paper(change=HIDDEN[what]))
    assert troubles(read, "hidden")
    assert not troubles(read, "active") + troubles(read, "unread")


def test_a_link_to_the_web_is_no_trouble() -> None:
    assert not read_here("pdf", paper(change=_link("https://example.org/"))).troubles


def _embed(content: bytes, name: str) -> Any:
    def change(pdf: Any) -> None:
        pdf.attachments[name] = pikepdf.AttachedFileSpec(
            pdf, content, filename=name, description="", mime_type="", creation_date="", mod_date=""
        )

    return change


@pytest.mark.parametrize(
    ("content", "name", "place"),
    [
        (paper(shown(NAME)), "a.pdf", "embedded file 1: page 1"),
        (NAME.encode(), "notes.txt", "embedded file 1: the text"),
        (file_of(written()), "scan.png", "embedded file 1: the picture, read by OCR"),
        (paper(change=_embed(NAME.encode(), "b.txt")), "a.pdf", "embedded file 1: embedded file 1: the text"),
    ],
)
def test_an_embedded_file_is_read_and_is_trouble(content: bytes, name: str, place: str) -> None:
    read = read_here("pdf", paper(change=_embed(content, name)))
    assert NAME in said(read)[place]
    assert "embedded file 1" in troubles(read, "hidden")
    assert read.pages == 1


def test_the_name_of_an_embedded_file_is_read() -> None:
    assert (
        said(read_here("pdf", paper(change=_embed(b"x y z words", f"{NAME}.txt"))))["name of embedded file 1"] == f"{NAME}.txt"
    )


def test_an_embedded_file_of_an_unknown_kind_is_unread() -> None:
    read = read_here("pdf", paper(change=_embed(b"\x7fELF", "tool")))
    assert troubles(read, "unread") == ["embedded file 1: the file"]


def test_a_file_too_deep_inside_others_is_unread() -> None:
    content = NAME.encode()
    for number in range(3):
        content = paper(change=_embed(content, "a.txt" if number == 0 else "a.pdf"))
    assert troubles(read_here("pdf", content), "unread") == ["embedded file 1: embedded file 1: embedded file 1: the file"]


def test_what_stood_there_before_the_last_change_is_read() -> None:
    first = paper(shown(NAME), object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    read = read_here("pdf", later(first))
    assert said(read)["page 1"] == CLEAN
    assert NAME in said(read)["an earlier revision: page 1"]
    assert "earlier revisions" in troubles(read, "hidden")
    assert read.pages == 1


def later(first: bytes) -> bytes:
    """The document with a second revision behind the first: the page says something clean."""
    with pikepdf.open(BytesIO(first)) as pdf:
        number, root, size = pdf.pages[0].obj.Contents.objgen[0], pdf.Root.objgen[0], len(pdf.objects) + 1
    content = shown(CLEAN)
    new = b"%d 0 obj\n<</Length %d>>\nstream\n%b\nendstream\nendobj\n" % (number, len(content), content)
    at = len(first) + 1
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, at)
    trailer = b"trailer\n<</Size %d /Root %d 0 R /Prev %d>>\n" % (size, root, int(first.rsplit(b"startxref", 1)[1].split()[0]))
    return first + b"\n" + new + table + trailer + b"startxref\n%d\n%%%%EOF\n" % (at + len(new))


def test_a_document_prepared_for_the_web_has_no_earlier_revision() -> None:
    assert not read_here("pdf", paper(pages=3, linearize=True)).troubles


def test_what_stands_around_the_document_is_read() -> None:
    read = read_here("pdf", f"From {NAME}\n".encode() + paper() + b"Ann Other was here")
    assert NAME in said(read)["before the head of the file"]
    assert "Ann Other" in said(read)["behind the end of the file"]
    assert set(troubles(read, "hidden")) == {"before the head of the file", "behind the end of the file"}


def test_a_part_that_no_table_leads_to_is_read() -> None:
    content = paper(object_stream_mode=pikepdf.ObjectStreamMode.disable)
    lost = (
        f"\n99 0 obj\n<</Author (Ann Other)>>\nendobj\n98 0 obj\n<<>>\nstream\nBT (Zebedee) Tj ET\nendstream\nendobj\n%{NAME}\n"
    )
    read = read_here("pdf", content.replace(b"startxref", lost.encode() + b"startxref", 1))
    found = said(read)
    assert "Ann Other" in found["a part that is no longer used, its strings"]
    assert "Zebedee" in found["a part that is no longer used, its strings"]
    assert NAME in found["remarks between the parts of the file"]
    assert "parts that are no longer used" in troubles(read, "hidden")


def test_a_document_with_a_password_is_unread() -> None:
    assert "the file" in troubles(read_here("pdf", _locked("secret")), "unread")
    assert "the file" in troubles(read_here("pdf", _locked("")), "unread")


def _locked(password: str) -> bytes:
    with pikepdf.open(BytesIO(paper())) as pdf:
        buffer = BytesIO()
        pdf.save(buffer, encryption=pikepdf.Encryption(owner="owner", user=password))
        return buffer.getvalue()


def test_a_way_of_packing_that_is_not_known_is_unread() -> None:
    def change(pdf: Any) -> None:
        pdf.Root.Odd = pdf.make_stream(b"abc")
        pdf.Root.Odd.Filter = Name("/Secret")

    assert troubles(read_here("pdf", paper(change=change)), "unread") == ["elsewhere in the file"]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"no pdf at all", paper()[:300]])
def test_a_damaged_document_is_unread_and_raises_nothing(content: bytes) -> None:
    assert "the file" in troubles(read_here("pdf", content), "unread")


def test_the_same_file_is_read_the_same_twice() -> None:
    content = saved(pikepdf.open(BytesIO(paper(change=_xmp))))
    assert read_here("pdf", content) == read_here("pdf", content)
