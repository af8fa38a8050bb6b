"""A PDF by hand: one page of harmless prose, and what is needed to put something more into it."""

import io
import random
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
from fontTools.pens.recordingPen import DecomposingRecordingPen  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image, ImageDraw, ImageFont

from tests.canaries.families import Family
from tests.canaries.prose import PARAGRAPHS

A4 = (595, 842)
FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
    "~/.fonts",
    "~/.local/share/fonts",
)
Make = Callable[[Pdf, Family], bytes | None]


@dataclass(frozen=True)
class Paper:
    """One leak channel of a PDF. `secret` is what leaks; without one it is the full name of the child.

    `traces` are what else tells that the canary is still in the file. `shown`: it cannot be known by bytes at all (a picture,
    drawn letters), so it has to be stopped.
    """

    channel: str
    make: Make
    trait: str = ""
    secret: Callable[[Family], str] | None = None
    traces: tuple[bytes, ...] = ()
    shown: bool = False

    def says(self, family: Family) -> str:
        """What leaks."""
        return self.secret(family) if self.secret else family.full


def begun(channel: str) -> Pdf:
    """A PDF of one page that names nobody."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=A4)
    pdf.pages[0].Resources = Dictionary(Font=Dictionary(F1=helvetica(pdf)))
    words = random.Random(channel).sample(PARAGRAPHS, 3)
    lines = [line for paragraph in words for line in (*textwrap.wrap(paragraph, 84), "")]
    draw(pdf, b"".join(text(line, 60, 700 - 15 * number) for number, line in enumerate(lines)))
    pdf.Root.Lang = String("en-GB")
    return pdf


def helvetica(pdf: Pdf) -> Any:
    """The font that every reader has."""
    return pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    )


def literal(words: str) -> bytes:
    """A string of a content stream, in the encoding of Western Europe."""
    return b"(" + words.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)") + b")"


def text(words: str, x: float = 60, y: float = 760, size: float = 11, *, before: str = "", font: str = "F1") -> bytes:
    """Operators that show one line; `before` comes first inside the text object."""
    return f"BT /{font} {size} Tf {before} {x} {y} Td ".encode() + literal(words) + b" Tj ET\n"


def draw(pdf: Pdf, content: bytes, page: int = 0) -> None:
    """Add to what the page shows."""
    pdf.pages[page].contents_add(Stream(pdf, b"q\n" + content + b"\nQ\n"))


def resource(pdf: Pdf, kind: str, name: str, value: Any) -> None:
    """Give the page one thing to use by name."""
    held = pdf.pages[0].Resources
    if f"/{kind}" not in held:
        held[f"/{kind}"] = Dictionary()
    held[f"/{kind}"][f"/{name}"] = value


def form(pdf: Pdf, content: bytes, **more: Any) -> Any:
    """A drawing of its own that a page can show."""
    made = Stream(pdf, content)
    made.Type, made.Subtype, made.BBox = Name.XObject, Name.Form, Array([0, 0, *A4])
    made.Resources = Dictionary(Font=Dictionary(F1=helvetica(pdf)))
    for key, value in more.items():
        made[f"/{key}"] = value
    return pdf.make_indirect(made)


def annotate(pdf: Pdf, subtype: str, **more: Any) -> Any:
    """An annotation of the first page."""
    page = pdf.pages[0]
    made = pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name(f"/{subtype}"), Rect=Array([60, 60, 200, 90]), F=4, **more)
    )
    if "/Annots" not in page:
        page.Annots = Array()
    page.Annots.append(made)
    return made


def stream(pdf: Pdf, content: bytes, **more: Any) -> Any:
    """A stream of its own."""
    made = Stream(pdf, content)
    for key, value in more.items():
        made[f"/{key}"] = value
    return pdf.make_indirect(made)


def saved(pdf: Pdf, **how: Any) -> bytes:
    """The bytes."""
    out = io.BytesIO()
    pdf.save(out, **{"static_id": True, "compress_streams": True, **how})
    return out.getvalue()


@cache
def font_path() -> str:
    """A font of this machine that has the letters of Polish."""
    for folder in FONT_FOLDERS:
        for path in sorted(Path(folder).expanduser().rglob("*.ttf")):
            if "Sans" in path.name and "Mono" not in path.name and {0x142, 0x15B, 0xEB} <= set(TTFont(path).getBestCmap()):
                return str(path)
    raise FileNotFoundError("No font with the letters of Polish was found in " + ", ".join(FONT_FOLDERS))


@cache
def font() -> TTFont:
    """Its outlines."""
    return TTFont(font_path())


def operators(letter: str, scale: float, x: float, y: float) -> list[str]:
    """The outline of one letter as operators of a content stream, from font units to the page."""
    glyphs = font().getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[font().getBestCmap()[ord(letter)]].draw(pen)
    lines: list[str] = []
    at = (0.0, 0.0)
    for verb, points in pen.value:
        placed = [(px * scale + x, py * scale + y) for px, py in (point for point in points if point)]
        if verb == "moveTo":
            lines.append("{:.2f} {:.2f} m".format(*placed[0]))
        elif verb == "lineTo":
            lines.append("{:.2f} {:.2f} l".format(*placed[0]))
        elif verb == "qCurveTo":
            lines += _quadratic(at, placed)
        elif verb == "curveTo":
            lines.append("{:.2f} {:.2f} {:.2f} {:.2f} {:.2f} {:.2f} c".format(*(part for point in placed for part in point)))
        else:
            lines.append("h")
        at = placed[-1] if placed else at
    return lines


def _quadratic(at: tuple[float, float], points: list[tuple[float, float]]) -> list[str]:
    """Curves of TrueType as those of a PDF: between two points off the line lies one on it."""
    lines = []
    for place, (cx, cy) in enumerate(points[:-1]):
        after = points[place + 1]
        end = after if place == len(points) - 2 else ((cx + after[0]) / 2, (cy + after[1]) / 2)
        one = (at[0] + 2 / 3 * (cx - at[0]), at[1] + 2 / 3 * (cy - at[1]))
        two = (end[0] + 2 / 3 * (cx - end[0]), end[1] + 2 / 3 * (cy - end[1]))
        lines.append(f"{one[0]:.2f} {one[1]:.2f} {two[0]:.2f} {two[1]:.2f} {end[0]:.2f} {end[1]:.2f} c")
        at = end
    return lines


def width_of(letter: str) -> float:
    """In font units."""
    return float(font()["hmtx"][font().getBestCmap()[ord(letter)]][0])


def outlines(words: str, x: float = 60, y: float = 760, size: float = 22) -> bytes:
    """The words as drawn shapes: no text is left in them."""
    scale = size / font()["head"].unitsPerEm
    lines: list[str] = []
    for letter in words:
        shape = operators(letter, scale, x, y)
        lines += [*shape, "f"] if shape else []
        x += width_of(letter) * scale
    return "\n".join(lines).encode()


def picture(words: str, *, size: int = 40, ink: int = 0, paper: int = 255, turned: float = 0) -> Image.Image:
    """A grey picture of the words."""
    letters = ImageFont.truetype(font_path(), size)
    width = int(letters.getlength(words)) + 60
    made = Image.new("L", (width, size * 2), paper)
    ImageDraw.Draw(made).text((30, size // 3), words, fill=ink, font=letters)
    return made.rotate(turned, expand=True, fillcolor=paper) if turned else made


def show_picture(pdf: Pdf, image: Any, width: float, height: float, *, x: float = 60, y: float = 90) -> None:
    """Put it on the page."""
    resource(pdf, "XObject", "Im1", image)
    draw(pdf, f"{width} 0 0 {height} {x} {y} cm /Im1 Do".encode())


def flat(pdf: Pdf, made: Image.Image, **more: Any) -> Any:
    """The picture as an object of the PDF, its dots packed."""
    colours = {"L": Name.DeviceGray, "RGB": Name.DeviceRGB}[made.mode]
    return stream(
        pdf, made.tobytes(), Type=Name.XObject, Subtype=Name.Image, Width=made.width, Height=made.height, ColorSpace=colours,
        BitsPerComponent=8, **more,
    )  # fmt: skip


def jpeg(pdf: Pdf, made: Image.Image, content: bytes | None = None, **more: Any) -> Any:
    """The picture as an object of the PDF, its dots as JPEG."""
    out = io.BytesIO()
    made.save(out, "JPEG", quality=90)
    return stream(
        pdf, content or out.getvalue(), Type=Name.XObject, Subtype=Name.Image, Width=made.width, Height=made.height,
        ColorSpace=Name.DeviceGray, BitsPerComponent=8, Filter=Name.DCTDecode, **more,
    )  # fmt: skip


def traces_of(words: str) -> tuple[bytes, ...]:
    """The words as they may stand in a file."""
    found = {
        words.encode(),
        words.encode("utf-16-be"),
        words.encode("cp1252", "ignore"),
        "".join(f"%{byte:02X}" for byte in words.encode()).encode(),
    }
    return tuple(sorted(trace for trace in found if len(trace) > 3))
