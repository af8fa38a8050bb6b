"""Fills a library with so many invented reviews, the same for the same number: for `./bench library`.

Runs in a process of its own. The first rows of a large library are those of a small one. What a search finds is planted:
"father" in three of ten reviews, "zeppelin" in forty of however many, "weather" and "harbour" together in one of four hundred.
"""

import random
import sys
from typing import Any

import django

django.setup()

from django.db import connections, transaction  # noqa: E402

from publications.library import changing, recount  # noqa: E402
from publications.library.drawing import card_of  # noqa: E402
from publications.models import PublishedReview, PublishedTheme  # noqa: E402

SEED, PIECE, WORDS = 1974, 10_000, 200
THEMES = [f"theme-{number}" for number in range(20)]
SYLLABLES = (
    *("ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "wo"),
    *("cha", "ster", "ling", "mond", "tree", "field", "ham", "ton"),
)
# Drawn once with these in the places of a review's own words.
CARD = {"slug": "@slug@", "title": "@title@", "subject": "@subject@", "published_words": "@published@"}
REVIEWS = """
INSERT INTO publications_publishedreview (id, slug, title, partnership, partnership_slug, kind, review_type, kinds,
    published_on, precision, published_words, year, updated_on, version, year_of_incident, child_age_band, subject,
    summary_text, learning_html, recommendations_html, changes_html, points_text, body_text, theme_slugs, theme_names,
    theme_words, source_url, related, card_html)
SELECT n, slug, title, 'Partnership ' || n %% 40, 'partnership-' || n %% 40, 'full_report', 'local_review',
    ARRAY['full_report', 'local_review'], on_day, 'day', to_char(on_day, 'FMDD FMMonth YYYY'), extract(year FROM on_day),
    on_day, 1, extract(year FROM on_day) - 2, (ARRAY['under_1', '1_5', '6_10', '11_15'])[n %% 4 + 1], subject, left(body, 300),
    '<p>' || left(body, 400) || '</p>', '<p>' || right(body, 400) || '</p>', '', left(body, 400), body,
    ARRAY[one, two], ARRAY[initcap(one), initcap(two)], one || ' ' || two, '', ARRAY[n - 1, n - 2, n - 3, n - 4],
    replace(replace(replace(replace(%(card)s, '@slug@', slug), '@title@', title), '@subject@', subject),
        '@published@', to_char(on_day, 'FMDD FMMonth YYYY'))
FROM (
    SELECT n, 'child-' || n AS slug, 'Child ' || n AS title, 'What could be learned, number ' || n AS subject,
        '2026-01-01'::date - n %% 5479 AS on_day,
        (%(themes)s)[n %% 20 + 1] AS one, (%(themes)s)[(n / 20 + n + 1) %% 20 + 1] AS two,
        concat_ws(' ', words, CASE WHEN n %% 10 < 3 THEN 'father' END, CASE WHEN n %% 25 = 0 THEN 'weather' END,
            CASE WHEN n %% 16 = 0 THEN 'harbour' END, CASE WHEN n <= 10000 AND n %% 250 = 0 THEN 'zeppelin' END) AS body
    FROM generate_series(%(first)s, %(last)s) n, LATERAL (
        SELECT string_agg((%(vocabulary)s)[1 + floor(2000 * power(random(), 3))::int], ' ') AS words
        FROM generate_series(1, %(words)s + 0 * n)
    ) invented
) review
"""
DOCUMENTS = """
INSERT INTO publications_publisheddocument (review_id, slug, kind, title, html, text, contents, file_key, file_size, file_pages,
    file_digest, version, published_on, correction_note, page)
SELECT id, 'full-report', 'full_report', 'Full report', '<p>' || body_text || '</p>', body_text, '[]', 'key-' || id, 1000, 3,
    md5(slug) || md5(title), 1, published_on, '', '{}'
FROM publications_publishedreview
"""


def main(size: int) -> None:
    """Write them, count what the filters offer, and let PostgreSQL know what there is."""
    for number, slug in enumerate(THEMES):
        PublishedTheme.objects.create(slug=slug, name=slug.capitalize(), group="harm" if number < 5 else "practice")
    invent = random.Random(SEED)
    vocabulary = ["".join(invent.choices(SYLLABLES, k=invent.randint(2, 4))) for _ in range(2000)]
    values: dict[str, Any] = {"card": _card(), "themes": THEMES, "vocabulary": vocabulary, "words": WORDS}
    with transaction.atomic("migrator"), connections["migrator"].cursor() as cursor:
        cursor.execute("SELECT setseed(0.1974)")
        for first in range(1, size + 1, PIECE):
            cursor.execute(REVIEWS, {**values, "first": first, "last": min(first + PIECE - 1, size)})
        cursor.execute(DOCUMENTS)
    with changing(), transaction.atomic():
        recount()
    with connections["migrator"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _card() -> str:
    kinds = ["full_report", "local_review"]
    named = {"partnership": "A partnership", "kind": "full_report", "review_type": "local_review", "kinds": kinds}
    themes = {"theme_slugs": THEMES[:2], "theme_names": THEMES[:2]}
    return card_of(PublishedReview(**CARD, **named, **themes, year_of_incident=2020, child_age_band="1_5"))


if __name__ == "__main__":
    main(int(sys.argv[1]))
