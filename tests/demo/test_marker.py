"""A real database can never become a demonstration, and without the marker nothing of one exists."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from cspr.models import Case, User
from demo import catalogue, mail, marker
from demo.models import DemoMarker
from demo.urls import demo_patterns
from tests import cast
from tests.sign_in.addresses import addresses

Site = Callable[[str], Client]


def test_an_empty_database_is_marked_once(db: None) -> None:
    call_command("mark_demo")
    call_command("mark_demo")
    assert DemoMarker.objects.count() == 1
    DemoMarker.objects.all().delete()
    marker.is_marked.cache_clear()


def test_a_database_that_holds_people_is_never_marked(manager: User) -> None:
    with pytest.raises(CommandError, match="cannot become one"):
        call_command("mark_demo")
    assert not DemoMarker.objects.exists()


def test_a_database_that_holds_cases_is_never_marked(db: None) -> None:
    cast.case()
    with pytest.raises(CommandError, match="cannot become one"):
        call_command("mark_demo")
    assert not DemoMarker.objects.exists()


@pytest.mark.parametrize("command", ["load_demo", "demo_code", "demo_signins"])
def test_without_the_marker_every_command_refuses(unmarked: None, command: str) -> None:
    printed = StringIO()
    with pytest.raises(CommandError, match="not a demonstration"):
        call_command(command, stdout=printed)
    assert printed.getvalue() == ""
    assert not User.objects.exists()
    assert not Case.objects.exists()


def test_without_the_marker_the_mailbox_takes_nothing(unmarked: None, settings: Settings, tmp_path: Path) -> None:
    settings.DEMO_MAIL_DIR = tmp_path
    with pytest.raises(marker.NotADemonstration):
        mail.MailboxBackend().send_messages([EmailMessage("Subject", "Body", "a@b.example", ["c@d.example"])])
    assert list(tmp_path.iterdir()) == []


def test_without_the_marker_the_catalogue_is_not_loaded(unmarked: None) -> None:
    with pytest.raises(catalogue.NotADemonstration):
        catalogue.load(timezone.now())


@pytest.mark.parametrize("debug", [False, True])
@pytest.mark.parametrize("name", ["staff", "referrals"])
def test_without_the_marker_demo_is_in_no_url_map_in_any_mode(
    unmarked: None, site: Site, settings: Settings, name: str, debug: bool
) -> None:
    settings.DEBUG = debug
    client = site(name)
    assert [address for _, address in addresses() if address.startswith("/demo/")] == []
    for address in ("/demo/", "/demo/mailbox/", "/demo/codes/"):
        answer = client.get(address)
        assert answer.status_code in (302, 404)
        assert not answer.headers.get("Location", "").startswith("/demo/")


def test_a_visitor_of_an_unmarked_staff_site_is_sent_to_sign_in_from_demo_too(unmarked: None, site: Site) -> None:
    client = site("staff")
    assert client.get("/demo/codes/").headers["Location"].startswith(reverse("account_login"))


def test_a_database_that_cannot_say_counts_as_unmarked(db: None) -> None:
    marker.is_marked.cache_clear()
    with connection.cursor() as cursor, connection.execute_wrapper(_refuse):
        assert cursor is not None
        assert demo_patterns(namespace="demo") == []


def _refuse(*_: object) -> None:
    raise DatabaseError("no such table")
