"""Why is it due then? Every day is accounted for."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cspr import deadlines
from cspr.models import User
from tests.cast import CHRISTMAS_EVE, case


def explained(*args: str) -> list[str]:
    """The lines of the command's answer."""
    out = StringIO()
    call_command("explain_deadline", *args, stdout=out)
    return out.getvalue().splitlines()


def test_five_working_days_from_christmas_eve_name_each_day_that_does_not_count(db: None) -> None:
    lines = [line.strip() for line in explained("--rule", "notification", "--from", "2026-12-24") if line.startswith("  ")]
    assert lines == [
        "Friday 25 December 2026: Christmas Day",
        "Saturday 26 December 2026: weekend",
        "Sunday 27 December 2026: weekend",
        "Monday 28 December 2026: Boxing Day",
        "Tuesday 29 December 2026: day 1",
        "Wednesday 30 December 2026: day 2",
        "Thursday 31 December 2026: day 3",
        "Friday 1 January 2027: New Year’s Day",
        "Saturday 2 January 2027: weekend",
        "Sunday 3 January 2027: weekend",
        "Monday 4 January 2027: day 4",
        "Tuesday 5 January 2027: day 5",
    ]


def test_a_rapid_review_has_our_date_and_the_national_one(db: None) -> None:
    assert explained("--rule", "rapid_review", "--from", "2026-12-24")[-1] == "due 2027-01-08 latest 2027-01-19"
    assert explained("--rule", "notification", "--from", "2026-12-24")[-1] == "due 2027-01-05"


def test_six_months_are_one_line_and_not_a_hundred_and_eighty(db: None) -> None:
    lines = explained("--rule", "practice_review", "--from", "2026-08-31")
    assert [line.strip() for line in lines if line.startswith("  ")] == ["Sunday 28 February 2027: the last day of 6 months"]


def test_the_deadlines_of_a_case_are_explained_by_its_reference(db: None, manager: User) -> None:
    opened = case()
    deadlines.start(opened, "notification", at=CHRISTMAS_EVE, by=manager)
    assert explained(opened.reference)[-1] == "due 2027-01-05"


def test_beyond_the_list_of_bank_holidays_the_date_is_called_provisional(db: None) -> None:
    assert any("Provisional" in line for line in explained("--rule", "notification", "--from", "2030-12-23"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("CSPR-2026-9999",),
        (),
        ("--rule", "notification"),
        ("--rule", "tea", "--from", "2026-12-24"),
        ("--rule", "notification", "--from", "1999-01-01"),
    ],
)
def test_a_question_that_has_no_answer_is_refused_in_words(db: None, arguments: tuple[str, ...]) -> None:
    with pytest.raises(CommandError, match=r"\w+ \w+ \w+"):
        explained(*arguments)
