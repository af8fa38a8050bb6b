"""Values that nobody types in earnest: each is answered in words, or as an address that does not exist."""

from collections.abc import Callable

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from cspr.models import BankHoliday, ClockRule, User
from tests.admin import world
from tests.admin.test_audited import form_of
from tests.doors import confirm, sign_in

Enter = Callable[[str], Client]
DIGITS = ["9" * 5000, "9" * 19, "9" * 18]
RULE = {
    "clock": "notification",
    "bound": "latest",
    "length": "5",
    "unit": "working_days",
    "authority": "Working Together",
    "source": "Chapter 5",
    "effective_from": "2027-04-01",
}


@pytest.fixture
def client(site: Enter, manager: User) -> Client:
    """The business manager's browser."""
    made = site("staff")
    sign_in(made, manager)
    return made


@pytest.mark.parametrize("digits", DIGITS)
def test_a_number_of_any_length_is_an_address_that_does_not_exist(client: Client, manager: User, digits: str) -> None:
    world.full_case(manager)
    asked = 0
    for model in admin.site._registry:
        row = model._default_manager.first()
        if row is None or not hasattr(model, "history"):
            continue
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        assert client.get(reverse(f"{name}_simple_history", args=[row.pk, digits])).status_code == 404
        assert client.get(reverse(f"{name}_history", args=[digits])).status_code == 404
        asked += 1
    assert asked > 5


@pytest.mark.parametrize("digits", DIGITS)
def test_an_opened_version_of_any_length_is_one_that_nobody_knows(client: Client, manager: User, digits: str) -> None:
    case = world.full_case(manager)
    address = reverse("admin:cspr_case_change", args=[case.pk])
    answer = client.post(address, form_of(case, summary="What I typed.", opened_version=digits))
    assert answer.status_code == 200
    assert "saved this record" in answer.content.decode()
    assert "What I typed." in answer.content.decode()


def test_a_rule_for_a_declared_clock_within_the_table_can_be_added(client: Client) -> None:
    assert confirm(client, reverse("admin:cspr_clockrule_add"), RULE).status_code == 302
    assert ClockRule.objects.filter(clock="notification", effective_from="2027-04-01", length=5).exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"clock": "no_such_clock"}, "Select a valid choice"),
        ({"clock": ""}, "This field is required"),
        ({"effective_from": "0001-01-01"}, "1 January 1 is outside the years 2000 to 2079. Check the year."),
        ({"effective_from": "1999-12-31"}, "outside the years 2000 to 2079"),
        ({"effective_from": "2080-01-01"}, "outside the years 2000 to 2079"),
        ({"length": "401", "unit": "months"}, "A clock runs for 1 to 400"),
        ({"length": "0"}, "A clock runs for 1 to 400"),
    ],
)
def test_a_rule_that_no_clock_could_keep_is_refused_in_words(client: Client, typed: dict[str, str], said: str) -> None:
    before = ClockRule.objects.count()
    answer = client.post(reverse("admin:cspr_clockrule_add"), RULE | typed)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert ClockRule.objects.count() == before


@pytest.mark.parametrize("day", ["0001-01-01", "1999-12-31", "2080-01-01"])
def test_a_bank_holiday_outside_the_table_is_refused_in_words(client: Client, day: str) -> None:
    answer = client.post(reverse("admin:cspr_bankholiday_add"), {"date": day, "name": "A day"})
    assert answer.status_code == 200
    assert "outside the years 2000 to 2079. Check the year." in answer.content.decode()
    assert not BankHoliday.objects.filter(name="A day").exists()
