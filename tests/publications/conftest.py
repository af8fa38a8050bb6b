"""Disks of its own for every test, and the door of the staff site."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from cspr.models import User
from tests.doors import sign_in


@pytest.fixture(autouse=True)
def public_disk(settings: Settings, tmp_path: Path) -> Path:
    """Where published files go."""
    settings.PUBLIC_MEDIA_ROOT = tmp_path / "public"
    settings.STAFF_MEDIA_ROOT, settings.REFERRALS_MEDIA_ROOT = tmp_path / "staff", tmp_path / "referrals"
    return tmp_path / "public"


@pytest.fixture
def enter(site: Callable[[str], Client]) -> Callable[[User], Client]:
    """A client of the staff site for a person."""

    def door(user: User) -> Client:
        client = site("staff")
        sign_in(client, user)
        return client

    return door
