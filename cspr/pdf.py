"""Tagged PDFs. The only importer of WeasyPrint; it may fetch nothing, neither from the network nor from this disk."""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import get_ident
from typing import Any

import pydyf
from django.template.loader import render_to_string
from weasyprint import HTML
from weasyprint.urls import URLFetcher

# How paper about a case is marked. It is the marking of central government, which the partners use among themselves too.
MARKING = "OFFICIAL-SENSITIVE PERSONAL"
# What WeasyPrint says of each page that it has set, and of each time that it begins again because page numbers moved.
PAGE = re.compile(r"Page (\d+)$")


@dataclass(frozen=True)
class Paged:
    """The bytes of a document, and how many pages it has."""

    content: bytes
    pages: int


def render(template: str, context: dict[str, Any]) -> bytes:
    """A PDF/UA-1 document of the template. Its <title> is what the file says of itself: a reference or a public title."""
    return render_paged(template, context).content


def render_paged(
    template: str,
    context: dict[str, Any],
    *,
    identifier: bytes | None = None,
    told: Callable[[int], None] | None = None,
) -> Paged:
    """As `render`, with the number of pages.

    With an `identifier` the file carries it, and the same words give the same bytes; `told` hears the number of each page
    as it is set.
    """
    fetcher = URLFetcher(allowed_protocols=("data",), allow_redirects=False)
    options = {"pdf_variant": "pdf/ua-1", "custom_metadata": False}
    with _listening(told):
        document = HTML(string=render_to_string(template, context), url_fetcher=fetcher).render(**options)
        content = document.write_pdf(pdf_identifier=identifier, finisher=_say_scope, **options)
    return Paged(bytes(content), len(document.pages))


def _say_scope(document: Any, pdf: Any) -> None:
    """Say of each heading cell whether it heads a column or a row, which WeasyPrint leaves out and a screen reader needs."""
    kinds = {one.number: one for one in pdf.objects if isinstance(one, pydyf.Dictionary) and "S" in one}

    def above(one: Any) -> Any:
        return kinds.get(int(str(one["P"], "ascii").split()[0] if isinstance(one["P"], bytes) else one["P"].split()[0]), {})

    for cell in kinds.values():
        if cell["S"] == "/TH":
            scope = "/Column" if above(above(cell)).get("S") == "/THead" else "/Row"
            cell["A"] = pydyf.Dictionary({"O": "/Table", "Scope": scope})


@contextmanager
def _listening(told: Callable[[int], None] | None) -> Iterator[None]:
    """Pass on what WeasyPrint's log says of pages, of this thread and of no other."""
    if told is None:
        yield
        return
    ear, log = _Ear(told), logging.getLogger("weasyprint.progress")
    before = log.level, log.propagate
    log.addHandler(ear)
    log.setLevel(logging.INFO)
    log.propagate = False
    try:
        yield
    finally:
        log.removeHandler(ear)
        log.level, log.propagate = before


class _Ear(logging.Handler):
    """Hears which page was set."""

    def __init__(self, told: Callable[[int], None]) -> None:
        super().__init__(logging.INFO)
        self.told, self.own = told, get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        """Pass on the number of the page."""
        found = PAGE.search(record.getMessage()) if get_ident() == self.own else None
        if found:
            self.told(int(found[1]))
