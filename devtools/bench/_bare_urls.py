"""One view that answers stored bytes of the size of the real list page."""

import os

from django.http import HttpRequest, HttpResponse
from django.urls import path

from cspr.views import alive

BYTES = b"x" * int(os.environ.get("BENCH_BYTES", "15000"))


def bare(request: HttpRequest) -> HttpResponse:
    """No query, no template."""
    return HttpResponse(BYTES)


urlpatterns = [path("healthz/live", alive), path("bare", bare)]
