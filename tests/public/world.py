"""A library for the public pages: entries written by the library itself, with small invented texts."""

from datetime import date
from typing import Any

from publications import library, markdown
from publications.library import Entry, When
from publications.models import PublishedReview

TEXT = "## What happened\n\nA text about *learning*.\n\n## What was learned\n\nAsk about fathers.\n"


def entry(number: int = 1, **changes: Any) -> PublishedReview:
    """One of our own reviews, with a file of a few bytes."""
    facts: dict[str, Any] = {
        "title": f"Child {number}",
        "partnership": "The partnership",
        "kind": "full_report",
        "when": When(date(2026, 1, 1 + number % 28)),
        "subject": "A subject in one line",
        "summary": "A summary.",
        "rendered": markdown.render(TEXT),
        "themes": (("neglect", "Neglect"),),
        **changes,
    }
    if not facts.get("source_url"):
        facts["file"] = library.write_file(library.new_key(), b"%PDF-1.7 of a test", 3)
    return library.add(Entry(**facts))


def elsewhere(number: int = 1, **changes: Any) -> PublishedReview:
    """A review that another partnership published."""
    return entry(number, source_url=f"https://another.example/{number}/", partnership="Another partnership", **changes)
