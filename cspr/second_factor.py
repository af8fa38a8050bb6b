"""The six-digit code of an authenticator app, checked in the database: a code works once, and wrong ones are counted there.

Replay and guessing are refused by rows under a lock, not by the cache, so they stay refused while Redis is down.
"""

import hashlib
import hmac
from base64 import b32decode
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.utils import decrypt, encrypt
from django.db import transaction

from cspr.models import User

# RFC 6238: seconds that one code stands for, and its digits; one step either way forgives a slow hand or clock.
STEP = 30
DIGITS = 6
DRIFT = 1
# Wrong codes within the window after which the right one is refused too.
WRONG_CODES = 5
WINDOW = timedelta(minutes=15)


class TooManyWrongCodes(Exception):
    """Five wrong codes within a quarter of an hour; until the oldest is past, no code is looked at."""


def code_at(secret: str, at: datetime) -> str:
    """The six digits that an authenticator app with this secret shows at that moment."""
    return _digits(secret, _step(at))


def step_of(secret: str, typed: str, *, at: datetime) -> int | None:
    """The time step to which the typed digits belong, if it is now or next to now."""
    now = _step(at)
    fits = [step for step in range(now - DRIFT, now + DRIFT + 1) if hmac.compare_digest(_digits(secret, step), typed)]
    return fits[0] if fits else None


def secret_of(user: User) -> str | None:
    """The secret of the person's authenticator app, if they have one."""
    app = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    return decrypt(app.data["secret"]) if app else None


def has_app(user: User) -> bool:
    """Whether the person has an authenticator app: without one nobody gets past the door."""
    return bool(Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists())


@transaction.atomic
def enrol(user: User, secret: str, *, step: int = 0) -> Authenticator:
    """Put this authenticator app in the place of any other. `step` is that of the code just typed: it is used up."""
    User.objects.select_for_update().get(pk=user.pk)
    Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).delete()
    data = {"secret": encrypt(secret), "last_step": step, "wrong_at": []}
    return Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data=data)


@transaction.atomic
def forget(user: User) -> None:
    """Remove every second factor of a person whose device is lost."""
    Authenticator.objects.filter(user=user).delete()


@transaction.atomic
def check(user: User, typed: str, *, at: datetime) -> Authenticator | None:
    """The factor to which a code belongs, now used up; None for a wrong one, which is counted. Raises TooManyWrongCodes."""
    held = Authenticator.objects.select_for_update().filter(user=user).exclude(type=Authenticator.Type.WEBAUTHN)
    factors = {factor.type: factor for factor in held.order_by("pk")}
    app = factors.get(Authenticator.Type.TOTP)
    if app is None:
        return None
    _refuse_guessing(app, at=at)
    digits = "".join(sign for sign in typed if sign in "0123456789")
    if _spend(app, digits, at=at):
        return app
    codes = factors.get(Authenticator.Type.RECOVERY_CODES)
    if codes is not None and len(digits) != DIGITS and RecoveryCodes(codes).validate_code(digits):
        return codes
    app.data = {**app.data, "wrong_at": [*_recent(app, at=at), at.timestamp()]}
    app.save(update_fields=["data"])
    return None


def _spend(app: Authenticator, digits: str, *, at: datetime) -> bool:
    """Use a code up. Its step must be newer than the last one used (RFC 6238, section 5.2)."""
    step = step_of(decrypt(app.data["secret"]), digits, at=at)
    if step is None or step <= app.data.get("last_step", 0):
        return False
    app.data = {**app.data, "last_step": step, "wrong_at": []}
    app.save(update_fields=["data"])
    return True


def _refuse_guessing(app: Authenticator, *, at: datetime) -> None:
    if len(_recent(app, at=at)) >= WRONG_CODES:
        raise TooManyWrongCodes


def _recent(app: Authenticator, *, at: datetime) -> list[float]:
    since = (at - WINDOW).timestamp()
    return [moment for moment in app.data.get("wrong_at", []) if moment > since]


def _step(at: datetime) -> int:
    return int(at.timestamp()) // STEP


def _digits(secret: str, step: int) -> str:
    """RFC 4226, section 5.3, with SHA-1 as every authenticator app expects."""
    digest = hmac.new(b32decode(secret, casefold=True), step.to_bytes(8), hashlib.sha1).digest()
    offset = digest[-1] & 0x0F
    return f"{(int.from_bytes(digest[offset : offset + 4]) & 0x7FFFFFFF) % 10**DIGITS:0{DIGITS}d}"
