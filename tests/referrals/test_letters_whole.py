"""The whole referral in words, in the order of the form."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.db import models

from referrals import facts as written
from referrals.facts import Facts
from referrals.forms.catalog import SECTIONS
from referrals.letters import MISSING, Part, sections_of
from referrals.models import HouseholdMember, InvolvedAgency, KeyDate, Referral, ReferredChild

# Every list of facts with the model of its rows.
ROWS: tuple[tuple[str, type[models.Model], tuple[str, ...]], ...] = (
    ("children", ReferredChild, written.CHILD),
    ("household", HouseholdMember, written.HOUSEHOLD),
    ("agencies", InvolvedAgency, written.AGENCY),
    ("key_dates", KeyDate, written.KEY_DATE),
)
CANARY = "Zyxomma"


def free_text(model: type[models.Model], names: tuple[str, ...]) -> list[str]:
    """The fields in which a sender writes words of their own."""
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    return [field.name for field in fields if isinstance(field, models.CharField | models.TextField) and not field.choices]


def said(parts: list[Part], title: str) -> dict[str, str]:
    """The lines under a heading."""
    return {line.label: line.value for part in parts if part.title == title for line in part.rows}


def test_an_empty_draft_says_of_every_required_answer_that_it_is_not_given_yet() -> None:
    parts = sections_of(Facts())
    assert said(parts, "Who is referring") == {"Name": MISSING, "Role": MISSING, "Telephone": MISSING}
    assert said(parts, "Child 1")["Date of birth"] == MISSING
    assert said(parts, "Child 1")["Has died?"] == MISSING
    assert said(parts, "What happened")["Date of the incident"] == MISSING
    assert "Other names" not in said(parts, "Child 1")
    assert "Declaration" not in [part.title for part in parts]


def test_days_are_written_as_they_are_spoken() -> None:
    summer = datetime(2026, 5, 31, 13, 30, tzinfo=UTC)
    parts = sections_of(
        Facts(
            {
                "incident_dated": "about",
                "incident_on": date(2026, 5, 3),
                "agency_aware_on": date(2026, 5, 4),
                "agency_aware_time": time(9, 5),
                "la_told_at": summer,
            },
            [
                {"name": "Ada", "born_on": date(2019, 3, 27), "has_died": True, "died_on": None},
                {"expected_on": date(2026, 9, 1)},
            ],
        )
    )
    assert said(parts, "What happened")["Date of the incident"] == "About 3 May 2026"
    assert said(parts, "When agencies became aware")["When the referring agency became aware"] == "4 May 2026 at 09:05"
    assert said(parts, "When agencies became aware")["When it was told"] == "31 May 2026 at 14:30"
    assert said(parts, "Child 1: Ada")["Date of birth"] == "27 March 2019"
    assert said(parts, "Child 1: Ada")["Has died?"] == "Yes; the date is not known"
    assert said(parts, "Child 2")["Date of birth"] == "Not born yet: expected 1 September 2026"


def test_a_period_is_written_with_both_its_days() -> None:
    first, last = date(2026, 1, 1), date(2026, 2, 2)
    parts = sections_of(Facts({"incident_dated": "period", "incident_on": first, "incident_until": last}))
    assert said(parts, "What happened")["Date of the incident"] == "Between 1 January 2026 and 2 February 2026"


def test_choices_are_written_as_they_were_shown_and_several_with_semicolons_between() -> None:
    parts = sections_of(Facts({"harm_types": ["neglect", "online"], "suspicion": "suspected"}))
    assert said(parts, "The criteria and your request")["Kinds of harm"] == "Neglect; Online harm"
    assert said(parts, "The criteria and your request")["Abuse or neglect known or suspected?"] == "It is suspected"


def test_several_lines_stay_several_lines_and_are_no_html() -> None:
    narrative = said(sections_of(Facts({"narrative": "first\n\n<b>second</b>"})), "What happened")["Circumstances"]
    assert narrative == "first\n\n<b>second</b>"
    assert not hasattr(narrative, "__html__")


def test_a_person_whose_date_of_birth_is_not_known_is_shown_so() -> None:
    parts = sections_of(Facts(household=[{"name": "Uma", "born_on": None}, {"name": "Vic", "born_on": date(1990, 2, 3)}]))
    assert said(parts, "Person 1: Uma")["Date of birth"] == "Not known"
    assert said(parts, "Person 2: Vic")["Date of birth"] == "3 February 1990"


def test_each_person_agency_and_date_is_named_by_its_own_heading() -> None:
    parts = sections_of(
        Facts(
            household=[{"name": "Uma", "relation": "Aunt", "protection_plan": ""}],
            agencies=[{"name": "Canary Surgery", "contact": "Dr Dove", "still_involved": "yes"}],
            key_dates=[
                {"on": date(2026, 1, 2), "precision": "month", "event": "Seen", "agency": "GP", "source": ""},
                {"on": date(2026, 2, 3), "precision": "day", "time": "morning", "event": "Missed", "agency": "", "source": ""},
            ],
        )
    )
    assert said(parts, "Person 1: Uma") == {"Relation to the child": "Aunt"}
    assert said(parts, "Other agencies")["Canary Surgery"] == "Dr Dove\nStill involved: Yes"
    assert said(parts, "Key dates") == {"January 2026": "Seen\nAgency: GP", "3 February 2026, morning": "Missed"}


def test_each_answer_leads_to_its_page_and_to_its_own_child() -> None:
    parts = sections_of(Facts(children=[{"name": "Ada"}, {"name": "Ben"}]), rows=[1, 4])
    children = [part for part in parts if part.title.startswith("Child")]
    assert [part.title for part in children] == ["Child 1: Ada", "Child 2: Ben"]
    assert {(line.step, line.row) for line in children[1].rows} == {("child-about", 4), ("child-home", 4), ("child-status", 4)}


def test_a_declaration_is_shown_once_it_is_signed() -> None:
    parts = sections_of(Facts({"declared_by": "Alma Archer", "confirmed": ["Is this right?"]}))
    assert said(parts, "Declaration")["Signed by"] == "Alma Archer"
    assert said(parts, "Declaration")["Unusual answers the sender confirmed"] == "Is this right?"


def test_the_parts_stand_in_the_order_of_the_form() -> None:
    steps = [line.step for part in sections_of(Facts({"request": "statutory"})) for line in part.rows]
    pages = [step.slug for section in SECTIONS for step in section.steps]
    assert list(dict.fromkeys(steps)) == pages


@pytest.mark.parametrize("name", free_text(Referral, written.REFERRAL))
def test_all_words_of_the_sender_about_the_case_appear(name: str) -> None:
    values = [line.value for part in sections_of(Facts({"declared_by": "", name: CANARY})) for line in part.rows]
    assert CANARY in values


@pytest.mark.parametrize(("rows", "name"), [(rows, name) for rows, model, names in ROWS for name in free_text(model, names)])
def test_all_words_of_the_sender_in_rows_appear(rows: str, name: str) -> None:
    given: dict[str, Any] = {rows: [{"on": date(2026, 1, 2), name: CANARY}]}
    facts = Facts(**given)
    words = [f"{part.title} {line.label} {line.value}" for part in sections_of(facts) for line in part.rows]
    assert any(CANARY in line for line in words)
