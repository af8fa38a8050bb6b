"""The mail server is down, slow, busy, full, rude or half dead: every message is kept, seen to wait, and sent afterwards.

`./test` sends two messages into each illness; `./test all mail_server_ill` five hundred.
"""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from cspr import codes, health, outbox
from cspr.models import OutgoingEmail, User
from devtools import drills
from tests.cast import agency, person
from tests.doors import sign_in
from tests.smtp import REFUSALS, MailServer

MESSAGES = drills.count(sample=2, complete=500)
AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
TIMEOUT = 0.15
ILLNESSES = (*REFUSALS, "half-closed", "gone", "silent", "too slow", "down")
Enter = Callable[[str], Client]


@pytest.fixture
def server(settings: Settings) -> Iterator[MailServer]:
    """A mail server, and Django's own SMTP backend pointed at it."""
    with MailServer() as made:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = made.server_address[:2]
        settings.EMAIL_TIMEOUT = TIMEOUT
        yield made


def queue(number: int, at: datetime = AT) -> None:
    outbox.queue(key=f"{number}", to="a@council.example", subject=f"CSPR-2026-{number:04}", body="Open it.", at=at)


def deliver(at: datetime) -> int:
    return outbox.deliver(now=lambda: at, digits=codes.digits_of, limit=MESSAGES + 1)


def fall_ill(server: MailServer, illness: str, settings: Settings) -> None:
    """From now on the server is so."""
    if illness == "silent":
        server.silent.set()
    elif illness == "down":
        settings.EMAIL_PORT = 1
    else:
        server.illness, server.delay = illness, 4 * TIMEOUT if illness == "too slow" else 0.0


def recover(server: MailServer, settings: Settings) -> None:
    """As if nothing had been."""
    server.silent.clear()
    server.illness, server.delay = "", 0.0
    settings.EMAIL_PORT = server.server_address[1]
    # What was too short for an ill server must not be for a well one on a busy machine.
    settings.EMAIL_TIMEOUT = 20


@pytest.mark.drill
@pytest.mark.parametrize("illness", ILLNESSES)
def test_whatever_ails_the_mail_server_no_message_is_lost_or_sent_twice(
    db: None, server: MailServer, settings: Settings, illness: str
) -> None:
    for number in range(MESSAGES):
        queue(number)
    fall_ill(server, illness, settings)
    assert deliver(AT) == 0
    rows = OutgoingEmail.objects.all()
    assert set(rows.values_list("attempts", "sent_at", "failed_at", "leased_until")) == {(1, None, None, None)}
    assert "" not in set(rows.values_list("last_error", flat=True))
    assert [one.name for one in health.examine(now=lambda: AT + HOUR).findings if one.tone == "red" and one.name == "outbox"]
    recover(server, settings)
    assert deliver(AT + HOUR) == MESSAGES
    ids = [str(message["Message-ID"]).strip("<>").partition("@")[0] for message in server.messages]
    assert sorted(ids) == sorted(str(pk) for pk in rows.values_list("pk", flat=True))
    assert not rows.filter(sent_at__isnull=True).exists()
    drills.report(
        f"mail server {illness}",
        f"{MESSAGES} messages kept, 0 lost, 0 sent twice",
        measures=("cspr/outbox.py",),
    )


@pytest.mark.drill
def test_a_mail_server_that_is_merely_slow_is_waited_for(db: None, server: MailServer, settings: Settings) -> None:
    settings.EMAIL_TIMEOUT = 20
    server.delay = 0.05
    queue(1)
    assert deliver(AT) == 1
    assert len(server.messages) == 1


@pytest.mark.drill
def test_what_waits_is_seen_on_the_staff_site(site: Enter, manager: User, server: MailServer, settings: Settings) -> None:
    now = timezone.now()
    queue(1, now - HOUR)
    fall_ill(server, "greylisted", settings)
    assert deliver(now) == 0
    client = site("staff")
    sign_in(client, manager)
    waiting = client.get(reverse("admin:cspr_outgoingemail_changelist") + "?state=waiting").content.decode()
    assert "a@council.example" in waiting
    assert "An e-mail has waited since" in client.get(reverse("admin:index")).content.decode()
    assert b"outbox\n" in client.get("/healthz/deadlines").content


@pytest.mark.drill
def test_a_mail_server_that_never_answers_holds_up_no_request(
    committed_db: str, site: Enter, server: MailServer, settings: Settings
) -> None:
    person("coordinator")
    agency(domain="school.example")
    server.silent.set()
    settings.EMAIL_TIMEOUT = 60
    queue(0)
    stuck = threading.Thread(target=deliver_and_close)
    stuck.start()
    try:
        assert server.holding.wait(30)
        client = site("referrals")
        began = time.monotonic()
        for number in range(5):
            answer = client.post(reverse("referrals:ask"), {"email": f"head{number}@school.example"})
            assert answer.status_code == 302
        taken = time.monotonic() - began
        assert OutgoingEmail.objects.filter(sent_at__isnull=True).count() == 6
        # The one call is the delivery's own: no request ever spoke to the mail server, so none can wait for it.
        assert server.calls == 1
        assert stuck.is_alive()
    finally:
        settings.EMAIL_TIMEOUT = 20
        server.silent.clear()
        server.server_close()
        server.hang_up()
        stuck.join(60)
    assert not stuck.is_alive()
    drills.report(
        "requests while the mail server hangs",
        f"5 served in {taken:.1f} s, 0 calls of theirs to it",
        measures=("cspr/outbox.py", "cspr/codes.py"),
    )


def deliver_and_close() -> None:
    """One delivery, in a thread of its own."""
    try:
        outbox.deliver(now=timezone.now, digits=codes.digits_of, limit=1)
    finally:
        connections.close_all()
