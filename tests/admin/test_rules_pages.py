"""Holidays and rules in the admin: what moves is read first, the same words are confirmed, and nothing is edited in place."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from cspr import deadlines
from cspr.models import BankHoliday, ClockRule, Deadline, User
from tests.cast import CHRISTMAS_EVE, case
from tests.doors import confirm, sign_in

ADD = "admin:cspr_bankholiday_add"
HOLIDAY = {"date": "2026-12-30", "name": "A day of mourning"}
VERSION = {"length": "6", "unit": "working_days", "authority": "Invented", "source": "here", "effective_from": "2026-12-24"}


@pytest.fixture
def client(site: Callable[[str], Client], manager: User) -> Client:
    """The business manager's browser."""
    made = site("staff")
    sign_in(made, manager)
    return made


@pytest.fixture
def running(manager: User) -> Deadline:
    """Due on 5 January 2027."""
    return deadlines.start(case(by=manager), "notification", at=CHRISTMAS_EVE, by=manager)


def latest(deadline: Deadline) -> date:
    return Deadline.objects.get(pk=deadline.pk).latest_on


def test_a_proclaimed_day_shows_what_moves_and_moves_it_when_confirmed(client: Client, running: Deadline) -> None:
    read = client.post(reverse(ADD), HOLIDAY).content.decode()
    assert "1 open deadline moves." in read
    assert f"{running.case.reference}, Notification to the Panel: due 5 January 2027 &gt; 6 January 2027" in read
    assert (latest(running), BankHoliday.objects.filter(date="2026-12-30").count()) == (date(2027, 1, 5), 0)
    answer = confirm(client, reverse(ADD), HOLIDAY)
    holiday = BankHoliday.objects.get(date="2026-12-30")
    assert answer["Location"] == reverse("admin:cspr_bankholiday_change", args=[holiday.pk])
    assert latest(running) == date(2027, 1, 6)
    page = client.get(answer["Location"]).content.decode()
    assert "Take this day away" in page
    assert 'name="name"' not in page
    again = client.post(reverse(ADD), HOLIDAY).content.decode()
    assert "is on the list already" in again
    remove = reverse("admin:cspr_bankholiday_verb", args=[holiday.pk, "remove"])
    answer = confirm(client, remove, {"because": "A slip."})
    assert answer["Location"] == reverse("admin:cspr_bankholiday_changelist")
    assert latest(running) == date(2027, 1, 5)


def test_the_list_of_gov_uk_is_read_only(client: Client) -> None:
    official = BankHoliday.objects.filter(proclaimed=False)[0]
    page = client.get(reverse("admin:cspr_bankholiday_change", args=[official.pk])).content.decode()
    assert "Take this day away" not in page
    assert 'name="name"' not in page


def test_a_new_version_starts_from_the_old_one_and_moves_what_it_says(client: Client, running: Deadline) -> None:
    rule = ClockRule.objects.get(clock="notification")
    change = reverse("admin:cspr_clockrule_change", args=[rule.pk])
    assert 'name="length"' not in client.get(change).content.decode()
    assert client.post(change, VERSION).status_code == 403
    step = reverse("admin:cspr_clockrule_verb", args=[rule.pk, "new-version"])
    assert rule.authority in client.get(step).content.decode()
    assert "due 5 January 2027 &gt; 6 January 2027" in client.post(step, VERSION).content.decode()
    assert confirm(client, step, VERSION).status_code == 302
    assert latest(running) == date(2027, 1, 6)
    assert sorted(ClockRule.objects.filter(clock="notification").values_list("length", flat=True)) == [5, 6]


def test_what_was_read_is_what_is_confirmed(client: Client, running: Deadline) -> None:
    client.post(reverse(ADD), HOLIDAY)
    forged = client.post(reverse(ADD), {**HOLIDAY, "confirmed_preview": "0" * 64})
    assert forged.status_code == 200
    assert not BankHoliday.objects.filter(date="2026-12-30").exists()
