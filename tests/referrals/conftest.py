"""A place for files, and a sender who is signed in."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from tests.cast import agency
from tests.clamd import Clamd, scanner
from tests.referrals.answers import sign_in


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    """The root of senders' files, empty."""
    settings.REFERRALS_MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def sender(db: None, site: Callable[..., Client]) -> Client:
    """A head teacher who is signed in."""
    agency(domain="school.example", name="Canary School")
    client = site("referrals")
    sign_in(client, "head@school.example")
    return client


@pytest.fixture(scope="session")
def running_clamd() -> Iterator[Clamd]:
    """A scanner for all tests of this worker that need one."""
    with scanner() as clamd:
        yield clamd


@pytest.fixture
def clamd(running_clamd: Clamd, settings: Settings) -> Clamd:
    """The scanner, and the settings that lead to it."""
    settings.CLAMAV = str(running_clamd.socket)
    return running_clamd
