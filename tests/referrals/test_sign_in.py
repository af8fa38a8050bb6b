"""A sender is an address and a code; nothing tells whether an address is known, and nothing leads to the other sites."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from pytest_django import Settings

from cspr import codes, outbox
from cspr.models import Agency, AgencyAddress, EmailCode, OutgoingEmail, User
from referrals.models import Draft
from tests import doors
from tests.cast import agency
from tests.referrals.answers import arrived, now, sign_in

pytestmark = pytest.mark.django_db
Enter = Callable[..., Client]
KNOWN, UNKNOWN = "head@school.example", "head@strange.example"


@pytest.fixture
def client(site: Enter) -> Client:
    """A visitor of the referral site, in an area with one school."""
    agency(domain="school.example")
    return site("referrals")


def words(answer: Any) -> str:
    """The page without what must differ: the address that was typed and the form's protection."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())
    return page.replace(KNOWN, "ADDRESS").replace(UNKNOWN, "ADDRESS")


def ask(client: Client, address: str) -> list[str]:
    """Every page that follows when this address asks for a code, tries a wrong one and asks again."""
    pages = [client.post("/sign-in/", {"email": address}, follow=True)]
    pages += [client.post("/sign-in/code/", {"code": "not it"}) for _ in range(6)]
    pages += [client.post("/sign-in/code/again/") for _ in range(7)]
    return [words(page) for page in pages]


def test_a_known_and_an_unknown_address_get_the_same_pages_to_the_letter(client: Client) -> None:
    known = ask(client, KNOWN)
    client.cookies.clear()
    assert ask(client, UNKNOWN) == known
    assert "01225 000000" in known[0]


def test_only_the_known_address_gets_an_email_and_leaves_a_row(client: Client) -> None:
    ask(client, UNKNOWN)
    assert (EmailCode.objects.count(), OutgoingEmail.objects.count()) == (0, 0)
    client.post("/sign-in/", {"email": KNOWN})
    assert list(OutgoingEmail.objects.values_list("to", flat=True)) == [KNOWN]


@pytest.mark.parametrize("typed", ["head@\u017fchool.example", "head@schoo\u0131.example", "head@xn--school-p4a.example"])
def test_a_foreign_letter_is_an_unknown_address_like_any_other(client: Client, typed: str) -> None:
    pages = ask(client, UNKNOWN)
    client.cookies.clear()
    assert [page.replace(typed, "ADDRESS") for page in ask(client, typed)] == pages
    assert (EmailCode.objects.count(), OutgoingEmail.objects.count()) == (0, 0)


def test_a_stranger_can_neither_use_nor_spoil_the_code_of_a_sender(client: Client, site: Enter) -> None:
    client.post("/sign-in/", {"email": KNOWN})
    digits = codes.digits_of(EmailCode.objects.get())
    stranger = site("referrals")
    for _ in range(7):
        stranger.post("/sign-in/", {"email": KNOWN})
        stranger.post("/sign-in/code/", {"code": digits})
    assert "sender" not in stranger.session
    assert client.post("/sign-in/code/", {"code": digits})["Location"] == "/referral/"


def test_the_browser_keeps_one_mark_while_it_asks_and_the_database_only_its_digest(client: Client) -> None:
    for _ in range(2):
        client.post("/sign-in/", {"email": KNOWN})
    marks = set(EmailCode.objects.values_list("asked_by", flat=True))
    assert len(marks) == 1
    assert not marks & {str(value) for value in client.session.values()}


def test_an_address_gets_six_codes_an_hour_and_no_more(client: Client) -> None:
    for _ in range(9):
        client.post("/sign-in/", {"email": KNOWN})
    assert OutgoingEmail.objects.count() == 6


def test_the_email_carries_the_code_and_neither_a_link_nor_a_name(client: Client) -> None:
    client.post("/sign-in/", {"email": KNOWN})
    outbox.deliver(now=now, digits=codes.digits_of)
    message = mail.outbox[0]
    assert re.findall(r"\b\d{6}\b", str(message.body)) == [codes.digits_of(EmailCode.objects.get())]
    assert "http" not in str(message.body)


def test_the_right_code_lets_in_once_under_a_new_session_key(client: Client) -> None:
    client.post("/sign-in/", {"email": "Head@School.example"})
    before, digits = client.session.session_key, codes.digits_of(EmailCode.objects.get())
    entered = client.post("/sign-in/code/", {"code": f"{digits[:3]} {digits[3:]}"})
    assert entered["Location"] == "/referral/"
    assert client.session.session_key != before
    assert client.session["sender"] == KNOWN
    assert set(client.session.keys()) == {"sender", "sender_since"}
    stranger = Client()
    stranger.post("/sign-in/", {"email": KNOWN})
    assert "That code is not right" in stranger.post("/sign-in/code/", {"code": digits}).content.decode()


def test_a_code_is_dead_after_five_wrong_tries(client: Client) -> None:
    client.post("/sign-in/", {"email": KNOWN})
    digits = codes.digits_of(EmailCode.objects.get())
    wrong = f"{(int(digits) + 1) % 1_000_000:06d}"
    for _ in range(5):
        client.post("/sign-in/code/", {"code": wrong})
    client.post("/sign-in/code/", {"code": digits})
    assert "sender" not in client.session


def test_a_code_is_dead_after_ten_minutes(client: Client) -> None:
    client.post("/sign-in/", {"email": KNOWN})
    EmailCode.objects.update(expires_at=now() - timedelta(seconds=1))
    client.post("/sign-in/code/", {"code": codes.digits_of(EmailCode.objects.get())})
    assert "sender" not in client.session


def test_a_code_of_one_address_does_not_open_the_door_for_another(client: Client) -> None:
    client.post("/sign-in/", {"email": KNOWN})
    digits = codes.digits_of(EmailCode.objects.get())
    client.post("/sign-in/", {"email": "nurse@school.example"})
    client.post("/sign-in/code/", {"code": digits})
    assert "sender" not in client.session


def test_a_single_registered_address_may_refer_where_its_domain_may_not(client: Client) -> None:
    AgencyAddress.objects.create(agency=Agency.objects.get(), email="Trustee@mail.example")
    sign_in(client, "trustee@mail.example")
    assert client.session["sender"] == "trustee@mail.example"


def test_an_agency_that_may_no_longer_refer_gets_no_code(client: Client) -> None:
    Agency.objects.update(is_active=False)
    client.post("/sign-in/", {"email": KNOWN})
    assert OutgoingEmail.objects.count() == 0


def test_an_address_that_lost_its_agency_after_the_code_was_sent_is_not_let_in(client: Client) -> None:
    client.post("/sign-in/", {"email": KNOWN})
    Agency.objects.update(is_active=False)
    page = client.post("/sign-in/code/", {"code": codes.digits_of(EmailCode.objects.get())})
    assert "That code is not right" in page.content.decode()


@pytest.mark.parametrize("typed", ["", "head", "head@", "a" * 300 + "@school.example", "head@school.example\x00"])
def test_an_address_that_is_none_is_refused_in_words(client: Client, typed: str) -> None:
    page = client.post("/sign-in/", {"email": typed})
    assert page.status_code == 200
    assert "There is a problem" in page.content.decode()


def test_the_code_page_without_an_address_leads_back(client: Client) -> None:
    assert client.get("/sign-in/code/")["Location"] == "/sign-in/"
    assert client.post("/sign-in/code/again/")["Location"] == "/sign-in/"


def test_signing_out_ends_the_session(client: Client) -> None:
    sign_in(client, KNOWN)
    key = client.session.session_key
    page = client.post("/sign-out/")
    assert "You are signed out" in page.content.decode()
    assert not Session.objects.filter(session_key=key).exists()
    assert client.get("/referral/")["Location"] == "/sign-in/"


def test_a_session_ends_after_thirty_idle_minutes_and_after_twelve_busy_hours(client: Client, settings: Settings) -> None:
    sign_in(client, KNOWN)
    idle = Session.objects.get(session_key=client.session.session_key).expire_date - now()
    assert timedelta(minutes=29) < idle <= timedelta(minutes=30)
    settings.SESSION_ABSOLUTE_AGE = 0
    assert client.get("/referral/")["Location"] == "/sign-in/"


def test_the_cookie_of_a_staff_session_reaches_nothing_on_the_referral_site(
    client: Client, site: Enter, coordinator: User
) -> None:
    referral = arrived(sender=KNOWN)
    member = site("staff")
    doors.sign_in(member, coordinator)
    thief = site("referrals")
    thief.cookies["referrals"] = member.cookies["staff"].value
    form = f"/referral/{referral.form_uuid}/"
    pages = (form, f"{form}you/", f"{form}check/", f"{form}receipt/", f"{form}receipt.pdf", f"{form}status/")
    assert [thief.get(address)["Location"] for address in pages] == ["/sign-in/"] * len(pages)
    thief.post("/referral/start/")
    assert Draft.objects.count() == 1


def test_the_cookie_of_a_sender_reaches_nothing_on_the_staff_site(client: Client, site: Enter) -> None:
    sign_in(client, KNOWN)
    referral = arrived(sender=KNOWN)
    thief = site("staff")
    thief.cookies["staff"] = client.cookies["referrals"].value
    for address in ("/", "/referrals/referral/", f"/referrals/referral/{referral.pk}/change/"):
        answer = thief.get(address)
        assert answer.status_code in (302, 403, 404)
        assert referral.reference not in answer.content.decode()


def test_a_council_officer_who_signs_in_as_a_sender_is_no_member_of_staff(client: Client, site: Enter, manager: User) -> None:
    agency(domain="council.example")
    sign_in(client, manager.email)
    assert "_auth_user_id" not in client.session
    officer = site("staff")
    officer.cookies["staff"] = client.cookies["referrals"].value
    assert officer.get("/referrals/referral/").status_code == 302


def test_a_new_code_says_that_the_earlier_ones_no_longer_work_and_they_do_not(client: Client) -> None:
    client.post("/sign-in/", {"email": KNOWN})
    first = codes.digits_of(EmailCode.objects.get())
    page = client.post("/sign-in/code/again/")
    assert "Earlier codes no longer work" in page.content.decode()
    client.post("/sign-in/code/", {"code": first})
    assert "sender" not in client.session


def test_the_first_page_says_so_gracefully_where_no_number_is_set(client: Client, settings: Settings) -> None:
    numbers = dict.fromkeys(("unit_phone", "unit_email", "risk_phone", "risk_phone_out_of_hours"), "")
    page = client.get("/").content.decode()
    assert "01225 000001" in page
    settings.PARTNERSHIP = {**settings.PARTNERSHIP, **numbers}
    page = client.get("/").content.decode()
    assert "call children’s social care at your local council" in page
    assert "its number is on the partnership’s website" in page
    assert 'href="tel:"' not in page
