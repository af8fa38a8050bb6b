"""Fonts that a PDF carries with it: an honest one, and some that show other letters than they say."""

import io
from typing import Any

from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from tests.canaries.papers import draw, font, font_path, operators, resource, width_of


def show(pdf: Pdf, words: str, says: str | None, *, y: float = 760) -> None:
    """Show the words in a font that is embedded. `says` is what a program reads instead; None: no program can tell."""
    file, codes = _subset(words)
    glyphs = [codes[letter] for letter in words]
    descendant = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/ABCDEF+Plain"), CIDToGIDMap=Name.Identity, DW=600,
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        W=Array([part for glyph, width in zip(glyphs, _widths(words), strict=True) for part in (glyph, Array([width]))]),
        FontDescriptor=pdf.make_indirect(
            Dictionary(
                Type=Name.FontDescriptor, FontName=Name("/ABCDEF+Plain"), Flags=4, FontBBox=Array([0, -200, 1000, 900]),
                ItalicAngle=0, Ascent=900, Descent=-200, CapHeight=700, StemV=80,
                FontFile2=pdf.make_indirect(Stream(pdf, file)),
            )
        ),
    )  # fmt: skip
    made = Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/ABCDEF+Plain"), Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(descendant)]),
    )  # fmt: skip
    if says is not None:
        made.ToUnicode = pdf.make_indirect(Stream(pdf, _to_unicode(dict(zip(glyphs, says.ljust(len(glyphs)), strict=False)))))
    resource(pdf, "Font", "FX", pdf.make_indirect(made))
    shown = "".join(f"{glyph:04X}" for glyph in glyphs)
    draw(pdf, f"BT /FX 14 Tf 60 {y} Td <{shown}> Tj ET".encode())


def show_in_type3(pdf: Pdf, words: str) -> None:
    """Show the words in a font whose letters are drawings, called a, b, c."""
    scale = 1000 / font()["head"].unitsPerEm
    drawings, widths = Dictionary(), []
    for place, letter in enumerate(words):
        shape = operators(letter, scale, 0, 0)
        width = round(width_of(letter) * scale)
        content = "\n".join((f"{width} 0 0 -200 1000 900 d1", *shape, "f" if shape else ""))
        drawings[f"/g{place}"] = pdf.make_indirect(Stream(pdf, content.encode()))
        widths.append(width)
    names: list[Any] = [65, *(Name(f"/g{place}") for place in range(len(words)))]
    made = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, -200, 1000, 900]), FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        CharProcs=drawings, Encoding=Dictionary(Type=Name.Encoding, Differences=Array(names)), FirstChar=65,
        LastChar=64 + len(words), Widths=Array(widths), Resources=Dictionary(),
    )  # fmt: skip
    resource(pdf, "Font", "FT", pdf.make_indirect(made))
    shown = "".join(f"{65 + place:02X}" for place in range(len(words)))
    draw(pdf, f"BT /FT 18 Tf 60 760 Td <{shown}> Tj ET".encode())


def _subset(words: str) -> tuple[bytes, dict[str, int]]:
    options = subset.Options(notdef_outline=True, layout_features=[], name_IDs=[])
    options.drop_tables += ["FFTM"]
    made = TTFont(font_path())
    cutter = subset.Subsetter(options)
    cutter.populate(text=words)
    cutter.subset(made)
    out = io.BytesIO()
    made.save(out)
    cut = TTFont(io.BytesIO(out.getvalue()))
    return out.getvalue(), {letter: cut.getGlyphID(cut.getBestCmap()[ord(letter)]) for letter in set(words)}


def _widths(words: str) -> list[int]:
    return [round(width_of(letter) * 1000 / font()["head"].unitsPerEm) for letter in words]


def _to_unicode(letters: dict[int, str]) -> bytes:
    lines = "\n".join(f"<{glyph:04X}> <{ord(letter):04X}>" for glyph, letter in letters.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(letters)} beginbfchar\n{lines}\nendbfchar\nendcmap end end"
    ).encode()
