"""The public site's own middleware: kept answers ahead of all others, and what its pages may ask of a browser."""

from collections.abc import Callable

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponseBase

from cspr.middleware import PERMISSIONS_POLICY
from publications import stored

Answer = Callable[[HttpRequest], HttpResponseBase]


class StoredAnswersMiddleware:
    """First in line: what was answered before is answered again, byte for byte, until the library changes."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.shelf = stored.Shelf()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer from the shelf, or as usual and keep the answer. A host that is not ours is refused further in."""
        try:
            key = stored.key_of(request)
        except DisallowedHost:
            return self.get_response(request)
        # Before the library is asked: an answer may be newer than its token and never older.
        current = stored.token(self.shelf.version_path) if request.method in ("GET", "HEAD") else None
        kept = self.shelf.get(key, current) if current else None
        return stored.reply(kept, request) if kept else self._asked(request, key, current)

    def _asked(self, request: HttpRequest, key: stored.Key, current: stored.Token | None) -> HttpResponseBase:
        response = self.get_response(request)
        answer = stored.answer_of(response)
        if answer is None:
            return self._unless_known(response, request)
        if current and stored.is_ours(request):
            self.shelf.put(key, answer, current)
        return stored.reply(answer, request)

    def _unless_known(self, response: HttpResponseBase, request: HttpRequest) -> HttpResponseBase:
        """A file is not kept here, but it names its own digest."""
        if response.status_code != 200 or "ETag" not in response.headers or not stored.is_known(response["ETag"], request):
            return response
        response.close()
        return stored.not_modified(response)


class PublicHeadersMiddleware:
    """No page of the public site, and nothing in it, may ask for a camera, a place or a payment."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and say so."""
        response = self.get_response(request)
        response["Permissions-Policy"] = PERMISSIONS_POLICY
        return response
