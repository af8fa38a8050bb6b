"""Tagged PDFs. The only importer of WeasyPrint; it may fetch nothing, neither from the network nor from this disk."""

from typing import Any

from django.template.loader import render_to_string
from weasyprint import HTML
from weasyprint.urls import URLFetcher


def render(template: str, context: dict[str, Any]) -> bytes:
    """A PDF/UA-1 document of the template. Its <title> is what the file says of itself: a reference or a public title."""
    fetcher = URLFetcher(allowed_protocols=("data",), allow_redirects=False)
    document = HTML(string=render_to_string(template, context), url_fetcher=fetcher)
    pdf = document.write_pdf(pdf_variant="pdf/ua-1", custom_metadata=False)
    return bytes(pdf)
