"""A form whose protection has run out is refused, and what was typed is given back in the page."""

from collections.abc import Callable

from django.test import Client

from tests.referrals.answers import SECRET_WORDS


def test_what_was_typed_is_given_back_and_no_secret_among_it(db: None, site: Callable[..., Client]) -> None:
    client = site("referrals", enforce_csrf_checks=True)
    page = client.post("/referral/start/", {"narrative": SECRET_WORDS, "password": "hunter2hunter2", "code": "123456"})
    text = page.content.decode()
    assert page.status_code == 403
    assert SECRET_WORDS in text
    assert "It stands below" in text
    assert "hunter2hunter2" not in text
    assert "123456" not in text


def test_an_empty_form_promises_nothing(db: None, site: Callable[..., Client]) -> None:
    text = site("referrals", enforce_csrf_checks=True).post("/sign-in/", {}).content.decode()
    assert "It stands below" not in text
