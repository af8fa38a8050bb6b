"""Leaks in what is left in a PDF by how it was saved: other revisions, objects nobody uses, words outside, locks, damage."""

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from tests.canaries.families import Family
from tests.canaries.papers import Make, Paper, begun, draw, saved, stream, text


def orphan(pdf: Pdf, family: Family) -> bytes:
    """An object to which nothing leads."""
    return _with_object(saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.disable), _text_object(family.full))


def _text_object(name: str) -> bytes:
    return b"<< /Note (" + name.encode("cp1252") + b") >>"


def _with_object(content: bytes, made: bytes, number: int = 0, root: bytes = b"") -> bytes:
    """One more revision, with one object more or another in the place of an old one."""
    pdf = pikepdf.open(io.BytesIO(content))
    size, catalogue = int(pdf.trailer.Size), pdf.Root.objgen[0]
    before = content.rindex(b"startxref")
    xref = int(content[before:].split()[1])
    number = number or size
    added = content + b"\n" + f"{number} 0 obj\n".encode() + made + b"\nendobj\n"
    table = f"xref\n{number} 1\n{len(content) + 1:010d} 00000 n \n".encode()
    tail = f"trailer\n<< /Size {max(size, number + 1)} /Root {catalogue} 0 R /Prev {xref} >>\nstartxref\n{len(added)}\n%%EOF\n"
    return added + table + tail.encode()


def earlier_revision(pdf: Pdf, family: Family) -> bytes:
    """The page said the name before the last change was saved."""
    pdf.pages[0].obj.Contents = stream(pdf, text(family.full))
    first = saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    again = pikepdf.open(io.BytesIO(first))
    place = again.pages[0].obj.Contents.objgen[0]
    clean = text("Child R")
    return _with_object(first, b"<< /Length %d >>\nstream\n" % len(clean) + clean + b"\nendstream", place)


def before_the_head(pdf: Pdf, family: Family) -> bytes:
    """Words before the file begins."""
    return f"From: {family.worker}\n".encode() + saved(pdf)


def after_the_end(pdf: Pdf, family: Family) -> bytes:
    """Words after the file has ended."""
    return saved(pdf) + f"\n% sent by {family.worker}\n".encode()


def comment_between(pdf: Pdf, family: Family) -> bytes:
    """A comment between two objects."""
    content = saved(pdf)
    at = content.index(b"\n", content.index(b"\n") + 1) + 1
    words = f"% {family.worker}\n".encode()
    # The table at the end is wrong by so many bytes: readers mend that without a word.
    return content[:at] + words + content[at:]


def in_the_id(pdf: Pdf, family: Family) -> bytes:
    """The mark that every file carries."""
    name = family.worker.encode()[:16].ljust(16)
    content = saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    start = content.rindex(b"/ID [<") + 6
    return content[:start] + name.hex().encode() + content[start + 32 :]


def encrypted(password: str) -> Make:
    """Locked, with or without a password for reading."""

    def make(pdf: Pdf, family: Family) -> bytes:
        draw(pdf, text(family.full))
        return saved(pdf, encryption=pikepdf.Encryption(owner="owner", user=password))

    return make


def damaged(how: str) -> Make:
    """Broken; the name is in what is left."""

    def make(pdf: Pdf, family: Family) -> bytes:
        draw(pdf, text(family.full))
        content = saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
        if how == "table":
            return content.replace(b"\nxref\n", b"\nxxxx\n")
        if how == "end":
            return content[: int(len(content) * 0.9)]
        if how == "half":
            return content[: content.index(family.full.encode("cp1252")) + 100]
        return content.replace(b"/Length ", b"/Length 9")

    return make


def page_taken_out(pdf: Pdf, family: Family) -> None:
    """The name in a page that was taken out of the list of pages, but not out of the file."""
    pdf.pages[0].Contents = stream(pdf, text(family.full))
    pdf.Root.Spare = Array([pdf.pages[0].obj])
    pdf.pages.extend(begun("spare").pages)
    del pdf.pages[0]


def packed_twice(pdf: Pdf, family: Family) -> None:
    """The operators of the page, packed in one way inside another."""
    content = text(family.full).hex().encode() + b">"
    pdf.pages[0].contents_add(Stream(pdf, content, Dictionary(Filter=Name.ASCIIHexDecode)))


SAVED = (
    Paper("orphan object", orphan),
    Paper("earlier revision", earlier_revision),
    Paper("before the head", before_the_head, secret=lambda f: f.worker),
    Paper("after the end", after_the_end, secret=lambda f: f.worker),
    Paper("comment between objects", comment_between, secret=lambda f: f.worker),
    Paper("mark of the file", in_the_id, secret=lambda f: f.worker[:16]),
    Paper("encrypted with a password", encrypted("secret"), traces=(b"/Encrypt",)),
    Paper("encrypted without a password", encrypted(""), traces=(b"/Encrypt",)),
    *(Paper(f"damaged {what}", damaged(what)) for what in ("table", "end", "half", "length")),
    Paper("page that was taken out", page_taken_out),
    Paper("operators packed twice", packed_twice),
)
