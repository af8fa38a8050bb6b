"""Leaks in annotations, forms, links and in what a PDF does by itself."""

from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.canaries.families import Family
from tests.canaries.papers import Make, Paper, annotate, form, stream, text

XFA = "<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'><datasets><client>{}</client></datasets></xdp:xdp>"


def note(subtype: str, key: str, words: str = "{}", **more: object) -> Make:
    """An annotation with the name in one of its texts."""

    def make(pdf: Pdf, family: Family) -> None:
        annotate(pdf, subtype, **{key: String(words.format(family.full)), **more})

    return make


def stamp(pdf: Pdf, family: Family) -> None:
    """A stamp that looks like the name."""
    annotate(pdf, "Stamp", AP=Dictionary(N=form(pdf, text(family.full, 0, 10))))


def hidden_note(pdf: Pdf, family: Family) -> None:
    """A note that is not shown."""
    made = annotate(pdf, "Text", Contents=String(family.full))
    made.F = 2


def acting(**action: Any) -> Make:
    """A link that does something."""

    def make(pdf: Pdf, family: Family) -> None:
        filled = {f"/{k}": String(v.format(family.full)) if isinstance(v, str) and "{}" in v else v for k, v in action.items()}
        annotate(pdf, "Link", Border=Array([0, 0, 0]), A=Dictionary(filled))

    return make


def web(words: str) -> Make:
    """A link to an address."""
    return acting(S=Name.URI, URI=words)


def percent(pdf: Pdf, family: Family) -> None:
    """A link whose address hides the letters."""
    hidden = "".join(f"%{byte:02X}" for byte in family.full.encode())
    annotate(pdf, "Link", A=Dictionary(S=Name.URI, URI=String(f"https://example.org/?q={hidden}")))


def field(key: str, **more: object) -> Make:
    """A box of a form."""

    def make(pdf: Pdf, family: Family) -> None:
        facts = {"T": String("box"), key: String(family.full), **more}
        made = annotate(pdf, "Widget", FT=Name.Tx, **facts)
        pdf.Root.AcroForm = Dictionary(Fields=Array([made]), DA=String("/Helv 0 Tf 0 g"))

    return make


def choices(pdf: Pdf, family: Family) -> None:
    """What a box offers."""
    made = annotate(pdf, "Widget", FT=Name.Ch, T=String("box"), Opt=Array([String("Child R"), String(family.full)]))
    pdf.Root.AcroForm = Dictionary(Fields=Array([made]))


def signature(key: str) -> Make:
    """Who signed it."""

    def make(pdf: Pdf, family: Family) -> None:
        signed = Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), Contents=b"\0" * 8)
        signed[f"/{key}"] = String(family.worker)
        made = annotate(pdf, "Widget", FT=Name.Sig, T=String("box"), V=pdf.make_indirect(signed))
        pdf.Root.AcroForm = Dictionary(Fields=Array([made]), SigFlags=3)

    return make


def xfa(pdf: Pdf, family: Family) -> None:
    """A form of the other sort."""
    pdf.Root.AcroForm = Dictionary(Fields=Array(), XFA=stream(pdf, XFA.format(family.full).encode()))


def script(where: str) -> Make:
    """A program that says the name."""

    def make(pdf: Pdf, family: Family) -> None:
        action = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{family.last}')"))
        if where == "names":
            pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), action])))
        elif where == "open":
            pdf.Root.OpenAction = action
        elif where == "page":
            pdf.pages[0].obj.AA = Dictionary(O=action)
        else:
            made = annotate(pdf, "Widget", FT=Name.Tx, T=String("box"), AA=Dictionary(K=action))
            pdf.Root.AcroForm = Dictionary(Fields=Array([made]))

    return make


def filed(pdf: Pdf, family: Family) -> None:
    """A file pinned to the page."""
    file = stream(pdf, family.full.encode(), Type=Name.EmbeddedFile)
    annotate(pdf, "FileAttachment", FS=Dictionary(Type=Name.Filespec, F=String("a.txt"), EF=Dictionary(F=file)))


def popup(pdf: Pdf, family: Family) -> None:
    """The window of a note."""
    over = annotate(pdf, "Popup", Contents=String(family.full))
    annotate(pdf, "Text", Contents=String("See here"), Popup=over)


ACTIVE = (
    Paper("note", note("Text", "Contents")),
    Paper("writer of a note", note("Text", "T", Contents=String("Seen"))),
    Paper("subject of a note", note("Text", "Subj", Contents=String("Seen"))),
    Paper("mark of a note", note("Text", "NM", Contents=String("Seen"))),
    Paper("rich text of a note", note("Text", "RC", "<body><p>{}</p></body>")),
    Paper("window of a note", popup),
    Paper("note that is not shown", hidden_note),
    Paper("highlight", note("Highlight", "Contents", QuadPoints=Array([60, 90, 200, 90, 60, 60, 200, 60]))),
    Paper("free text", note("FreeText", "Contents", DA=String("/Helv 12 Tf 0 g"))),
    Paper("redaction not yet done", note("Redact", "OverlayText")),
    Paper("stamp", stamp),
    Paper("file pinned to the page", filed),
    Paper("address of a link of a file", web("https://example.org/{}"), "rare"),
    Paper("address of a link on a disk", web("file:///C:/Users/{}/Documents/review.docx")),
    Paper("address of a link in percent", percent),
    Paper("words of a link", note("Link", "Contents", A=Dictionary(S=Name.URI, URI=String("https://example.org/")))),
    Paper("link to another file", acting(S=Name.GoToR, F="{}.pdf", D=Array([0, Name.Fit]))),
    Paper("program that is started", acting(S=Name.Launch, F="{}.exe")),
    Paper("form that is sent", acting(S=Name.SubmitForm, F="https://example.org/{}")),
    Paper("value of a box", field("V")),
    Paper("name of a box", field("T")),
    Paper("words of a box", field("TU")),
    Paper("former value of a box", field("DV")),
    Paper("choices of a box", choices),
    Paper("signature", signature("Name"), secret=lambda f: f.worker),
    Paper("address of a signature", signature("ContactInfo"), secret=lambda f: f.worker),
    Paper("other form", xfa),
    *(
        Paper(f"script {where}", script(where), "classic", secret=lambda f: f.last)
        for where in ("names", "open", "page", "box")
    ),
)
