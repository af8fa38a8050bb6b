"""The sitemap: one file, or an index of several when the library has outgrown one (https://www.sitemaps.org/protocol.html)."""

from collections.abc import Iterator

from publications.feeds import xml
from publications.feeds.addresses import absolute
from publications.models import LibraryState, PublishedReview

# The protocol allows 50,000 addresses in a file; a tenth of it is made quickly.
PER_FILE = 5_000
PLAIN = ("home", "reviews", "about", "accessibility", "privacy")
_SPACE = {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def whole() -> bytes:
    """Everything, or the index of its files."""
    files = -(-_total() // PER_FILE)
    if files <= 1:
        return xml.document(("urlset", _SPACE, [*_plain(), *_reviews(1)]))
    return xml.document(("sitemapindex", _SPACE, _files(files)))


def part(number: int) -> bytes | None:
    """One of the files that the index names; None where there is none of that number."""
    addresses = list(_reviews(number)) if number else []
    if not addresses:
        return None
    return xml.document(("urlset", _SPACE, [*(_plain() if number == 1 else ()), *addresses]))


def _total() -> int:
    """As the library remembers it: to count a hundred thousand rows takes as long as a page."""
    return LibraryState.objects.values_list("total", flat=True).first() or 0


def _files(last: int) -> Iterator[xml.Part]:
    for number in range(1, last + 1):
        yield "sitemap", {}, [("loc", {}, absolute("sitemap_file", number))]


def _plain() -> Iterator[xml.Part]:
    for name in PLAIN:
        yield "url", {}, [("loc", {}, absolute(name))]


def _reviews(number: int) -> Iterator[xml.Part]:
    first = (number - 1) * PER_FILE
    rows = PublishedReview.objects.order_by("pk").values_list("slug", "updated_on", "published_on", "precision")
    for slug, changed, published, precision in rows[first : first + PER_FILE]:
        parts: list[xml.Part] = [("loc", {}, absolute("review", slug))]
        # A month or a year is no day, and the protocol knows days only.
        on = published if precision == PublishedReview.Precision.DAY else None
        if last := changed or on:
            parts.append(("lastmod", {}, last.isoformat()))
        yield "url", {}, parts
