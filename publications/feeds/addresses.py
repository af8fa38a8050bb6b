"""The addresses and days of the library as programs write them: absolute, and no more exact than is known."""

from datetime import date

from django.conf import settings
from django.urls import reverse

from publications.models import PublishedReview

Precision = PublishedReview.Precision
_DAYS = {Precision.DAY: "%Y-%m-%d", Precision.MONTH: "%Y-%m", Precision.YEAR: "%Y"}


def absolute(name: str, *args: object) -> str:
    """The whole address of a named page of the public site, whatever host was asked."""
    return f"{settings.PUBLIC_URL}{reverse(name, args=args)}"


def day(on: date | None, precision: str) -> str:
    """2026-03-04, 2026-03, 2026 or nothing, as far as the day is known (ISO 8601)."""
    return on.strftime(_DAYS[Precision(precision)]) if on and precision in _DAYS else ""
