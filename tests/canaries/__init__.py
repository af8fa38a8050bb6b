"""Documents with one leak each, about families who are invented, and clean ones. Imports nothing from what it tries."""

from tests.canaries.controls import controls
from tests.canaries.docxs import docxs
from tests.canaries.pages import pages
from tests.canaries.pdfs import pdfs
from tests.canaries.shapes import Document, Fact, Page

__all__ = ["Document", "Fact", "Page", "controls", "corpus", "docxs", "pages", "pdfs"]


def corpus(seed: int) -> list[Document]:
    """All that leak. The same seed gives the same bytes, but where a library writes a date of its own."""
    return [*pages(seed), *pdfs(seed), *docxs(seed)]
