"""What a person does to sign in, step by step, for the tests of every room."""

import secrets
from base64 import b32encode
from datetime import datetime
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cspr import second_factor
from cspr.models import User

PASSWORD = "correct horse battery staple"


def enrol(user: User) -> str:
    """Give the person an authenticator app; returns its secret."""
    secret = b32encode(secrets.token_bytes(20)).decode()
    second_factor.enrol(user, secret)
    return secret


def give_password(client: Client, user: User, password: str = PASSWORD, **more: str) -> Any:
    """The first step."""
    return client.post(reverse("account_login"), {"login": user.email, "password": password, **more})


def give_code(client: Client, code: str) -> Any:
    """The second step."""
    return client.post(reverse("mfa_authenticate"), {"code": code})


def sign_in(client: Client, user: User, secret: str, *, at: datetime | None = None) -> Any:
    """Both steps."""
    give_password(client, user)
    return give_code(client, second_factor.code_at(secret, at or timezone.now()))
