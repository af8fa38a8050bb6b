"""Joining by invitation, beginning anew after a lost device, and why a mailbox alone opens nothing."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from cspr import invitations, second_factor
from cspr.models import Invitation, OutgoingEmail, User
from tests.cast import person
from tests.sign_in.addresses import addresses
from tests.sign_in.steps import PASSWORD, enrol, give_code, give_password, sign_in

Site = Callable[[str], Client]
MONDAY = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
NEW = "violet harbour engine seven"


def address_of(token: str) -> str:
    return reverse("invitation", args=[token])


def answers(key: str, **changes: str) -> dict[str, str]:
    return {"key": key, "name": "New Colleague", "password1": NEW, "password2": NEW, **changes}


def test_the_link_is_the_address_of_the_page_on_the_host_of_the_settings(site: Site, settings: Settings, db: None) -> None:
    site("staff")
    assert invitations.link("T") == settings.STAFF_URL + address_of("T")


def test_somebody_joins_with_link_and_key_and_enrols(site: Site, manager: User) -> None:
    with time_machine.travel(MONDAY, tick=False):
        _, token, key = invitations.invite("New@Council.Example", "coordinator", by=manager, at=MONDAY)
        client = site("staff")
        page = client.get(address_of(token)).content.decode()
        assert "new@council.example" in page
        assert client.post(address_of(token), answers(key)).headers["Location"] == reverse("mfa_activate_totp")
        user = User.objects.get(email="new@council.example")
        assert (user.name, user.role, user.check_password(NEW)) == ("New Colleague", "coordinator", True)
        assert client.get("/").headers["Location"] == reverse("mfa_activate_totp")
        page = client.get(reverse("mfa_activate_totp")).content.decode()
        secret = "".join(re.findall(r"Key: <strong[^>]*>([A-Z2-7 ]+)</strong>", page)[0].split())
        client.post(reverse("mfa_activate_totp"), {"code": second_factor.code_at(secret, MONDAY)})
        assert client.get("/").status_code == 200


@pytest.mark.parametrize("typed", [str.lower, lambda key: key.replace("-", ""), lambda key: f" {key.replace('-', ' ')} "])
def test_the_key_may_be_typed_as_it_was_heard(site: Site, manager: User, typed: Callable[[str], str]) -> None:
    _, token, key = invitations.invite("new@council.example", "coordinator", by=manager, at=MONDAY)
    assert invitations.accept(token, typed(key), password=NEW, name="New", at=MONDAY).email == "new@council.example"


def test_the_key_has_no_sign_that_is_easily_confused() -> None:
    assert set(invitations.KEY_SIGNS).isdisjoint("0O1IL5S2Z8B")
    assert len(invitations.KEY_SIGNS) ** invitations.KEY_LENGTH > 10**10


def test_opening_the_link_spends_nothing(site: Site, manager: User) -> None:
    with time_machine.travel(MONDAY, tick=False):
        _, token, key = invitations.invite("new@council.example", "coordinator", by=manager, at=MONDAY)
        before = Invitation.objects.values().get()
        client = site("staff")
        for method in (client.get, client.head, client.options):
            assert method(address_of(token)).status_code == 200
        assert Invitation.objects.values().get() == before
        assert not User.objects.filter(email="new@council.example").exists()
        assert client.post(address_of(token), answers(key)).status_code == 302


def test_an_invitation_works_once(site: Site, manager: User) -> None:
    with time_machine.travel(MONDAY, tick=False):
        _, token, key = invitations.invite("new@council.example", "coordinator", by=manager, at=MONDAY)
        site("staff").post(address_of(token), answers(key))
        second = Client()
        assert second.get(address_of(token)).status_code == 404
        assert second.post(address_of(token), answers(key, password1="another phrase entirely here")).status_code == 404
        assert User.objects.get(email="new@council.example").check_password(NEW)


@pytest.mark.parametrize(("hours", "status"), [(71.9, 200), (72, 404)])
def test_an_invitation_ends_after_72_hours(site: Site, manager: User, hours: float, status: int) -> None:
    _, token, _ = invitations.invite("new@council.example", "coordinator", by=manager, at=MONDAY)
    with time_machine.travel(MONDAY + timedelta(hours=hours), tick=False):
        assert site("staff").get(address_of(token)).status_code == status


def test_five_wrong_keys_end_an_invitation(site: Site, manager: User) -> None:
    with time_machine.travel(MONDAY, tick=False):
        _, token, key = invitations.invite("new@council.example", "coordinator", by=manager, at=MONDAY)
        client = site("staff")
        for left in ("4 more tries", "3 more tries", "2 more tries", "one more try"):
            page = client.post(address_of(token), answers("AAAA-AAAA")).content.decode()
            assert left in page
            assert 'value="New Colleague"' in page
        assert client.post(address_of(token), answers("AAAA-AAAA")).status_code == 404
        assert client.post(address_of(token), answers(key)).status_code == 404
        assert not User.objects.filter(email="new@council.example").exists()


def test_a_weak_password_costs_no_try(site: Site, manager: User) -> None:
    with time_machine.travel(MONDAY, tick=False):
        invitation, token, key = invitations.invite("new.person@council.example", "coordinator", by=manager, at=MONDAY)
        client = site("staff")
        said = [
            client.post(address_of(token), answers(key, password1="short", password2="short")),
            client.post(address_of(token), answers(key, password2="not the same at all")),
            client.post(address_of(token), answers(key, password1="new.person@council", password2="new.person@council")),
            client.post(address_of(token), answers(key, name="")),
        ]
        words = ["at least 15", "not the same", "too similar", "Enter your full name"]
        assert [word in answer.content.decode() for word, answer in zip(words, said, strict=True)] == [True] * 4
        invitation.refresh_from_db()
        assert (invitation.tries_left, invitation.used_at) == (5, None)


def test_unknown_used_and_outworn_links_look_alike(site: Site, manager: User) -> None:
    _, old, _ = invitations.invite("new@council.example", "coordinator", by=manager, at=MONDAY - timedelta(days=4))
    _, used, key = invitations.invite("other@council.example", "coordinator", by=manager, at=MONDAY)
    invitations.accept(used, key, password=NEW, name="Other", at=MONDAY)
    with time_machine.travel(MONDAY, tick=False):
        client = site("staff")
        pages = {client.get(address_of(token)).content for token in (old, used, "no-such-token")}
    assert len(pages) == 1


def test_a_newer_invitation_takes_the_place_of_an_older_one(manager: User) -> None:
    _, old, old_key = invitations.invite("new@council.example", "coordinator", by=manager, at=MONDAY)
    invitations.invite("new@council.example", "auditor", by=manager, at=MONDAY)
    with pytest.raises(invitations.InvitationUnusable):
        invitations.accept(old, old_key, password=NEW, name="New", at=MONDAY)


def test_neither_token_nor_key_is_stored(manager: User) -> None:
    _, token, key = invitations.invite("new@council.example", "coordinator", by=manager, at=MONDAY)
    row = str(Invitation.objects.values().get())
    assert token not in row
    assert key.replace("-", "") not in row


def test_no_header_of_a_request_changes_the_link(site: Site, manager: User, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    client = site("staff")
    client.defaults |= {"HTTP_HOST": "evil.example", "HTTP_X_FORWARDED_HOST": "evil.example"}
    secret = enrol(manager)
    sign_in(client, manager, secret)
    client.post(reverse("admin:cspr_invitation_add"), {"email": "new@council.example", "name": "New", "role": "auditor"})
    body = OutgoingEmail.objects.get(to="new@council.example").body
    assert "evil" not in body
    assert "https://staff.partnership.example/sign-in/invitation/" in body


def test_a_reset_ends_sessions_at_once_and_everything_else_when_it_is_accepted(site: Site, manager: User) -> None:
    colleague = person("coordinator")
    with time_machine.travel(MONDAY, tick=False) as clock:
        secret = enrol(colleague)
        recovery = RecoveryCodes.activate(colleague).generate_codes()[0]
        lost = site("staff")
        sign_in(lost, colleague, secret)
        assert lost.get("/").status_code == 200
        _, token, key = invitations.reset(colleague, by=manager, at=MONDAY)
        assert lost.get("/").status_code == 302
        client = Client()
        page = client.get(address_of(token)).content.decode()
        assert "Your full name" not in page
        assert client.post(address_of(token), answers(key)).headers["Location"] == reverse("mfa_activate_totp")
        assert not Authenticator.objects.filter(user=colleague).exists()
        clock.shift(60)
        assert "do not belong together" in give_password(Client(), colleague, PASSWORD).content.decode()
        assert second_factor.check(colleague, second_factor.code_at(secret, MONDAY), at=MONDAY) is None
        assert second_factor.check(colleague, recovery, at=MONDAY) is None


def test_a_sign_in_between_reset_and_acceptance_ends_with_it(site: Site, manager: User) -> None:
    colleague = person("coordinator")
    with time_machine.travel(MONDAY, tick=False):
        secret = enrol(colleague)
        _, token, key = invitations.reset(colleague, by=manager, at=MONDAY)
        thief = site("staff")
        sign_in(thief, colleague, secret)
        assert thief.get("/").status_code == 200
        Client().post(address_of(token), answers(key))
        assert thief.get("/").status_code == 302


def test_the_person_and_every_manager_are_told_of_a_reset(manager: User) -> None:
    colleague, other, gone = person("auditor"), person("business_manager"), person("business_manager", is_active=False)
    invitations.reset(colleague, by=manager, at=MONDAY)
    told = set(OutgoingEmail.objects.values_list("to", flat=True))
    assert told == {colleague.email, manager.email, other.email}
    assert gone.email not in told


def test_nobody_resets_themselves_and_nobody_who_may_not_sign_in_is_reset(manager: User) -> None:
    with pytest.raises(invitations.InvitationRefused, match="their own device"):
        invitations.reset(manager, by=manager, at=MONDAY)
    with pytest.raises(invitations.InvitationRefused, match="may not sign in"):
        invitations.reset(person("auditor", is_active=False), by=manager, at=MONDAY)
    assert not Invitation.objects.exists()


def test_a_reset_of_somebody_who_has_left_since_cannot_be_accepted(manager: User) -> None:
    colleague = person("auditor")
    _, token, key = invitations.reset(colleague, by=manager, at=MONDAY)
    User.objects.filter(pk=colleague.pk).update(is_active=False)
    with pytest.raises(invitations.InvitationUnusable):
        invitations.accept(token, key, password=NEW, at=MONDAY)


def test_the_last_manager_gets_back_in_from_the_server(site: Site, manager: User) -> None:
    enrol(manager)
    printed = StringIO()
    call_command("reset_device", manager.email.upper(), stdout=printed)
    token, key = re.findall(r"/invitation/(.+)/\nKey:  (\S+)", printed.getvalue())[0]
    client = site("staff")
    assert client.post(address_of(token), answers(key)).headers["Location"] == reverse("mfa_activate_totp")
    assert "The person who runs the server has reset" in OutgoingEmail.objects.get(to=manager.email).body


def test_the_first_manager_joins_from_the_server(site: Site, db: None) -> None:
    printed = StringIO()
    call_command("invite", "first@council.example", "business_manager", "--name", "First", stdout=printed)
    token, key = re.findall(r"/invitation/(.+)/\nKey:  (\S+)", printed.getvalue())[0]
    client = site("staff")
    assert 'value="First"' in client.get(address_of(token)).content.decode()
    client.post(address_of(token), answers(key))
    assert User.objects.get().role == "business_manager"


def test_the_commands_refuse_in_words(manager: User) -> None:
    with pytest.raises(CommandError, match="has an account already"):
        call_command("invite", manager.email, "auditor")
    with pytest.raises(CommandError, match="Nobody on the staff has this address"):
        call_command("reset_device", "nobody@council.example")
    manager.is_active = False
    manager.save()
    with pytest.raises(CommandError, match="may not sign in"):
        call_command("reset_device", manager.email)


def test_a_thief_with_every_mailbox_gets_no_session(site: Site, manager: User) -> None:
    """All mail can be read: invitations, resets, and whatever any page of the site can be made to send."""
    colleague = person("coordinator")
    enrol(manager)
    enrol(colleague)
    invitations.invite("new@council.example", "business_manager", by=manager, at=MONDAY)
    invitations.reset(colleague, by=manager, at=MONDAY)
    with time_machine.travel(MONDAY, tick=False):
        thief = site("staff")
        for _, address in addresses():
            thief.post(address, {"email": manager.email, "login": manager.email})
        mail = "\n".join(f"{message.subject}\n{message.body}" for message in OutgoingEmail.objects.all())
        tokens = re.findall(r"/sign-in/invitation/([\w-]+)/", mail)
        assert len(tokens) == 2
        words = [word for word in re.findall(r"[A-Za-z0-9-]{6,}", mail) if len(word) < 20][:40]
        for token in tokens:
            for word in [*words, "", "AAAA-AAAA"]:
                thief.post(address_of(token), answers(word))
        for address in (manager.email, colleague.email, "new@council.example"):
            for word in ("", NEW, tokens[0], tokens[1]):
                thief.post(reverse("account_login"), {"login": address, "password": word})
                give_code(thief, "000000")
        assert thief.get("/").headers["Location"] == reverse("account_login")
        assert "_auth_user_id" not in thief.session
        assert not User.objects.filter(email="new@council.example").exists()
        colleague.refresh_from_db()
        assert colleague.check_password(PASSWORD)
