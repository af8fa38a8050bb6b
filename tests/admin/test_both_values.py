"""Two people on one record: the second sees both values, chooses, and overwrites nothing that was not read."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cspr.models import Case, CaseAssignment, Child, User
from notifications.models import Notification
from tests import cast, walk
from tests.admin.sending import sent_from, words_of
from tests.doors import sign_in

Enter = Callable[[str], Client]


@pytest.fixture
def case(coordinator: User) -> Case:
    """A case with one child."""
    made = cast.case(coordinator, summary="As it was.", incident_place="At home")
    Child.objects.create(case=made, name="Rowan Zephyrine", setting="A school")
    return made


@pytest.fixture
def client(site: Enter, coordinator: User) -> Client:
    """The coordinator's browser."""
    made = site("staff")
    sign_in(made, coordinator)
    return made


def opened(client: Client, case: Case) -> tuple[str, dict[str, Any]]:
    """The address of the case, and what its page would send."""
    address = reverse("admin:cspr_case_change", args=[case.pk])
    return address, sent_from(client.get(address).content.decode())


def test_what_was_not_touched_is_not_overwritten_by_saving_again(client: Client, case: Case) -> None:
    address, mine = opened(client, case)
    mine["incident_place"] = "At the park"
    case.summary = "What the other saved."
    case.save()
    page = client.post(address, mine).content.decode()
    assert "What the other saved. You did not touch it; what was saved since stands." in words_of(page)
    assert client.post(address, sent_from(page)).status_code == 302
    case.refresh_from_db()
    assert (case.summary, case.incident_place) == ("What the other saved.", "At the park")


@pytest.mark.parametrize(("choice", "kept"), [("theirs", "What the other saved."), ("yours", "What I typed.")])
def test_both_values_stand_side_by_side_and_one_is_chosen(client: Client, case: Case, choice: str, kept: str) -> None:
    address, mine = opened(client, case)
    case.summary = "What the other saved."
    case.save()
    page = client.post(address, mine | {"summary": "What I typed."}).content.decode()
    assert "As it was. What the other saved. Take this : Summary What I typed. Keep what is typed below" in words_of(page)
    assert client.post(address, sent_from(page) | {"summary-take": choice}).status_code == 302
    assert Case.objects.get(pk=case.pk).summary == kept


def test_a_row_that_somebody_else_saved_is_not_overwritten_by_one_who_never_touched_it(client: Client, case: Case) -> None:
    address, mine = opened(client, case)
    child = case.children.get()
    child.name = "Rowan, corrected"
    child.save()
    assert client.post(address, mine | {"summary": "What I typed."}).status_code == 302
    child.refresh_from_db()
    case.refresh_from_db()
    assert (child.name, case.summary) == ("Rowan, corrected", "What I typed.")


@pytest.mark.parametrize(("choice", "kept"), [("theirs", "What the other saved."), ("yours", "What I typed.")])
def test_a_row_that_both_changed_shows_both_values(client: Client, case: Case, choice: str, kept: str) -> None:
    address, mine = opened(client, case)
    child = case.children.get()
    child.name, child.setting = "What the other saved.", "Another school"
    child.save()
    page = client.post(address, mine | {"children-0-name": "What I typed."}).content.decode()
    assert "Child 1: Full name Rowan Zephyrine What the other saved. Take this" in words_of(page)
    assert "Another school You did not touch it" in words_of(page)
    assert client.post(address, sent_from(page) | {"children-0-name-take": choice}).status_code == 302
    child.refresh_from_db()
    assert (child.name, child.setting) == (kept, "Another school")


def test_a_row_that_was_changed_meanwhile_is_not_taken_away_unread(client: Client, case: Case) -> None:
    address, mine = opened(client, case)
    child = case.children.get()
    child.name = "What the other saved."
    child.save()
    page = client.post(address, mine | {"children-0-DELETE": "on"}).content.decode()
    assert "What the other saved. To be taken away" in words_of(page)
    assert case.children.count() == 1
    assert client.post(address, sent_from(page) | {"children-0-DELETE": "on"}).status_code == 302
    assert case.children.count() == 0


def test_a_row_that_somebody_else_added_stays(client: Client, case: Case) -> None:
    address, mine = opened(client, case)
    Child.objects.create(case=case, name="Ash Invented")
    sent = mine | {"children-0-name": "What I typed."}
    assert client.post(address, sent).status_code == 302
    assert sorted(child.name for child in case.children.all()) == ["Ash Invented", "What I typed."]


def test_a_choice_of_a_person_and_a_day_are_laid_side_by_side_in_words(client: Client, case: Case) -> None:
    one, two, three = (cast.person("reviewer", name=f"Reviewer {word}") for word in ("One", "Two", "Three"))
    row = CaseAssignment.objects.create(case=case, user=one, until=date(2027, 1, 5))
    address, mine = opened(client, case)
    row.user, row.until = two, date(2027, 2, 5)
    row.save()
    typed = {"assignments-0-user": three.pk, "assignments-0-until": "2027-03-05"}
    shown = words_of(client.post(address, mine | typed).content.decode())
    assert "Reviewer One Reviewer Two Take this" in shown
    assert "Reviewer Three Keep what is typed below" in shown
    assert "5 January 2027 5 February 2027 Take this" in shown
    assert "5 March 2027 Keep what is typed below" in shown


def test_of_two_who_take_the_same_step_the_second_reads_what_the_first_did(client: Client, coordinator: User) -> None:
    notification = walk.notification(coordinator)
    address = reverse("admin:notifications_notification_verb", args=[notification.pk, "not-to-notify"])
    mine = sent_from(client.get(address).content.decode())
    mine |= {"decided_by": "The Director", "because": "What I typed.", "decided_at": "2020-12-29T09:30"}
    client.post(address, mine | {"decided_by": "The Deputy", "because": "What the other typed."})
    page = client.post(address, mine).content.decode()
    assert "while you had this step open" in page
    assert "What the other typed." in page
    assert "What I typed." in page
    assert "This step is not open as the record stands now" in page
    assert Notification.objects.get(pk=notification.pk).decided_not_by == "The Deputy"
