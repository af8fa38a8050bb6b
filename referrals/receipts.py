"""The receipt number: sixteen digits that only the screen shows, never an e-mail. Derived, so that no row holds it."""

import hashlib
import hmac
import re

from django.conf import settings

from referrals.models import Draft

DIGITS = 16


def number_of(draft: Draft) -> str:
    """The number that belongs to a draft, and to the referral that it becomes, in groups of four."""
    digits = _derive(draft, settings.SECRET_KEY)
    return " ".join(digits[start : start + 4] for start in range(0, DIGITS, 4))


def fits(draft: Draft, typed: str) -> bool:
    """Whether what was typed is the number of this draft. Blanks and dashes between the digits do not matter."""
    digits = digits_in(typed)
    if not digits:
        return False
    # Each key is tried, so that a rotated one shuts nobody out.
    return any(
        hmac.compare_digest(_derive(draft, key), digits) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    )


def digits_in(typed: str) -> str:
    """The sixteen digits that were typed, or "" where it is no receipt number at all."""
    digits = re.sub(r"[\s\-‐-―]", "", typed)
    return digits if re.fullmatch(f"[0-9]{{{DIGITS}}}", digits) else ""


def digest_of(typed: str) -> str:
    """A word by which a wrong number is known again, and which says nothing of it."""
    return hmac.new(settings.SECRET_KEY.encode(), b"wrong-number:" + digits_in(typed).encode(), hashlib.sha256).hexdigest()


def _derive(draft: Draft, key: str) -> str:
    message = b"receipt-number:" + draft.pk.bytes + draft.number_serial.to_bytes(4)
    digest = hmac.new(key.encode(), message, hashlib.sha256).digest()
    return f"{int.from_bytes(digest[:16]) % 10**DIGITS:0{DIGITS}d}"
