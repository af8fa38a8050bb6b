"""A database that is marked as a demonstration, and URL maps made while it is."""

from collections.abc import Callable, Iterator
from importlib import import_module, reload
from pathlib import Path

import pytest
from django.test import Client
from django.urls import clear_url_caches
from django.utils import timezone
from pytest_django import Settings

from demo import marker
from demo.models import DemoMarker

Site = Callable[[str], Client]
MAPS = ("demo.urls_staff", "demo.urls_referrals", "config.urls_staff", "config.urls_referrals")


def make_url_maps_anew() -> None:
    """As a process that starts now would make them."""
    marker.is_marked.cache_clear()
    for name in MAPS:
        reload(import_module(name))
    clear_url_caches()


@pytest.fixture
def demonstration(db: None, settings: Settings, tmp_path: Path) -> Iterator[None]:
    """A marked database, with a mailbox of its own."""
    settings.DEMO_MAIL_DIR = tmp_path / "mail"
    settings.MEDIA_DIR = tmp_path / "media"
    settings.PUBLIC_MEDIA_ROOT = tmp_path / "media" / "public"
    settings.PUBLIC_MEDIA_ROOT.mkdir(parents=True)
    marker.mark(at=timezone.now())
    make_url_maps_anew()
    yield
    DemoMarker.objects.all().delete()
    make_url_maps_anew()


@pytest.fixture
def unmarked(db: None) -> Iterator[None]:
    """URL maps of a database without the marker."""
    make_url_maps_anew()
    yield
    make_url_maps_anew()
