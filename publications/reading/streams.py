"""The packed parts of a PDF: what they say, and how pdfium is made to show those that are not on a page."""

import re
import zlib
from dataclasses import dataclass
from typing import Any

import pikepdf

from publications.reading import pictures, words
from publications.reading.job import Job
from publications.reading.limits import LEAST_PIXELS, MOST_FILTERS, MOST_PIXELS, MOST_STREAM
from publications.reading.notes import Notes
from publications.reading.opened import BROKEN, NotOpened
from publications.reading.places import text_of
from publications.reading.where import ELSEWHERE, Where

OF_ANYTHING = {"/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/ASCII85Decode", "/A85", "/ASCIIHexDecode", "/AHx"}
OF_PICTURES = {"/DCTDecode", "/DCT", "/CCITTFaxDecode", "/CCF", "/JPXDecode", "/JBIG2Decode"}
KNOWN = OF_ANYTHING | OF_PICTURES | {"/RunLengthDecode", "/RL"}
PACKED = ("/FlateDecode", "/Fl")
FONTS = (b"\0\1\0\0", b"OTTO", b"true", b"ttcf", b"%!", b"\x80\1", b"\1\0")
# What stands in for the text of a page when it is copied out. Without it pdfium gives the text itself.
INSTEAD = re.compile(rb"/(?:A|#41)(?:c|#63)(?:t|#74)(?:u|#75)(?:a|#61)(?:l|#6[cC])(?:T|#54)(?:e|#65)(?:x|#78)(?:t|#74)")
NUMBER = rb"([-+]?\d*\.?\d*)\s+"
WIDTH, SIZE = re.compile(rb"[-+]?\d*\.?\d+\s+Tz\b"), re.compile(rb"(?<=\s)[-+]?0*\.?0*\s+Tf\b")
MATRIX = re.compile(NUMBER * 6 + rb"(Tm|cm)\b")
COVERING = ("/SMask", "/Mask", "/Decode")
BROKEN_CONTENT = "It is damaged. Save the document again as PDF, then add that."


@dataclass(frozen=True)
class Extra:
    """A page that was added so that pdfium shows what is on no page, or is there only in part."""

    name: str
    picture: bool


def filters_of(stream: Any) -> list[str]:
    """The ways in which it is packed, the outermost first."""
    found: Any = stream.get("/Filter", [])
    return [str(found)] if isinstance(found, pikepdf.Name) else [str(one) for one in found]


def read(stream: Any, where: Where, notes: Notes, job: Job) -> int:
    """Write down what a stream says that is neither page, font nor dots of a picture. Gives its size unpacked, in bytes."""
    place = where.of(stream)
    filters = filters_of(stream)
    if set(filters) - KNOWN or len(filters) > MOST_FILTERS:
        notes.unread(
            place, f"A part is packed in a way that cannot be read ({', '.join(filters)}). Save the document again as PDF."
        )
        return 0
    size = _size(stream, filters)
    kind = _kind(stream, where)
    try:
        if kind == "picture":
            read_beside_picture(stream, where, notes, job)
        elif kind == "content" and stream.objgen not in where.contents:
            read_content(stream, bytes(stream.read_bytes()), where.drawing(stream), where, notes)
        elif kind == "text":
            name = "XMP data" if place == ELSEWHERE and stream.get("/Type") == "/Metadata" else place
            _read_text(bytes(stream.read_bytes()), name, notes)
    except BROKEN:
        notes.unread(place, "A part of the document could not be unpacked. Save it again as PDF, then add that.")
    return size


def _kind(stream: Any, where: Where) -> str:
    subtype, sort = stream.get("/Subtype"), stream.get("/Type")
    if subtype == "/Image":
        return "picture"
    if stream.objgen in where.contents or subtype == "/Form" or stream.get("/PatternType") == 1 or stream.objgen in where.drawn:
        return "content"
    if sort in ("/ObjStm", "/XRef", "/EmbeddedFile") or (stream.objgen in where.fonts and _is_font(stream)):
        return "machinery"
    return "text"


def _is_font(stream: Any) -> bool:
    data = bytes(stream.read_bytes())
    return data.startswith(FONTS) or b"begincmap" in data


def _read_text(data: bytes, name: str, notes: Notes) -> None:
    text = words.whole(data)
    if text is None:
        text = words.runs(data)
    elif text.lstrip("\ufeff \r\n\t").startswith("<"):
        notes.text(name, " ".join(re.sub(r"<[^>]*>", " ", text).split()))
        notes.text(name, "\n".join(re.findall(r"=\s*[\"']([^\"']*)[\"']", text)))
        text = "\n".join(re.findall(r"<!--.*?-->|<\?.*?\?>", text, re.DOTALL))
    notes.text(name, text)


def _size(stream: Any, filters: list[str]) -> int:
    """Counts without keeping. Raises NotOpened."""
    raw = bytes(stream.read_raw_bytes())
    if not filters or filters[0] not in PACKED:
        return len(raw)
    inflater, size = zlib.decompressobj(), 0
    try:
        while raw:
            chunk = inflater.decompress(raw, 1 << 20)
            size += len(chunk)
            if size > MOST_STREAM:
                raise NotOpened("A part of it unpacks to more than can be read. Make its pictures smaller or split it.")
            raw = inflater.unconsumed_tail
            if not chunk:
                break
    except zlib.error:
        pass
    return size


def read_beside_picture(stream: Any, where: Where, notes: Notes, job: Job) -> None:
    """What the file of a picture says besides the picture."""
    filters = filters_of(stream)
    if filters[-1:] not in (["/DCTDecode"], ["/DCT"], ["/JPXDecode"]):
        return
    if len(filters) > 1:
        notes.unread(where.picture(stream), "The picture is packed twice over and cannot be read. Save it again as PNG.")
        return
    data = bytes(stream.read_raw_bytes())
    if not pictures.is_whole(data):
        notes.unread(where.picture(stream), "The picture is damaged. Save it again as PNG, and put it in anew.")
    pictures.read_beside(data, notes, job, where.picture(stream))


def read_pages(document: Any, where: Where, notes: Notes) -> None:
    """What pages say besides their text."""
    for page in document.pages:
        name = where.of(page.obj)
        contents = page.obj.get("/Contents", [])
        try:
            data = b"\n".join(
                bytes(one.read_bytes()) for one in (contents if isinstance(contents, pikepdf.Array) else [contents])
            )
            read_content(page, data, name, where, notes)
        except BROKEN:
            notes.unread(name, BROKEN_CONTENT)


def read_content(holder: Any, data: bytes, name: str, where: Where, notes: Notes) -> None:
    """What a page or a drawing says besides its text: words given in place of it, remarks, names, and what is no command."""
    if b"%" in data:
        notes.text(f"{name}, remarks between the commands", "\n".join(remarks(data)))
    bare = TOKENS.sub(b" ", data)
    where.names.update(one.decode("utf-8", "replace") for one in set(GIVEN.findall(bare)))
    unknown = " ".join(dict.fromkeys(one.decode() for one in COMMAND.findall(bare) if one not in COMMANDS))
    notes.text(f"{name}, commands that do not exist", unknown)
    if unknown or b"BDC" in data or b"DP" in data:
        for one in pikepdf.parse_content_stream(holder, f"BDC DP {unknown}"):
            for operand in one.operands:
                _read_operand(operand, f"{name}, words beside the text", notes)


def _read_operand(operand: Any, name: str, notes: Notes) -> None:
    if isinstance(operand, pikepdf.String):
        notes.text(name, text_of(operand))
    elif isinstance(operand, pikepdf.Dictionary):
        for _, value in operand.items():
            _read_operand(value, name, notes)
    elif isinstance(operand, pikepdf.Array):
        for value in operand:
            _read_operand(value, name, notes)


TOKENS = re.compile(rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\))*\)|\bID\s.*?\bEI\b|%([^\r\n]*)", re.DOTALL)


GIVEN, COMMAND = re.compile(rb"/([^\s/<>\[\]()%{}]+)"), re.compile(rb"(?<![/\w.#-])[A-Za-z]+[A-Za-z0-9*_-]*")
COMMANDS = frozenset(
    b"b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP n q Q re RG rg "
    b"ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y true false null".split()
)


def remarks(data: bytes) -> list[str]:
    """What stands behind a per cent sign outside of strings and pictures: no reader shows it."""
    return [words.any_of(match[1]) for match in TOKENS.finditer(data) if match[1]]


def spread(document: Any, looked: list[Any], where: Where, notes: Notes, job: Job) -> list[Extra]:
    """Alter the document so that everything in it is seen: no cut edges, no layers, a page for each drawing and picture."""
    if "/OCProperties" in document.Root:
        del document.Root["/OCProperties"]
    for page in document.pages:
        for key in ("/CropBox", "/TrimBox", "/BleedBox", "/ArtBox"):
            if key in page.obj:
                del page.obj[key]
    extra = []
    for thing in looked:
        if not isinstance(thing, pikepdf.Stream):
            continue
        try:
            kind = _kind(thing, where)
            if kind == "content":
                _uncover(thing)
            if kind == "content" and thing.objgen not in where.contents:
                _add_page(document, thing.get("/Resources", where.drawn.get(thing.objgen)), thing, [0, 0, 1000, 1000])
                extra.append(Extra(where.drawing(thing), picture=False))
            elif kind == "picture" and _is_to_be_read(thing, where, notes):
                _add_picture(document, thing)
                extra.append(Extra(where.picture(thing), picture=True))
        except BROKEN:
            notes.unread(where.of(thing), BROKEN_CONTENT)
    return extra


def _uncover(stream: Any) -> None:
    """What would keep pdfium from giving a text: other words in its place, and a width or size of nothing."""
    data = bytes(stream.read_bytes())
    bare = INSTEAD.sub(b"/NotActualText", data)
    bare = MATRIX.sub(_unfolded, SIZE.sub(b"1 Tf", WIDTH.sub(b"100 Tz", bare)))
    if bare != data:
        stream.write(bare)


def _unfolded(matrix: re.Match[bytes]) -> bytes:
    try:
        across, askew, slant, down = (float(number) for number in matrix.groups()[:4])
    except ValueError:
        return matrix[0]
    return b"1 0 0 1 %b %b %b" % (matrix[5], matrix[6], matrix[7]) if across * down == askew * slant else matrix[0]


def _is_to_be_read(stream: Any, where: Where, notes: Notes) -> bool:
    width, height = int(stream.get("/Width", 0)), int(stream.get("/Height", 0))
    if width * height > MOST_PIXELS:
        notes.unread(
            where.picture(stream), f"It has more than {MOST_PIXELS:,} dots. Make it smaller, then add the document again."
        )
        return False
    return min(width, height) >= LEAST_PIXELS


def _add_picture(document: Any, stream: Any) -> None:
    # What covers it, or paints every dot in one colour, is taken away.
    if any(key in stream for key in COVERING):
        whole = document.make_stream(bytes(stream.read_raw_bytes()))
        for key, value in stream.items():
            if key not in (*COVERING, "/Length"):
                whole[key] = value
        stream = whole
    width, height = int(stream.Width), int(stream.Height)
    part = max(1.0, max(width, height) / 5000)
    box = [0, 0, width / part, height / part]
    content = document.make_stream(f"q {box[2]:.3f} 0 0 {box[3]:.3f} 0 0 cm /Im Do Q".encode())
    _add_page(document, pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=stream)), content, box)


def _add_page(document: Any, resources: Any, content: Any, box: list[float]) -> None:
    page = pikepdf.Dictionary(Type=pikepdf.Name.Page, MediaBox=pikepdf.Array(box), Contents=content)
    page.Resources = resources if isinstance(resources, pikepdf.Dictionary) else _resources(document)
    document.pages.append(pikepdf.Page(document.make_indirect(page)))


def _resources(document: Any) -> Any:
    """A drawing without any of its own uses those of the page."""
    return document.pages[0].obj.get("/Resources", pikepdf.Dictionary()) if len(document.pages) else pikepdf.Dictionary()
