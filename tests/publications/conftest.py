"""Disks of its own for every test."""

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def public_disk(settings: Settings, tmp_path: Path) -> Path:
    """Where published files go."""
    settings.PUBLIC_MEDIA_ROOT = tmp_path / "public"
    settings.STAFF_MEDIA_ROOT, settings.REFERRALS_MEDIA_ROOT = tmp_path / "staff", tmp_path / "referrals"
    return tmp_path / "public"
