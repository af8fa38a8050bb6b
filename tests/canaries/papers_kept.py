"""Leaks in what a PDF keeps beside its pages: properties, structure, names, files, pictures' own notes, other revisions."""

import io
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.canaries.families import Family
from tests.canaries.papers import (
    Make,
    Paper,
    draw,
    flat,
    form,
    helvetica,
    jpeg,
    picture,
    resource,
    show_picture,
    stream,
    text,
)

XMP = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>'
    "</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>"
)


def root(key: str, value: object) -> Make:
    """One entry of the catalogue; the name stands where {} is."""

    def make(pdf: Pdf, family: Family) -> None:
        pdf.Root[f"/{key}"] = _filled(pdf, value, family.full)

    return make


def of_page(key: str, value: object) -> Make:
    """One entry of the page."""

    def make(pdf: Pdf, family: Family) -> None:
        pdf.pages[0].obj[f"/{key}"] = _filled(pdf, value, family.full)

    return make


def _filled(pdf: Pdf, value: object, name: str) -> object:
    if isinstance(value, dict):
        return pdf.make_indirect(Dictionary({f"/{k.replace('{}', name)}": _filled(pdf, v, name) for k, v in value.items()}))
    if isinstance(value, list):
        return Array([_filled(pdf, one, name) for one in value])
    if isinstance(value, str):
        return Name(value.replace("{}", name)) if value.startswith("/") else String(value.replace("{}", name))
    return value


def info(key: str) -> Make:
    """One of the document's properties."""

    def make(pdf: Pdf, family: Family) -> None:
        pdf.docinfo[f"/{key.replace('{}', family.full)}"] = String(family.full if "{}" not in key else "yes")

    return make


def xmp(pdf: Pdf, family: Family) -> None:
    """The newer form of the properties."""
    pdf.Root.Metadata = stream(pdf, XMP.format(family.worker).encode(), Type=Name.Metadata, Subtype=Name.XML)


def xmp_of_the_page(pdf: Pdf, family: Family) -> None:
    """The same, of one page."""
    pdf.pages[0].obj.Metadata = stream(pdf, XMP.format(family.worker).encode(), Type=Name.Metadata, Subtype=Name.XML)


def xmp_of_a_picture(pdf: Pdf, family: Family) -> None:
    """The same, of a picture."""
    note = stream(pdf, XMP.format(family.worker).encode(), Type=Name.Metadata, Subtype=Name.XML)
    show_picture(pdf, flat(pdf, Image.new("L", (40, 40), 200), Metadata=note), 40, 40)


def outline(pdf: Pdf, family: Family) -> None:
    """The list of contents beside the page."""
    with pdf.open_outline() as lines:
        lines.root.append(pikepdf.OutlineItem(f"What happened to {family.full}", 0))


def destination(old: bool) -> Make:
    """A place with a name, in the new tree or the old list."""

    def make(pdf: Pdf, family: Family) -> None:
        where = Array([pdf.pages[0].obj, Name.Fit])
        if old:
            pdf.Root.Dests = Dictionary({f"/{family.full}": where})
        else:
            pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String(family.full), where])))

    return make


def labels(pdf: Pdf, family: Family) -> None:
    """What stands before the number of the page."""
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D, P=String(f"{family.full} "))]))


def structure(**facts: str) -> Make:
    """One part in the tree of the parts of the text."""

    def make(pdf: Pdf, family: Family) -> None:
        tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        part = Dictionary(Type=Name.StructElem, S=Name.P, P=tree, Pg=pdf.pages[0].obj, K=0)
        for key, value in facts.items():
            part[f"/{key}"] = String(value.format(family.full))
        tree.K = pdf.make_indirect(part)
        tree.ParentTree = Dictionary(Nums=Array([0, Array([tree.K])]))
        pdf.Root.StructTreeRoot, pdf.Root.MarkInfo = tree, Dictionary(Marked=True)
        pdf.pages[0].obj.StructParents = 0
        draw(pdf, b"/P <</MCID 0>> BDC\n" + text("Child R") + b"EMC")

    return make


def structure_roles(pdf: Pdf, family: Family) -> None:
    """The list that says what each sort of part means."""
    structure()(pdf, family)
    pdf.Root.StructTreeRoot.RoleMap = Dictionary({f"/{family.full}": Name.P})


def structure_properties(pdf: Pdf, family: Family) -> None:
    """What a program noted on a part of the text."""
    structure()(pdf, family)
    noted = Dictionary(N=String("Client"), V=String(family.full))
    pdf.Root.StructTreeRoot.K.A = Dictionary(O=Name.UserProperties, P=Array([noted]))


def attached(channel: str) -> Make:
    """A file inside the file."""

    def make(pdf: Pdf, family: Family) -> None:
        named = f"{family.full}.txt" if channel == "name" else "notes.txt"
        content = family.full.encode() if channel == "content" else b"Nothing."
        if channel == "png":
            named, content = "drawing.png", _noted_png(family)
        about = family.full if channel == "note" else ""
        file = pikepdf.AttachedFileSpec(
            pdf, content, filename=named, description=about, mime_type="text/plain", creation_date="", mod_date=""
        )
        pdf.attachments[named] = file

    return make


def _noted_png(family: Family) -> bytes:

    notes, out = PngInfo(), io.BytesIO()
    notes.add_text("Author", family.full)
    Image.new("L", (30, 30), 128).save(out, "PNG", pnginfo=notes)
    return out.getvalue()


def associated(pdf: Pdf, family: Family) -> None:
    """A file that belongs to the page."""
    file = stream(pdf, family.full.encode(), Type=Name.EmbeddedFile)
    spec = Dictionary(Type=Name.Filespec, F=String("a.txt"), UF=String("a.txt"), EF=Dictionary(F=file))
    pdf.pages[0].obj.AF = Array([pdf.make_indirect(spec)])


def layer_name(pdf: Pdf, family: Family) -> None:
    """A layer that is shown, called by the name."""
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(family.full)))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(Order=Array([layer])))
    resource(pdf, "Properties", "MC0", layer)
    draw(pdf, b"/OC /MC0 BDC\n" + text("Child R") + b"EMC")


def thumbnail(pdf: Pdf, family: Family) -> None:
    """The small picture of a page that some programs keep, from before the name was taken out."""
    pdf.pages[0].obj.Thumb = flat(pdf, picture(family.full, size=20))


def thumbnail_of_a_picture(pdf: Pdf, family: Family) -> None:
    """Another form of a picture, for printing."""
    other = flat(pdf, picture(family.full))
    shown = flat(pdf, Image.new("L", (40, 40), 200), Alternates=Array([Dictionary(Image=other, DefaultForPrinting=True)]))
    show_picture(pdf, shown, 40, 40)


def photographed(how: str) -> Make:
    """What a picture says of itself."""

    def make(pdf: Pdf, family: Family) -> None:
        made, out = Image.new("L", (64, 64), 180), io.BytesIO()
        exif = Image.Exif()
        exif[0x013B if how == "artist" else 0x010E] = family.full
        more: dict[str, Any] = {"exif": exif} if how in ("artist", "description") else {}
        more |= {"comment": family.full.encode()} if how == "comment" else {}
        more |= {"xmp": XMP.format(family.full).encode()} if how == "xmp" else {}
        made.save(out, "JPEG", **more)
        content = out.getvalue() + (family.full.encode() if how == "tail" else b"")
        show_picture(pdf, jpeg(pdf, made, content), 64, 64)

    return make


def cut_picture(pdf: Pdf, family: Family) -> None:
    """A picture of which the page shows only a corner."""
    made = picture(f"{' ' * 20}{family.full}")
    resource(pdf, "XObject", "Im1", flat(pdf, made))
    draw(pdf, f"60 90 40 40 re W n {made.width / 2} 0 0 {made.height / 2} 60 90 cm /Im1 Do".encode())


def colour_name(pdf: Pdf, family: Family) -> None:
    """The name of an ink."""
    tint = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0]), C1=Array([1]), N=1)
    resource(pdf, "ColorSpace", "CS1", Array([Name.Separation, Name(f"/{family.full}"), Name.DeviceGray, tint]))
    draw(pdf, b"/CS1 cs 0.5 scn 60 60 20 20 re f")


def font_name(pdf: Pdf, family: Family) -> None:
    """The name of a font."""
    made = helvetica(pdf)
    made.BaseFont = Name(f"/{family.last}")
    resource(pdf, "Font", "F2", made)
    draw(pdf, text("Child R", font="F2"))


def resource_name(pdf: Pdf, family: Family) -> None:
    """What the page calls a drawing."""
    resource(pdf, "XObject", family.last.replace(" ", ""), form(pdf, text("Child R")))
    draw(pdf, f"/{family.last.replace(' ', '').encode('ascii', 'ignore').decode()} Do".encode())


KEPT = (
    *(Paper(f"property {key}", info(key)) for key in ("Author", "Title", "Subject", "Keywords", "Creator", "Company")),
    Paper("property named so", info("{}"), "rare"),
    Paper("metadata", xmp, secret=lambda f: f.worker),
    Paper("metadata of a page", xmp_of_the_page, secret=lambda f: f.worker),
    Paper("metadata of a picture", xmp_of_a_picture, secret=lambda f: f.worker),
    Paper("outline", outline),
    Paper("named destination", destination(old=False)),
    Paper("named destination, old", destination(old=True)),
    Paper("page label", labels),
    *(Paper(f"structure {key}", structure(**{key: "{}"})) for key in ("T", "Alt", "ActualText", "E", "ID")),
    Paper("structure role", structure_roles),
    Paper("structure properties", structure_properties),
    *(Paper(f"embedded file, {what}", attached(what)) for what in ("content", "name", "note", "png")),
    Paper("associated file", associated),
    Paper("layer name", layer_name),
    Paper("thumbnail", thumbnail, "classic", traces=(b"/Thumb",)),
    Paper("other form of a picture", thumbnail_of_a_picture, "rare", traces=(b"/Alternates",)),
    *(Paper(f"picture's {what}", photographed(what)) for what in ("artist", "description", "comment", "xmp", "tail")),
    Paper("corner of a picture", cut_picture, "classic", shown=True),
    Paper("piece information", root("PieceInfo", {"Word": {"Private": {"Author": "{}"}}})),
    Paper("piece information of a page", of_page("PieceInfo", {"Word": {"Private": {"Author": "{}"}}})),
    Paper("private key of a page", of_page("XxClient", "{}")),
    Paper("private key of the catalogue", root("XxClient", {"{}": 1})),
    Paper("base address", root("URI", {"Base": "https://example.org/{}/"})),
    Paper("portfolio", root("Collection", {"Schema": {"A": {"N": "{}", "Subtype": "/S"}}})),
    Paper("article thread", root("Threads", [{"I": {"Title": "{}"}}])),
    Paper("output intent", root("OutputIntents", [{"S": "/GTS_PDFA1", "OutputConditionIdentifier": "x", "Info": "{}"}])),
    Paper("language", root("Lang", "en-x-{}"), "rare"),
    Paper("captured web page", root("SpiderInfo", {"V": 1, "C": [{"URL": "https://example.org/{}"}]})),
    Paper("attestation", root("Legal", {"Attestation": "Signed by {}"})),
    Paper("viewport of a page", of_page("VP", [{"Type": "/Viewport", "BBox": [0, 0, 9, 9], "Name": "{}"}])),
    Paper("name of an ink", colour_name),
    Paper("name of a font", font_name, "rare", secret=lambda f: f.last),
    Paper("name of a resource", resource_name, "classic", secret=lambda f: f.last),
)
