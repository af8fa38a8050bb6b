"""A message that was given up is shown until it is sent after all, or somebody has told the person in another way."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from cspr import outbox
from cspr.models import OutgoingEmail, User
from tests.doors import sign_in

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
BANNER = "could not be delivered"


@pytest.fixture
def given_up(manager: User) -> OutgoingEmail:
    """A message that nobody got."""
    outbox.queue(key="lost", to="a@council.example", subject="CSPR-2026-0001", body="Open it.", at=AT)
    OutgoingEmail.objects.update(failed_at=AT, attempts=9)
    return OutgoingEmail.objects.get()


def first_page(client: Client) -> str:
    """What everybody sees first."""
    return client.get(reverse("admin:index")).content.decode()


def take(client: Client, email: OutgoingEmail, step: str, **typed: str) -> None:
    """Take a step with the message."""
    answer = client.post(reverse("admin:cspr_outgoingemail_verb", args=[email.pk, step]), typed)
    assert answer.status_code == 302


def test_it_can_be_tried_again(client: Client, manager: User, given_up: OutgoingEmail) -> None:
    sign_in(client, manager)
    assert BANNER in first_page(client)
    take(client, given_up, "again")
    given_up.refresh_from_db()
    assert (given_up.failed_at, given_up.attempts) == (None, 0)
    assert BANNER not in first_page(client)


def test_somebody_can_say_how_the_person_was_told(client: Client, manager: User, given_up: OutgoingEmail) -> None:
    sign_in(client, manager)
    take(client, given_up, "settle", how="By telephone")
    given_up.refresh_from_db()
    assert (given_up.settled_by, given_up.settled_how) == (manager, "By telephone")
    assert BANNER not in first_page(client)
    page = client.get(reverse("admin:cspr_outgoingemail_change", args=[given_up.pk])).content.decode()
    assert "Told in another way: By telephone" in page


def test_neither_step_touches_a_message_that_was_sent(manager: User, given_up: OutgoingEmail) -> None:
    OutgoingEmail.objects.update(failed_at=None, sent_at=AT)
    outbox.try_again(given_up, at=AT)
    outbox.settle(given_up, by=manager, at=AT, how="By telephone")
    given_up.refresh_from_db()
    assert (given_up.sent_at, given_up.attempts, given_up.settled_at) == (AT, 9, None)
