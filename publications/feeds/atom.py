"""The Atom feed of the newest reviews (RFC 4287)."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from publications.feeds import licence, xml
from publications.feeds.addresses import absolute
from publications.models import Kind, PublishedReview
from publications.models.published import NEWEST_FIRST

LENGTH = 50  # entries
# The year that stands in every identifier (RFC 4151): one in which the address was ours. It never changes.
TAGGED = "2026"
# Of a library in which nothing was ever published.
BEGAN = date(2026, 1, 1)
_COLUMNS = (
    *("slug", "title", "partnership", "kinds", "published_on", "precision", "subject", "summary_text", "theme_names"),
    *("source_url", "updated_on"),
)


def feed() -> bytes:
    """The newest reviews whose day is known at all, each with a stable identifier, whoever's it is, and its links."""
    rows = PublishedReview.objects.filter(published_on__isnull=False).order_by(*NEWEST_FIRST)
    found = list(rows.values(*_COLUMNS)[:LENGTH])
    return xml.document(("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "en-GB"}, _feed(found)))


def _feed(rows: Sequence[dict[str, Any]]) -> Iterator[xml.Part]:
    own = settings.PARTNERSHIP["name"]
    yield _text("id", _tag("/feed.atom"))
    yield _text("title", f"Published reviews: {own}")
    yield _text("updated", _moment(max((_changed(row) for row in rows), default=BEGAN)))
    yield "author", {}, [_text("name", own)]
    yield _link("self", absolute("feed"), "application/atom+xml")
    yield _link("alternate", absolute("reviews"), "text/html")
    for row in rows:
        yield "entry", {}, _entry(row)


def _entry(row: dict[str, Any]) -> Iterator[xml.Part]:
    yield _text("id", _tag(f"/reviews/{row['slug']}/"))
    yield _text("title", row["title"])
    yield _text("updated", _moment(_changed(row)))
    if row["precision"] == PublishedReview.Precision.DAY:
        yield _text("published", _moment(row["published_on"]))
    yield "author", {}, [_text("name", row["partnership"])]
    yield _link("alternate", absolute("review", row["slug"]), "text/html")
    if row["source_url"]:
        yield _link("via", row["source_url"], "")
    else:
        yield _text("rights", f"{licence.NAME}: {licence.ADDRESS}")
    for kind in row["kinds"]:
        yield "category", {"term": kind, "label": str(Kind(kind).label)}, ""
    for name in row["theme_names"]:
        yield "category", {"term": name}, ""
    # What somebody else wrote is not repeated here.
    yield _text("summary", row["subject"] if row["source_url"] else row["summary_text"] or row["subject"])


def _changed(row: dict[str, Any]) -> date:
    """The day of its latest document or correction; of what is not ours, of its publication."""
    on: date = row["updated_on"] or row["published_on"]
    return on


def _tag(path: str) -> str:
    return f"tag:{urlsplit(settings.PUBLIC_URL).hostname},{TAGGED}:{path}"


def _moment(on: date) -> str:
    return f"{on.isoformat()}T00:00:00Z"


def _text(name: str, words: str) -> xml.Part:
    return name, {}, words


def _link(rel: str, address: str, kind: str) -> xml.Part:
    return "link", {"rel": rel, "href": address, **({"type": kind} if kind else {})}, ""
