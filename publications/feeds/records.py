"""A review as the interface for programs tells it. Of what somebody else published: facts and a link, none of their words."""

from collections.abc import Sequence
from typing import Any

from publications import search
from publications.feeds import licence
from publications.feeds.addresses import absolute, day
from publications.models import AgeBand, Kind, PublishedDocument, PublishedReview

_COLUMNS = (
    *("id", "slug", "title", "partnership", "kinds", "published_on", "precision", "published_words", "updated_on", "version"),
    *("year_of_incident", "child_age_band", "subject", "summary_text", "theme_slugs", "theme_names", "source_url"),
)
_OF_DOCUMENT = (
    *("slug", "kind", "title", "text", "html", "file_size", "file_pages", "file_digest", "version", "published_on"),
    "correction_note",
)
Record = dict[str, Any]


def several(slugs: Sequence[str]) -> list[Record]:
    """The reviews at these addresses, in this order."""
    rows = {row["slug"]: row for row in PublishedReview.objects.filter(slug__in=slugs).values(*_COLUMNS)}
    return [_record(rows[slug]) for slug in slugs if slug in rows]


def found(question: search.Question, answer: search.Answer) -> Record:
    """One page of what was asked for, with the addresses of its neighbours."""
    return {
        "total": answer.total,
        "is_counted": answer.is_counted,
        "page": question.page,
        "pages": answer.pages,
        "next": _asked(question.on_page(question.page + 1)) if question.page < answer.pages else None,
        "previous": _asked(question.on_page(question.page - 1)) if question.page > 1 else None,
        "reviews": several([card["slug"] for card in answer.cards]),
    }


def one(slug: str) -> Record | None:
    """One review with its documents; None where nothing stands at that address."""
    row = PublishedReview.objects.filter(slug=slug).values(*_COLUMNS).first()
    if row is None:
        return None
    documents = PublishedDocument.objects.filter(review=row["id"]).order_by("pk").values(*_OF_DOCUMENT)
    return {**_record(row), "documents": [_document(slug, document) for document in documents]}


def _asked(question: search.Question) -> str:
    return f"{absolute('api_reviews')}?{question.query}" if question.query else absolute("api_reviews")


def _record(row: dict[str, Any]) -> Record:
    elsewhere = bool(row["source_url"])
    return {
        "address": absolute("review", row["slug"]),
        "record": absolute("api_review", row["slug"]),
        "slug": row["slug"],
        "title": row["title"],
        "partnership": row["partnership"],
        "kinds": [_named(kind, Kind(kind).label) for kind in row["kinds"]],
        "published": day(row["published_on"], row["precision"]) or None,
        "published_words": row["published_words"],
        "updated": row["updated_on"].isoformat() if row["updated_on"] else None,
        "version": row["version"],
        "year_of_incident": row["year_of_incident"],
        "age": _named(row["child_age_band"], AgeBand(row["child_age_band"]).label) if row["child_age_band"] else None,
        "subject": row["subject"],
        "themes": [_named(*theme) for theme in zip(row["theme_slugs"], row["theme_names"], strict=True)],
        "published_elsewhere": elsewhere,
        "source": row["source_url"] or None,
        "summary": None if elsewhere else row["summary_text"],
        "licence": licence.of_review(is_elsewhere=elsewhere),
    }


def _document(slug: str, row: dict[str, Any]) -> Record:
    return {
        "title": row["title"],
        "kind": _named(row["kind"], Kind(row["kind"]).label),
        # Where its text is ours there is a page to read.
        "address": absolute("document", slug, row["slug"]) if row["html"] else None,
        "text": row["text"] if row["html"] else None,
        "file": absolute("document_file", slug, row["slug"]),
        "size": row["file_size"],
        "pages": row["file_pages"],
        "sha256": row["file_digest"],
        "version": row["version"],
        "published": row["published_on"].isoformat(),
        "correction": row["correction_note"] or None,
    }


def _named(slug: str, name: object) -> dict[str, str]:
    """What a filter takes, and its words."""
    return {"slug": slug, "name": str(name)}
