"""A review as the interface for programs tells it. Of what somebody else published: facts and a link, none of their words."""

from collections.abc import Sequence
from typing import Any

from publications.feeds import licence
from publications.feeds.addresses import absolute, day
from publications.models import AgeBand, Kind, PublishedReview

_COLUMNS = (
    *("slug", "title", "partnership", "kind", "published_on", "precision", "published_words", "year_of_incident"),
    *("child_age_band", "subject", "summary_text", "theme_names", "source_url"),
)
Record = dict[str, Any]


def several(slugs: Sequence[str]) -> list[Record]:
    """The reviews at these addresses, in this order."""
    rows = {row["slug"]: row for row in PublishedReview.objects.filter(slug__in=slugs).values(*_COLUMNS)}
    return [_record(rows[slug]) for slug in slugs if slug in rows]


def one(slug: str) -> Record | None:
    """One review with its text; None where nothing stands at that address."""
    row = PublishedReview.objects.filter(slug=slug).values(*_COLUMNS, "body_text").first()
    if row is None:
        return None
    return {**_record(row), "text": None if row["source_url"] else row["body_text"]}


def _record(row: dict[str, Any]) -> Record:
    elsewhere = bool(row["source_url"])
    return {
        "address": absolute("review", row["slug"]),
        "record": absolute("api_review", row["slug"]),
        "slug": row["slug"],
        "title": row["title"],
        "partnership": row["partnership"],
        "kind": row["kind"],
        "kind_words": str(Kind(row["kind"]).label),
        "published": day(row["published_on"], row["precision"]) or None,
        "published_words": row["published_words"],
        "year_of_incident": row["year_of_incident"],
        "age_band": row["child_age_band"] or None,
        "age_words": str(AgeBand(row["child_age_band"]).label) if row["child_age_band"] else None,
        "subject": row["subject"],
        "themes": row["theme_names"],
        "published_elsewhere": elsewhere,
        "source": row["source_url"] or None,
        "summary": None if elsewhere else row["summary_text"],
        "licence": licence.of_review(is_elsewhere=elsewhere),
    }
