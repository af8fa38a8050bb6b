"""The report as a tagged PDF, made by us from exactly the text that was approved."""

from datetime import date

from django.conf import settings

from cspr.pdf import Paged, render_paged
from publications.markdown import Rendered
from publications.models import Publication


def report(publication: Publication, rendered: Rendered, *, on: date | None) -> Paged:
    """The report's document. Without a day of publication it is marked as a draft on every page."""
    context = {
        "publication": publication,
        "rendered": rendered,
        "on": on,
        "partnership": settings.PARTNERSHIP,
        "address": settings.PUBLIC_URL,
    }
    return render_paged("publications/report_pdf.html", context)
