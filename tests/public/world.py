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


def rich(**changes: Any) -> PublishedReview:
    """A review with all that a page may have: points, two documents, a correction."""
    points = {
        "learning_html": "<ul><li>Ask about fathers.</li><li>Listen to <em>babies</em> too.</li></ul>",
        "recommendations_html": "<ol><li>The partners agree one form.</li><li>Health visitors see both parents.</li></ol>",
        "changes_html": "<p>Every midwife now asks about everybody at home.</p>",
        "review_type": "local_review",
        "age_band": "under_1",
        "year_of_incident": 2024,
    }
    first = entry(0, **{"title": "Child R", "when": When(date(2025, 11, 20)), **points, **changes})
    more(first, kind="seven_minute_briefing", when=When(date(2025, 12, 1)))
    corrected = {"replaces": "full-report", "version": 2, "correction_note": "A date in chapter 2 was wrong."}
    return more(first, **{"title": "Child R", "when": When(date(2026, 2, 3)), **points, **changes, **corrected})


def more(review: PublishedReview, **changes: Any) -> PublishedReview:
    """A further document of the same page, or a corrected version of one."""
    return entry(0, to_slug=review.slug, **changes)


def elsewhere(number: int = 1, **changes: Any) -> PublishedReview:
    """A review that another partnership published."""
    return entry(number, source_url=f"https://another.example/{number}/", partnership="Another partnership", **changes)
