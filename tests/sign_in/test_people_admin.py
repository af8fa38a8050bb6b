"""The pages on which business managers invite people and reset a lost device."""

import re
from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from cspr.models import AccessRecord, Invitation, OutgoingEmail, User
from tests.cast import person
from tests.doors import sign_in

Site = Callable[[str], Client]
KEY = re.compile(r"<strong>([0-9A-Z]{4}-[0-9A-Z]{4})</strong>")


def test_a_manager_invites_somebody_and_sees_the_key_once(site: Site, manager: User) -> None:
    client = site("staff")
    sign_in(client, manager)
    page = client.post(
        reverse("admin:cspr_invitation_add"), {"email": "new@council.example", "name": "New", "role": "coordinator"}
    )
    key = KEY.search(page.content.decode())
    assert key is not None
    invitation = Invitation.objects.get()
    message = OutgoingEmail.objects.get()
    assert (invitation.invited_by, invitation.role, message.to) == (manager, "coordinator", "new@council.example")
    assert key[1] not in message.body + message.subject
    assert key[1].replace("-", "") not in message.body + message.subject
    listed = client.get(reverse("admin:cspr_invitation_changelist")).content.decode()
    again = client.get(reverse("admin:cspr_invitation_change", args=[invitation.pk])).content.decode()
    assert key[1] not in listed + again


def test_an_address_that_has_an_account_is_not_invited_again(site: Site, manager: User, coordinator: User) -> None:
    client = site("staff")
    sign_in(client, manager)
    answer = client.post(
        reverse("admin:cspr_invitation_add"), {"email": coordinator.email.upper(), "name": "X", "role": "coordinator"}
    )
    assert "has an account already" in answer.content.decode()
    assert not Invitation.objects.exists()


def test_a_partner_lead_is_invited_for_one_of_the_three_partners(site: Site, manager: User) -> None:
    client = site("staff")
    sign_in(client, manager)
    typed = {"email": "lead@police.example", "name": "Lead", "role": "partner_lead"}
    assert "which of the three" in client.post(reverse("admin:cspr_invitation_add"), typed).content.decode()
    client.post(reverse("admin:cspr_invitation_add"), {**typed, "partner": "police"})
    assert Invitation.objects.get().partner == "police"
    wrong = {"email": "other@police.example", "name": "Other", "role": "coordinator", "partner": "police"}
    assert "Leave this empty" in client.post(reverse("admin:cspr_invitation_add"), wrong).content.decode()


def test_only_a_business_manager_invites_and_resets(site: Site, manager: User) -> None:
    for role in ("coordinator", "administrator", "partner_lead", "reviewer", "auditor"):
        client = site("staff")
        sign_in(client, person(role))
        add, reset = reverse("admin:cspr_invitation_add"), reverse("admin:cspr_user_reset_device", args=[manager.pk])
        answers = [
            client.get(add),
            client.post(add, {"email": "a@b.example", "role": "auditor"}),
            client.get(reset),
            client.post(reset),
        ]
        assert [answer.status_code for answer in answers] == [403, 403, 403, 403]
    assert not Invitation.objects.exists()


def test_a_reset_tells_the_person_and_every_manager_and_is_recorded(site: Site, manager: User, coordinator: User) -> None:
    third = person("business_manager")
    client = site("staff")
    sign_in(client, manager)
    assert client.get(reverse("admin:cspr_user_change", args=[coordinator.pk])).status_code == 200
    page = client.post(reverse("admin:cspr_user_reset_device", args=[coordinator.pk]))
    assert KEY.search(page.content.decode())
    assert set(OutgoingEmail.objects.values_list("to", flat=True)) == {coordinator.email, manager.email, third.email}
    record = AccessRecord.objects.get(action="reset the device of")
    assert (record.user, record.object_id) == (manager, str(coordinator.pk))


def test_nobody_resets_their_own_device(site: Site, manager: User) -> None:
    client = site("staff")
    sign_in(client, manager)
    assert "Reset a lost device" not in client.get(reverse("admin:cspr_user_change", args=[manager.pk])).content.decode()
    answer = client.post(reverse("admin:cspr_user_reset_device", args=[manager.pk]))
    assert "Nobody can reset their own device" in answer.content.decode()
    assert not Invitation.objects.exists()


def test_the_last_business_manager_stays_one(site: Site, manager: User) -> None:
    client = site("staff")
    sign_in(client, manager)
    address = reverse("admin:cspr_user_change", args=[manager.pk])
    for change in ({"role": "coordinator", "is_active": "on"}, {"role": "business_manager"}):
        answer = client.post(address, {"name": manager.name, "job_title": "", "partner": "", **change})
        assert "last business manager" in answer.content.decode()
    manager.refresh_from_db()
    assert (manager.role, manager.is_active) == ("business_manager", True)
