"""Pages that belong to no stage: is the process alive, and what to do when a form's protection has run out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cspr import health

# Parts of the names of boxes whose contents are never shown again.
SECRET = ("csrf", "password", "code", "key", "token", "digest", "version")


@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """Says that this process answers; asks no database."""
    return HttpResponse("live\n", content_type="text/plain")


@require_safe
def deadlines_are_kept(request: HttpRequest) -> HttpResponse:
    """For a watchdog outside: ok, or the names of the checks that fail, a line each. No count and no word of any case.

    Anybody may ask, so the answer may be a few seconds old.
    """
    failing = health.TOLD.failing(now=timezone.now)
    body = "".join(f"{line}\n" for line in failing or ["ok"])
    return HttpResponse(body, content_type="text/plain", status=503 if failing else 200)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's protection has run out or its cookie is missing: give back what was typed, to whoever typed it."""
    return render(request, "403_csrf.html", {"typed": typed_in(request)}, status=403)


def typed_in(request: HttpRequest) -> list[tuple[str, str]]:
    """The answers of the refused form as pairs of name and words; no password, no code and no key among them."""
    shown = []
    for name, value in request.POST.items():
        secret = any(part in name for part in SECRET)
        # Neither what only carries a form nor the button that sent it was typed.
        carries = name.endswith("_FORMS") or name.startswith("do-")
        if isinstance(value, str) and value.strip() and not secret and not carries:
            shown.append((name.replace("_", " ").replace("-", " ").capitalize(), value))
    return shown
