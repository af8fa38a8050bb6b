"""Brings what was drawn and remembered up to date where the software, not the library, has changed."""

from django.db import transaction

from publications.library.changes import changing
from publications.library.counting import recount
from publications.library.drawing import card_of, drawn_with
from publications.models import LibraryState, PublishedReview

MOST_RELATED = 4


def refresh() -> int:
    """Draw the cards again where their template is another than it was, and count from scratch; return how many were drawn."""
    wanted = drawn_with()
    if not LibraryState.objects.exclude(drawn_with=wanted).exists():
        return 0
    drawn = 0
    with changing(), transaction.atomic():
        recount()
        for review in PublishedReview.objects.defer("body_text", "found_by").iterator(chunk_size=500):
            PublishedReview.objects.filter(pk=review.pk).update(card_html=card_of(review))
            if not review.related:
                relate(review)
            drawn += 1
        LibraryState.objects.update(drawn_with=wanted)
    return drawn


def relate(review: PublishedReview) -> None:
    """Remember the reviews that have the most themes in common with this one, the newest first among equals."""
    review.related = [
        row.pk
        for row in PublishedReview.objects.raw(
            "SELECT id FROM publications_publishedreview WHERE theme_slugs && %(themes)s::varchar[] AND id <> %(pk)s "
            "ORDER BY (SELECT count(*) FROM unnest(theme_slugs) AS theme WHERE theme = ANY(%(themes)s)) DESC, "
            "published_on DESC NULLS LAST, id DESC LIMIT %(most)s",
            {"themes": review.theme_slugs, "pk": review.pk, "most": MOST_RELATED},
        )
    ]
    PublishedReview.objects.filter(pk=review.pk).update(related=review.related)
