"""A page and its documents: added, corrected and taken away together with what is counted and remembered about them."""

from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from publications import library, markdown
from publications.library import Entry, When
from publications.library.drawing import drawn_with
from publications.models import LibraryState, LibraryWord, PublishedDocument, PublishedReview, PublishedTheme, WithdrawnReview
from tests.public.world import elsewhere, entry, more, rich

pytestmark = pytest.mark.django_db
GONE = date(2026, 6, 1)


def words(*, is_root: bool) -> dict[str, int]:
    return dict(LibraryWord.objects.filter(is_root=is_root).values_list("word", "reviews"))


def files(folder: Path) -> set[str]:
    return {path.stem for path in folder.glob("*.pdf")}


def test_a_further_document_stands_on_the_same_page_at_an_address_of_its_own() -> None:
    review = entry()
    briefing = more(review, kind="seven_minute_briefing", when=When(date(2026, 5, 1)))
    again = more(review, kind="seven_minute_briefing", document_title="7-minute briefing")
    assert briefing.pk == again.pk == review.pk
    assert [document.slug for document in review.documents.all()] == ["full-report", "7-minute-briefing", "7-minute-briefing-2"]
    assert briefing.document is not None
    page = PublishedReview.objects.get()
    assert page.kinds == ["full_report", "seven_minute_briefing"]
    assert (page.published_on, page.updated_on, page.kind) == (date(2026, 1, 2), date(2026, 5, 1), "full_report")


def test_a_corrected_version_keeps_the_address_and_the_first_day_and_its_old_file_goes(
    public_disk: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    review = entry(rendered=markdown.render("A mistaken zanzibar."))
    old = review.documents.get()
    corrected = {"replaces": "full-report", "version": 2, "correction_note": "A date was wrong.", "title": "Child Z"}
    with django_capture_on_commit_callbacks(execute=True):
        more(review, when=When(date(2026, 7, 1)), **corrected)
    page, new = PublishedReview.objects.get(), PublishedDocument.objects.get()
    assert (new.pk, new.slug, new.version, new.correction_note) == (old.pk, "full-report", 2, "A date was wrong.")
    assert (page.slug, page.title, page.version) == (review.slug, "Child Z", 2)
    assert (page.published_on, page.updated_on, new.published_on) == (date(2026, 1, 2), date(2026, 7, 1), date(2026, 7, 1))
    assert files(public_disk) == {new.file_key}
    assert "zanzibar" not in words(is_root=False)
    assert "zanzibar" not in page.body_text


def test_where_the_document_that_made_the_page_goes_the_page_says_what_the_next_one_says(
    public_disk: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    review = entry(subject="Words of the report", rendered=markdown.render("A zanzibar."))
    more(review, kind="seven_minute_briefing", subject="Words of the briefing", when=When(date(2026, 5, 1)))
    with django_capture_on_commit_callbacks(execute=True):
        library.remove(review.slug, "full-report", on=GONE)
    page = PublishedReview.objects.get()
    assert (page.subject, page.kind, page.kinds) == (
        "Words of the briefing",
        "seven_minute_briefing",
        ["seven_minute_briefing"],
    )
    assert "Words of the report" not in page.card_html
    assert "zanzibar" not in page.body_text
    assert files(public_disk) == {page.documents.get().file_key}
    assert WithdrawnReview.objects.get().slug_digest == library.digest_of_document(review.slug, "full-report")


def test_the_last_document_takes_its_page_along_and_no_address_is_used_again(
    public_disk: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    review = entry()
    briefing = more(review, kind="seven_minute_briefing")
    assert briefing.document is not None
    library.remove(review.slug, briefing.document.slug, on=GONE)
    assert more(review, kind="seven_minute_briefing").documents.latest("pk").slug == "7-minute-briefing-2"
    with django_capture_on_commit_callbacks(execute=True):
        library.remove(review.slug, "7-minute-briefing-2", on=GONE)
        library.remove(review.slug, "full-report", on=GONE)
    assert (PublishedReview.objects.count(), PublishedDocument.objects.count(), PublishedTheme.objects.count()) == (0, 0, 0)
    assert (LibraryWord.objects.count(), WithdrawnReview.objects.count()) == (0, 4)
    state = LibraryState.objects.get()
    assert (state.total, state.themes, state.harms, state.kinds, state.partnerships) == (0, [], [], [], [])
    assert set(state.options.values()) == {""}


def test_a_document_that_is_not_there_is_an_error_and_nothing_changes() -> None:
    review = entry()
    with pytest.raises(PublishedDocument.DoesNotExist):
        library.remove(review.slug, "nothing", on=GONE)
    with pytest.raises(PublishedDocument.DoesNotExist):
        more(review, replaces="nothing")
    with pytest.raises(PublishedReview.DoesNotExist):
        entry(to_slug="nothing")
    assert LibraryState.objects.get().version == 1


def test_a_file_that_was_made_elsewhere_is_found_by_its_words_and_has_no_page_of_its_own() -> None:
    review = entry(rendered=markdown.Rendered("", "Nobody asked about zanzibar.", []))
    document = review.documents.get()
    assert (document.html, document.text) == ("", "Nobody asked about zanzibar.")
    assert PublishedReview.objects.filter(found_by="zanzibar").exists()


def test_what_the_filters_offer_is_counted_at_every_publication() -> None:
    rich()
    elsewhere(1, when=When.read("2022"), themes=(("neglect", "Neglect"), ("chronology", "Chronology")), age_band="6_10")
    state = LibraryState.objects.get()
    assert state.total == 2
    assert state.themes == [["chronology", "Chronology", 1], ["neglect", "Neglect", 2]]
    assert state.harms == [["neglect", "Neglect", 2]]
    assert state.years == [[2025, 1], [2022, 1]]
    assert state.ages == [["under_1", "Under 1", 1], ["6_10", "6 to 10", 1]]
    assert state.partnerships == [["another-partnership", "Another partnership", 1], ["the-partnership", "The partnership", 1]]
    assert state.kinds == [
        ["full_report", "Full report", 2],
        ["seven_minute_briefing", "7-minute briefing", 1],
        ["local_review", "Local child safeguarding practice review", 1],
    ]
    assert '<option value="chronology">Chronology (1)</option>' in state.options["theme"]
    assert "neglect" not in state.options["theme"]
    assert '<optgroup label="Kind of review"><option value="local_review">' in state.options["kind"]


def test_words_are_counted_review_by_review_and_from_scratch_to_the_same() -> None:
    entry(1, rendered=markdown.render("Schools and a school."))
    entry(2, rendered=markdown.render("One school."))
    roots, written = words(is_root=True), words(is_root=False)
    assert (roots["school"], written["school"], written["schools"]) == (2, 2, 1)
    with library.changing(), transaction.atomic():
        library.recount()
    assert (words(is_root=True), words(is_root=False)) == (roots, written)
    review = PublishedReview.objects.first()
    assert review is not None
    library.remove(review.slug, on=GONE)
    assert words(is_root=False)["school"] == 1
    assert LibraryState.objects.get().version == 4


def test_related_reviews_are_those_with_the_most_themes_in_common_and_are_told_of_a_new_one() -> None:
    a, b, c = (("neglect", "Neglect"),), (("police", "Police"),), (("neglect", "Neglect"), ("police", "Police"))
    first, other, both = entry(1, themes=a), entry(2, themes=b), entry(3, themes=c)
    assert both.related == [other.pk, first.pk]
    first.refresh_from_db()
    assert first.related == [both.pk]
    for number in range(4, 9):
        entry(number, themes=c)
    both.refresh_from_db()
    assert len(both.related) == 4


def test_cards_are_drawn_again_only_where_their_template_has_changed() -> None:
    review = entry()
    assert library.refresh() == 0
    PublishedReview.objects.update(card_html="", related=[])
    LibraryState.objects.update(drawn_with="another")
    assert library.refresh() == 1
    assert PublishedReview.objects.get().card_html == review.card_html
    assert LibraryState.objects.get().drawn_with == drawn_with()


def test_a_preview_shows_page_and_document_and_stores_nothing() -> None:
    facts = Entry("Child R", "The partnership", "summary", When(date(2026, 1, 1)), "", rendered=markdown.render("## One"))
    shown = library.copy_of(facts, "preview")
    assert shown.document is not None
    assert (shown.slug, shown.document.slug, shown.kinds) == ("preview", "summary-report", ["summary"])
    assert str(shown.document) == "preview/summary-report"
    assert (PublishedReview.objects.count(), PublishedDocument.objects.count()) == (0, 0)
