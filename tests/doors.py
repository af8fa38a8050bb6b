"""How a test comes through a door. `sign_in(client, user)` gives a client of the staff site password and second factor."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.test import Client

from config import staff_door
from cspr.models import User


def sign_in(client: Client, user: User) -> None:
    """Sign the person in as if they had just typed their password and a one-time code, which they are enrolled for."""
    Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": "none"}})
    client.force_login(user)
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, user, method="password", email=user.email)
    record_authentication(request, user, method="mfa", type="totp")
    staff_door.note_sign_in(request, user)
    request.session.save()
