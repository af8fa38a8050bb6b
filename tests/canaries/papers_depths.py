"""Leaks deeper in a PDF than its parts: in fonts, profiles, dots, commands, codes, and files within files."""

import base64
import io
import zipfile

import pikepdf
from fontTools.ttLib import TTFont, newTable  # type: ignore[import-untyped]
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image, ImageChops, ImageCms

from tests.canaries import fonts
from tests.canaries.families import Family
from tests.canaries.papers import (
    Make,
    Paper,
    annotate,
    begun,
    draw,
    flat,
    form,
    jpeg,
    picture,
    resource,
    saved,
    show_picture,
    stream,
    text,
)
from tests.canaries.papers_kept import structure

HONEST = "Child R was seen"
XMP_TITLE = (
    '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt>'
    '</dc:title></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
)


def _font(pdf: Pdf) -> pikepdf.Object:
    fonts.show(pdf, HONEST, HONEST)
    return pdf.pages[0].Resources.Font.FX


def font_names(pdf: Pdf, family: Family) -> None:
    """The table in which the file of a font says what it is called."""
    descriptor = _font(pdf).DescendantFonts[0].FontDescriptor
    made, names, out = TTFont(io.BytesIO(descriptor.FontFile2.read_bytes())), newTable("name"), io.BytesIO()
    names.names = []
    names.setName(f"Made by {family.worker}", 0, 1, 0, 0)
    made["name"] = names
    made.save(out)
    descriptor.FontFile2 = pdf.make_indirect(Stream(pdf, out.getvalue()))


def letters_of_a_font(before: bytes, after: bytes) -> Make:
    """The list that says which letters a font shows; the last name stands where {} is."""

    def make(pdf: Pdf, family: Family) -> None:
        said = _font(pdf).ToUnicode
        said.write(said.read_bytes().replace(before, after.replace(b"{}", family.last.encode())))

    return make


def old_font(pdf: Pdf, family: Family) -> None:
    """A font as programs made them thirty years ago, with a notice."""
    notice = f"%!PS-AdobeFont-1.0: Plain\n% {family.worker}\n/Notice ({family.worker}) def\n".encode()
    made = Dictionary(
        Type=Name.FontDescriptor, FontName=Name.Helvetica, Flags=32, FontBBox=Array([0, 0, 1000, 1000]), ItalicAngle=0,
        Ascent=900, Descent=-200, CapHeight=700, StemV=80,
        FontFile=stream(pdf, notice, Length1=len(notice), Length2=0, Length3=0),
    )  # fmt: skip
    pdf.pages[0].Resources.Font.F1.FontDescriptor = pdf.make_indirect(made)


def _profile(words: str) -> bytes:
    plain = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    old = next(way for way in (b"sRGB built-in", "sRGB built-in".encode("utf-16-be")) if way in plain)
    wide = 1 if old[0] else 2
    return plain.replace(old, words.ljust(13)[:13].encode("ascii" if wide == 1 else "utf-16-be", "replace"))


def profiled(where: str) -> Make:
    """What a profile of colours is called."""

    def make(pdf: Pdf, family: Family) -> None:
        profile = _profile(family.last)
        made = Image.new("RGB", (64, 64), (200, 100, 50))
        if where == "picture":
            whole = flat(pdf, made)
            whole.ColorSpace = Array([Name.ICCBased, stream(pdf, profile, N=3)])
            show_picture(pdf, whole, 64, 64)
        elif where == "printer":
            intent = Dictionary(S=Name("/GTS_PDFA1"), OutputConditionIdentifier=String("sRGB"))
            intent.DestOutputProfile = stream(pdf, profile, N=3)
            pdf.Root.OutputIntents = Array([intent])
        else:
            out, grey = io.BytesIO(), Image.new("L", (64, 64), 180)
            grey.save(out, "JPEG", icc_profile=profile)
            show_picture(pdf, jpeg(pdf, grey, out.getvalue()), 64, 64)

    return make


def behind_the_dots(pdf: Pdf, family: Family) -> None:
    """Bytes that no reader shows, because the picture has ended."""
    made = Image.new("L", (20, 20), 100)
    data = made.tobytes() + f" by {family.worker}".encode()
    whole = stream(pdf, data, Type=Name.XObject, Subtype=Name.Image, Width=20, Height=20, ColorSpace=Name.DeviceGray)
    whole.BitsPerComponent = 8
    show_picture(pdf, whole, 20, 20)


def red_on_green(pdf: Pdf, family: Family) -> None:
    """Letters that are as light as what is behind them."""
    made = picture(family.full)
    inked = Image.composite(
        Image.new("RGB", made.size, (255, 0, 0)), Image.new("RGB", made.size, (0, 130, 0)), ImageChops.invert(made)
    )
    show_picture(pdf, flat(pdf, inked), made.width / 2, made.height / 2)


def blotted(pdf: Pdf, family: Family) -> None:
    """A picture of which every dot is to be shown in white."""
    made = picture(family.full)
    show_picture(pdf, flat(pdf, made, Decode=Array([1, 1])), made.width / 2, made.height / 2)


def veiled(pdf: Pdf, family: Family) -> None:
    """White dots, seen through a mask of letters."""
    made = picture(family.full)
    white = Image.new("RGB", made.size, (255, 255, 255))
    show_picture(pdf, flat(pdf, white, SMask=flat(pdf, made)), made.width / 2, made.height / 2)


def noted_inline(pdf: Pdf, family: Family) -> None:
    """A word in the head of a picture among the commands."""
    head = f"10 0 0 10 60 60 cm BI /W 8 /H 8 /CS /G /BPC 8 /Note ({family.worker}) ID ".encode()
    draw(pdf, head + bytes(range(40, 104)) + b" EI")


def _file(pdf: Pdf, content: bytes, name: str) -> pikepdf.AttachedFileSpec:
    return pikepdf.AttachedFileSpec(pdf, content, filename=name, description="", mime_type="", creation_date="", mod_date="")


def within(pdf: Pdf, family: Family) -> None:
    """A file in a file in the file."""
    inner, middle = begun("inner"), begun("middle")
    draw(inner, text(family.full))
    middle.attachments["a.pdf"] = _file(middle, saved(inner), "a.pdf")
    pdf.attachments["b.pdf"] = _file(pdf, saved(middle), "b.pdf")


def zipped(pdf: Pdf, family: Family) -> None:
    """A folder of files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as folder:
        folder.writestr("a.txt", family.full)
    pdf.attachments["b.zip"] = _file(pdf, out.getvalue(), "b.zip")


def classed(pdf: Pdf, family: Family) -> None:
    """The name of a way in which parts look."""
    structure()(pdf, family)
    pdf.Root.StructTreeRoot.ClassMap = Dictionary({f"/{family.last}": Dictionary(O=Name.Layout)})


def marked_parts(pdf: Pdf, family: Family) -> None:
    """The list of the marks of parts."""
    structure()(pdf, family)
    pdf.Root.StructTreeRoot.IDTree = Dictionary(Names=Array([String(family.full), pdf.Root.StructTreeRoot.K]))


def summed_up(pdf: Pdf, family: Family) -> None:
    """What a table says, for those who do not see it."""
    structure()(pdf, family)
    pdf.Root.StructTreeRoot.K.A = Dictionary(O=Name.Table, Summary=String(family.full))


def halftone(pdf: Pdf, family: Family) -> None:
    """The name of a way of printing."""
    way = Dictionary(Type=Name.Halftone, HalftoneType=1, HalftoneName=String(family.full), Frequency=60, Angle=45)
    way.SpotFunction = Name.Round
    resource(pdf, "ExtGState", "GS7", Dictionary(Type=Name.ExtGState, HT=way))
    draw(pdf, b"/GS7 gs 60 60 5 5 re f")


def private_part(pdf: Pdf, family: Family) -> None:
    """A part of a JPEG that belongs to one program."""
    made, out = Image.new("L", (64, 64), 180), io.BytesIO()
    made.save(out, "JPEG")
    said = family.worker.encode()
    content = out.getvalue()
    show_picture(pdf, jpeg(pdf, made, content[:2] + b"\xff\xe7" + (2 + len(said)).to_bytes(2) + said + content[2:]), 64, 64)


def boxed(pdf: Pdf, family: Family) -> None:
    """A box of words in a picture as modern cameras pack it."""
    made, out = Image.new("L", (64, 64), 180), io.BytesIO()
    made.save(out, "JPEG2000")
    said = family.worker.encode()
    content = out.getvalue() + (8 + len(said)).to_bytes(4) + b"xml " + said
    whole = stream(pdf, content, Type=Name.XObject, Subtype=Name.Image, Width=64, Height=64, Filter=Name.JPXDecode)
    show_picture(pdf, whole, 64, 64)


def coded_link(pdf: Pdf, family: Family) -> None:
    """An address that holds the name in a code."""
    coded = base64.b64encode(family.full.encode()).decode()
    annotate(pdf, "Link", A=Dictionary(S=Name.URI, URI=String(f"https://example.org/?id={coded}")))


def looks_of_a_link(pdf: Pdf, family: Family) -> None:
    """How a link looks."""
    looks = Dictionary(N=form(pdf, text(family.full, 0, 5)))
    annotate(pdf, "Link", A=Dictionary(S=Name.URI, URI=String("https://example.org/")), AP=looks)


def titled(pdf: Pdf, family: Family) -> None:
    """A title in the newer properties alone."""
    pdf.Root.Metadata = stream(pdf, XMP_TITLE.format(family.full).encode(), Type=Name.Metadata, Subtype=Name.XML)


def layer_user(pdf: Pdf, family: Family) -> None:
    """For whom a layer is meant."""
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Notes")))
    layer.Usage = Dictionary(User=Dictionary(Type=Name.Ind, Name=String(family.full)))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(Order=Array([layer])))
    resource(pdf, "Properties", "MC0", layer)
    draw(pdf, b"/OC /MC0 BDC\n" + text("Child R") + b"EMC")


def nested(pdf: Pdf, family: Family) -> None:
    """A drawing in a drawing, thirty deep."""
    inner = form(pdf, text(family.full))
    for _ in range(30):
        outer = form(pdf, b"/X Do")
        outer.Resources = Dictionary(XObject=Dictionary(X=inner))
        inner = outer
    resource(pdf, "XObject", "Fm1", inner)
    draw(pdf, b"/Fm1 Do")


DEPTHS = (
    Paper("names in a font", font_names, secret=lambda f: f.worker),
    Paper("remark in the letters of a font", letters_of_a_font(b"begincmap", b"begincmap\n% {}\n"), "rare", lambda f: f.last),
    Paper("name of the letters of a font", letters_of_a_font(b"/A def", b"/{} def"), "rare", lambda f: f.last),
    Paper("notice in an old font", old_font, secret=lambda f: f.worker),
    *(
        Paper(f"profile of colours, {where}", profiled(where), "african", lambda f: f.last)
        for where in ("picture", "printer", "JPEG")
    ),
    Paper("bytes behind the dots", behind_the_dots, secret=lambda f: f.worker),
    Paper("picture in red on green", red_on_green, "rare", shown=True),
    Paper("picture painted over", blotted, "classic", shown=True),
    Paper("picture seen through letters", veiled, "double", shown=True),
    Paper("word of a picture among the operators", noted_inline, secret=lambda f: f.worker),
    Paper("file in a file", within, traces=(b"b.pdf",)),
    Paper("folder of files", zipped),
    Paper("class of a part", classed, "rare", lambda f: f.last),
    Paper("marks of parts", marked_parts),
    Paper("summary of a table", summed_up),
    Paper("name of a way of printing", halftone),
    Paper("private part of a JPEG", private_part, secret=lambda f: f.worker),
    Paper("box of words in a JPEG 2000", boxed, secret=lambda f: f.worker),
    Paper("address of a link in Base64", coded_link, "african", traces=(b"?id=",)),
    Paper("looks of a link", looks_of_a_link),
    Paper("title in the metadata alone", titled),
    Paper("user of a layer", layer_user),
    Paper("drawings in drawings", nested),
)
