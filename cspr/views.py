"""Pages that belong to no stage: is the process alive, and what to do when a form's protection has run out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """Says that this process answers; asks no database."""
    return HttpResponse("live\n", content_type="text/plain")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's protection has run out or its cookie is missing."""
    return render(request, "403_csrf.html", status=403)
