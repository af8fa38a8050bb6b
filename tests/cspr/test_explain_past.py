"""The account of a past day, on the command line."""

from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cspr import deadlines, rules
from cspr.models import User
from tests.cast import CHRISTMAS_EVE, case


def explained(*args: str) -> list[str]:
    """The lines of the command's answer."""
    out = StringIO()
    call_command("explain_deadline", *args, stdout=out)
    return out.getvalue().splitlines()


def test_a_case_is_explained_as_it_was_understood_on_an_earlier_day(manager: User) -> None:
    opened = case()
    deadlines.start(opened, "notification", at=CHRISTMAS_EVE, by=manager)
    rules.add_holiday(date(2026, 12, 30), "A day of mourning", by=manager, at=datetime(2026, 12, 27, 9, tzinfo=UTC))
    now = explained(opened.reference)
    assert now[-1] == "due 2027-01-06"
    assert "  Wednesday 30 December 2026: A day of mourning" in now
    assert now[-3] == (
        "Moved on 27 December 2026: due 5 January 2027 became 6 January 2027. "
        "A day of mourning, 30 December 2026 is a bank holiday."
    )
    before = explained(opened.reference, "--as-of", "2026-12-26")
    assert before[0] == "notification, counted from Thursday 24 December 2026 (day 0), as it was understood on 26 December 2026"
    assert before[-1] == "due 2027-01-05"
    assert "  Wednesday 30 December 2026: day 2" in before
    assert not any(line.startswith("Moved") for line in before)
    rule = ("--rule", "notification", "--from", "2026-12-24", "--as-of")
    assert [explained(*rule, day)[-1] for day in ("2026-12-26", "2026-12-27")] == ["due 2027-01-05", "due 2027-01-06"]


def test_a_clock_that_had_not_begun_on_that_day_is_said_so(manager: User) -> None:
    opened = case()
    deadlines.start(opened, "notification", at=CHRISTMAS_EVE, by=manager)
    assert explained(opened.reference, "--as-of", "2026-12-23") == [
        "notification: On 23 December 2026 this clock had not begun: it is counted from 24 December 2026."
    ]


def test_a_day_on_which_the_office_is_shut_is_said(db: None) -> None:
    lines = explained("--rule", "practice_review", "--from", "2026-06-26")
    assert lines[-3] == (
        "The office is shut on Saturday 26 December 2026. The last working day before it is Thursday 24 December 2026."
    )
    assert lines[-1] == "due 2026-12-26"


def test_a_provisional_date_of_a_case_is_called_so(manager: User) -> None:
    opened = case()
    deadlines.start(opened, "notification", at=datetime(2030, 12, 23, 9, tzinfo=UTC), by=manager)
    assert any("Provisional" in line for line in explained(opened.reference))


def test_a_clock_that_nobody_knows_has_no_past_either(db: None) -> None:
    with pytest.raises(CommandError, match="No rule for the clock"):
        explained("--rule", "tea", "--from", "2026-12-24", "--as-of", "2026-12-26")
