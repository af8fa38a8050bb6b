"""The themes to begin with."""

import pytest

from publications import seeds
from publications.models import LibraryState, PublishedTheme, Theme, WithdrawnReview

pytestmark = pytest.mark.django_db


def test_a_new_installation_offers_every_theme_of_the_list_once() -> None:
    listed = sorted(name for names in seeds.THEMES.values() for name in names)
    assert sorted(Theme.objects.values_list("name", flat=True)) == listed


def test_a_theme_that_was_renamed_is_not_added_again() -> None:
    Theme.objects.filter(slug="neglect").update(name="Neglect of a child")
    seeds.themes()
    assert list(Theme.objects.filter(slug="neglect").values_list("name", flat=True)) == ["Neglect of a child"]


def test_a_theme_that_the_list_gained_is_added_at_the_next_migration() -> None:
    listed = seeds.THEMES[Theme.Group.HARM]
    seeds.THEMES[Theme.Group.HARM] = (*listed, "A theme of tomorrow")
    try:
        seeds.themes()
    finally:
        seeds.THEMES[Theme.Group.HARM] = listed
    added = Theme.objects.get(slug="a-theme-of-tomorrow")
    assert (str(added), added.group) == ("A theme of tomorrow", "harm")


def test_rows_of_the_public_side_say_no_more_of_themselves_than_is_public() -> None:
    assert str(LibraryState(version=3)) == "Library 3"
    assert str(PublishedTheme(name="Neglect")) == "Neglect"
    assert str(WithdrawnReview(pk=7)) == "Withdrawn review 7"
