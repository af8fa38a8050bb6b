"""The public site: what reviews are, the library, one review, its file. Nobody signs in and no cookie is set."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from cspr.deadlines import clocks
from publications import library, search
from publications.models import PublishedReview, WithdrawnReview

log = logging.getLogger(__name__)
FRESH_FOR = 300  # seconds; the longest time that anything may go on being shown after it was withdrawn
Page = Callable[..., HttpResponseBase]


def public_page(view: Page) -> Page:
    """A page that anybody may keep for five minutes."""

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        patch_cache_control(response, public=True, max_age=FRESH_FOR)
        return response

    # Declared, because a test asks it of every page: nothing here shows case data.
    answer.audited = "public"  # type: ignore[attr-defined]
    return answer


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """What reviews are, what must happen and by when, how to refer, how to read, and what to do if a child is at risk now."""
    return render(request, "public/home.html", {"clocks": clocks().values()})


@public_page
def about(request: HttpRequest) -> HttpResponse:
    """What a review is and is not, at more length."""
    return render(request, "public/about.html", {"clocks": clocks().values()})


@public_page
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "public/accessibility.html")


@public_page
def privacy(request: HttpRequest) -> HttpResponse:
    """What the site keeps about readers (nothing) and about senders."""
    return render(request, "public/privacy.html")


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    """Published reviews may be found; searches need not be."""
    lines = ("User-agent: *", "Disallow: /reviews/?", f"Sitemap: {settings.PUBLIC_URL}/sitemap.xml", "")
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@public_page
def reviews(request: HttpRequest) -> HttpResponse:
    """The library: every published review, or those that were asked for."""
    question = search.read(request.GET)
    answer = search.answer(question)
    context = {"question": question, "answer": answer}
    return render(request, "public/reviews.html", context, status=400 if answer.problems else 200)


@public_page
def review(request: HttpRequest, slug: str) -> HttpResponse:
    """One review, or the plain word that it was withdrawn."""
    found = PublishedReview.objects.defer("body_text", "found_by", "theme_words").filter(slug=slug).first()
    if found is None:
        return _withdrawn_or_404(request, slug)
    return render(request, "public/review.html", {"review": found, "themes": found.themes.all()})


@public_page
def report(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The file of one review."""
    found = PublishedReview.objects.only("slug", "file_key").filter(slug=slug).first()
    if found is None:
        return _withdrawn_or_404(request, slug)
    if not found.file_key:
        raise Http404
    try:
        file = library.path_of(found.file_key).open("rb")
    except FileNotFoundError as missing:
        log.error("The file of a published review is missing.")
        raise Http404 from missing
    return FileResponse(file, as_attachment=True, filename=f"{found.slug}.pdf", content_type="application/pdf")


def _withdrawn_or_404(request: HttpRequest, slug: str) -> HttpResponse:
    """One path for every address at which nothing stands: never used, a draft's, withdrawn. Raises Http404."""
    tombstone = WithdrawnReview.objects.filter(slug_digest=library.digest_of(slug)).first()
    if tombstone is None:
        raise Http404
    return render(request, "public/withdrawn.html", {"tombstone": tombstone}, status=410)
