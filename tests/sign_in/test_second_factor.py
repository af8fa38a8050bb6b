"""The code of the authenticator app, the recovery codes, and what happens to somebody who guesses."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from cryptography.fernet import InvalidToken
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from cspr import second_factor
from cspr.models import OutgoingEmail, User
from tests.cast import person
from tests.doors import sign_in as through
from tests.sign_in.steps import PASSWORD, enrol, give_code, give_password, sign_in

Site = Callable[[str], Client]
MONDAY = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
HOME = "/"


@pytest.fixture(autouse=True)
def no_earlier_attempts() -> None:
    cache.clear()


@pytest.mark.parametrize(
    ("seconds", "digits"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_the_codes_are_those_of_rfc_6238(seconds: int, digits: str) -> None:
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert second_factor.code_at(secret, datetime.fromtimestamp(seconds, UTC)) == digits


def test_a_code_works_once(site: Site, manager: User) -> None:
    secret = enrol(manager)
    with time_machine.travel(MONDAY, tick=False) as clock:
        assert sign_in(site("staff"), manager, secret).headers["Location"] == HOME
        clock.shift(20)
        again = Client()
        assert sign_in(again, manager, secret, at=MONDAY).status_code == 200
        assert again.get(HOME).status_code == 302
        clock.shift(20)
        assert sign_in(again, manager, secret).headers["Location"] == reverse("admin:index")


def test_no_code_older_than_one_that_was_used_is_taken(manager: User) -> None:
    secret = enrol(manager)
    assert second_factor.check(manager, second_factor.code_at(secret, MONDAY + timedelta(seconds=30)), at=MONDAY)
    assert second_factor.check(manager, second_factor.code_at(secret, MONDAY), at=MONDAY) is None


@pytest.mark.parametrize(("early", "taken"), [(-90, False), (-30, True), (0, True), (30, True), (90, False)])
def test_a_clock_may_be_half_a_minute_wrong(manager: User, early: int, taken: bool) -> None:
    secret = enrol(manager)
    code = second_factor.code_at(secret, MONDAY + timedelta(seconds=early))
    assert (second_factor.check(manager, code, at=MONDAY) is not None) is taken


def test_spaces_in_a_code_do_no_harm(manager: User) -> None:
    code = second_factor.code_at(enrol(manager), MONDAY)
    assert second_factor.check(manager, f" {code[:3]} {code[3:]} ", at=MONDAY)


def test_five_wrong_codes_stop_the_right_one_for_a_quarter_of_an_hour(site: Site, manager: User) -> None:
    secret = enrol(manager)
    with time_machine.travel(MONDAY, tick=False) as clock:
        client = site("staff")
        give_password(client, manager)
        for _ in range(5):
            assert "does not fit" in give_code(client, "000000").content.decode()
        assert "too many wrong codes" in give_code(client, second_factor.code_at(secret, MONDAY)).content.decode()
        cache.clear()
        clock.shift(timedelta(minutes=9))
        assert "too many wrong codes" in give_code(client, second_factor.code_at(secret, datetime.now(UTC))).content.decode()
        clock.shift(timedelta(minutes=7))
        assert sign_in(client, manager, secret).headers["Location"] == HOME


def test_somebody_without_an_app_has_no_right_code(manager: User) -> None:
    assert second_factor.check(manager, "000000", at=MONDAY) is None
    assert second_factor.secret_of(manager) is None


def test_a_recovery_code_works_once(site: Site, manager: User) -> None:
    enrol(manager)
    code = RecoveryCodes.activate(manager).generate_codes()[0]
    first, second = site("staff"), Client()
    give_password(first, manager)
    assert give_code(first, code).headers["Location"] == HOME
    assert first.get(HOME).status_code == 200
    give_password(second, manager)
    assert give_code(second, code).status_code == 200
    assert second.get(HOME).status_code == 302


def test_wrong_recovery_codes_count_as_wrong_codes(manager: User) -> None:
    enrol(manager)
    RecoveryCodes.activate(manager)
    for _ in range(5):
        assert second_factor.check(manager, "00000000", at=MONDAY) is None
    with pytest.raises(second_factor.TooManyWrongCodes):
        second_factor.check(manager, "00000000", at=MONDAY)


def test_five_wrong_passwords_stop_that_account_at_that_address_only(site: Site, manager: User, coordinator: User) -> None:
    secret, other_secret = enrol(manager), enrol(coordinator)
    client = site("staff")
    for _ in range(5):
        assert "do not belong together" in give_password(client, manager, "not the right password").content.decode()
    assert "too many attempts" in give_password(client, manager).content.decode()
    assert sign_in(client, coordinator, other_secret).headers["Location"] == HOME
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert sign_in(elsewhere, manager, secret).headers["Location"] == HOME


def test_an_unknown_address_is_answered_like_a_wrong_password(site: Site, manager: User, coordinator: User) -> None:
    coordinator.is_active = False
    coordinator.save()
    client = site("staff")
    known = give_password(client, manager, "not the right password").content.decode()
    closed = give_password(client, coordinator).content.decode()
    unknown = client.post(reverse("account_login"), {"login": "nobody@council.example", "password": PASSWORD}).content.decode()
    words = "The e-mail address and password do not belong together."
    assert [words in page for page in (known, closed, unknown)] == [True, True, True]
    assert coordinator.email not in known + unknown


def test_signing_in_goes_on_while_redis_is_down_and_codes_stay_counted(site: Site, manager: User, settings: Settings) -> None:
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}}
    secret = enrol(manager)
    with time_machine.travel(MONDAY, tick=False) as clock:
        client = site("staff")
        assert sign_in(client, manager, secret).headers["Location"] == HOME
        assert sign_in(Client(), manager, secret).status_code == 200
        clock.shift(timedelta(minutes=1))
        guesser = Client()
        for _ in range(7):
            assert give_password(guesser, manager, "not the right password").status_code == 200
        give_password(guesser, manager)
        for _ in range(5):
            give_code(guesser, "000000")
        right = second_factor.code_at(secret, datetime.now(UTC))
        assert "too many wrong codes" in give_code(guesser, right).content.decode()


def test_enrolment_shows_the_key_and_the_recovery_codes_once(site: Site, manager: User) -> None:
    client = site("staff")
    with time_machine.travel(MONDAY, tick=False):
        assert give_password(client, manager).headers["Location"] == HOME
        assert client.get(HOME).headers["Location"] == reverse("mfa_activate_totp")
        page = client.get(reverse("mfa_activate_totp")).content.decode()
        assert 'src="data:image/svg+xml;base64,' in page
        secret = "".join(re.findall(r"Key: <strong[^>]*>([A-Z2-7 ]+)</strong>", page)[0].split())
        assert "does not fit" in client.post(reverse("mfa_activate_totp"), {"code": "000000"}).content.decode()
        before = client.session.session_key
        code = second_factor.code_at(secret, MONDAY)
        answer = client.post(reverse("mfa_activate_totp"), {"code": code})
        assert answer.headers["Location"] == reverse("mfa_view_recovery_codes")
        assert client.session.session_key != before
        codes = re.findall(r"<li class=\"code-words\">(\d{8})</li>", client.get(answer.headers["Location"]).content.decode())
        assert len(set(codes)) == 10
        assert not re.findall(r"<li class=\"code-words\">(\d{8})</li>", client.get(answer.headers["Location"]).content.decode())
        assert client.get(HOME).status_code == 200
        again = Client()
        give_password(again, manager)
        assert give_code(again, code).status_code == 200, "the code shown at enrolment is used up"
    assert secret not in str(list(Authenticator.objects.values_list("data", flat=True)))


def test_another_telephone_takes_the_place_of_the_old_one_after_a_new_code(site: Site, manager: User) -> None:
    old = enrol(manager)
    with time_machine.travel(MONDAY, tick=False) as clock:
        client = site("staff")
        sign_in(client, manager, old)
        asked = client.get(reverse("mfa_activate_totp"))
        assert asked.headers["Location"].startswith(reverse("mfa_reauthenticate"))
        clock.shift(30)
        shown = client.post(
            reverse("mfa_reauthenticate"),
            {"code": second_factor.code_at(old, datetime.now(UTC)), "next": reverse("mfa_activate_totp")},
        )
        assert shown.headers["Location"] == reverse("mfa_activate_totp")
        page = client.get(reverse("mfa_activate_totp")).content.decode()
        new = "".join(re.findall(r"Key: <strong[^>]*>([A-Z2-7 ]+)</strong>", page)[0].split())
        client.post(reverse("mfa_activate_totp"), {"code": second_factor.code_at(new, datetime.now(UTC))})
        clock.shift(60)
        assert sign_in(Client(), manager, old).status_code == 200
        assert sign_in(Client(), manager, new).headers["Location"] == HOME
    assert "An authenticator app was set up" in OutgoingEmail.objects.get(to=manager.email).body


@pytest.mark.parametrize(
    "name", ["mfa_activate_totp", "mfa_generate_recovery_codes", "mfa_add_webauthn", "mfa_view_recovery_codes"]
)
def test_changing_how_one_signs_in_asks_for_a_code_again(site: Site, manager: User, name: str) -> None:
    client = site("staff")
    sign_in(client, manager, enrol(manager))
    RecoveryCodes.activate(manager)
    assert client.get(reverse(name)).headers["Location"].startswith(reverse("mfa_reauthenticate"))


def test_new_recovery_codes_end_the_old_ones_and_the_person_is_told(site: Site, manager: User) -> None:
    secret = enrol(manager)
    old = RecoveryCodes.activate(manager).generate_codes()
    with time_machine.travel(MONDAY, tick=False) as clock:
        client = site("staff")
        sign_in(client, manager, secret)
        clock.shift(30)
        client.post(reverse("mfa_reauthenticate"), {"code": second_factor.code_at(secret, datetime.now(UTC))})
        assert client.get(reverse("mfa_generate_recovery_codes")).status_code == 200
        client.post(reverse("mfa_generate_recovery_codes"))
    new = RecoveryCodes(Authenticator.objects.get(user=manager, type="recovery_codes")).generate_codes()
    assert not set(old) & set(new)
    assert second_factor.check(manager, old[0], at=MONDAY) is None


def test_the_pages_of_ones_own_sign_in_open(site: Site, manager: User) -> None:
    secret = enrol(manager)
    RecoveryCodes.activate(manager)
    with time_machine.travel(MONDAY, tick=False) as clock:
        client = site("staff")
        sign_in(client, manager, secret)
        assert "10 left" in client.get(reverse("mfa_index")).content.decode()
        clock.shift(30)
        client.post(reverse("mfa_reauthenticate"), {"code": second_factor.code_at(secret, datetime.now(UTC))})
        for name in ("account_change_password", "mfa_list_webauthn", "mfa_add_webauthn", "mfa_view_recovery_codes"):
            assert client.get(reverse(name)).status_code == 200, name


def test_secrets_are_stored_encrypted_and_a_rotated_key_still_opens_them(manager: User, settings: Settings) -> None:
    secret = enrol(manager)
    assert secret not in str(Authenticator.objects.get().data)
    old = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "n" * 60, [old]
    assert second_factor.secret_of(manager) == secret
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(InvalidToken):
        second_factor.secret_of(manager)


def test_signing_in_leaves_no_field_history(site: Site, manager: User) -> None:
    before = manager.history.count()
    sign_in(site("staff"), manager, enrol(manager))
    manager.refresh_from_db()
    assert manager.last_login is not None
    assert manager.history.count() == before


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("fourteen signs", "at least 15 characters"),
        ("1qaz2wsx3edc4rfv", "too common"),
        ("manager@council.example", "too similar"),
    ],
)
def test_a_weak_new_password_is_refused_in_words(site: Site, db: None, new: str, said: str) -> None:
    manager = person("business_manager", email="manager@council.example")
    client = site("staff")
    through(client, manager)
    page = client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert said in page.content.decode()
    manager.refresh_from_db()
    assert manager.check_password(PASSWORD)
