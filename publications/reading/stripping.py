"""Takes out of the parts of a PDF what no reader of the page sees."""

from typing import Any

import pikepdf

from publications.reading import font_files, pictures
from publications.reading.streams import KNOWN, OF_ANYTHING, filters_of

# Wherever they stand. The key after which a dictionary only gives names to parts is no such place: any name may stand there.
NOWHERE = {
    *("/Metadata", "/PieceInfo", "/Thumb", "/LastModified", "/OC", "/AA", "/OPI", "/Ref", "/AF", "/JS", "/B", "/PresSteps"),
    *("/SpiderInfo", "/Alternates", "/Measure", "/PtData", "/XFA", "/UserProperties", "/PhoneticAlphabet", "/Phoneme"),
}
NAMING = {
    *("/Font", "/XObject", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/Properties", "/CharProcs", "/RoleMap"),
    *("/ClassMap", "/ProcSet"),
}
OF_A_PICTURE = {
    *("/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Decode", "/DecodeParms", "/Filter"),
    *("/Interpolate", "/ImageMask", "/Mask", "/SMask", "/SMaskInData", "/Matte", "/Intent", "/Length", "/StructParent"),
}
# What may be said of a stretch of text, for those who listen to it.
OF_A_STRETCH = {"/MCID", "/Lang", "/ActualText", "/Alt", "/E", "/Type", "/Subtype", "/Attached", "/BBox"}
FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3", "/ToUnicode", "/CMap", "/Encoding")
# The words for colours that say how many numbers make a dot.
COLOURS = {
    **dict.fromkeys(("/DeviceGray", "/CalGray", "/Indexed", "/Separation"), 1),
    **dict.fromkeys(("/DeviceRGB", "/CalRGB", "/Lab"), 3),
    "/DeviceCMYK": 4,
}
# What an inline picture may say of itself, in short and in full.
OF_AN_INLINE_PICTURE = OF_A_PICTURE | {
    *("/BPC", "/CS", "/D", "/DP", "/F", "/H", "/IM", "/I", "/W", "/L"),
}
AGAIN = "Save the picture again as PNG, put it in anew, save the document as PDF, and add that. Nothing was altered."


class NotStripped(Exception):
    """Says what could not be taken out, and what to do next."""


def strip_page(document: Any, page: Any) -> None:
    """The commands of a page in one piece, without remarks between them, without layers."""
    page.obj.Contents = document.make_stream(_commands(page))


def strip(document: Any, thing: Any, key: str) -> None:
    """One dictionary or stream. Raises NotStripped."""
    if key == "/Properties" and not isinstance(thing, pikepdf.Stream):
        for name in list(thing.keys()):
            if isinstance(thing[name], pikepdf.Dictionary):
                thing[name] = _of_a_stretch(thing[name])
    if key not in NAMING or isinstance(thing, pikepdf.Stream):
        for name in NOWHERE & set(thing.keys()):
            if not (name == "/Metadata" and thing.get("/Type") == "/Catalog"):
                del thing[name]
    if not isinstance(thing, pikepdf.Stream):
        return
    if set(filters_of(thing)) - KNOWN:
        raise NotStripped(f"A part is packed in a way that is not known. {AGAIN}")
    if thing.get("/Subtype") == "/Image":
        for name in set(thing.keys()) - OF_A_PICTURE:
            del thing[name]
        _strip_picture(thing)
    elif key in FONT_FILES:
        _strip_font(thing)
    elif thing.get("/Subtype") == "/Form" or thing.get("/PatternType") == 1 or key == "/CharProcs":
        thing.write(_commands(thing))


def _commands(holder: Any) -> bytes:
    kept, layers = [], []
    for one in pikepdf.parse_content_stream(holder):
        name = str(one.operator)
        if name in ("MP", "DP"):
            continue
        if name in ("BMC", "BDC"):
            layers.append(name == "BDC" and one.operands[0] == "/OC")
            if layers[-1]:
                continue
            if name == "BDC" and isinstance(one.operands[1], pikepdf.Dictionary):
                one = pikepdf.ContentStreamInstruction([one.operands[0], _of_a_stretch(one.operands[1])], one.operator)
        elif name == "EMC" and layers and layers.pop():
            continue
        elif name == "INLINE IMAGE":
            _refuse_words(one)
        kept.append(one)
    return bytes(pikepdf.unparse_content_stream(kept))


def _refuse_words(one: Any) -> None:
    """A picture among the commands carries nothing but itself. Raises NotStripped."""
    said = [str(thing) for thing in one.iimage._image_object[::2]]
    if set(said) - OF_AN_INLINE_PICTURE:
        raise NotStripped(f"A picture among the commands of a page carries something that is no part of it. {AGAIN}")


def _strip_font(font: Any) -> None:
    data = bytes(font.read_bytes())
    bare = font_files.bare(data)
    if bare != data:
        font.write(bare)


def _of_a_stretch(said: Any) -> Any:
    return pikepdf.Dictionary({key: value for key, value in said.items() if key in OF_A_STRETCH})


def _strip_picture(picture: Any) -> None:
    filters = filters_of(picture)
    if filters[-1:] in (["/DCTDecode"], ["/DCT"]):
        _write(picture, filters, pictures.bare_jpeg)
    elif filters[-1:] == ["/JPXDecode"]:
        _write(picture, filters, pictures.bare_jpeg2000)
    elif set(filters) <= OF_ANYTHING | {"/RunLengthDecode", "/RL"}:
        _cut_off(picture)


def _cut_off(picture: Any) -> None:
    """Bytes behind the last dot are no part of the picture."""
    most = _size_of(picture)
    data = bytes(picture.read_bytes()) if most else b""
    if len(data) > most:
        picture.write(data[:most])


def _size_of(picture: Any) -> int:
    """How many bytes the dots take; 0 where that is not known."""
    colours = picture.get("/ColorSpace")
    sort = str(colours[0] if isinstance(colours, pikepdf.Array) else colours)
    numbers = 1 if picture.get("/ImageMask") else COLOURS.get(sort, 0)
    if sort == "/ICCBased":
        numbers = int(colours[1].get("/N", 0))
    elif sort == "/DeviceN":
        numbers = len(colours[1])
    bits = 1 if picture.get("/ImageMask") else int(picture.get("/BitsPerComponent", 8))
    return -(-int(picture.get("/Width", 0)) * numbers * bits // 8) * int(picture.get("/Height", 0))


def _write(picture: Any, filters: list[str], bare: Any) -> None:
    if len(filters) > 1:
        raise NotStripped(f"A picture is packed twice over. {AGAIN}")
    try:
        data = bare(bytes(picture.read_raw_bytes()))
    except ValueError as error:
        raise NotStripped(f"A picture is damaged. {AGAIN}") from error
    parameters = picture.get("/DecodeParms")
    if parameters is None:
        picture.write(data, filter=picture.Filter)
    else:
        picture.write(data, filter=picture.Filter, decode_parms=parameters)
