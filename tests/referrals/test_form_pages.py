"""The pages that stand once: what each takes, and what it says to a tired person where it cannot."""

from datetime import date, time
from typing import Any

import pytest

from cspr.models import Agency
from referrals.forms.catalog import STEPS
from tests.referrals import typed
from tests.referrals.answers import MONDAY
from tests.referrals.typed import day, errors, form

TOMORROW = f"{MONDAY.day + 1} 6 2026"
SCHOOLS = (Agency(pk=1, name="Canary School"), Agency(pk=2, name="Canary Surgery"))
ONCE = [slug for slug, step in STEPS.items() if not step.many]


@pytest.mark.parametrize("slug", STEPS)
def test_every_page_takes_what_a_sender_would_type(slug: str) -> None:
    page = form(slug)
    assert (page.is_valid(), errors(page)) == (True, {})


NOTHING_TYPED = {
    "you": {
        "id_sender_name": "Enter your full name",
        "id_sender_role": "Enter your role",
        "id_sender_phone": "Enter the telephone number on which we reach you",
    },
    "manager": {
        "id_manager_name": "Enter the senior manager’s full name",
        "id_manager_role": "Enter the senior manager’s role",
        "id_manager_contact": "Enter a telephone number or an e-mail address for the senior manager",
        "id_discussed_on-day": "Enter the date on which you discussed it",
    },
    "incident": {
        "id_incident_dated": "Select how exactly the date is known",
        "id_incident_on-day": "Enter the date of the incident, or the first day",
        "id_incident_place": "Enter where it happened, or “Not known”",
        "id_narrative": "Describe what happened",
    },
    "abuse": {"id_suspicion": "Select whether abuse or neglect is known or suspected"},
    "harm": {"id_outcome": "Select what happened to the child"},
    "learning": {
        "id_improvements": "Select whether improvements are needed, or “Not known”",
        "id_recurrent": "Select whether it is something that keeps coming up, or “Not known”",
        "id_agencies_concern": "Select whether there are concerns about how agencies worked together, or “Not known”",
        "id_panel_asked": "Select whether the national Panel has suggested a local review, or “Not known”",
    },
    "request": {"id_request": "Select what you ask for"},
    "aware": {
        "id_agency_aware_on-day": "Enter the date on which your agency became aware",
        "id_la_told": "Select whether the local authority has been told",
    },
    "family": {"id_household_known": "Select whether there is anybody else in the household or family, or “Not known”"},
    "agencies": {"id_agencies_involved": "Select whether other agencies know the child or the family, or “Not known”"},
    "safety": {
        "id_safety_steps": "Select what has been done, or “None of these” or “Not known”",
        "id_safety": "Enter how other children are kept safe now; if there are none, say so",
    },
    "dates": {},
    "other": {
        "id_proceedings": "Select the other processes, or “None” or “Not known”",
        "id_media_interest": "Select whether the media or the community show interest, or “Not known”",
        "id_family_told": "Select whether the family has been told of this referral, or “Not known”",
    },
}


@pytest.mark.parametrize("slug", ONCE)
def test_a_page_left_blank_asks_for_each_answer_that_is_needed(slug: str) -> None:
    good = typed.ONCE[slug]
    blank = {name: "" if isinstance(value, str) and not name.startswith("rows-") else None for name, value in good.items()}
    rows = typed.rows() if STEPS[slug].form.row_set else {}
    page = form(slug, **blank | rows)
    assert errors(page) == NOTHING_TYPED[slug]


# Page, what is changed of a good one, the box that the message leads to, the message.
WRONG: list[tuple[str, dict[str, Any], str, str]] = [
    ("you", {"sender_phone": "ring me"}, "sender_phone", "Enter a telephone number, like 01225 000 111 or 07700 900 111"),
    ("you", {"sender_name": "x" * 201}, "sender_name", "Your full name must be 200 characters or fewer; it has 201"),
    ("manager", day("discussed_on", TOMORROW), "discussed_on-day", "Date of the discussion must be today or in the past"),
    ("manager", day("discussed_on", "31 2 2026"), "discussed_on-day", "Date of the discussion must be a real date"),
    ("manager", {"discussed_on-year": ""}, "discussed_on-year", "Date of the discussion must include a year"),
    ("manager", {"discussed_on-year": "26"}, "discussed_on-year", "The year must have 4 numbers, like 2026"),
    (
        "manager",
        {"discussed_on-year": "1026"},
        "discussed_on-day",
        "Date of the discussion must be on or after 1 January 1900",
    ),
    (
        "incident",
        day("incident_on", TOMORROW),
        "incident_on-day",
        "Date of the incident, or first day must be today or in the past",
    ),
    (
        "incident",
        {"incident_dated": "period"},
        "incident_until-day",
        "Enter the last day, or select that it happened on or about one day",
    ),
    (
        "incident",
        {"incident_dated": "period", **day("incident_until", "29 5 2026")},
        "incident_until-day",
        "Last day is before the first day. Check both",
    ),
    (
        "incident",
        {"incident_dated": "period", **day("incident_until", TOMORROW)},
        "incident_until-day",
        "Last day must be today or in the past",
    ),
    (
        "incident",
        {"incident_dated": "about", **day("incident_until", "31 5 2026")},
        "incident_until-day",
        "Take the last day out, or select that it happened over a time",
    ),
    ("incident", {"incident_dated": "ages"}, "incident_dated", "Select an answer from the list"),
    (
        "incident",
        {"incident_place": "x" * 301},
        "incident_place",
        "The answer to “Where did it happen?” must be 300 characters or fewer; it has 301",
    ),
    ("abuse", {"abuse_evidence": ""}, "abuse_evidence", "Enter how you know, or why you suspect it"),
    ("abuse", {"suspicion": "known", "abuse_evidence": " "}, "abuse_evidence", "Enter how you know, or why you suspect it"),
    ("harm", {"harm_evidence": ""}, "harm_evidence", "Enter what shows the death or the serious harm"),
    ("harm", {"harm_types": []}, "harm_types", "Select the kinds of harm, or “Not known”"),
    ("harm", {"harm_types": ["bad luck"]}, "harm_types", "Select answers from the list"),
    (
        "harm",
        {"harm_types": ["neglect", "not_known"]},
        "harm_types",
        "“Not known” cannot be ticked together with another answer. Untick one of them",
    ),
    ("learning", {"improvements": "yes"}, "improvements_evidence", "Enter what shows that improvements are needed"),
    ("learning", {"recurrent": "yes"}, "recurrent_evidence", "Enter what has come up before, and where"),
    (
        "learning",
        {"agencies_working": ""},
        "agencies_working",
        "Enter what concerns you about how agencies worked together",
    ),
    ("learning", {"panel_asked": "yes"}, "panel_evidence", "Enter when and how the Panel suggested it"),
    (
        "aware",
        day("agency_aware_on", TOMORROW),
        "agency_aware_on-day",
        "Date your agency became aware must be today or in the past",
    ),
    (
        "aware",
        {"agency_aware_time": "teatime"},
        "agency_aware_time",
        "Enter a time, like 14:30 or 2:30pm, or leave it empty if it is not known",
    ),
    (
        "aware",
        {**day("agency_aware_on", "15 6 2026"), "agency_aware_time": "23:00"},
        "agency_aware_time",
        "This time is still to come. Enter when your agency became aware",
    ),
    (
        "aware",
        {**day("la_told_at", ""), "la_told_at-time": ""},
        "la_told_at-day",
        "Enter the date and the time at which the local authority was told",
    ),
    (
        "aware",
        {"la_told_at-time": ""},
        "la_told_at-time",
        "Date and time the local authority was told must include a time",
    ),
    (
        "aware",
        day("la_told_at", TOMORROW),
        "la_told_at-day",
        "Date and time the local authority was told must be today or in the past",
    ),
    (
        "aware",
        {**day("la_told_at", "15 6 2026"), "la_told_at-time": "23:00"},
        "la_told_at-day",
        "This time is still to come. Enter when the local authority was told",
    ),
    ("aware", {"la_told_how": ""}, "la_told_how", "Enter how the local authority was told, and who took it"),
    (
        "aware",
        {"la_told": "not_known"},
        "la_told_at-day",
        "Take the date and the time out, or answer that the local authority has been told",
    ),
    (
        "safety",
        {"safety_steps": ["nothing", "police"]},
        "safety_steps",
        "“None of these” cannot be ticked together with another answer. Untick one of them",
    ),
    (
        "safety",
        {"safety_steps": ["not_known", "police"]},
        "safety_steps",
        "“Not known” cannot be ticked together with another answer. Untick one of them",
    ),
    (
        "other",
        {"proceedings": ["nothing", "inquest"]},
        "proceedings",
        "“None” cannot be ticked together with another answer. Untick one of them",
    ),
    (
        "other",
        {"proceedings": ["other"], "proceedings_details": ""},
        "proceedings_details",
        "Enter which other process it is",
    ),
    ("other", {"media_interest": "yes"}, "media_details", "Enter what interest there is"),
    ("other", {"family_details": ""}, "family_details", "Enter what the family was told, and by whom"),
    (
        "other",
        {"family_told": "no", "family_details": ""},
        "family_details",
        "Enter why the family has not been told",
    ),
]


@pytest.mark.parametrize(("slug", "changes", "box", "message"), WRONG)
def test_what_is_wrong_is_said_once_and_leads_to_its_box(slug: str, changes: dict[str, Any], box: str, message: str) -> None:
    page = form(slug, **changes)
    assert (page.is_valid(), errors(page)) == (False, {f"id_{box}": message})


# "Not known" is an answer, and what an answer does not ask for may stay empty.
RIGHT: list[tuple[str, dict[str, Any]]] = [
    ("manager", day("discussed_on", "15 6 2026")),
    ("manager", day("discussed_on", "1 1 2020")),
    ("incident", {"incident_dated": "about"}),
    ("incident", {"incident_dated": "period", **day("incident_until", "30 5 2026")}),
    ("incident", {"incident_time": "", "incident_place": "Not known"}),
    ("abuse", {"suspicion": "neither", "abuse_evidence": ""}),
    ("harm", {"outcome": "other", "harm_types": [], "harm_evidence": ""}),
    ("harm", {"harm_types": ["not_known"]}),
    ("learning", {"improvements": "no", "agencies_concern": "not_known", "agencies_working": ""}),
    ("request", {"request": "other_learning"}),
    ("aware", {"agency_aware_time": ""}),
    ("aware", {"agency_aware_time": "Not known"}),
    ("aware", {"la_told": "no", **day("la_told_at", ""), "la_told_at-time": "", "la_told_how": ""}),
    ("safety", {"safety_steps": ["nothing"]}),
    ("other", {"proceedings": ["not_known"], "proceedings_details": "", "family_told": "not_known", "family_details": ""}),
]


@pytest.mark.parametrize(("slug", "changes"), RIGHT)
def test_an_unusual_page_that_can_be_true_is_taken(slug: str, changes: dict[str, Any]) -> None:
    assert errors(form(slug, **changes)) == {}


def test_the_agency_is_asked_for_only_where_there_are_several() -> None:
    alone, several = form("you", agencies=SCHOOLS[:1]), form("you", agencies=SCHOOLS)
    assert ("agency" in alone.fields, errors(alone)) == (False, {})
    assert errors(several) == {"id_agency": "Select the agency for which you send this referral"}
    chosen: Any = form("you", agencies=SCHOOLS, agency="2")
    assert (chosen.is_valid(), chosen.chosen_agency, "agency" in chosen.facts) == (True, SCHOOLS[1], False)


def test_an_agency_that_is_not_the_senders_cannot_be_chosen() -> None:
    assert errors(form("you", agencies=SCHOOLS, agency="3")) == {"id_agency": "Select an answer from the list"}


def test_a_time_that_is_not_known_is_stored_as_none() -> None:
    known, unknown = form("aware"), form("aware", agency_aware_time="not known")
    assert (known.is_valid(), unknown.is_valid()) == (True, True)
    assert (known.facts["agency_aware_time"], unknown.facts["agency_aware_time"]) == (time(9, 15), None)


def test_the_day_is_the_day_in_london() -> None:
    shortly_after_midnight = MONDAY.replace(hour=23, minute=30)
    page = form("manager", at=shortly_after_midnight, **day("discussed_on", "16 6 2026"))
    assert (page.is_valid(), page.cleaned_data["discussed_on"]) == (True, date(2026, 6, 16))


@pytest.mark.parametrize("slug", STEPS)
def test_a_browser_keeps_nothing_but_what_the_sender_says_of_themselves(slug: str) -> None:
    page = form(slug)
    forms = [page, *(page.rows.forms if page.rows else [])]
    kept = {
        name for one in forms for name, field in one.fields.items() if field.widget.attrs.get("autocomplete", "off") != "off"
    }
    assert kept == ({"sender_name", "sender_role", "sender_phone"} if slug == "you" else set())
