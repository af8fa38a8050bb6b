"""Files made by hand: the evil ones, each named by what is wrong with it, and the good ones."""

from tests.referrals.corpus.documents import EVIL as DOCUMENTS
from tests.referrals.corpus.good import GOOD, Content
from tests.referrals.corpus.pdfs import EVIL as PDFS
from tests.referrals.corpus.pictures import NAMES, PICTURES, TEXTS

# {what is wrong: (name, content)}
EVIL = {
    f"{kind}: {name}": file
    for kind, files in (("pdf", PDFS), ("docx", DOCUMENTS), ("picture", PICTURES), ("text", TEXTS), ("name", NAMES))
    for name, file in files.items()
}


def bytes_of(content: Content) -> bytes:
    """Make what is made only when it is asked for."""
    return content if isinstance(content, bytes) else content()


__all__ = ["EVIL", "GOOD", "Content", "bytes_of"]
