"""The first page: what a referral is, what it is not, and what to have at hand."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Say so, and offer to begin. Holds nothing of any case."""
    return render(request, "referrals/start.html")
