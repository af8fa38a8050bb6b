"""What the doors refuse before any page is asked."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client, RequestFactory

from config import wsgi

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"
DOORS = [("referrals", "/sign-in/"), ("staff", "/sign-in/")]


@pytest.mark.parametrize(("door", "page"), DOORS)
@pytest.mark.parametrize(
    "kind", [f"{FORM}; charset=utf-16", f"{FORM}; charset=rot13", f'{FORM}; charset=""', "text/x; charset=no"]
)
def test_words_in_another_character_set_are_refused_in_words(
    site: Callable[..., Client], door: str, page: str, kind: str
) -> None:
    client = site(door, enforce_csrf_checks=True, raise_request_exception=False)
    answer = client.generic("POST", page, b"email=head", content_type=kind)
    assert answer.status_code == 400
    assert "We could not read that request" in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert "Content-Security-Policy" in answer


@pytest.mark.parametrize(("door", "page"), DOORS)
@pytest.mark.parametrize("kind", [FORM, f"{FORM}; charset=utf-8", f"{FORM}; charset=UTF-8", f'{FORM}; charset="UTF8"'])
def test_words_in_our_own_character_set_are_read(site: Callable[..., Client], door: str, page: str, kind: str) -> None:
    answer = site(door).generic("POST", page, b"email=head", content_type=kind)
    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()


@pytest.mark.parametrize("door", ["referrals", "staff"])
@pytest.mark.parametrize("kind", [f"{FORM}; charset=utf-16", f"{FORM}; charset*=utf-8''a%00b", f"{FORM}; a*=nosuch''b"])
def test_a_content_type_that_cannot_be_taken_apart_is_refused_in_words(
    site: Callable[..., Client], door: str, kind: str
) -> None:
    site(door)
    environ = RequestFactory().post("/sign-in/").environ | {"CONTENT_TYPE": kind}
    statuses: list[str] = []

    def start(status: str, headers: list[tuple[str, str]], error: Any = None, /) -> Callable[[bytes], object]:
        statuses.append(status)
        return len

    answer = wsgi.Handler()(environ, start)
    assert statuses == ["400 Bad Request"]
    assert "We could not read that request" in b"".join(answer).decode()
