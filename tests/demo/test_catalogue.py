"""The catalogue of real reviews: only in a demonstration, only as links to where they stand."""

import csv
from datetime import UTC, datetime

import pytest

from demo import catalogue
from publications.models import LibraryState, PublishedReview

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that is a demonstration."""
    monkeypatch.setattr(catalogue, "is_marked", lambda: True)


def test_without_the_marker_nothing_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "is_marked", lambda: False)
    with pytest.raises(catalogue.NotADemonstration, match="not a demonstration"):
        catalogue.load(NOW)
    assert PublishedReview.objects.count() == 0


def test_every_line_becomes_one_entry_that_leads_out_under_its_own_partnership(marked: None) -> None:
    with catalogue.CATALOGUE.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert catalogue.load(NOW) == len(lines)
    loaded = PublishedReview.objects.order_by("pk").values_list("title", "partnership", "source_url", "subject")
    assert list(loaded) == [
        (line["pseudonym"], line["partnership"], f"https://{line['source_page']}", line["subject"]) for line in lines
    ]
    assert not PublishedReview.objects.filter(documents__isnull=False).exists()


def test_loading_twice_adds_nothing_and_addresses_stay_apart(marked: None) -> None:
    catalogue.load(NOW)
    assert catalogue.load(NOW) == 0
    child_a = PublishedReview.objects.filter(title="Child A").get()
    assert child_a.slug == "child-a-anonymous-2023"


def test_dates_are_as_exact_as_the_catalogue_and_none_lies_ahead(marked: None) -> None:
    catalogue.load(datetime(2022, 4, 12, 12, 0, tzinfo=UTC))
    words = set(PublishedReview.objects.exclude(year=None).values_list("published_words", flat=True))
    assert {"12 April 2022", "March 2022", "2022"} <= words
    assert not [word for word in words if word.endswith(("2023", "2024", "2025"))]
    assert PublishedReview.objects.get(title="Charlie").published_words == "date not known"


def test_a_kind_of_review_is_told_apart_from_a_kind_of_document(marked: None) -> None:
    catalogue.load(NOW)
    kinds = {review.title: (review.review_type, review.kinds) for review in PublishedReview.objects.all()}
    assert kinds["Stephen"] == ("local_review", ["local_review"])
    assert kinds["Child E"] == ("", ["improvements"])


def test_themes_of_the_catalogue_stand_under_the_names_of_our_own_list(marked: None) -> None:
    catalogue.load(NOW)
    harms = {slug for slug, _, _ in LibraryState.objects.get().harms}
    assert {"suicide-and-self-harm", "domestic-abuse", "physical-abuse"} <= harms
