"""Answers of the public site, kept as bytes until the library changes, and how a kept answer is given."""

import hashlib
import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from threading import Lock

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.http.response import ResponseHeaders

from publications import library, search

MOST = 1_000  # answers in one process
MOST_BYTES = 32 * 1024 * 1024
LARGEST = 1024 * 1024
# Seconds. The library's version decides; this is a second line, should a disk ever tell an old one.
LONGEST = 60.0
# What every public page says; nothing else is kept. Where nothing stands (404), something may stand a moment later.
CACHEABLE, STATUSES = "public, max-age=300", (200, 410)
PARAMETERS = frozenset({"q", "sort", "page", *search.FILTERS})
Token = tuple[int, int, int]
Key = tuple[str, str, str, str]
# A validator in If-None-Match: in quotes, marked weak or not, since a GET is compared weakly (RFC 9110, 13.1.2).
_VALIDATOR = re.compile(r'(?:W/)?("[^"]*")')
# Of nothing in the body, so a 304 does not carry it.
_OF_THE_BODY = ("Content-Length", "Content-Type")


@dataclass(frozen=True)
class Answer:
    """An answer as it left the middleware. Its headers are never changed again: nothing stands behind this in the line."""

    status: int
    headers: ResponseHeaders
    body: bytes

    @cached_property
    def of_a_304(self) -> ResponseHeaders:
        """The headers for whoever has these bytes already."""
        return _without_body(self.headers)


_NOTHING: tuple[Token | None, float, Answer | None] = (None, 0.0, None)


def token(path: str) -> Token | None:
    """Which version of the library stands there (`version_path`); None while it changes, and where nobody says."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return (found.st_ino, found.st_mtime_ns, found.st_size) if found.st_size else None


def key_of(request: HttpRequest) -> Key:
    """What tells one answer from another. Raises DisallowedHost for a host that is not ours."""
    return request.get_host(), request.scheme or "", request.path, request.META.get("QUERY_STRING", "")


def is_ours(request: HttpRequest) -> bool:
    """Whether the question has no parameter but ours: only those are kept."""
    return request.GET.keys() <= PARAMETERS


def answer_of(response: HttpResponseBase) -> Answer | None:
    """A rendered answer with its validator; None for one that is not the same for everybody."""
    if not isinstance(response, HttpResponse) or response.status_code not in STATUSES or response.cookies:
        return None
    if response.get("Cache-Control") != CACHEABLE:
        return None
    response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()}"'
    return Answer(response.status_code, response.headers, response.content)


def reply(answer: Answer, request: HttpRequest) -> HttpResponse:
    """The answer to one who may have it already, or asks for its head only; kept or just made, it is the same."""
    if answer.status == 200 and is_known(answer.headers["ETag"], request):
        return _with_headers(HttpResponse(status=304), answer.of_a_304)
    body = b"" if request.method == "HEAD" else answer.body
    return _with_headers(HttpResponse(body, status=answer.status), answer.headers)


def is_known(etag: str, request: HttpRequest) -> bool:
    """Whether whoever asks has the very bytes already."""
    asked = request.META.get("HTTP_IF_NONE_MATCH", "")
    return bool(asked) and (asked.strip() == "*" or etag in _VALIDATOR.findall(asked))


def not_modified(response: HttpResponseBase) -> HttpResponse:
    """304: every header of the answer itself, but those of its body."""
    return _with_headers(HttpResponse(status=304), _without_body(response.headers))


def _with_headers(response: HttpResponse, headers: ResponseHeaders) -> HttpResponse:
    """The same headers, not a copy of each: to judge and copy nine of them takes a fifth of the time of a kept answer."""
    response.headers = headers
    return response


def _without_body(headers: ResponseHeaders) -> ResponseHeaders:
    return ResponseHeaders({name: value for name, value in headers.items() if name not in _OF_THE_BODY})


class Shelf:
    """The answers of one process. The oldest make room for the newest."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.kept: dict[Key, tuple[Token, float, Answer]] = {}
        self.size = 0
        self.lock = Lock()
        # Asked once: each request looks there.
        self.version_path = os.fspath(library.version_path())

    def get(self, key: Key, current: Token) -> Answer | None:
        """The answer, if the library has not changed since and it is not too old."""
        told, until, answer = self.kept.get(key, _NOTHING)
        return answer if told == current and self.clock() < until else None

    def put(self, key: Key, answer: Answer, current: Token) -> None:
        """Keep an answer for which the library was asked after `current` was read, unless it is large."""
        if len(answer.body) > LARGEST:
            return
        with self.lock:
            self._drop(key)
            self.kept[key] = (current, self.clock() + LONGEST, answer)
            self.size += len(answer.body)
            while len(self.kept) > MOST or self.size > MOST_BYTES:
                self._drop(next(iter(self.kept)))

    def _drop(self, key: Key) -> None:
        _, _, gone = self.kept.pop(key, _NOTHING)
        self.size -= len(gone.body) if gone else 0
