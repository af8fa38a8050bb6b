"""The library for feed readers, search engines and spreadsheet programs."""

from django.http import Http404, HttpRequest, HttpResponse

from publications.feeds import atom, catalogue, sitemap
from publications.views.pages import public_page

XML = "application/xml; charset=utf-8"


@public_page
def feed(request: HttpRequest) -> HttpResponse:
    """The Atom feed of the newest reviews."""
    return HttpResponse(atom.feed(), content_type="application/atom+xml; charset=utf-8")


@public_page
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """Every address, or where they are listed."""
    return HttpResponse(sitemap.whole(), content_type=XML)


@public_page
def sitemap_file(request: HttpRequest, number: int) -> HttpResponse:
    """One of several files of addresses."""
    part = sitemap.part(number)
    if part is None:
        raise Http404
    return HttpResponse(part, content_type=XML)


@public_page
def spreadsheet(request: HttpRequest) -> HttpResponse:
    """The catalogue, for a spreadsheet program."""
    headers = {"Content-Disposition": 'attachment; filename="reviews.csv"'}
    return HttpResponse(catalogue.catalogue(), content_type="text/csv; charset=utf-8", headers=headers)
