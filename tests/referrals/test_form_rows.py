"""Household, agencies and key dates: rows that grow, shrink and are judged one by one."""

from datetime import date
from typing import Any

import pytest
from django.conf import settings

from referrals.forms.catalog import STEPS
from referrals.forms.written import query
from tests.referrals import typed
from tests.referrals.typed import AGENCY, KEY_DATE, PERSON, day, errors, form, rows

NO_FAMILY: dict[str, Any] = dict.fromkeys(typed.page("family"))
NO_DATES: dict[str, Any] = dict.fromkeys(typed.page("dates"))


def family(*people: dict[str, str], answer: str = "yes") -> Any:
    """The page of the household, valid or not."""
    return form("family", **NO_FAMILY | {"household_known": answer} | rows(*people))


def dates(**changes: str) -> Any:
    """The page of key dates with one row."""
    return form("dates", **NO_DATES | rows({**KEY_DATE, **changes}))


EMPTY_PERSON = dict.fromkeys(PERSON, "")


def test_a_row_that_was_left_empty_counts_for_nothing() -> None:
    page = family(PERSON, EMPTY_PERSON)
    assert (errors(page), [person["name"] for person in page.row_facts]) == ({}, ["Canary Brother"])


def test_a_new_page_shows_one_empty_row_that_may_stay_empty() -> None:
    page: Any = STEPS["family"].form(about=typed.form("family").about)
    assert len(page.rows.forms) == 1
    assert errors(family(EMPTY_PERSON, answer="no")) == {}


def test_each_row_says_what_is_missing_in_it() -> None:
    page = family(PERSON, {**EMPTY_PERSON, "address": "2 Canary Row"})
    assert errors(page) == {
        "id_rows-1-name": "Enter the full name of person 2, or “Not known”",
        "id_rows-1-relation": "Enter how person 2 is related to the child",
        "id_rows-1-born_on-day": "Enter the date of birth of person 2, or tick that it is not known",
    }


def test_a_date_of_birth_that_is_not_known_is_ticked() -> None:
    page = family({**PERSON, **day("born_on", ""), "born_not_known": "on"})
    assert (errors(page), page.row_facts[0]["born_on"]) == ({}, None)


def test_a_date_of_birth_cannot_be_known_and_not_known() -> None:
    page = family({**PERSON, "born_not_known": "on"})
    words = "Take the date of birth of person 1 out, or untick that it is not known"
    assert errors(page) == {"id_rows-0-born_on-day": words}


def test_nobody_in_the_household_is_born_tomorrow() -> None:
    page = family({**PERSON, **day("born_on", "16 6 2026")})
    assert errors(page) == {"id_rows-0-born_on-day": "Date of birth must be today or in the past"}


@pytest.mark.parametrize(
    ("slug", "name", "row", "none", "some"),
    [
        (
            "family",
            "household_known",
            PERSON,
            "Enter at least one person below, or change this answer",
            "You entered somebody below: answer “Yes” here, or remove them",
        ),
        (
            "agencies",
            "agencies_involved",
            AGENCY,
            "Enter at least one agency below, or change this answer",
            "You entered an agency below: answer “Yes” here, or remove it",
        ),
    ],
)
def test_the_question_above_the_rows_and_the_rows_say_the_same(
    slug: str, name: str, row: dict[str, str], none: str, some: str
) -> None:
    def said(answer: str, *typed_rows: dict[str, str]) -> dict[str, str]:
        cleared: dict[str, Any] = dict.fromkeys(typed.page(slug))
        return errors(form(slug, **cleared | {name: answer} | rows(*typed_rows)))

    assert said("yes") == {f"id_{name}": none}
    assert said("no", row) == said("not_known", row) == {f"id_{name}": some}
    assert said("yes", row) == said("no") == said("not_known") == {}


def test_each_agency_says_what_is_missing_in_it() -> None:
    cleared: dict[str, Any] = dict.fromkeys(typed.page("agencies"))
    page = form("agencies", **cleared | {"agencies_involved": "yes"} | rows(AGENCY, {"name": "", "contact": "Dora Dove"}))
    assert errors(page) == {
        "id_rows-1-name": "Enter the name of agency 2",
        "id_rows-1-still_involved": "Select whether agency 2 is still involved, or “Not known”",
    }


@pytest.mark.parametrize(
    ("changes", "stored"),
    [
        ({"precision": "day", **day("on", "27 3 2025")}, date(2025, 3, 27)),
        ({"precision": "about", **day("on", "27 March 2025")}, date(2025, 3, 27)),
        ({"precision": "month", "on-day": "", "on-month": "mar", "on-year": "2025"}, date(2025, 3, 1)),
        ({"precision": "year", "on-day": "", "on-month": "", "on-year": "2025"}, date(2025, 1, 1)),
    ],
)
def test_a_key_date_is_as_exact_as_it_is_known(changes: dict[str, str], stored: date) -> None:
    page = dates(**changes)
    assert (errors(page), page.row_facts[0]["on"]) == ({}, stored)
    assert page.row_facts[0]["precision"] == changes["precision"]


@pytest.mark.parametrize(
    ("changes", "box", "message"),
    [
        ({"precision": "day"}, "on-day", "Date must include a day"),
        ({"on-day": "5"}, "on-day", "Leave the day empty, or select above that the date is known more exactly"),
        (
            {"precision": "year", "on-day": "5"},
            "on-day",
            "Leave the day and month empty, or select above that the date is known more exactly",
        ),
        ({"precision": "year"}, "on-month", "Leave the month empty, or select above that the date is known more exactly"),
        ({"on-month": ""}, "on-month", "Date must include a month"),
        ({"on-month": "", "on-year": ""}, "on-day", "Enter when date 1 was"),
        ({"on-month": "7", "on-year": "2026"}, "on-day", "Date must be today or in the past"),
        ({"event": ""}, "event", "Enter what happened on date 1"),
        ({"precision": "week"}, "precision", "Select an answer from the list"),
    ],
)
def test_a_key_date_that_is_wrong_says_so_at_its_box(changes: dict[str, str], box: str, message: str) -> None:
    assert errors(dates(**changes))[f"id_rows-0-{box}"] == message
    assert not dates(**changes).is_valid()


def test_a_row_more_keeps_everything_that_was_typed_right_or_wrong() -> None:
    page = family({**PERSON, **day("born_on", "31 2 2012")}, {**EMPTY_PERSON, "name": "Canary Lodger"}, answer="no")
    page.data["rows-add"] = "1"
    kept = page.rearranged
    assert (kept["household_known"], kept["rows-TOTAL_FORMS"]) == (["no"], ["3"])
    assert (kept["rows-0-born_on-day"], kept["rows-1-name"], "rows-add" in kept) == (["31"], ["Canary Lodger"], False)


def test_a_row_less_moves_the_others_up() -> None:
    page = family(PERSON, {**PERSON, "name": "Canary Lodger"})
    page.data["rows-remove"] = "0"
    kept = page.rearranged
    assert (kept["rows-TOTAL_FORMS"], kept["rows-0-name"], "rows-1-name" in kept) == (["1"], ["Canary Lodger"], False)


@pytest.mark.parametrize(("slug", "most", "row"), [("family", 30, PERSON), ("agencies", 30, AGENCY), ("dates", 100, KEY_DATE)])
def test_there_is_room_for_so_many_rows_and_no_more(slug: str, most: int, row: dict[str, str]) -> None:
    question = dict.fromkeys(STEPS[slug].form.base_fields, "yes")
    full = STEPS[slug].form(query(typed.as_answers(question | rows(*[row] * most))), about=form(slug).about)
    over = STEPS[slug].form(query(typed.as_answers(question | rows(*[row] * (most + 1)))), about=form(slug).about)
    assert (full.is_valid(), len(full.row_facts)) == (True, most)
    assert errors(over) == {"": f"There is room for {most} at most. Remove one and continue."}


def test_a_full_page_of_key_dates_may_be_posted() -> None:
    page: Any = STEPS["dates"].form(about=form("dates").about)
    boxes = [box for field in page.rows.empty_form for box in getattr(field.field.widget, "parts", ("",))]
    beside = ("csrfmiddlewaretoken", "page", "do-continue", "TOTAL", "INITIAL", "MIN", "MAX")
    assert len(boxes) * 100 + len(beside) < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS


def test_a_page_whose_rows_did_not_arrive_is_not_taken_for_empty() -> None:
    lost: dict[str, Any] = {"rows-TOTAL_FORMS": None}
    page = form("family", **lost)
    words = "Part of the page did not arrive, so nothing was saved. Go back and send it again."
    assert (page.is_valid(), errors(page)[""]) == (False, words)
