"""Pictures: what is written in them, and what is written about them in the same file."""

import struct
import warnings
import zlib
from io import BytesIO

from PIL import (
    BmpImagePlugin,
    ExifTags,
    GifImagePlugin,
    Image,
    Jpeg2KImagePlugin,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from publications.reading import words
from publications.reading.job import Inner, Job
from publications.reading.limits import MOST_PIXELS, MOST_STREAM
from publications.reading.notes import Notes
from publications.reading.ocr import NO_PILLOW

BROKEN = (
    *(OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, AttributeError, EOFError, OverflowError),
    *(RuntimeError, struct.error, zlib.error, Image.DecompressionBombError, Image.DecompressionBombWarning),
)
JPEG, PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
BACKGROUND = set(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB sBIT bKGD hIST pHYs tIME".split())
# The parts of a JPEG that are the picture itself and hold no text.
OF_THE_PICTURE = {0xDB, 0xC0, 0xC1, 0xC2, 0xC4, 0xDD, 0xDA}
MOST_THUMBNAILS = 5
LOADED = (MpoImagePlugin,)
# Loaded here, because Pillow loads them only when it has to guess; several pictures in a JPEG are the business of MPO.
FORMATS = tuple(
    one.format
    for one in (
        *(JpegImagePlugin.JpegImageFile, PngImagePlugin.PngImageFile),
        *(Jpeg2KImagePlugin.Jpeg2KImageFile, GifImagePlugin.GifImageFile, BmpImagePlugin.BmpImageFile),
        *(TiffImagePlugin.TiffImageFile, WebPImagePlugin.WebPImageFile),
    )
)


def read(content: bytes, notes: Notes, job: Job, name: str = "the picture") -> list[Inner]:
    """The picture itself, by OCR, every frame of it; then what stands beside it in the file."""
    if not job.ocr.pillow:
        notes.unread(name, NO_PILLOW)
        return []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=FORMATS) as picture:
                _look(picture, notes, job, name)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        notes.unread(name, f"The picture has more than {MOST_PIXELS:,} dots. Make it smaller, then add it again.")
    except BROKEN:
        notes.unread(name, "The picture is damaged, or of a kind that cannot be read. Save it again as PNG, then add that.")
    read_beside(content, notes, job, name)
    return []


def _look(picture: Image.Image, notes: Notes, job: Job, name: str) -> None:
    if picture.width * picture.height > MOST_PIXELS:
        raise Image.DecompressionBombError
    frames = getattr(picture, "n_frames", 1)
    if frames > 1:
        notes.hidden(
            name, f"The file holds {frames} pictures, and only the first is seen. Save the one that is meant by itself."
        )
    for number in range(min(frames, MOST_THUMBNAILS)):
        picture.seek(number)
        picture.load()
        job.ocr.look(notes, name if number == 0 else f"{name}, picture {number + 1} behind it", picture.copy())
    if frames > MOST_THUMBNAILS:
        notes.unread(
            name, f"Only the first {MOST_THUMBNAILS} of {frames} pictures in the file were read. Save them one by one."
        )


def is_whole(content: bytes) -> bool:
    """Whether all of a picture can be decoded: some readers show the part that they understand, and say nothing."""
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as picture:
            # One that is too large is told of where it is read.
            if picture.width * picture.height <= MOST_PIXELS:
                picture.load()
    except BROKEN:
        return False
    return True


def read_beside(content: bytes, notes: Notes, job: Job, name: str) -> None:
    """What a picture's file says besides the picture: EXIF, XMP, IPTC, remarks, thumbnails, and bytes behind the end."""
    _read_exif(content, notes, name)
    if content.startswith(JPEG):
        parts, rest = jpeg_parts(content)
        beside = [(f"part {mark:02X}", raw) for mark, raw in parts if mark not in OF_THE_PICTURE]
    elif content.startswith(PNG):
        beside, rest = _png_parts(content)
    else:
        beside, rest = [("remarks", content)] if content[4:8] == b"jP  " else [], b""
    for label, raw in beside:
        notes.text(f"{name}, what its file says beside it ({label})", words.any_of(raw))
        _read_thumbnail(raw, notes, job, name)
    if rest.strip(b"\0\r\n \xff"):
        notes.hidden(name, f"{len(rest):,} bytes stand behind the end of the picture. Save the picture again.")
        notes.text(f"{name}, behind its end", words.any_of(rest))
        _read_thumbnail(rest, notes, job, name)


def _read_thumbnail(raw: bytes, notes: Notes, job: Job, name: str) -> None:
    at = raw.find(JPEG)
    if at < 0:
        return
    notes.hidden(name, "Another picture is hidden in the picture's file, as a rule the one from before it was cut or altered.")
    try:
        with Image.open(BytesIO(raw[at:]), formats=["JPEG"]) as small:
            small.load()
            job.ocr.look(notes, f"{name}, the small picture in its file", small.copy())
    except BROKEN:
        notes.unread(f"{name}, the small picture in its file", "It is damaged. Save the picture again without a preview.")


def _read_exif(content: bytes, notes: Notes, name: str) -> None:
    try:
        with Image.open(BytesIO(content)) as picture:
            exif = picture.getexif()
            folders = [exif, *(exif.get_ifd(one) for one in ExifTags.IFD)]
    except BROKEN:
        return
    for folder in folders:
        for tag, value in folder.items():
            label = ExifTags.TAGS.get(tag) or ExifTags.GPSTAGS.get(tag) or f"number {tag}"
            if isinstance(value, bytes):
                notes.text(f"{name}, EXIF {label}", words.any_of(value))
            elif isinstance(value, str):
                notes.text(f"{name}, EXIF {label}", value)
            elif label == "GPSLatitude":
                notes.text(f"{name}, EXIF {label}", f"The place where it was taken: {value}")


def jpeg_parts(content: bytes) -> tuple[list[tuple[int, bytes]], bytes]:
    """The marked parts before and between the picture's own data, and what stands behind its end."""
    at, parts = 2, list[tuple[int, bytes]]()
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            return parts, content[at:]
        mark = content[at + 1]
        if mark == 0xD9:
            return parts, content[at + 2 :]
        if mark == 0xFF:
            at += 1
        elif mark == 0x01 or 0xD0 <= mark <= 0xD8:
            at += 2
        else:
            end = at + 2 + int.from_bytes(content[at + 2 : at + 4])
            parts.append((mark, content[at + 4 : end]))
            at = _after_scan(content, end) if mark == 0xDA else end
    return parts, b""


def _after_scan(content: bytes, at: int) -> int:
    while (at := content.find(b"\xff", at)) >= 0 and at + 1 < len(content):
        if content[at + 1] == 0 or 0xD0 <= content[at + 1] <= 0xD7:
            at += 2
        else:
            return at
    return len(content)


def _png_parts(content: bytes) -> tuple[list[tuple[str, bytes]], bytes]:
    at, parts = len(PNG), list[tuple[str, bytes]]()
    while at + 12 <= len(content):
        length, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        raw = content[at + 8 : at + 8 + length]
        at += 12 + length
        if kind == b"IEND":
            return parts, content[at:]
        if kind not in BACKGROUND:
            parts.append((kind.decode("latin-1"), _png_text(kind, raw)))
    return parts, b""


def _png_text(kind: bytes, raw: bytes) -> bytes:
    """Key and text of a part; a packed one is unpacked, as far as it is allowed."""
    if kind not in (b"zTXt", b"iTXt", b"iCCP"):
        return raw.replace(b"\0", b"\n", 1) if kind == b"tEXt" else raw
    key, _, rest = raw.partition(b"\0")
    if kind == b"iTXt":
        packed = rest[:1] == b"\1"
        language, _, rest = rest[2:].partition(b"\0")
        translated, _, rest = rest.partition(b"\0")
        key = b"\n".join((key, language, translated))
    else:
        packed, rest = True, rest[1:]
    return key + b"\n" + (_inflated(rest) if packed else rest)


def _inflated(raw: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(raw, MOST_STREAM)
    except zlib.error:
        return raw


def bare_jpeg(content: bytes) -> bytes:
    """The picture itself and nothing beside it. Raises ValueError for one that is broken."""
    if not content.startswith(JPEG[:2]):
        raise ValueError
    kept, at = [JPEG[:2]], 2
    while at + 4 <= len(content):
        mark = content[at + 1]
        if content[at] != 0xFF:
            raise ValueError
        if mark == 0xD9:
            break
        if mark == 0xFF or mark == 0x01 or 0xD0 <= mark <= 0xD8:
            at += 1 if mark == 0xFF else 2
            continue
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4])
        after = _after_scan(content, end) if mark == 0xDA else end
        # How the colours are mixed is said in the one part of this kind that is needed.
        if mark in OF_THE_PICTURE or 0xC0 <= mark <= 0xCF or (mark == 0xEE and content[at + 4 : at + 9] == b"Adobe"):
            kept.append(content[at : min(after, at + 16)] if mark == 0xEE else content[at:after])
        at = after
    return b"".join([*kept, b"\xff\xd9"])


def bare_jpeg2000(content: bytes) -> bytes:
    """As `bare_jpeg`."""
    if content.startswith(b"\xff\x4f"):
        return _bare_codestream(content)
    kept, at = [], 0
    while at + 8 <= len(content):
        length, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        end = len(content) if length == 0 else at + length
        if length == 1 or (length and length < 8):
            raise ValueError
        if kind in (b"jP  ", b"ftyp", b"jp2h"):
            kept.append(content[at:end])
        elif kind == b"jp2c":
            bare = _bare_codestream(content[at + 8 : end])
            kept.append((len(bare) + 8).to_bytes(4) + kind + bare)
        at = end
    return b"".join(kept)


def _bare_codestream(content: bytes) -> bytes:
    kept, at = [content[:2]], 2
    while at + 4 <= len(content):
        mark, end = content[at : at + 2], at + 2 + int.from_bytes(content[at + 2 : at + 4])
        if mark == b"\xff\x90":
            return b"".join([*kept, content[at:]])
        if content[at] != 0xFF:
            raise ValueError
        if mark != b"\xff\x64":
            kept.append(content[at:end])
        at = end
    raise ValueError
