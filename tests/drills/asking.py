"""Addresses at which somebody might look for what is not public, made from the URL map; and a visitor who asks for them."""

import http.client
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from django.urls import URLPattern, URLResolver

from config import urls_public

HOST = "127.0.0.1"
QUERIES = (
    "q", "theme", "harm", "age", "year", "partnership", "kind", "sort", "page", "format", "preview", "draft", "status", "id",
    "pk", "slug", "token", "version", "callback", "fields", "include", "case", "order", "limit", "offset", "cursor", "search",
)  # fmt: skip
ENDINGS = (
    "", "/", ".json", ".pdf", ".xml", ".csv", ".atom", ".html", ".md", ".docx", ".zip", "/preview/", "/edit/", "/draft/",
    "/history/", "/report.pdf", "/report.pdf/", "/report.docx", "/full-report/", "/full-report.pdf", "/summary.pdf", "/v1/",
    "/documents/", "/image.png", "/thumbnail.jpg", "/feed.atom", "/..", "/../", "%00", "%2e%2e", "~", ".bak", "?", "#", ";a=b",
)  # fmt: skip
PLACES = (
    "/{}", "/reviews/{}", "/reviews/{}/", "/review/{}", "/publications/{}", "/drafts/{}", "/media/{}", "/media/public/{}",
    "/media/staff/{}", "/files/{}", "/static/{}", "/api/{}", "/api/reviews/{}", "/api/publications/{}", "/api/v1/reviews/{}",
    "/api/drafts/{}", "/staff/{}", "/admin/{}", "/admin/publications/publication/{}/change/", "/search/{}", "/feeds/{}",
    "/reviews/{}/{}", "/reviews/year/{}", "/themes/{}", "/refer/{}", "//{}", "/reviews//{}", "/./{}", "/reviews/..%2f{}",
    "/%72eviews/{}/", "/REVIEWS/{}/", "/reviews\\{}", "/sitemap-{}.xml", "/reviews/{}.atom", "/.well-known/{}", "/graphql?q={}",
)  # fmt: skip
METHODS = ("HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "GET", "GET", "GET")


@dataclass(frozen=True)
class Answer:
    """What came back; the date of the answer is left out."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def told(self) -> str:
        """All of it in small letters."""
        return f"{self.headers}\n{self.body.decode(errors='replace')}".lower()

    def alike(self, word: str = "", other: str = "") -> tuple[int, str]:
        """What is the same in two answers about two words, which each answer may repeat: all but the digest of the body."""
        headers = [pair for pair in self.headers if pair[0] != "etag"]
        return self.status, f"{headers}\n{self.body.decode(errors='replace')}".lower().replace(word, other)

    def header(self, name: str) -> str:
        """One header, or nothing."""
        return dict(self.headers).get(name, "")


@dataclass(frozen=True)
class Asked:
    """One request."""

    target: str
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""

    def about(self, word: str, other: str) -> "Asked":
        """The same about something else."""
        swapped = tuple((name, value.replace(word, other)) for name, value in self.headers)
        return Asked(self.target.replace(word, other), self.method, swapped, self.body.replace(word.encode(), other.encode()))


@dataclass
class Visitor:
    """Asks one site, over one line as long as it holds."""

    port: int
    wire: http.client.HTTPConnection | None = field(default=None, repr=False)

    def ask(self, asked: Asked) -> Answer:
        """Raises OSError where the site does not answer even over a new line."""
        for last in (False, True):
            try:
                return self._ask(asked)
            except (http.client.HTTPException, ConnectionError):
                self.wire = None
                if last:
                    raise
        raise AssertionError("never reached")

    def _ask(self, asked: Asked) -> Answer:
        self.wire = self.wire or http.client.HTTPConnection(HOST, self.port, timeout=60)
        headers = {"Host": f"localhost:{self.port}", **dict(asked.headers)}
        self.wire.putrequest(asked.method, asked.target, skip_host=True, skip_accept_encoding=True)
        for name, value in headers.items():
            self.wire.putheader(name, value)
        if asked.body or asked.method in ("POST", "PUT", "PATCH"):
            self.wire.putheader("Content-Length", str(len(asked.body)))
        self.wire.endheaders(asked.body or None)
        answer = self.wire.getresponse()
        body = answer.read()
        found = sorted((name.lower(), value) for name, value in answer.getheaders() if name.lower() != "date")
        return Answer(answer.status, tuple(found), body)


def patterns(found: list[Any] | None = None, before: str = "/") -> list[str]:
    """Every address of the public site, as its URL map writes it."""
    made: list[str] = []
    for one in urls_public.urlpatterns if found is None else found:
        here = before + str(one.pattern)
        if isinstance(one, URLResolver):
            made += patterns(list(one.url_patterns), here)
        elif isinstance(one, URLPattern):
            made.append(here)
    return made


def addresses(chance: random.Random, words: list[str]) -> Iterator[str]:
    """Without end: the site's own patterns and others, filled with words of drafts, and ended in many ways."""
    own = patterns()
    filled = [one for one in own if "<" in one]
    while True:
        word = chance.choice(words)
        match chance.randrange(5):
            case 0:
                address = _filled(chance, chance.choice(filled), [word, word, chance.choice(words)])
            case 1:
                address = f"{chance.choice(own)}".partition("<")[0] + word + chance.choice(ENDINGS)
            case 2:
                address = chance.choice(PLACES).replace("{}", word) + chance.choice(ENDINGS)
            case 3:
                address = re.sub(r"<[^>]+>", word, chance.choice(own)) + chance.choice(ENDINGS)
            case _:
                address = chance.choice([one for one in own if "<" not in one])
        if chance.random() < 0.4:
            names = chance.sample(QUERIES, chance.randint(1, 3))
            address += "?" + "&".join(
                f"{name}={quote(chance.choice((word, word, slipped(word), '1', '*', '%')))}" for name in names
            )
        yield re.sub(r"[^\x21-\x7e]", lambda sign: quote(sign[0]), address)


def _filled(chance: random.Random, pattern: str, words: list[str]) -> str:
    """A word in the place of each part that changes."""
    return re.sub(r"<[^>]+>", lambda _: chance.choice(words), pattern)


def slipped(word: str) -> str:
    """The word with two letters exchanged: a search that forgives slips must not answer with the right one."""
    return word.replace("anz", "azn")


def requests(chance: random.Random, words: list[str]) -> Iterator[Asked]:
    """The same addresses, with other verbs and headers."""
    made = addresses(chance, words)
    while True:
        target, word = next(made), chance.choice(words)
        headers = chance.choice(
            (
                (("Range", f"bytes={chance.randint(0, 50)}-{chance.randint(50, 5000)}"),),
                (("Range", "bytes=-500"), ("If-Range", "*")),
                (
                    (
                        "Accept",
                        chance.choice(("application/json", "application/pdf", "application/atom+xml", "text/csv", "*/*")),
                    ),
                ),
                (("If-None-Match", "*"),),
                (("If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT"),),
                (("X-Original-URL", f"/reviews/{word}/"), ("X-Rewrite-URL", f"/reviews/{word}/")),
                (("X-HTTP-Method-Override", "GET"),),
                (("X-Forwarded-For", "127.0.0.1"), ("X-Forwarded-Proto", "https")),
                (("Cookie", f"sessionid={word}; staff={word}"),),
                (("Authorization", "Basic YWRtaW46YWRtaW4="),),
                (("Accept-Language", "en-GB"), ("Accept-Encoding", "gzip, br")),
                (("X-Requested-With", "XMLHttpRequest"),),
            )
        )
        method = chance.choice(METHODS)
        body = f"slug={word}&preview=1".encode() if method in ("POST", "PUT", "PATCH") else b""
        yield Asked(target, method, headers, body)


_LINKS = re.compile(r"""(?:href|src)=["']([^"'#]+)|<loc>([^<]+)</loc>|(https?://[^\s"'<>,)]+)|"(/[^"\s]*)\"""")


def links(answer: Answer, base: str) -> set[str]:
    """Addresses of the same site to which an answer leads, whatever its form: page, feed, sitemap, table or data."""
    if answer.header("content-type").startswith(("application/pdf", "font/", "image/")):
        return set()
    found = {next(filter(None, one)) for one in _LINKS.findall(answer.body.decode(errors="replace"))}
    found |= {answer.header("location")} - {""}
    led = [urlsplit(urljoin(base, one.replace("&amp;", "&"))) for one in found]
    return {
        part.path + (f"?{part.query}" if part.query else "")
        for part in led
        if part.netloc == urlsplit(base).netloc and part.path
    }


def crawl(visitor: Visitor, base: str, most: int = 3000) -> dict[str, Answer]:
    """Every address of the site that can be reached, with its answer."""
    waiting = [one for one in patterns() if "<" not in one]
    seen: dict[str, Answer] = {}
    while waiting and len(seen) < most:
        target = waiting.pop(0)
        if target in seen or not target.isascii() or " " in target:
            continue
        seen[target] = visitor.ask(Asked(target))
        waiting += sorted(links(seen[target], base + target) - seen.keys())
    return seen
