"""The pack as one tagged document: what it is made of is gathered elsewhere, here it is only set."""

from collections.abc import Callable
from typing import Any

from cspr import pdf


def pack_pdf(context: dict[str, Any], *, identifier: str, told: Callable[[int], None] | None = None) -> pdf.Paged:
    """Set the pages. The same context and identifier give the same bytes; `told` hears the number of each page that is set."""
    return pdf.render_paged("rapid_reviews/pack_pdf.html", context, identifier=identifier.encode(), told=told)
