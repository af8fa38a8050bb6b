"""Messages are rows first. The only writer of OutgoingEmail; Celery merely calls `deliver`.

Delivery is at least once: a kill between the mail server's yes and our commit cannot be told from a failure. A repeat
carries the same Message-ID. No row is ever lost or doubled.
"""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from cspr.models import Case, EmailCode, OutgoingEmail

CODE_PLACEHOLDER = "{code}"
# Seconds before the first repeat; it doubles each time, up to six hours.
FIRST_RETRY = 60
LONGEST_RETRY = 6 * 60 * 60


def queue(
    *, key: str, to: str, subject: str, body: str, at: datetime, case: Case | None = None, code: EmailCode | None = None
) -> None:
    """Write a message down, once for each key. Say a reference and a link in it, never a name or a fact of the case."""
    OutgoingEmail.objects.bulk_create(
        [OutgoingEmail(key=key, to=to, subject=subject, body=body, case=case, code=code, created_at=at, next_try_at=at)],
        ignore_conflicts=True,
    )


def deliver(*, now: Callable[[], datetime], digits: Callable[[EmailCode], str], limit: int = 200) -> int:
    """Send what waits, one message at a time, and return how many were sent. Safe to run many times at once."""
    sent = 0
    for _ in range(limit):
        message = _claim(at=now())
        if message is None:
            break
        sent += _send(message, now=now, digits=digits)
    return sent


@transaction.atomic
def _claim(*, at: datetime) -> OutgoingEmail | None:
    """Take the oldest waiting message for the length of a lease; another worker skips it."""
    message = (
        OutgoingEmail.objects.waiting(at=at).order_by("next_try_at").select_for_update(skip_locked=True, of=("self",)).first()
    )
    if message is not None:
        message.leased_until = at + timedelta(seconds=settings.OUTBOX_LEASE)
        message.attempts += 1
        message.save(update_fields=["leased_until", "attempts"])
    return message


def _send(message: OutgoingEmail, *, now: Callable[[], datetime], digits: Callable[[EmailCode], str]) -> bool:
    body = message.body
    if message.code is not None:
        body = body.replace(CODE_PLACEHOLDER, digits(message.code))
    host = urlsplit(settings.STAFF_URL).hostname or "localhost"
    mail = EmailMessage(
        message.subject, body, settings.DEFAULT_FROM_EMAIL, [message.to], headers={"Message-ID": f"<{message.pk}@{host}>"}
    )
    try:
        mail.send()
    # Whatever the mail server or the network does wrong, the message stays and is tried again.
    except Exception as error:
        _put_back(message, type(error).__name__, at=now())
        return False
    message.sent_at, message.last_error = now(), ""
    message.save(update_fields=["sent_at", "last_error"])
    return True


def _put_back(message: OutgoingEmail, error: str, *, at: datetime) -> None:
    """Try again later, with jitter; give up after a day, which the staff site shows in red."""
    wait = min(FIRST_RETRY * 2 ** (message.attempts - 1), LONGEST_RETRY) * random.uniform(0.8, 1.2)  # noqa: S311
    message.last_error, message.leased_until = error, None
    message.next_try_at = at + timedelta(seconds=wait)
    if at - message.created_at > timedelta(seconds=settings.OUTBOX_GIVE_UP_AFTER):
        message.failed_at = at
    message.save(update_fields=["last_error", "leased_until", "next_try_at", "failed_at"])
