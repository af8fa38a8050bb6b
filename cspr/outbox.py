"""Messages are rows first. The only writer of OutgoingEmail; Celery merely calls `deliver`.

Delivery is at least once: a kill between the mail server's yes and our commit cannot be told from a failure. A repeat
carries the same Message-ID. No row is ever lost or doubled.
"""

import logging
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from cspr.models import Case, EmailCode, OutgoingEmail, User

CODE_PLACEHOLDER = "{code}"
# How the key of a word about a message that was given up begins.
GIVEN_UP = "given-up:"
logger = logging.getLogger(__name__)


def queue(
    *, key: str, to: str, subject: str, body: str, at: datetime, case: Case | None = None, code: EmailCode | None = None
) -> None:
    """Write a message down, once for each key. Say a reference and a link in it, never a name or a fact of the case."""
    queue_all([message(key=key, to=to, subject=subject, body=body, at=at, case=case, code=code)])


def message(
    *, key: str, to: str, subject: str, body: str, at: datetime, case: Case | None = None, code: EmailCode | None = None
) -> OutgoingEmail:
    """A message that is not written down yet."""
    return OutgoingEmail(key=key, to=to, subject=subject, body=body, case=case, code=code, created_at=at, next_try_at=at)


@transaction.atomic
def queue_all(messages: list[OutgoingEmail]) -> int:
    """Write down those whose key is not taken yet, and return how many that were. Any number may do so at the same moment."""
    taken = set(OutgoingEmail.objects.filter(key__in=[one.key for one in messages]).values_list("key", flat=True))
    # In one order, so that two sweeps at the same moment wait for each other and never in a circle.
    new = sorted((one for one in messages if one.key not in taken), key=lambda one: one.key)
    OutgoingEmail.objects.bulk_create(new, ignore_conflicts=True)
    return OutgoingEmail.objects.filter(pk__in=[one.pk for one in new]).count() if new else 0


def deliver(*, now: Callable[[], datetime], digits: Callable[[EmailCode], str], limit: int = 200) -> int:
    """Send what waits, one message at a time, and return how many were sent. Safe to run many times at once.

    Takes no further message once it has worked for OUTBOX_DELIVER_FOR seconds: the next delivery goes on with the rest.
    """
    sent, stop_at = 0, now() + timedelta(seconds=settings.OUTBOX_DELIVER_FOR)
    for _ in range(limit):
        at = now()
        message = _claim(at=at) if at < stop_at else None
        if message is None:
            break
        sent += _send(message, now=now, digits=digits)
    return sent


@transaction.atomic
def try_again(message: OutgoingEmail, *, at: datetime) -> None:
    """Put a message that was given up back among those to be sent. Does nothing with any other."""
    OutgoingEmail.objects.undelivered().filter(pk=message.pk).update(
        failed_at=None, attempts=0, next_try_at=at, leased_until=None
    )


@transaction.atomic
def settle(message: OutgoingEmail, *, by: User, at: datetime, how: str) -> None:
    """Record that the person was told in another way. Does nothing with a message that was not given up."""
    OutgoingEmail.objects.undelivered().filter(pk=message.pk).update(settled_at=at, settled_by=by, settled_how=how.strip())


@transaction.atomic
def _claim(*, at: datetime) -> OutgoingEmail | None:
    """Take the oldest waiting message for the length of a lease; another worker skips it."""
    message = (
        OutgoingEmail.objects.waiting(at=at).order_by("next_try_at").select_for_update(skip_locked=True, of=("self",)).first()
    )
    if message is not None:
        if message.leased_until is not None:
            # Whoever had it never came back: perhaps after the mail server's yes, and then it arrives twice.
            logger.warning("The lease of e-mail %s ran out; it is sent once more with the same Message-ID.", message.pk)
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
    # Gone after all, even if another worker has given it up meanwhile.
    message.sent_at, message.last_error, message.failed_at = now(), "", None
    message.save(update_fields=["sent_at", "last_error", "failed_at"])
    return True


@transaction.atomic
def _put_back(message: OutgoingEmail, error: str, *, at: datetime) -> None:
    """Try again later, with jitter; give up after a day, which the staff site shows in red and a second person is told."""
    wait = min(settings.OUTBOX_FIRST_RETRY * 2 ** (message.attempts - 1), settings.OUTBOX_LONGEST_RETRY)
    wait *= random.uniform(0.8, 1.2)  # noqa: S311
    too_old = at - message.created_at > timedelta(seconds=settings.OUTBOX_GIVE_UP_AFTER)
    given_up = too_old and message.attempts >= settings.OUTBOX_LEAST_TRIES
    # Not where another worker has sent it meanwhile, after our lease had run out.
    changed = OutgoingEmail.objects.filter(pk=message.pk, sent_at__isnull=True).update(
        last_error=error,
        leased_until=None,
        next_try_at=at + timedelta(seconds=wait),
        failed_at=at if given_up else None,
    )
    if changed and given_up:
        _tell_a_second_person(message, at=at)


def _tell_a_second_person(message: OutgoingEmail, *, at: datetime) -> None:
    """Queue one word to each business manager, or where that is nobody else to the coordinators: a reference and a link.

    Not about a code, which is of no use a day later, and not about such a word itself.
    """
    if message.code_id is not None or message.key.startswith(GIVEN_UP):
        return
    others = User.objects.with_roles("business_manager", "coordinator").exclude(email__iexact=message.to)
    if message.case is not None:
        others = others.exclude(pk__in=message.case.conflicts.values("user"))
    managers = [one for one in others if one.role == "business_manager"]
    about = message.case.reference if message.case is not None else "An e-mail of no case"
    link = f"{settings.STAFF_URL}/cspr/outgoingemail/{message.pk}/change/"
    for person in managers or others:
        queue(
            key=f"{GIVEN_UP}{message.pk}:{person.pk}",
            to=person.email,
            subject=f"{about}: an e-mail could not be delivered",
            body=f"An e-mail was tried for a day and given up. Please tell the person in another way.\n\nSee which: {link}",
            case=message.case,
            at=at,
        )
