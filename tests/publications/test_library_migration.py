"""What was published before pages had documents of their own is carried over, and back again."""

from pathlib import Path

import pytest

from tests import database
from tests.cspr.test_migrations import BACKWARDS, FORWARDS, fresh_db, run

__all__ = ("fresh_db",)
BEFORE = BACKWARDS.format(targets="[('publications', '0004_order_a_moment_and_replace_a_version')]")
ROWS = """
INSERT INTO publications_publishedtheme (id, name, slug) VALUES (1, 'Neglect', 'neglect'), (2, 'Knife crime', 'knife-crime');
INSERT INTO publications_librarystate (id, version, total, themes, years) VALUES (1, 5, 2, '[]', '[]');
INSERT INTO publications_publishedreview (id, slug, title, partnership, kind, published_on, precision, published_words, year,
    child_age_band, subject, summary_text, body_html, body_text, contents, theme_names, theme_words, file_key, file_size,
    file_pages, file_digest, source_url)
VALUES
    (1, 'child-r-2026', 'Child R', 'The partnership', 'full_report', '2026-03-04', 'day', '4 March 2026', 2026, 'under_1',
     'A baby', 'A summary.', '<h2 id="a">A</h2>', 'A zanzibar', '[{"id": "a", "text": "A"}]', '{Neglect}', 'Neglect', 'key', 7,
     3, 'digest', ''),
    (2, 'stephen', 'Stephen', 'Elsewhere', 'local_review', NULL, 'unknown', 'date not known', NULL, '', '', '', '', '', '[]',
     '{"Knife crime"}', 'Knife crime', '', 0, 0, '', 'https://another.example/');
INSERT INTO publications_publishedreview_themes (publishedreview_id, publishedtheme_id) VALUES (1, 1), (2, 2);
"""


DOCUMENTS = """
SELECT review_id, slug, title, html, text, file_key, file_size, published_on::text, page->>'subject'
FROM publications_publisheddocument"""
PAGES = "SELECT slug, theme_slugs, kinds, review_type, partnership_slug, version FROM publications_publishedreview ORDER BY id"
DRAWN = "SELECT count(*) FROM publications_publishedreview WHERE card_html LIKE '%href=\"/reviews/' || slug || '/\"%'"
OLD = "SELECT slug, body_html, body_text, file_key, file_pages, contents FROM publications_publishedreview ORDER BY id"
OLD_THEMES = "SELECT publishedreview_id, publishedtheme_id FROM publications_publishedreview_themes ORDER BY 1"


def asked(name: str, query: str) -> list[tuple[object, ...]]:
    with database.superuser(name) as db, db.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


def test_published_rows_become_pages_with_documents_and_again_what_they_were(
    fresh_db: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEDIA_DIR", str(tmp_path))
    run(fresh_db, BEFORE)
    with database.superuser(fresh_db) as db, db.cursor() as cursor:
        cursor.execute(ROWS)
    run(fresh_db, FORWARDS)
    assert asked(fresh_db, DOCUMENTS) == [
        (1, "full-report", "Full report", '<h2 id="a">A</h2>', "A zanzibar", "key", 7, "2026-03-04", "A baby")
    ]
    assert asked(fresh_db, PAGES) == [
        ("child-r-2026", ["neglect"], ["full_report"], "", "the-partnership", 1),
        ("stephen", ["knife-crime"], ["local_review"], "local_review", "elsewhere", 1),
    ]
    assert asked(fresh_db, DRAWN) == [(2,)]
    assert asked(fresh_db, "SELECT total, version, harms FROM publications_librarystate") == [
        (2, 6, [["neglect", "Neglect", 1]])
    ]
    assert asked(fresh_db, "SELECT reviews FROM publications_libraryword WHERE word = 'zanzibar'") == [(1,), (1,)]
    run(fresh_db, BEFORE)
    assert asked(fresh_db, OLD) == [
        ("child-r-2026", '<h2 id="a">A</h2>', "A zanzibar", "key", 3, [{"id": "a", "text": "A"}]),
        ("stephen", "", "", "", 0, []),
    ]
    assert asked(fresh_db, OLD_THEMES) == [(1, 1), (2, 2)]
