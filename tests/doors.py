"""How a test comes through a door. `sign_in(client, user)` gives a client of the staff site password and second factor."""

import re
from typing import Any

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


def confirm(client: Client, address: str, typed: dict[str, Any]) -> Any:
    """Take a step that shows first what follows: read it, then send the same again with the mark of what was read."""
    read = client.post(address, typed).content.decode()
    mark = re.search(r'name="confirmed_preview" value="([0-9a-f]+)"', read)
    assert mark is not None, f"nothing to confirm at {address}"
    return client.post(address, {**typed, "confirmed_preview": mark[1]})
