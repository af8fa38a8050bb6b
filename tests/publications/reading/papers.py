"""Makes PDFs and pictures with something in them that must not be published."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw, ImageFont

NAME = "Zebedee Quarrington"
CLEAN = "The review heard from many people."


def shown(words: str, x: float = 60, y: float = 700, *, before: str = "", font: str = "F1", size: float = 12) -> bytes:
    """The commands that write some words on a page."""
    return f"BT {before} /{font} {size} Tf {x} {y} Td ({words}) Tj ET\n".encode("latin-1")


def paper(content: bytes = shown(CLEAN), *, pages: int = 1, change: Callable[[Any], None] | None = None, **how: Any) -> bytes:
    """A document of so many equal pages, changed as the test wishes before it is saved."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    )
    for _ in range(pages):
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, 595, 842]),
            Resources=Dictionary(Font=Dictionary(F1=font)),
            Contents=pdf.make_stream(content),
        )
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    if change is not None:
        change(pdf)
    return saved(pdf, **how)


def saved(pdf: Any, **how: Any) -> bytes:
    """Its bytes."""
    buffer = BytesIO()
    pdf.save(buffer, static_id=True, fix_metadata_version=False, **how)
    return buffer.getvalue()


def annotate(pdf: Any, subtype: str, **more: Any) -> Any:
    """Put something on the first page."""
    one = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name(f"/{subtype}"), Rect=Array([10, 10, 90, 30]), **more))
    if "/Annots" not in pdf.pages[0].obj:
        pdf.pages[0].obj.Annots = Array([])
    pdf.pages[0].obj.Annots.append(one)
    return one


def show(pdf: Any, kind: str, thing: Any, commands: bytes = b"q 300 0 0 60 60 500 cm /New Do Q\n") -> None:
    """Give the first page something to draw with, and draw it."""
    resources = pdf.pages[0].obj.Resources
    if kind not in resources:
        resources[kind] = Dictionary()
    resources[kind]["/New"] = thing
    pdf.pages[0].obj.Contents = pdf.make_stream(pdf.pages[0].obj.Contents.read_bytes() + commands)


def written(words: str = NAME, *, ink: Any = "black", ground: Any = "white", mode: str = "RGB") -> Image.Image:
    """A picture of some words."""
    font = ImageFont.load_default(36)
    width = int(font.getlength(words)) + 60
    picture = Image.new(mode, (width, 90), ground)
    ImageDraw.Draw(picture).text((30, 20), words, fill=ink, font=font)
    return picture


def file_of(picture: Image.Image, kind: str = "PNG", **how: Any) -> bytes:
    """The bytes of a picture."""
    buffer = BytesIO()
    picture.save(buffer, kind, **how)
    return buffer.getvalue()


def jpeg_in(pdf: Any, content: bytes, **more: Any) -> Any:
    """A photograph as a part of a document."""
    with Image.open(BytesIO(content)) as picture:
        width, height = picture.size
    stream = pdf.make_stream(content)
    parts = {"/ColorSpace": Name.DeviceRGB, "/BitsPerComponent": 8, "/Filter": Name.DCTDecode}
    for key, value in {
        "/Type": Name.XObject,
        "/Subtype": Name.Image,
        "/Width": width,
        "/Height": height,
        **parts,
        **more,
    }.items():
        stream[key] = value
    return stream


def dots_in(pdf: Any, picture: Image.Image, **more: Any) -> Any:
    """A picture as a part of a document, dot by dot."""
    grey = picture.convert("L")
    stream = pdf.make_stream(grey.tobytes())
    parts = {"/ColorSpace": Name.DeviceGray, "/BitsPerComponent": 8}
    size = {"/Width": grey.width, "/Height": grey.height}
    for key, value in {"/Type": Name.XObject, "/Subtype": Name.Image, **size, **parts, **more}.items():
        stream[key] = value
    return stream
