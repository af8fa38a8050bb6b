"""Leaks in what a page draws: text that is seen, hidden, scattered, or no text at all."""

import io

from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image

from tests.canaries import fonts
from tests.canaries.families import Family
from tests.canaries.leaks import half
from tests.canaries.papers import (
    A4,
    Make,
    Paper,
    draw,
    flat,
    form,
    jpeg,
    literal,
    outlines,
    picture,
    resource,
    show_picture,
    stream,
    text,
)

BOX = b"50 745 400 40 re f\n"


def written(head: bytes = b"", tail: bytes = b"", **how: object) -> Make:
    """The name as one line of text, with operators before and after it."""

    def make(pdf: Pdf, family: Family) -> None:
        draw(pdf, head + text(family.full, **how) + tail)  # type: ignore[arg-type]

    return make


def scattered(pdf: Pdf, family: Family) -> None:
    """Every letter shown on its own, the last one first."""
    places = list(enumerate(family.full))
    draw(pdf, b"".join(text(letter, 60 + 9 * place) for place, letter in reversed(places)))


def mixed(pdf: Pdf, family: Family) -> None:
    """Every letter on its own, the even ones before the odd ones."""
    places = list(enumerate(family.last))
    draw(pdf, b"".join(text(letter, 60 + 8 * place) for place, letter in [*places[::2], *places[1::2]]))


def kerned(gap: int) -> Make:
    """Letters in one array with numbers between them."""

    def make(pdf: Pdf, family: Family) -> None:
        parts = f" {gap} ".encode().join(literal(letter) for letter in family.full)
        draw(pdf, b"BT /F1 11 Tf 60 760 Td [" + parts + b"] TJ ET")

    return make


def stacked(pdf: Pdf, family: Family) -> None:
    """Every letter below the one before."""
    draw(pdf, b"".join(text(letter, 40, 700 - 14 * place) for place, letter in enumerate(family.last)))


def over_two_pages(pdf: Pdf, family: Family) -> None:
    """The first half at the foot of one page, the second at the head of the next."""
    pdf.add_blank_page(page_size=A4)
    pdf.pages[1].Resources = pdf.pages[0].Resources
    one, two = half(family.last)
    draw(pdf, text(f"They wrote that {one}-", 60, 60))
    draw(pdf, text(f"{two} had been seen.", 60, 780), 1)


def cropped(pdf: Pdf, family: Family) -> None:
    """Inside the paper, outside what is printed of it."""
    pdf.pages[0].CropBox = Array([0, 0, 595, 740])
    draw(pdf, text(family.full))


def under_a_picture(pdf: Pdf, family: Family) -> None:
    """A picture of nothing lies over it."""
    draw(pdf, text(family.full))
    show_picture(pdf, flat(pdf, Image.new("L", (60, 10), 200)), 300, 40, x=50, y=750)


def in_a_form(pdf: Pdf, family: Family) -> None:
    """In a drawing of its own."""
    resource(pdf, "XObject", "Fm1", form(pdf, text(family.full)))
    draw(pdf, b"/Fm1 Do")


def in_a_form_not_used(pdf: Pdf, family: Family) -> None:
    """In a drawing that no page shows."""
    resource(pdf, "XObject", "Fm1", form(pdf, text(family.full)))


def in_a_pattern(pdf: Pdf, family: Family) -> None:
    """In the tiles with which a surface is filled."""
    tile = form(pdf, text(family.full, 0, 5), PatternType=1, PaintType=1, TilingType=1, XStep=300, YStep=40)
    del tile["/Subtype"]
    tile.Type, tile.BBox = Name.Pattern, Array([0, 0, 300, 40])
    resource(pdf, "Pattern", "P1", tile)
    draw(pdf, b"/Pattern cs /P1 scn 60 60 400 60 re f")


def in_a_soft_mask(pdf: Pdf, family: Family) -> None:
    """As the mask through which a box is seen."""
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    mask = form(pdf, b"1 g\n" + text(family.full, size=20), Group=group)
    state = Dictionary(Type=Name.ExtGState, SMask=Dictionary(Type=Name.Mask, S=Name.Luminosity, G=mask))
    resource(pdf, "ExtGState", "GS1", pdf.make_indirect(state))
    draw(pdf, b"/GS1 gs 0 g " + BOX)


def transparent(pdf: Pdf, family: Family) -> None:
    """With no ink at all."""
    resource(pdf, "ExtGState", "GS1", pdf.make_indirect(Dictionary(Type=Name.ExtGState, ca=0, CA=0)))
    draw(pdf, b"/GS1 gs\n" + text(family.full))


def layered(pdf: Pdf, family: Family) -> None:
    """In a layer that is turned off."""
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Notes")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), BaseState=Name.ON))
    resource(pdf, "Properties", "MC0", layer)
    draw(pdf, b"/OC /MC0 BDC\n" + text(family.full) + b"EMC")


def marked(key: str) -> Make:
    """Harmless text that says of itself that it is the name."""

    def make(pdf: Pdf, family: Family) -> None:
        draw(pdf, f"/Span <</{key} ".encode() + literal(family.full) + b">> BDC\n" + text("Child R") + b"EMC")

    return make


def marked_by_name(pdf: Pdf, family: Family) -> None:
    """The same, with the words in the resources."""
    resource(pdf, "Properties", "MC0", pdf.make_indirect(Dictionary(ActualText=String(family.full))))
    draw(pdf, b"/Span /MC0 BDC\n" + text("Child R") + b"EMC")


def behind(operators: bytes, tail: bytes = b"\n") -> Make:
    """The name between the operators, where it shows nothing."""

    def make(pdf: Pdf, family: Family) -> None:
        draw(pdf, operators + literal(family.full) + tail)

    return make


def pictured(how: str = "flat", **more: float) -> Make:
    """The name as a picture."""

    def make(pdf: Pdf, family: Family) -> None:
        made = picture(family.full, **more)  # type: ignore[arg-type]
        image = jpeg(pdf, made) if how == "jpeg" else flat(pdf, made)
        show_picture(pdf, image, made.width / 2, made.height / 2)

    return make


def stencilled(pdf: Pdf, family: Family) -> None:
    """A stencil of one bit through which ink is laid."""
    made = picture(family.full).convert("1")
    image = stream(
        pdf, made.tobytes(), Type=Name.XObject, Subtype=Name.Image, Width=made.width, Height=made.height, ImageMask=True,
        BitsPerComponent=1,
    )  # fmt: skip
    show_picture(pdf, image, made.width / 2, made.height / 2)


def inline(pdf: Pdf, family: Family) -> None:
    """A picture inside the operators of the page."""
    made = picture(family.full, size=28)
    head = f"{made.width / 2} 0 0 {made.height / 2} 60 90 cm BI /W {made.width} /H {made.height} /CS /G /BPC 8 /F /AHx ID "
    draw(pdf, head.encode() + made.tobytes().hex().encode() + b"> EI")


def in_strips(pdf: Pdf, family: Family) -> None:
    """The upper half of the letters as one picture, the lower half as another."""
    made = picture(family.full)
    middle = made.height // 2
    for place, part in enumerate((made.crop((0, 0, made.width, middle)), made.crop((0, middle, made.width, made.height)))):
        resource(pdf, "XObject", f"Im{place}", flat(pdf, part))
        draw(pdf, f"{made.width / 2} 0 0 {part.height / 2} 60 {130 - place * middle / 2} cm /Im{place} Do".encode())


def scanned(pdf: Pdf, family: Family) -> None:
    """A whole page as a picture, with a harmless text laid under it as if it had been read from there."""
    made = Image.new("L", (1240, 1754), 250)
    made.paste(picture(f"Report about {family.full}", size=36), (120, 200))
    draw(pdf, text("Report about Child R", before="3 Tr"))
    show_picture(pdf, jpeg(pdf, made), *A4, x=0, y=0)


def packed(pdf: Pdf, family: Family) -> None:
    """A picture as a modern camera packs it."""
    made, out = picture(family.full), io.BytesIO()
    made.save(out, "JPEG2000")
    image = stream(
        pdf, out.getvalue(), Type=Name.XObject, Subtype=Name.Image, Width=made.width, Height=made.height, Filter=Name.JPXDecode
    )
    show_picture(pdf, image, made.width / 2, made.height / 2)


SHOWN = (
    Paper("text", written()),
    Paper("white text", written(b"1 1 1 rg\n")),
    Paper("nearly white text", written(b"0.98 0.98 0.98 rg\n")),
    Paper("text under a black box", written(b"", b"0 g " + BOX)),
    Paper("text under a white box", written(b"", b"1 g " + BOX)),
    Paper("text under a picture", under_a_picture),
    Paper("text left of the page", written(x=-400)),
    Paper("text above the page", written(y=2000)),
    Paper("text outside the crop box", cropped),
    Paper("tiny text", written(size=0.1)),
    Paper("text of no width", written(before="0 Tz")),
    Paper("invisible text", written(before="3 Tr")),
    Paper("text as a clipping path", written(before="7 Tr")),
    Paper("text that is clipped away", written(b"0 0 1 1 re W n\n")),
    Paper("transparent text", transparent),
    Paper("text upside down", written(b"-1 0 0 -1 595 842 cm\n", y=40)),
    Paper("text from below", written(b"0 1 -1 0 595 0 cm\n", y=20)),
    Paper("mirrored text", written(b"-1 0 0 1 595 0 cm\n")),
    Paper("letters in another order", scattered, "rare", shown=True),
    Paper("letters in two turns", mixed, "double", shown=True),
    Paper("letters with narrow gaps", kerned(-40), "classic", shown=True),
    Paper("letters with wide gaps", kerned(-900), "african", shown=True),
    Paper("letters one below the other", stacked, "african", shown=True),
    Paper("name over two pages", over_two_pages, "rare", secret=lambda f: half(f.last)[1]),
    Paper("drawing of its own", in_a_form),
    Paper("drawing that is not used", in_a_form_not_used),
    Paper("tiles of a surface", in_a_pattern),
    Paper("soft mask", in_a_soft_mask),
    Paper("hidden layer", layered),
    Paper("actual text", marked("ActualText")),
    Paper("alternative text", marked("Alt")),
    Paper("expansion of a short form", marked("E")),
    Paper("actual text in the resources", marked_by_name),
    Paper("comment of the operators", lambda pdf, f: draw(pdf, b"% " + f.full.encode("cp1252") + b"\n")),
    Paper("marked point", behind(b"/Note <</Text ", b">> DP")),
    Paper("unknown operator", behind(b"BX ", b" xyzzy EX")),
    Paper("font that says other letters", lambda pdf, f: fonts.show(pdf, f.full, "The child was well"), "rare", shown=True),
    Paper("font that says nothing", lambda pdf, f: fonts.show(pdf, f.full, None), "classic", shown=True),
    Paper("font of drawings", lambda pdf, f: fonts.show_in_type3(pdf, f.full), "african", shown=True),
    Paper("font with the letters of Polish", lambda pdf, f: fonts.show(pdf, f.full, f.full), "polish", shown=True),
    Paper(
        "font whose letters say the name",
        lambda pdf, f: fonts.show(pdf, "abcdefghijklmnopqrstuvwxyz"[: len(f.full)], f.full),
        "accent",
        shown=True,
    ),
    Paper("drawn letters", lambda pdf, f: draw(pdf, outlines(f.full)), "double", shown=True),
    Paper(
        "drawn letters in white on black",
        lambda pdf, f: draw(pdf, b"0 g " + BOX + b"1 g\n" + outlines(f.full)),
        "rare",
        shown=True,
    ),
    Paper(
        "drawn letters, turned",
        lambda pdf, f: draw(pdf, b"0 1 -1 0 595 0 cm\n" + outlines(f.full, y=30)),
        "classic",
        shown=True,
    ),
    Paper("drawn NHS number", lambda pdf, f: draw(pdf, outlines(f.nhs)), secret=lambda f: f.nhs, shown=True),
    Paper("picture", pictured(), "rare", shown=True),
    Paper("picture as JPEG", pictured("jpeg"), "classic", shown=True),
    Paper("picture of a Polish name", pictured(), "polish", shown=True),
    Paper("picture turned to the left", pictured(turned=90), "double", shown=True),
    Paper("picture turned to the right", pictured(turned=270), "african", shown=True),
    Paper("picture upside down", pictured(turned=180), "classic", shown=True),
    Paper("picture a little askew", pictured(turned=4), "rare", shown=True),
    Paper("pale picture", pictured(ink=200), "double", shown=True),
    Paper("picture in white on black", pictured(ink=255, paper=0), "irish", shown=True),
    Paper("small picture", pictured(size=20), "classic", shown=True),
    Paper("stencil", stencilled, "rare", shown=True),
    Paper("picture among the operators", inline, "african", shown=True),
    Paper("picture in two strips", in_strips, "classic", shown=True),
    Paper("scan with another text", scanned, "double", shown=True),
    Paper("picture as JPEG 2000", packed, "rare", shown=True),
)
