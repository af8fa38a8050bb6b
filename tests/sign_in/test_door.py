"""The staff site's door: nobody passes without a second factor given in this session, whatever the address or the method."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings as django_settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from config import staff_door
from cspr import second_factor
from cspr.models import AccessRecord, User
from referrals import middleware as referral_site
from tests.cast import person
from tests.doors import sign_in as through
from tests.sign_in.addresses import addresses
from tests.sign_in.steps import PASSWORD, enrol, give_code, give_password, sign_in

Site = Callable[[str], Client]
MONDAY = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)


def refused(client: Client, name: str, address: str, *methods: str) -> list[str]:
    """The methods with which an address let this client in."""
    let_in = []
    for method in methods or ("get", "post"):
        answer = getattr(client, method)(address)
        turned_away = answer.status_code == 302 and answer.headers["Location"].startswith("/sign-in/")
        if not turned_away:
            let_in.append(f"{method} {name} {address}: {answer.status_code}")
    answer = client.get(address, headers={"Accept": "application/json"})
    return let_in if answer.status_code == 403 else [*let_in, f"json {address}: {answer.status_code}"]


def everything_but(*open_names: str) -> list[tuple[str, str]]:
    """Every address of the staff site but these, and one that does not exist."""
    return [(name, address) for name, address in addresses() if name not in open_names] + [("", "/no/such/page/")]


def test_a_visitor_reaches_nothing_but_the_sign_in_pages(site: Site, db: None) -> None:
    client = site("staff")
    closed = everything_but(*staff_door.OPEN)
    assert len(closed) > 60
    methods = ("get", "post", "head", "put", "delete", "options", "patch")
    assert [line for name, address in closed for line in refused(client, name, address, *methods)] == []
    assert not AccessRecord.objects.exists()


def test_a_password_without_the_code_reaches_nothing(site: Site, manager: User) -> None:
    client = site("staff")
    enrol(manager)
    assert give_password(client, manager).headers["Location"] == reverse("mfa_authenticate")
    closed = everything_but(*staff_door.OPEN)
    assert [line for name, address in closed for line in refused(client, name, address)] == []


def test_a_password_before_enrolment_reaches_only_the_enrolment(site: Site, manager: User) -> None:
    client = site("staff")
    give_password(client, manager)
    closed = everything_but(*staff_door.OPEN, *staff_door.ENROLLING)
    for name, address in closed:
        assert refused(client, name, address) == []
        assert client.get(address).headers["Location"] == reverse("mfa_activate_totp")


def test_the_open_names_are_these_and_no_others() -> None:
    assert {name for name in staff_door.OPEN if not name.startswith("demo:")} == {
        "alive",
        "deadlines_are_kept",
        "account_login",
        "account_logout",
        "mfa_authenticate",
        "invitation",
        "calendar",
    }
    assert {"account_logout", "mfa_activate_totp"} == staff_door.ENROLLING


def test_password_and_code_open_the_staff_site(site: Site, manager: User) -> None:
    client = site("staff")
    secret = enrol(manager)
    assert sign_in(client, manager, secret).headers["Location"] == reverse("admin:index")
    assert client.get(reverse("admin:index")).status_code == 200


@pytest.mark.parametrize("name", ["account_signup", "account_reset_password", "account_email", "account_set_password"])
def test_of_allauth_only_what_we_use_has_an_address(site: Site, db: None, name: str) -> None:
    site("staff")
    named = {found for found, _ in addresses()}
    assert name not in named
    assert "mfa_deactivate_totp" not in named
    assert "mfa_download_recovery_codes" not in named


def test_a_session_ends_twelve_hours_after_it_began_however_busy(site: Site, manager: User) -> None:
    client = site("staff")
    secret = enrol(manager)
    with time_machine.travel(MONDAY, tick=False) as clock:
        sign_in(client, manager, secret)
        for _ in range(35):
            clock.shift(timedelta(minutes=20))
            assert client.get(reverse("admin:index")).status_code == 200
        clock.shift(timedelta(minutes=19))
        assert client.get(reverse("admin:index")).status_code == 200
        clock.shift(timedelta(minutes=2))
        assert client.get(reverse("admin:index")).headers["Location"] == reverse("account_login")
        assert "_auth_user_id" not in client.session


def test_a_session_ends_after_thirty_idle_minutes(site: Site, manager: User) -> None:
    client = site("staff")
    secret = enrol(manager)
    with time_machine.travel(MONDAY, tick=False) as clock:
        sign_in(client, manager, secret)
        clock.shift(timedelta(minutes=29))
        assert client.get(reverse("admin:index")).status_code == 200
        clock.shift(timedelta(minutes=31))
        assert client.get(reverse("admin:index")).status_code == 302


@pytest.mark.parametrize("change", [{"is_active": False}, {"role": "auditor"}, {"role": "no-such-role"}])
def test_a_lost_account_or_another_role_ends_the_session_at_once(site: Site, manager: User, change: dict[str, object]) -> None:
    client = site("staff")
    through(client, manager)
    assert client.get(reverse("admin:index")).status_code == 200
    User.objects.filter(pk=manager.pk).update(**change)
    assert client.get(reverse("admin:index")).status_code == 302
    User.objects.filter(pk=manager.pk).update(is_active=True, role="business_manager")
    assert client.get(reverse("admin:index")).status_code == 302


def test_a_new_password_ends_every_other_session(site: Site, manager: User) -> None:
    here, there = site("staff"), Client()
    through(here, manager)
    through(there, manager)
    typed = {"oldpassword": PASSWORD, "password1": "violet harbour engine seven", "password2": "violet harbour engine seven"}
    assert here.post(reverse("account_change_password"), typed).status_code == 302
    assert here.get(reverse("admin:index")).status_code == 200
    assert there.get(reverse("admin:index")).status_code == 302


def test_the_session_gets_a_new_key_at_sign_in(site: Site, manager: User) -> None:
    client = site("staff")
    secret = enrol(manager)
    client.get(reverse("account_login"))
    planted = SessionStore()
    planted["planted"] = "by somebody else"
    planted.create()
    client.cookies[django_settings.SESSION_COOKIE_NAME] = planted.session_key or ""
    sign_in(client, manager, secret)
    assert client.cookies[django_settings.SESSION_COOKIE_NAME].value != planted.session_key
    assert not Session.objects.filter(pk=planted.session_key).exists()
    thief = Client()
    thief.cookies[django_settings.SESSION_COOKIE_NAME] = planted.session_key or ""
    assert thief.get(reverse("admin:index")).status_code == 302


def test_a_senders_session_opens_nothing_of_the_staff_site(site: Site, manager: User) -> None:
    secret = enrol(manager)
    with time_machine.travel(MONDAY, tick=False):
        session = SessionStore()
        session[referral_site.SENDER], session[referral_site.SINCE] = manager.email, int(MONDAY.timestamp())
        session.create()
        client = site("staff")
        client.cookies[django_settings.SESSION_COOKIE_NAME] = session.session_key or ""
        closed = everything_but(*staff_door.OPEN)
        assert [line for name, address in closed for line in refused(client, name, address)] == []
        assert give_code(client, second_factor.code_at(secret, MONDAY)).headers["Location"] == reverse("account_login")


def test_a_second_factor_of_somebody_else_does_not_count(site: Site, manager: User, coordinator: User) -> None:
    client = site("staff")
    through(client, coordinator)
    session = client.session
    session["_auth_user_id"], session["_auth_user_hash"] = str(manager.pk), manager.get_session_auth_hash()
    session[staff_door.ROLE] = manager.role
    session.save()
    assert client.get(reverse("admin:index")).status_code == 302


def test_a_session_with_a_password_only_ends_when_an_app_is_enrolled_elsewhere(site: Site, manager: User) -> None:
    client = site("staff")
    give_password(client, manager)
    assert client.get(reverse("mfa_activate_totp")).status_code == 200
    enrol(manager)
    assert client.get(reverse("mfa_activate_totp")).headers["Location"].startswith(reverse("account_login"))
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
        "////evil.example",
    ],
)
def test_signing_in_leads_to_no_other_host(site: Site, manager: User, target: str) -> None:
    client = site("staff")
    secret = enrol(manager)
    give_password(client, manager, next=target)
    answer = give_code(client, second_factor.code_at(secret, datetime.now(UTC)))
    assert answer.headers["Location"] == reverse("admin:index")


def test_after_signing_in_one_is_where_one_wanted_to_be(site: Site, manager: User) -> None:
    client = site("staff")
    secret = enrol(manager)
    wanted = reverse("admin:cspr_agency_changelist") + "?q=school"
    sent_to = client.get(wanted).headers["Location"]
    page = client.get(sent_to).content.decode()
    assert re.search(r'name="next"\s+value="/cspr/agency/\?q=school"', page)
    give_password(client, manager, next=wanted)
    assert give_code(client, second_factor.code_at(secret, datetime.now(UTC))).headers["Location"] == wanted


def test_signing_out_needs_a_button_and_leaves_nothing_in_the_browser(site: Site, manager: User) -> None:
    client = site("staff")
    through(client, manager)
    assert client.get(reverse("account_logout")).status_code == 200
    assert client.get(reverse("admin:index")).status_code == 200
    answer = client.post(reverse("account_logout"))
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get(reverse("admin:index")).status_code == 302


def test_only_a_developers_single_process_has_addresses_outside_the_door(settings: Settings) -> None:
    assert all(staff_door.guards(path) for path in ("/", "/staff/", "/reviews/"))
    settings.SITE = ""
    assert [
        path for path in ("/", "/refer/", "/staff", "/staff/", "/staff/cspr/case/", "/staffroom/") if staff_door.guards(path)
    ] == [
        "/staff",
        "/staff/",
        "/staff/cspr/case/",
    ]


def test_a_colleague_with_no_right_to_a_page_is_told_so_and_not_sent_to_sign_in(site: Site, db: None) -> None:
    client = site("staff")
    through(client, person("auditor"))
    assert client.get(reverse("admin:cspr_user_changelist")).status_code == 403
