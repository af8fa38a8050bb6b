"""Tagged PDFs. The only importer of WeasyPrint; it may fetch nothing, neither from the network nor from this disk."""

from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from weasyprint import HTML
from weasyprint.urls import URLFetcher


@dataclass(frozen=True)
class Paged:
    """The bytes of a document, and how many pages it has."""

    content: bytes
    pages: int


def render(template: str, context: dict[str, Any]) -> bytes:
    """A PDF/UA-1 document of the template. Its <title> is what the file says of itself: a reference or a public title."""
    return render_paged(template, context).content


def render_paged(template: str, context: dict[str, Any]) -> Paged:
    """As `render`, with the number of pages."""
    fetcher = URLFetcher(allowed_protocols=("data",), allow_redirects=False)
    options = {"pdf_variant": "pdf/ua-1", "custom_metadata": False}
    document = HTML(string=render_to_string(template, context), url_fetcher=fetcher).render(**options)
    return Paged(bytes(document.write_pdf(**options)), len(document.pages))
