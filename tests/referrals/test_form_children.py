"""The pages of a child: living, dead or not yet born; and what a sender may not know."""

import re
from datetime import date
from typing import Any

import pytest

from referrals.forms.catalog import CHILD_STEPS
from referrals.forms.child import is_nhs_number
from tests.referrals.typed import CHILD, day, errors, form

NOTHING_TYPED = {
    "child-about": {
        "id_name": "Enter the full name of child 2",
        "id_also_known_as": "Enter other names of child 2, or “None”",
        "id_birth": "Select what is known of the birth of child 2",
        "id_death": "Select whether child 2 has died",
        "id_sex": "Select the sex of child 2",
        "id_ethnicity": "Select the ethnic group of child 2, or “Not known”",
        "id_first_language": "Enter the first language of child 2, or “Not known”",
        "id_religion": "Enter the religion of child 2, or “None” or “Not known”",
        "id_disability": "Enter any disability or special educational needs of child 2, or “None” or “Not known”",
    },
    "child-home": {
        "id_address": "Enter the home address of child 2, or “Not known”",
        "id_whereabouts": "Enter where child 2 was at the time, or “Not known”",
        "id_carer": "Enter who cared for child 2 at the time, or “Not known”",
        "id_education": "Select the school or other setting of child 2, or “Not known”",
    },
    "child-status": {
        "id_legal_status": "Select the legal status of child 2, or “Not known”",
        "id_care_leaver": "Select whether child 2 was a care leaver, or “Not known”",
        "id_protection_plan": "Select whether there was a child protection plan for child 2, or “Not known”",
        "id_child_in_need": "Select whether there was a child in need plan for child 2, or “Not known”",
        "id_social_care": "Select whether child 2 was open to children’s social care, or “Not known”",
    },
}


@pytest.mark.parametrize("slug", CHILD_STEPS)
def test_a_page_of_a_child_left_blank_asks_for_each_answer_by_that_child(slug: str) -> None:
    empty: dict[str, Any] = dict.fromkeys(CHILD[slug], "")
    page = form(slug, which="child 2", **empty)
    assert errors(page) == NOTHING_TYPED[slug]


@pytest.mark.parametrize("slug", ["child-home", "child-status"])
def test_no_question_speaks_of_a_child_who_has_died_as_if_they_were_alive(slug: str) -> None:
    for field in form(slug):
        assert not re.search(r"\b(is|has|learns|looks)\b|where now", str(field.label), re.IGNORECASE), field.label


NO_PLACE = {"placing_authority": "", "placement": ""}
# Page, what is changed of a good one, the box that the message leads to, the message.
WRONG: list[tuple[str, dict[str, Any], str, str]] = [
    (
        "child-about",
        day("birth_date", ""),
        "birth_date-day",
        "Enter the date of birth of the child, or select “Not known” above",
    ),
    (
        "child-about",
        {"birth": "expected", **day("birth_date", "")},
        "birth_date-day",
        "Enter the date on which the child is expected, or select “Not known” above",
    ),
    ("child-about", {"birth": "not_known"}, "birth_date-day", "Take the date of birth out, or select above what it is"),
    (
        "child-about",
        day("birth_date", "16 6 2026"),
        "birth_date-day",
        "Date of birth is in the future. If the child is not yet born, say so above",
    ),
    (
        "child-about",
        {"birth": "expected", **day("birth_date", "1 6 2027")},
        "birth_date-day",
        "Expected date is more than ten months from today. Check the year",
    ),
    (
        "child-about",
        {"birth_date-month": ""},
        "birth_date-month",
        "Date of birth, or expected date must include a month",
    ),
    (
        "child-about",
        {"death": "on"},
        "died_on-day",
        "Enter the date on which the child died, or select that it is not known",
    ),
    (
        "child-about",
        {"death": "no", **day("died_on", "30 5 2026")},
        "died_on-day",
        "Take the date of death out, or select “Yes, on this date” above",
    ),
    (
        "child-about",
        {"death": "on", **day("died_on", "26 3 2019")},
        "died_on-day",
        "Date of death is before the date of birth. Check both",
    ),
    (
        "child-about",
        {"death": "on", **day("died_on", "16 6 2026")},
        "died_on-day",
        "Date of death must be today or in the past",
    ),
    (
        "child-about",
        {"nhs_number": "999 012 3455"},
        "nhs_number",
        "This is not an NHS number: check its 10 digits, or leave it empty",
    ),
    ("child-about", {"ethnicity": "Purple"}, "ethnicity", "Select an answer from the list"),
    ("child-home", {"setting": ""}, "setting", "Enter the school or other setting of the child, or “Not known”"),
    (
        "child-status",
        {"legal_status": "care_order", **NO_PLACE, "placement": "foster"},
        "placing_authority",
        "Enter the local authority that looked after the child, or “Not known”",
    ),
    (
        "child-status",
        {"legal_status": "care_order", **NO_PLACE, "placing_authority": "Not known"},
        "placement",
        "Select the type of placement of the child, or “Not known”",
    ),
    (
        "child-status",
        {"placing_authority": "Canary Council"},
        "placing_authority",
        "Take this out, or select the legal status of a looked-after child above",
    ),
    (
        "child-status",
        {"placement": "foster"},
        "placement",
        "Select that the child was not looked after, or select their legal status above",
    ),
    (
        "child-status",
        {"plan_details": ""},
        "plan_details",
        "Enter the dates and the category of the plan for the child, or “Not known”",
    ),
    (
        "child-status",
        {"social_worker": ""},
        "social_worker",
        "Enter the name of the social worker of the child, or “Not known”",
    ),
]


@pytest.mark.parametrize(("slug", "changes", "box", "message"), WRONG)
def test_what_is_wrong_about_a_child_is_said_once_and_leads_to_its_box(
    slug: str, changes: dict[str, Any], box: str, message: str
) -> None:
    page = form(slug, **changes)
    assert (page.is_valid(), errors(page)) == (False, {f"id_{box}": message})


def about(**changes: Any) -> dict[str, Any]:
    """What is stored of the first page of a child."""
    page = form("child-about", **changes)
    assert errors(page) == {}
    return page.facts


def test_an_unborn_child_has_an_expected_date_and_no_date_of_birth() -> None:
    stored = about(name="Unborn baby", birth="expected", **day("birth_date", "1 9 2026"))
    assert (stored["born_on"], stored["expected_on"], stored["has_died"]) == (None, date(2026, 9, 1), False)


def test_a_birth_that_is_not_known_is_an_answer() -> None:
    stored = about(birth="not_known", **day("birth_date", ""))
    assert (stored["born_on"], stored["expected_on"]) == (None, None)


def test_a_child_who_died_on_a_day_that_is_not_known_has_died() -> None:
    stored = about(death="day_not_known")
    assert (stored["has_died"], stored["died_on"]) == (True, None)


def test_a_child_who_died_on_the_day_of_birth_is_taken() -> None:
    stored = about(death="on", **day("died_on", "27 3 2019"))
    assert (stored["has_died"], stored["died_on"], stored["born_on"]) == (True, date(2019, 3, 27), date(2019, 3, 27))


@pytest.mark.parametrize("typed", ["", "Not known", "unknown", "  "])
def test_an_nhs_number_may_be_left_out(typed: str) -> None:
    assert about(nhs_number=typed)["nhs_number"] == ""


@pytest.mark.parametrize("typed", ["9990123454", "999 012 3454", "999-012-3454"])
def test_an_nhs_number_is_kept_as_ten_digits(typed: str) -> None:
    assert about(nhs_number=typed)["nhs_number"] == "9990123454"


def test_one_wrong_digit_of_an_nhs_number_is_always_found() -> None:
    good = "9990123454"
    wrong = [
        good[:place] + str(digit) + good[place + 1 :] for place in range(10) for digit in range(10) if str(digit) != good[place]
    ]
    assert (is_nhs_number(good), [number for number in wrong if is_nhs_number(number)]) == (True, [])


@pytest.mark.parametrize("typed", ["999012345", "99901234540", "999012345x", "٩٩٩٠١٢٣٤٥٤"])
def test_what_is_not_ten_digits_is_no_nhs_number(typed: str) -> None:
    assert not is_nhs_number(typed)


@pytest.mark.parametrize(
    "changes",
    [
        {"legal_status": "care_order", "placing_authority": "Not known", "placement": "not_known"},
        {"legal_status": "not_known", "placing_authority": "", "placement": ""},
        {"protection_plan": "never", "plan_details": ""},
        {"protection_plan": "not_known", "plan_details": ""},
        {"social_care": "not_known", "social_worker": ""},
    ],
)
def test_what_a_sender_does_not_know_of_the_status_is_taken(changes: dict[str, Any]) -> None:
    assert errors(form("child-status", **changes)) == {}


def test_a_child_who_is_at_no_setting_needs_none() -> None:
    assert errors(form("child-home", education="not_of_age", setting="")) == {}
