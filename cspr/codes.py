"""A sender's one-time code: six digits, ten minutes, five tries, one browser. The only writer of EmailCode.

The code is derived from the row's random id and the secret key, so that no copy of the database holds it.
"""

import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q

from cspr import outbox
from cspr.addresses import normal
from cspr.models import EmailCode

LIFETIME = timedelta(minutes=10)
TRIES = 5
# So many codes in an hour one browser may ask for at one address; more would only help somebody who guesses. The wider
# limits stop floods: for an address whoever asks, so that strangers leave room for its owner, and for a mail domain.
PER_HOUR = 6
PER_HOUR_OF_ADDRESS = 20
PER_HOUR_OF_DOMAIN = 60


class TooManyCodes(Exception):
    """Too many codes within the hour: for the browser and the address, for the address, or for its mail domain."""


class WrongCode(Exception):
    """The code does not fit. `tries_left` is 0 when a new one has to be asked for."""

    def __init__(self, tries_left: int) -> None:
        super().__init__("wrong code")
        self.tries_left = tries_left


@transaction.atomic
def send(email: str, *, at: datetime, asked_by: str = "") -> EmailCode:
    """Make a code for a known address and queue the message that carries it. Raises TooManyCodes.

    `asked_by` is a secret that only the asking browser holds; the code works for that browser alone.
    """
    email, browser = normal(email), _digest(asked_by)
    _check_limits(email, browser, at=at)
    code = EmailCode.objects.create(email=email, asked_by=browser, made_at=at, expires_at=at + LIFETIME, tries_left=TRIES)
    outbox.queue(
        key=f"code:{code.pk}",
        to=email,
        subject="Your code for the referral site",
        body=(
            f"Your code is {outbox.CODE_PLACEHOLDER}. It works for ten minutes, once.\n\n"
            "Type it on the page where you asked for it, and give it to nobody: we never ask for it by telephone or e-mail. "
            "If you did not ask for a code, you need do nothing; "
            "please tell us if it happens again."
        ),
        at=at,
        code=code,
    )
    return code


def _check_limits(email: str, browser: str, *, at: datetime) -> None:
    recent = EmailCode.objects.filter(made_at__gt=at - timedelta(hours=1))
    counts = recent.filter(email__endswith="@" + email.rpartition("@")[2]).aggregate(
        domain=Count("pk"),
        address=Count("pk", filter=Q(email=email)),
        browser=Count("pk", filter=Q(email=email, asked_by=browser)),
    )
    limits = {"address": PER_HOUR_OF_ADDRESS, "browser": PER_HOUR}
    # Strangers who ask for codes at invented addresses of a trust or a force do not shut out who has been let in before.
    if not EmailCode.objects.filter(email=email, used_at__isnull=False).exists():
        limits["domain"] = PER_HOUR_OF_DOMAIN
    if any(counts[name] >= limit for name, limit in limits.items()):
        raise TooManyCodes


@transaction.atomic
def _check(email: str, typed: str, *, at: datetime, asked_by: str) -> int | None:
    """None if the newest open code of address and browser fits and is now used up; else the tries that are left."""
    code = (
        EmailCode.objects.select_for_update()
        .filter(email=normal(email), asked_by=_digest(asked_by), used_at__isnull=True, expires_at__gt=at, tries_left__gt=0)
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


def spend(email: str, typed: str, *, at: datetime, asked_by: str = "") -> None:
    """Use the code up. A wrong one costs a try, which stays spent. Raises WrongCode.

    From a browser that did not ask for it, no code is right and none loses a try.
    """
    left = _check(email, typed, at=at, asked_by=asked_by)
    if left is not None:
        raise WrongCode(left)


def _digest(asked_by: str) -> str:
    return hashlib.sha256(asked_by.encode()).hexdigest()


def digits_of(code: EmailCode) -> str:
    """The six digits that belong to a row. Only the message that carries them asks."""
    digest = hmac.new(settings.SECRET_KEY.encode(), b"emailed-code:" + code.pk.bytes, hashlib.sha256).digest()
    return f"{int.from_bytes(digest[:8]) % 1_000_000:06d}"
