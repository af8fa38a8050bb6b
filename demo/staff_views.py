"""The page with the colleagues' codes. On the staff site only: no other process can read their secrets."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from demo import signins
from demo.people import PASSWORD


@require_safe
def codes(request: HttpRequest) -> HttpResponse:
    """What each colleague's authenticator app shows now."""
    return render(request, "demo/codes.html", {"codes": signins.codes(at=timezone.now()), "password": PASSWORD})
