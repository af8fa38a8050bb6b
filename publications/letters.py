"""The report as a tagged PDF, made by us from exactly the words of a page. The same page gives the same bytes."""

from typing import Any

from django.conf import settings

from cspr.pdf import Paged, render_paged
from publications import gate
from publications.gate import Page
from publications.models import Kind

# Beside the report, where they were written: what was learned, and what followed.
SECTIONS = {
    "learning": "What was learned",
    "recommendations": "Recommendations",
    "changes_since": "What has changed since",
}


def report(page: Page) -> Paged:
    """The document that may go public. It carries no day, so that what is approved is byte for byte what is published."""
    return _made(page, is_draft=False)


def draft(page: Page) -> Paged:
    """The same, marked as a draft on every page."""
    return _made(page, is_draft=True)


def _made(page: Page, *, is_draft: bool) -> Paged:
    sections = [(title, page[f"{name}_html"]) for name, title in SECTIONS.items() if page[f"{name}_html"].strip()]
    context: dict[str, Any] = {
        "page": page,
        "kind": Kind(page["kind"]).label,
        "sections": sections,
        "is_draft": is_draft,
        "partnership": settings.PARTNERSHIP,
    }
    # Made of nothing but the words themselves: it says nothing about a case.
    return render_paged("publications/report_pdf.html", context, identifier=gate.digest_of(page)[:32].encode())
