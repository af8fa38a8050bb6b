"""Headers that keep restricted pages out of caches, and the page that is shown when looking could not be recorded."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cspr.access import AccessNotRecorded

Answer = Callable[[HttpRequest], HttpResponse]
# No page of ours needs any of these. Passkeys are not among them: staff sign in with them.
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        *("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone", "midi"),
        *("payment", "usb"),
    )
)


class PrivateHeadersMiddleware:
    """Nothing of the referral or the staff site is kept by a browser or a proxy."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and mark the answer as not to be stored."""
        response = self.get_response(request)
        if not request.path.startswith("/static/"):
            response["Cache-Control"] = "no-store"
        response["Permissions-Policy"] = PERMISSIONS_POLICY
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response


class CharacterSetMiddleware:
    """Forms arrive in UTF-8, as every browser sends ours. Anything else is refused before any other code reads it: 400."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse, or answer as usual."""
        named = (request.content_params or {}).get("charset", "utf-8")
        if named.lower() not in ("utf-8", "utf8"):
            return render(None, "400.html", status=400)
        # The other spelling of the same set, which Django's own reading of forms does not know.
        request.encoding = "utf-8"
        return self.get_response(request)


class RefusalMiddleware:
    """A page whose reading could not be recorded is not served: 503, with words."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as usual."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn the refusal into a page; leave every other exception alone."""
        if isinstance(exception, AccessNotRecorded):
            return render(request, "503.html", status=503)
        return None
