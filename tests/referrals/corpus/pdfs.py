"""Evil PDFs."""

import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from tests.referrals.corpus.good import Content, docx, jpg, pdf, png, with_file, zipped

Change = Callable[[pikepdf.Pdf], None]
SCRIPT = "app.alert('canary')"
EXE = b"MZ\x90\x00\x03\x00\x00\x00"


def root(**entries: Any) -> Change:
    """Entries of the root."""

    def change(document: pikepdf.Pdf) -> None:
        for name, value in entries.items():
            document.Root[f"/{name}"] = value

    return change


def on_page(**entries: Any) -> Change:
    """Something that stands on the page."""

    def change(document: pikepdf.Pdf) -> None:
        document.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Rect=[0, 0, 9, 9], **entries)])

    return change


def stream(content: bytes, **entries: Any) -> Change:
    """Something packed, as it is written."""

    def change(document: pikepdf.Pdf) -> None:
        made = document.make_stream(b"")
        made.write(content, filter=entries.pop("Filter", None), decode_parms=None)
        for name, value in entries.items():
            made[f"/{name}"] = value
        document.Root.Canary = document.make_indirect(made)

    return change


def names_script(document: pikepdf.Pdf) -> None:
    """A script that runs on opening, by the list of names."""
    action = Dictionary(S=Name.JavaScript, JS=SCRIPT)
    document.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array(["a", action])))


def many_files(document: pikepdf.Pdf) -> None:
    """More embedded files than anybody needs."""
    for number in range(51):
        with_file(f"{number}.txt", b"notes")(document)


def large_files(document: pikepdf.Pdf) -> None:
    """Embedded files that swell."""
    for number in range(3):
        with_file(f"{number}.txt", b"notes" * 4_000_000)(document)


def deep(document: pikepdf.Pdf) -> None:
    """A nest of lists."""
    nest = Array([1])
    for _ in range(150):
        nest = Array([nest])
    document.Root.Canary = document.make_indirect(nest)


def many_objects(document: pikepdf.Pdf) -> None:
    """Objects upon objects, packed small."""
    document.Root.Canary = Array([document.make_indirect(Dictionary(A=number)) for number in range(300_001)])


def a_library() -> bytes:
    """The same as a file."""
    return pdf(many_objects, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def nameless_file(document: pikepdf.Pdf) -> None:
    """A program that no list names."""
    made = document.make_stream(EXE)
    made.Type = Name.EmbeddedFile
    document.Root.Canary = made


def broken_file(document: pikepdf.Pdf) -> None:
    """A list of files in which there is no file."""
    document.Root.Canary = document.make_indirect(Dictionary(Type=Name.Filespec, F="a.txt", EF=Dictionary(F=1)))


def looping_table() -> bytes:
    """A table of places that leads back to itself."""
    whole = pdf(object_stream_mode=pikepdf.ObjectStreamMode.disable)
    table = whole.rindex(b"xref\n", 0, whole.rindex(b"startxref"))
    return whole.replace(b"trailer <<", b"trailer << /Prev %d " % table)


def wrong_table() -> bytes:
    """A table of places that leads nowhere."""
    whole = pdf()
    start = whole.rindex(b"startxref\n") + 10
    return whole[:start] + b"999999999\n%%EOF\n"


def swelling(times: int) -> bytes:
    """220 MiB in 220 KiB; or once more packed."""
    packed = bytes(220 * 1024 * 1024)
    for _ in range(times):
        packed = zlib.compress(packed)
    filters = Array([Name.FlateDecode] * times) if times > 1 else Name.FlateDecode
    return pdf(stream(packed, Filter=filters))


EVIL: dict[str, tuple[str, Content]] = {
    "a script on opening": ("a.pdf", pdf(root(OpenAction=Dictionary(S=Name.JavaScript, JS=SCRIPT)))),
    "a script by name": ("a.pdf", pdf(names_script)),
    "a script when a box is left": ("a.pdf", pdf(on_page(Subtype=Name.Link, AA=Dictionary(Bl=Dictionary(S=Name.Named))))),
    "a program to be started": ("a.pdf", pdf(on_page(Subtype=Name.Link, A=Dictionary(S=Name.Launch, F="cmd.exe")))),
    "an address that opens by itself": (
        "a.pdf",
        pdf(root(OpenAction=Dictionary(S=Name.URI, URI="https://canary.example/"))),
    ),
    "a link to a program": ("a.pdf", pdf(on_page(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI="file:///c:/cmd.exe")))),
    "a form that sends itself": ("a.pdf", pdf(on_page(Subtype=Name.Link, A=Dictionary(S=Name.SubmitForm, F="http://x/")))),
    "an XFA form": ("a.pdf", pdf(root(AcroForm=Dictionary(Fields=[], XFA="<xdp/>")))),
    "a film": ("a.pdf", pdf(on_page(Subtype=Name.RichMedia))),
    "a password": ("a.pdf", pdf(encryption=pikepdf.Encryption(owner="canary", user="canary"))),
    "a lock against changes": ("a.pdf", pdf(encryption=pikepdf.Encryption(owner="canary", user=""))),
    "an embedded program": ("a.pdf", pdf(with_file("setup.exe", EXE))),
    "an embedded program under another name": ("a.pdf", pdf(with_file("notes.docx", EXE))),
    "an embedded program without a name": ("a.pdf", pdf(nameless_file)),
    "a pdf in a pdf in a pdf": ("a.pdf", pdf(with_file("b.pdf", pdf(with_file("c.pdf", pdf()))))),
    "a script in an embedded pdf": ("a.pdf", pdf(with_file("b.pdf", pdf(names_script)))),
    "51 embedded files": ("a.pdf", pdf(many_files)),
    "embedded files of 60 MB": ("a.pdf", lambda: pdf(large_files)),
    "an embedded file that is none": ("a.pdf", pdf(broken_file)),
    "a stream that swells": ("a.pdf", lambda: swelling(1)),
    "a stream that swells twice": ("a.pdf", lambda: swelling(2)),
    "a stream kept elsewhere": ("a.pdf", pdf(stream(b"", F="\\\\canary\\share"))),
    "a scan of a square mile": (
        "a.pdf",
        pdf(stream(b"", Type=Name.XObject, Subtype=Name.Image, Width=100_000, Height=100_000)),
    ),
    "more objects than a book": ("a.pdf", a_library),
    "a nest 150 deep": ("a.pdf", pdf(deep)),
    "a table that leads to itself": ("a.pdf", looping_table()),
    "a table that leads nowhere": ("a.pdf", wrong_table()),
    "cut off": ("a.pdf", pdf(pages=9)[:-200]),
    "an end only": ("a.pdf", b"%PDF-1.7\n%%EOF"),
    "a zip behind it": ("a.pdf", pdf() + zipped({"a.txt": b"canary"})),
    "a web page behind it": ("a.pdf", pdf() + b"<html><script>canary()</script>"),
    "a program before it": ("a.pdf", EXE + pdf()),
    "a zip around it": ("a.pdf", docx({"word/a.pdf": pdf()})),
    "a photograph by its name only": ("a.jpg", pdf()),
    "a jpg by its name only": ("a.pdf", jpg()),
    "a png by its name only": ("a.pdf", png()),
}
