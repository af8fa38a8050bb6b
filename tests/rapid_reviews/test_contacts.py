"""A contact's key: told once by telephone, five wrong tries until another is given, and nothing that tells who has one."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core import mail
from django.db import connections
from django.test import Client
from django.utils import timezone

from cspr import codes, contacts, outbox
from cspr.models import AccessRecord, AgencyContact, EmailCode, OutgoingEmail, User
from tests import cast
from tests.doors import sign_in as enter_staff
from tests.rapid_reviews.asked import ask, contact, inside, with_key
from tests.referrals.answers import sign_in

Enter = Callable[..., Client]


def tries(person: AgencyContact) -> int:
    return AgencyContact.objects.get(pk=person.pk).tries_left


def wrong(key: str) -> str:
    """Another key of the same length."""
    return key[:-1] + ("A" if key[-1] != "A" else "C")


@pytest.mark.parametrize("how", [str, str.lower, lambda key: key.replace(" ", ""), lambda key: f" {key.replace(' ', '-')} "])
def test_the_key_opens_however_it_is_typed(coordinator: User, how: Callable[[str], str]) -> None:
    person = contact()
    key = with_key(person, coordinator)
    assert re.fullmatch(f"[{contacts.KEY_SIGNS}]{{4}} [{contacts.KEY_SIGNS}]{{4}}", key)
    assert contacts.open_with(person, how(key)) == person
    assert tries(person) == contacts.TRIES


def test_the_key_stands_nowhere_only_its_slow_digest(coordinator: User) -> None:
    person = contact()
    key = with_key(person, coordinator)
    assert person.key_digest.startswith("md5$")
    assert "key_digest" not in {field.name for field in AgencyContact.history.model._meta.fields}
    told = OutgoingEmail.objects.get(to=person.email)
    for words in (key, key.replace(" ", "")):
        assert words not in told.body + told.subject
        assert words not in str(AgencyContact.objects.values().get(pk=person.pk))


def test_five_wrong_tries_use_the_key_up_and_only_another_key_helps(coordinator: User) -> None:
    person = contact()
    key = with_key(person, coordinator)
    for left in (4, 3):
        with pytest.raises(contacts.WrongKey) as refused:
            contacts.open_with(person, wrong(key))
        assert refused.value.tries_left == left
    # A right key in between gives none of the tries back.
    contacts.open_with(person, key)
    for left in (2, 1, 0):
        with pytest.raises(contacts.WrongKey) as refused:
            contacts.open_with(person, wrong(key))
        assert refused.value.tries_left == left
    with pytest.raises(contacts.WrongKey):
        contacts.open_with(person, key)
    assert person in AgencyContact.objects.without_a_key()
    assert contacts.open_with(person, with_key(person, coordinator)) == person


def test_of_many_guesses_at_the_same_moment_five_are_looked_at(committed_db: str) -> None:
    person = contact(cast.agency())
    key = with_key(person, cast.person("coordinator"))

    def guess(_: int) -> int:
        try:
            contacts.open_with(person, wrong(key))
        except contacts.WrongKey as refused:
            return refused.tries_left
        finally:
            connections.close_all()
        raise AssertionError

    with ThreadPoolExecutor(8) as pool:
        left = list(pool.map(guess, range(24)))
    assert tries(person) == 0
    assert len([one for one in left if one == 0]) >= 20
    with pytest.raises(contacts.WrongKey):
        contacts.open_with(person, key)


def test_another_name_or_address_voids_the_key_and_a_new_telephone_does_not(coordinator: User) -> None:
    person = contact()
    key = with_key(person, coordinator)
    person.phone = "01225 999999"
    contacts.keep(person, by=coordinator)
    assert contacts.open_with(person, key)
    person.email = "successor@agency.example"
    contacts.keep(person, by=coordinator)
    with pytest.raises(contacts.WrongKey):
        contacts.open_with(person, key)
    assert AgencyContact.objects.get(pk=person.pk).key_serial == 2


def test_who_moves_to_another_agency_leaves_key_and_requests_behind(site: Enter, coordinator: User) -> None:
    person = contact()
    key = with_key(person, coordinator)
    asked = ask([person], coordinator)[0]
    client = inside(site("referrals"), person)
    assert client.get(f"/information/{asked.pk}/").status_code == 200
    person.agency = cast.agency()
    contacts.keep(person, by=coordinator)
    assert client.get(f"/information/{asked.pk}/")["Location"] == "/information/key/"
    with pytest.raises(contacts.WrongKey):
        contacts.open_with(person, key)
    with_key(person, coordinator)
    inside(client, person)
    assert client.get(f"/information/{asked.pk}/").status_code == 404


# The doors of the referral site


def typed(client: Client, key: str) -> Any:
    return client.post("/information/key/", {"key": key})


def test_a_contact_comes_in_with_code_and_key_under_a_new_session_key_each_time(site: Enter, coordinator: User) -> None:
    # The address belongs to no domain that may refer.
    person = contact(email="Lead@elsewhere.example")
    key = with_key(person, coordinator)
    asked = ask([person], coordinator)[0]
    client = site("referrals")
    assert client.get("/information/")["Location"] == "/sign-in/?for=information"
    assert not client.cookies.get("referrals")
    client.post("/sign-in/", {"email": "lead@elsewhere.example"})
    before = client.session.session_key
    sign_in(client, "lead@elsewhere.example")
    half = client.session.session_key
    assert client.get("/information/")["Location"] == "/information/key/"
    assert client.get(f"/information/{asked.pk}/")["Location"] == "/information/key/"
    assert typed(client, key)["Location"] == f"/information/{asked.pk}/"
    assert len({before, half, client.session.session_key}) == 3
    assert set(client.session.keys()) == {"sender", "sender_since", "contact"}
    assert "CSPR-" in client.get("/information/").content.decode()


def test_the_code_leads_back_to_where_somebody_was_bound_for(site: Enter, coordinator: User) -> None:
    person = contact()
    client = site("referrals")
    client.post(client.get("/information/")["Location"], {"email": person.email})
    digits = codes.digits_of(EmailCode.objects.get())
    assert client.post("/sign-in/code/", {"code": digits})["Location"] == "/information/"


def test_who_looked_at_the_requests_first_and_then_refers_is_led_to_the_referral(site: Enter, coordinator: User) -> None:
    cast.agency(domain="agency.example")
    client = site("referrals")
    client.post(client.get("/information/")["Location"], {"email": "head@agency.example"})
    client.post(client.get("/referral/")["Location"], {"email": "head@agency.example"})
    digits = codes.digits_of(EmailCode.objects.latest("made_at"))
    assert client.post("/sign-in/code/", {"code": digits})["Location"] == "/referral/"


@pytest.mark.parametrize("bound", ["//elsewhere.example/", "https://elsewhere.example/", "referrals:out", "x"])
def test_an_address_that_was_typed_leads_nowhere_but_home(site: Enter, db: None, bound: str) -> None:
    cast.agency(domain="agency.example")
    client = site("referrals")
    client.post(f"/sign-in/?for={bound}", {"email": "head@agency.example"})
    digits = codes.digits_of(EmailCode.objects.get())
    assert client.post("/sign-in/code/", {"code": digits})["Location"] == "/referral/"


def plain(page: Any) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"|[\w.]+@[\w.]+', "", page.content.decode())


def test_a_wrong_key_is_answered_alike_for_a_contact_one_without_a_key_one_used_up_and_nobody(
    site: Enter, coordinator: User
) -> None:
    agency = cast.agency(domain="agency.example")
    known, none, used = contact(agency), contact(agency), contact(agency)
    with_key(known, coordinator)
    with_key(used, coordinator)
    AgencyContact.objects.filter(pk=used.pk).update(tries_left=0)
    pages = []
    for address in (known.email, none.email, used.email, "nobody@agency.example"):
        client = site("referrals")
        sign_in(client, address)
        pages.append([plain(typed(client, "ACEF 3467")) for _ in range(7)])
    assert pages[0] == pages[1] == pages[2] == pages[3]
    assert "That key does not fit, or it no longer works" in pages[0][0]
    assert tries(known) == 0


def test_what_cannot_be_a_key_costs_no_try(site: Enter, coordinator: User) -> None:
    person = contact()
    with_key(person, coordinator)
    client = site("referrals")
    sign_in(client, person.email)
    for key in ("", "ACEF", "ACEF 3467 9", "\x00" * 8 + "A", "é" * 9):
        assert "There is a problem" in typed(client, key).content.decode()
    assert tries(person) == contacts.TRIES


def test_after_twenty_wrong_keys_a_session_compares_none_any_more(
    site: Enter, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast.agency(domain="agency.example")
    worked: list[str] = []
    monkeypatch.setattr(contacts, "_work", worked.append)
    client = site("referrals")
    sign_in(client, "anybody@agency.example")
    for _ in range(30):
        typed(client, "ACEF 3467")
    assert len(worked) == 20


def test_a_new_key_a_struck_off_contact_and_a_struck_off_agency_shut_the_open_session(site: Enter, coordinator: User) -> None:
    person = contact()
    with_key(person, coordinator)
    ask([person], coordinator)
    client = site("referrals")
    inside(client, person)
    assert client.get("/information/").status_code == 200
    with_key(person, coordinator)
    assert client.get("/information/")["Location"] == "/information/key/"
    inside(client, person)
    AgencyContact.objects.update(is_active=False)
    assert client.get("/information/")["Location"] == "/information/key/"
    AgencyContact.objects.update(is_active=True)
    assert client.get("/information/").status_code == 200
    person.agency.is_active = False
    person.agency.save()
    assert client.get("/information/")["Location"] == "/information/key/"


def test_a_contact_who_was_struck_off_gets_no_code(site: Enter, db: None) -> None:
    person = contact(is_active=False)
    site("referrals").post("/sign-in/", {"email": person.email})
    assert OutgoingEmail.objects.count() == 0


def test_one_address_that_answers_for_two_agencies_opens_each_with_its_own_key(site: Enter, coordinator: User) -> None:
    one, other = contact(email="lead@nhs.example"), contact(email="lead@nhs.example")
    keys = [with_key(person, coordinator) for person in (one, other)]
    ask([one, other], coordinator)
    client = site("referrals")
    sign_in(client, "lead@nhs.example")
    for key, person, foreign in ((keys[1], other, one), (keys[0], one, other)):
        typed(client, key)
        page = client.get("/information/").content.decode()
        assert str(person.agency) in page
        assert str(foreign.agency) not in page


def test_who_answers_for_two_agencies_uses_up_no_try_of_one_key_by_typing_the_other(coordinator: User) -> None:
    one, other = contact(email="lead@nhs.example"), contact(email="lead@nhs.example")
    keys = [with_key(person, coordinator) for person in (one, other)]
    for _ in range(contacts.TRIES + 1):
        assert contacts.open_at("lead@nhs.example", keys[1]) == other
    assert (tries(one), tries(other)) == (contacts.TRIES, contacts.TRIES)
    with pytest.raises(contacts.WrongKey):
        contacts.open_at("lead@nhs.example", wrong(keys[1]))
    assert (tries(one), tries(other)) == (contacts.TRIES - 1, contacts.TRIES - 1)
    assert contacts.open_at("lead@nhs.example", keys[0]) == one
    # What was wrong stays spent: the right key gives back only what it cost itself.
    assert (tries(one), tries(other)) == (contacts.TRIES - 1, contacts.TRIES - 1)


# The register, on the staff site


@pytest.fixture
def staff(site: Enter, coordinator: User) -> Client:
    client = site("staff")
    enter_staff(client, coordinator)
    return client


def test_a_contact_is_registered_rung_and_told_a_key_that_is_shown_once(staff: Client, coordinator: User) -> None:
    agency = cast.agency("Quayside School")
    page = staff.get(f"/cspr/agency/{agency.pk}/change/").content.decode()
    assert f"/cspr/agencycontact/add/?agency={agency.pk}" in page
    sent = {"agency": agency.pk, "name": "Alma Archer", "role": "Head", "email": "Alma@Quayside.example", "phone": "01225 1"}
    assert staff.post("/cspr/agencycontact/add/", {**sent, "is_lead": "on", "is_active": "on"}).status_code == 302
    person = AgencyContact.objects.get()
    assert person.email == "alma@quayside.example"
    assert "Alma Archer" in staff.get("/cspr/agencycontact/?key=none").content.decode()
    assert "1 contact has no key yet" in staff.get("/").content.decode()
    step = f"/cspr/agencycontact/{person.pk}/do/give-key/"
    assert "01225 1" in staff.get(step).content.decode()
    assert "Ring the registered number first" in staff.post(step, {}).content.decode()
    assert not AgencyContact.objects.get().key_digest
    answer = staff.post(step, {"called": "on"})
    key = re.search(r"<strong>([A-Z0-9]{4} [A-Z0-9]{4})</strong>", answer.content.decode())
    assert key
    assert contacts.open_with(person, key[1])
    for address in (f"/cspr/agencycontact/{person.pk}/change/", f"/cspr/agencycontact/{person.pk}/history/", "/", step):
        assert key[1] not in staff.get(address).content.decode()
    assert "Alma Archer" not in staff.get("/cspr/agencycontact/?key=none").content.decode()
    assert "Alma Archer" in staff.get("/cspr/agencycontact/?key=given").content.decode()
    assert f"by {coordinator}" in staff.get(f"/cspr/agencycontact/{person.pk}/change/").content.decode()
    assert AccessRecord.objects.filter(action="step: give-key", what="agency contact").count() == 2


def test_the_message_about_a_new_key_holds_no_key_and_no_case(coordinator: User) -> None:
    person = contact()
    key = with_key(person, coordinator)
    outbox.deliver(now=timezone.now, digits=codes.digits_of)
    assert len(mail.outbox) == 1
    assert key.replace(" ", "") not in str(mail.outbox[0].body).replace(" ", "")
    assert "CSPR-" not in mail.outbox[0].subject + str(mail.outbox[0].body)


def test_who_may_not_give_keys_neither_sees_the_step_nor_takes_it(site: Enter, db: None) -> None:
    person = contact()
    client = site("staff")
    enter_staff(client, cast.person("reviewer"))
    answer = client.post(f"/cspr/agencycontact/{person.pk}/do/give-key/", {"called": "on"})
    assert answer.status_code in (403, 404)
    assert not AgencyContact.objects.get().key_digest
