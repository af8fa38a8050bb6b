"""The themes to begin with."""

import pytest

from publications import seeds
from publications.models import LibraryState, Theme

pytestmark = pytest.mark.django_db


def test_a_new_installation_offers_every_theme_of_the_list_once() -> None:
    listed = sorted(name for names in seeds.THEMES.values() for name in names)
    assert sorted(Theme.objects.values_list("name", flat=True)) == listed


def test_a_theme_that_was_renamed_is_not_added_again() -> None:
    Theme.objects.filter(slug="neglect").update(name="Neglect of a child")
    seeds.themes()
    assert list(Theme.objects.filter(slug="neglect").values_list("name", flat=True)) == ["Neglect of a child"]


def test_the_library_has_one_state() -> None:
    seeds.library_state()
    assert LibraryState.objects.count() == 1
