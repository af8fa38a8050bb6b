"""Remembers what the filters offer and how many reviews hold each word, so that no page of the public site has to count."""

from typing import Any

from django.db import connection

from publications.library.drawing import options_of
from publications.models import AgeBand, Kind, LibraryState, LibraryWord, PublishedReview, PublishedTheme, Theme

# The roots of a review, as its search compares them; and its words as people write them, for "Did you mean".
_LEARN = """
INSERT INTO publications_libraryword (word, is_root, reviews)
SELECT DISTINCT left(word, 255), true, 1 FROM publications_publishedreview, unnest(tsvector_to_array(found_by)) AS word
WHERE id = %(pk)s
UNION ALL
SELECT word, false, 1 FROM publications_publishedreview, unnest(tsvector_to_array(to_tsvector('simple',
    concat_ws(' ', title, subject, theme_words, partnership, summary_text, points_text, body_text)))) AS word
WHERE id = %(pk)s AND word ~ '^[[:alpha:]]{3,30}$'
ON CONFLICT (is_root, word) DO UPDATE SET reviews = publications_libraryword.reviews + 1
"""
_FORGET = """
UPDATE publications_libraryword SET reviews = publications_libraryword.reviews - 1
FROM publications_publishedreview review WHERE review.id = %(pk)s AND (
    is_root AND word IN (SELECT left(unnest(tsvector_to_array(found_by)), 255))
    OR NOT is_root AND word IN (SELECT unnest(tsvector_to_array(to_tsvector('simple',
        concat_ws(' ', title, subject, theme_words, partnership, summary_text, points_text, body_text)))))
)
"""
_LEARN_ALL = """
INSERT INTO publications_libraryword (word, is_root, reviews)
SELECT left(word, 255), true, max(ndoc) FROM ts_stat('SELECT found_by FROM publications_publishedreview') GROUP BY 1
UNION ALL
SELECT word, false, ndoc FROM ts_stat('SELECT to_tsvector(''simple'',
    concat_ws('' '', title, subject, theme_words, partnership, summary_text, points_text, body_text))
    FROM publications_publishedreview') WHERE word ~ '^[[:alpha:]]{3,30}$'
"""
# How many reviews there are of each value.
_THEMES = "SELECT value, count(*) FROM publications_publishedreview, unnest(theme_slugs) AS value GROUP BY 1"
_KINDS = "SELECT value, count(*) FROM publications_publishedreview, unnest(kinds) AS value GROUP BY 1"
_YEARS = "SELECT year, count(*) FROM publications_publishedreview WHERE year IS NOT NULL GROUP BY 1 ORDER BY 1 DESC"
_AGES = "SELECT child_age_band, count(*) FROM publications_publishedreview WHERE child_age_band <> '' GROUP BY 1"
_OWNERS = "SELECT partnership_slug, min(partnership), count(*) FROM publications_publishedreview GROUP BY 1"


def learn_words(pk: int) -> None:
    """Count the words of a review that was added."""
    _execute(_LEARN, {"pk": pk})


def forget_words(pk: int) -> None:
    """Take the words of a review out of the count, before it goes or changes."""
    _execute(_FORGET, {"pk": pk})
    LibraryWord.objects.filter(reviews=0).delete()


def count_offers(state: LibraryState) -> None:
    """Count again what the filters offer; the caller saves the state."""
    known = {theme.slug: theme for theme in PublishedTheme.objects.all()}
    themes = [[slug, known[slug].name, uses] for slug, uses in _rows(_THEMES) if slug in known]
    state.themes = sorted(themes, key=_by_name)
    state.harms = [row for row in state.themes if known[row[0]].group == Theme.Group.HARM]
    state.years = [list(row) for row in _rows(_YEARS)]
    ages, kinds = dict(_rows(_AGES)), dict(_rows(_KINDS))
    state.ages = [[band, band.label, ages[band]] for band in AgeBand if band in ages]
    state.kinds = [[kind, kind.label, kinds[kind]] for kind in Kind if kind in kinds]
    state.partnerships = sorted(([slug, name, uses] for slug, name, uses in _rows(_OWNERS) if slug), key=_by_name)
    state.total = PublishedReview.objects.count()
    state.options = options_of(state)


def recount() -> None:
    """Count everything from scratch: words, offers, and what is in all. The caller holds the library, in a transaction."""
    state = LibraryState.objects.select_for_update().get_or_create(pk=1)[0]
    # A hundred thousand reviews take longer than a page may.
    _execute("SET LOCAL statement_timeout = 0")
    LibraryWord.objects.all().delete()
    _execute(_LEARN_ALL)
    count_offers(state)
    state.version += 1
    state.save()


def _by_name(row: list[Any]) -> str:
    return str(row[1]).casefold()


def _rows(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


def _execute(statement: str, values: dict[str, Any] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
