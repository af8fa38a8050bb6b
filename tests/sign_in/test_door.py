"""The staff site's door."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from cspr import second_factor
from cspr.models import User
from tests.cast import person
from tests.sign_in.steps import enrol, give_code, give_password, sign_in

MONDAY = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
Site = Callable[[str], Client]


def test_password_and_code_open_the_staff_site(site: Site, manager: User) -> None:
    client = site("staff")
    secret = enrol(manager)
    assert give_password(client, manager).url == reverse("mfa_authenticate")
    assert client.get(reverse("admin:index")).url == reverse("account_login")
    assert give_code(client, second_factor.code_at(secret, datetime.now(UTC))).url == reverse("admin:index")
    assert client.get(reverse("admin:index")).status_code == 200
