"""A sender's one-time code: six digits, ten minutes, five tries. The only writer of EmailCode.

The code is derived from the row's random id and the secret key, so that no copy of the database holds it.
"""

import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from cspr import outbox
from cspr.models import EmailCode

LIFETIME = timedelta(minutes=10)
TRIES = 5
# An address may ask for this many codes in an hour; more would only help somebody who guesses.
PER_HOUR = 6


class TooManyCodes(Exception):
    """The address asked for too many codes within the hour."""


class WrongCode(Exception):
    """The code does not fit. `tries_left` is 0 when a new one has to be asked for."""

    def __init__(self, tries_left: int) -> None:
        super().__init__("wrong code")
        self.tries_left = tries_left


@transaction.atomic
def send(email: str, *, at: datetime) -> EmailCode:
    """Make a code for a known address and queue the message that carries it. Raises TooManyCodes."""
    recent = EmailCode.objects.filter(email__iexact=email, made_at__gt=at - timedelta(hours=1))
    if recent.count() >= PER_HOUR:
        raise TooManyCodes
    code = EmailCode.objects.create(email=email, made_at=at, expires_at=at + LIFETIME, tries_left=TRIES)
    outbox.queue(
        key=f"code:{code.pk}",
        to=email,
        subject="Your code for the referral site",
        body=(
            f"Your code is {outbox.CODE_PLACEHOLDER}. It works for ten minutes, once.\n\n"
            "Type it on the page where you asked for it. If you did not ask for a code, you need do nothing; "
            "please tell us if it happens again."
        ),
        at=at,
        code=code,
    )
    return code


@transaction.atomic
def _check(email: str, typed: str, *, at: datetime) -> int | None:
    """None if the newest open code of the address fits and is now used up; else the tries that are left."""
    code = (
        EmailCode.objects.select_for_update()
        .filter(email__iexact=email, used_at__isnull=True, expires_at__gt=at, tries_left__gt=0)
        .order_by("-made_at")
        .first()
    )
    if code is None:
        return 0
    if hmac.compare_digest(digits_of(code), "".join(c for c in typed if c in "0123456789")):
        code.used_at = at
        code.save(update_fields=["used_at"])
        return None
    code.tries_left -= 1
    code.save(update_fields=["tries_left"])
    return code.tries_left


def spend(email: str, typed: str, *, at: datetime) -> None:
    """Use the code up. A wrong one costs a try, which stays spent. Raises WrongCode."""
    left = _check(email, typed, at=at)
    if left is not None:
        raise WrongCode(left)


def digits_of(code: EmailCode) -> str:
    """The six digits that belong to a row. Only the message that carries them asks."""
    digest = hmac.new(settings.SECRET_KEY.encode(), b"emailed-code:" + code.pk.bytes, hashlib.sha256).digest()
    return f"{int.from_bytes(digest[:8]) % 1_000_000:06d}"
