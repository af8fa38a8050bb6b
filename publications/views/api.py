"""The interface for programs: read only, for anybody and from anywhere, in JSON; every refusal as RFC 9457 has it."""

import json
import re
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from publications import library, search
from publications.feeds import licence, openapi, records
from publications.feeds.addresses import absolute
from publications.models import WithdrawnReview
from publications.views.pages import FRESH_FOR

View = Callable[..., HttpResponse]
METHODS = "GET, HEAD, OPTIONS"
# What may be kept for five minutes, as the pages are. Where nothing stands, something may stand a moment later.
_KEPT = (HTTPStatus.OK, HTTPStatus.BAD_REQUEST, HTTPStatus.GONE)
# A page forgives spaces around a value; a program is told.
_VALUE = re.compile(r"[-\w]{0,100}", re.ASCII)


def interface(view: View) -> View:
    """A view for programs: its methods, its refusals, and that a page of any other site may read it."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = _answered(view, request, *args, **kwargs)
        if response.status_code in _KEPT:
            patch_cache_control(response, public=True, max_age=FRESH_FOR)
        response["Access-Control-Allow-Origin"] = "*"
        return response

    answer.audited = "public"  # type: ignore[attr-defined]
    return answer


def _answered(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": METHODS, "Access-Control-Allow-Methods": METHODS})
    if request.method not in ("GET", "HEAD"):
        refused = problem(HTTPStatus.METHOD_NOT_ALLOWED, "This interface is for reading only.")
        refused["Allow"] = METHODS
        return refused
    try:
        return view(request, *args, **kwargs)
    except Http404:
        return problem(HTTPStatus.NOT_FOUND, "Nothing is published at this address.")


def problem(status: HTTPStatus, detail: str) -> HttpResponse:
    """A refusal that a program can read (RFC 9457)."""
    body = {"type": "about:blank", "title": status.phrase, "status": int(status), "detail": detail}
    return _json(body, status=status, content_type="application/problem+json")


@interface
def index(request: HttpRequest) -> HttpResponse:
    """What there is."""
    return _json(
        {
            "title": openapi.document()["info"]["title"],
            "reviews": absolute("api_reviews"),
            "description": absolute("api_description"),
            "catalogue": absolute("catalogue"),
            "feed": absolute("feed"),
            "licence": licence.of_review(is_elsewhere=False),
        }
    )


@interface
def description(request: HttpRequest) -> HttpResponse:
    """The description of the interface (OpenAPI)."""
    return _json(openapi.document())


@interface
def reviews(request: HttpRequest) -> HttpResponse:
    """The reviews that were asked for, a page at a time."""
    named = {name: value for name, value in request.GET.dict().items() if name in (*search.FILTERS, "sort", "page")}
    if not all(_VALUE.fullmatch(value) for value in named.values()) or named.get("page") == "":
        return problem(HTTPStatus.BAD_REQUEST, "A filter, sort or page holds what none ever does. Leave it out.")
    question = search.read(request.GET)
    if question.problems:
        return problem(HTTPStatus.BAD_REQUEST, " ".join(question.problems))
    answer = search.answer(question)
    if answer.problems:
        return problem(HTTPStatus.NOT_FOUND, " ".join(answer.problems))
    return _json(records.found(question, answer))


@interface
def review(request: HttpRequest, slug: str) -> HttpResponse:
    """One review and its documents; or that it was withdrawn."""
    found = records.one(slug)
    if found is not None:
        return _json(found)
    tombstone = WithdrawnReview.objects.filter(slug_digest=library.digest_of(slug)).first()
    if tombstone is None:
        raise Http404
    return problem(HTTPStatus.GONE, f"This review was taken down on {tombstone.withdrawn_on:%-d %B %Y}.")


@interface
def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    """Any other address of the interface. Raises Http404."""
    raise Http404


def _json(body: Any, *, status: int = 200, content_type: str = "application/json") -> HttpResponse:
    return HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type=content_type)
