"""How staff sign in: what allauth is told to do differently here."""

import base64
import uuid
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from config.staff_door import note_sign_in
from cspr import outbox, second_factor
from cspr.models import User

# What a person is told by e-mail when a way of signing in to their account has changed.
CHANGES = {
    "account/email/password_changed": "The password of your account was changed.",
    "mfa/email/totp_activated": "An authenticator app was set up for your account.",
    "mfa/email/recovery_codes_generated": "New recovery codes were made for your account; the old ones no longer work.",
    "mfa/email/webauthn_added": "A passkey was added to your account.",
    "mfa/email/webauthn_removed": "A passkey was removed from your account.",
}


class AccountAdapter(DefaultAccountAdapter):
    """No sign-up, no mail that opens anything, and an inactive account looks like a wrong password."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The e-mail address and password do not belong together. Check both and try again.",
        "too_many_login_attempts": "There were too many attempts. Wait a quarter of an hour, then try again.",
        "enter_current_password": "That is not your current password. Type it again.",
        "incorrect_password": "That is not your password. Type it again.",
        "password_min_length": "The password is too short.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody joins without an invitation."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """The person to whom address and password belong; nobody for an account that may not sign in."""
        user = super().authenticate(request, **credentials)
        return user if isinstance(user, User) and user.is_active else None

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """Back to the start, without a word about the account."""
        return HttpResponseRedirect(reverse("account_login"))

    def login(self, request: HttpRequest, user: User) -> None:
        """Begin the session. That somebody signed in is no change of their record, so it leaves no field history."""
        user.skip_history_when_saving = True  # type: ignore[attr-defined]
        super().login(request, user)
        del user.skip_history_when_saving  # type: ignore[attr-defined]
        note_sign_in(request, user)

    def get_reauthentication_methods(self, user: User) -> list[dict[str, str]]:
        """A step that changes how one signs in asks for the second factor again, never for the password alone."""
        held = set(Authenticator.objects.filter(user_id=user.pk).values_list("type", flat=True))
        ways = []
        if Authenticator.Type.TOTP in held:
            url = reverse("mfa_reauthenticate")
            ways.append({"id": "mfa_reauthenticate", "description": "Use your authenticator app", "url": url})
        if Authenticator.Type.WEBAUTHN in held:
            url = reverse("mfa_reauthenticate_webauthn")
            ways.append({"id": "mfa_reauthenticate:webauthn", "description": "Use your passkey", "url": url})
        return ways

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not from somebody who sets up their first authenticator app: they have nothing to show yet."""
        user = context.request.user
        return not isinstance(user, User) or second_factor.has_app(user)

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell the person that a way of signing in has changed, through the outbox."""
        words = CHANGES.get(template_prefix)
        if words is None:
            return
        outbox.queue(
            key=f"sign-in:{user.pk}:{uuid.uuid4()}",
            to=user.email,
            subject="A change to how you sign in",
            body=f"{words}\n\nIf this was not you, telephone a business manager of the partnership at once.",
            at=timezone.now(),
        )

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Pages say themselves what happened; allauth's own notes would greet people twice."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address from which somebody asks; a server behind a Unix socket knows none."""
        known = request.META.get("REMOTE_ADDR") or request.headers.get("X-Forwarded-For")
        return super().get_client_ip(request) if known else "unknown"

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Wrong passwords count for an account *at* an address: a colleague behind the same gateway is not shut out."""
        return f"{self.get_client_ip(request)}:{str(credentials.get('email', '')).lower()}"


class MFAAdapter(DefaultMFAAdapter):
    """Secrets of authenticator apps and recovery codes are stored encrypted under a key made from SECRET_KEY."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "That code does not fit. Type the newest one that your app shows.",
    }

    def encrypt(self, text: str) -> str:
        """Under the newest key."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Under the newest key, or one of SECRET_KEY_FALLBACKS. Raises InvalidToken."""
        return _box().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        """What the app shows beside the address."""
        return f"{settings.PARTNERSHIP['short_name']} {settings.MFA_TOTP_ISSUER}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The site for which a passkey is made."""
        return {**super().get_public_key_credential_rp_entity(), "name": self.get_totp_issuer()}


def _box() -> MultiFernet:
    return MultiFernet([Fernet(_key(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str) -> bytes:
    """A key of its own for this purpose (HKDF, RFC 5869)."""
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"cspr second factor").derive(secret.encode())
    return base64.urlsafe_b64encode(derived)
