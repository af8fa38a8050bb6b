"""Fixtures for every test: a real database as the application's own role, a cast of people, and the three sites."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connections
from django.test import Client
from pytest_django import DjangoDbBlocker, Settings

from config.sites import SITES
from cspr.models import User
from demo.marker import is_marked
from tests import database
from tests.cast import person


def pytest_configure(config: pytest.Config) -> None:
    """Stop at once, in words, where no servers are given."""
    if "SUPERUSER_DATABASE_URL" not in os.environ:
        pytest.exit("The tests need their own PostgreSQL and Valkey: start them with ./test (it passes on your arguments).", 4)


@pytest.fixture(scope="session")
def database_name(request: pytest.FixtureRequest) -> Iterator[str]:
    """A database for this worker, copied from the migrated template."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
    name = f"test_{worker}_{os.getpid()}"
    database.copy(database.make_template(), name)
    yield name
    connections.close_all()
    database.drop(name)


@pytest.fixture(scope="session")
def django_db_setup(database_name: str, django_db_blocker: DjangoDbBlocker) -> None:
    """Point Django's connection, which is the role `app`, at this worker's database."""
    django_settings.DATABASES["default"]["NAME"] = database_name
    with django_db_blocker.unblock():
        connections["default"].close()
        connections["default"].settings_dict["NAME"] = database_name


@pytest.fixture(scope="session", autouse=True)
def no_demonstration(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Every page asks once for each process whether this is a demonstration; ask before a test that has no database does."""
    with django_db_blocker.unblock():
        assert not is_marked()


@pytest.fixture
def committed_db(django_db_setup: None, database_name: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """For tests in which work is really committed (threads, processes, kills). Everything is emptied afterwards."""
    with django_db_blocker.unblock():
        yield database_name
        connections.close_all()
    database.clear(database_name)


@pytest.fixture
def site(settings: Settings) -> Callable[[str], Client]:
    """`site("referrals")`: a client of that site, with its URL map and its middleware."""

    def enter(name: str, **defaults: Any) -> Client:
        chosen = SITES[name]
        settings.SITE = name
        settings.ROOT_URLCONF = chosen.urlconf
        settings.MIDDLEWARE = list(chosen.middleware)
        settings.CSRF_FAILURE_VIEW = chosen.csrf_failure
        settings.SESSION_COOKIE_NAME = chosen.cookie or "unused"
        return Client(**defaults)

    return enter


@pytest.fixture
def manager(db: None) -> User:
    """The business manager."""
    return person("business_manager")


@pytest.fixture
def coordinator(db: None) -> User:
    """The coordinator."""
    return person("coordinator")
