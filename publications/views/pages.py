"""The public site: what reviews are, the library, one review, its documents. Nobody signs in and no cookie is set."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, OuterRef, When
from django.db.models.functions import JSONObject
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from cspr.deadlines import clocks
from publications import library, search
from publications.models import PublishedDocument, PublishedReview, WithdrawnReview
from publications.views import listing

log = logging.getLogger(__name__)
# What a review's page shows of its documents, and of the reviews that have themes in common with it.
_PAPER = {
    name: name for name in ("slug", "kind", "title", "file_size", "file_pages", "version", "published_on", "correction_note")
} | {"is_page": Case(When(html="", then=False), default=True)}
_RELATED = ("slug", "title", "subject", "partnership", "published_words", "source_url")
_WHOLE = (
    *("slug", "title", "kind", "html", "contents", "file_size", "file_pages", "version", "published_on", "correction_note"),
    *("review__slug", "review__title", "review__subject", "review__partnership", "review__source_url"),
)
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
def reviews(request: HttpRequest) -> HttpResponseBase:
    """The library: every published review, or those that were asked for."""
    question = search.read(request.GET)
    if search.has_empty_values(request.GET) and not question.problems:
        return HttpResponseRedirect(question.address)
    answer = search.answer(question)
    context = {"question": answer.question, "answer": answer, **listing.controls(answer)}
    return render(request, "public/reviews.html", context, status=400 if answer.problems else 200)


@public_page
def review(request: HttpRequest, slug: str) -> HttpResponse:
    """One review, or the plain word that it was withdrawn."""
    papers = PublishedDocument.objects.filter(review=OuterRef("pk")).order_by("pk").values(paper=JSONObject(**_PAPER))
    rows = PublishedReview.objects.defer("body_text", "found_by", "points_text", "theme_words", "card_html")
    found = rows.annotate(papers=ArraySubquery(papers)).filter(slug=slug).first()
    if found is None:
        return _withdrawn_or_404(request, library.digest_of(slug))
    order = {pk: place for place, pk in enumerate(found.related)}
    related = PublishedReview.objects.filter(pk__in=found.related).values("pk", *_RELATED)
    context = {
        "review": found,
        "documents": [{**paper, "published_on": parse_date(paper["published_on"] or "")} for paper in found.papers],
        "related": sorted(related, key=lambda row: order[row["pk"]]),
    }
    return render(request, "public/review.html", context)


@public_page
def document(request: HttpRequest, slug: str, document: str) -> HttpResponse:
    """A document of a review, as a page to read; only where its text is ours."""
    rows = PublishedDocument.objects.select_related("review").only(*_WHOLE).filter(review__slug=slug, slug=document)
    found = rows.first()
    if found is None:
        return _withdrawn_or_404(request, library.digest_of_document(slug, document), library.digest_of(slug))
    if not found.html:
        raise Http404
    return render(request, "public/document.html", {"document": found, "review": found.review})


@public_page
def document_file(request: HttpRequest, slug: str, document: str) -> HttpResponseBase:
    """The file of a document."""
    found = PublishedDocument.objects.only("file_key", "file_digest").filter(review__slug=slug, slug=document).first()
    if found is None:
        return _withdrawn_or_404(request, library.digest_of_document(slug, document), library.digest_of(slug))
    try:
        file = library.path_of(found.file_key).open("rb")
    except FileNotFoundError as missing:
        log.error("The file of a published document is missing.")
        raise Http404 from missing
    headers = {"ETag": f'"{found.file_digest}"', "Content-Type": "application/pdf"}
    return FileResponse(file, as_attachment=True, filename=f"{slug}-{document}.pdf", headers=headers)


@public_page
def report(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Where the file of a review stood when a review had only one: it leads to its first."""
    first = PublishedDocument.objects.filter(review__slug=slug).order_by("pk").values_list("slug", flat=True).first()
    if first is None:
        return _withdrawn_or_404(request, library.digest_of(slug))
    return HttpResponseRedirect(f"/reviews/{slug}/{first}.pdf")


def _withdrawn_or_404(request: HttpRequest, *digests: str) -> HttpResponse:
    """One path for every address at which nothing stands: never used, a draft's, withdrawn. Raises Http404."""
    tombstone = WithdrawnReview.objects.filter(slug_digest__in=digests).order_by("withdrawn_on").first()
    if tombstone is None:
        raise Http404
    return render(request, "public/withdrawn.html", {"tombstone": tombstone}, status=410)
