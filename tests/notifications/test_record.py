"""The record in the order of the national system: nothing is typed twice, what is missing is said, what was sent is kept."""

from datetime import date
from importlib import import_module
from typing import Any

import pytest

from cspr.lifecycle import MoveRefused
from cspr.models import User
from notifications import facts, lifecycle, sheets
from notifications.letters import copy_sheet
from notifications.models import Notification
from notifications.models.children import age_in_words
from tests import walk
from tests.notifications.records import add_child, change, complete, from_a_referral, with_children
from tests.pdf_text import text
from tests.walk import AWARE, NOTIFIED_IN_TIME


def words(of: Notification) -> dict[str, dict[str, str]]:
    return {part.title: {line.label: line.words for line in part.lines} for part in sheets.sheet(of)}


def missing(of: Notification) -> list[str]:
    return [f"{title}: {line.label}" for title, line in sheets.missing(sheets.sheet(of))]


def test_what_case_and_referral_know_is_in_the_record_from_the_first_day(coordinator: User) -> None:
    child = {
        "born_on": date(2010, 5, 1), "legal_status": "care_order", "care_leaver": "no", "placement": "foster",
        "protection_plan": "earlier", "child_in_need": "yes", "whereabouts": "At school",
    }  # fmt: skip
    one = from_a_referral(coordinator, child, outcome="death", suspicion="known")
    assert (one.incident_on, one.incident_time, one.incident_place) == (AWARE.date(), "At dusk", "A park in Bath")
    assert (one.nature, one.suspicion, one.looked_after, one.care_leaver) == ("death", "known", "yes", "no")
    assert one.local_authority == "Bath and North East Somerset"
    row = one.children.get()
    assert (row.placement, row.child_in_need, row.protection_plan) == ("foster", "yes", "earlier")
    assert row.known_to == "City hospital"
    assert row.area == "1 Invented Lane, Bath; at the time: At school"
    assert words(one)["Child 1"] | {"Age at the time": "10 years", "Sex": "Female"} == words(one)["Child 1"]
    assert sheets.sheet(one)[-1].lines[0].words == "24 December 2020, 10:00"


@pytest.mark.parametrize(
    ("children", "looked_after", "care_leaver"),
    [
        ([{"legal_status": "none", "care_leaver": "no"}, {"legal_status": "remand", "care_leaver": "yes"}], "yes", "yes"),
        ([{"legal_status": "not_known", "care_leaver": "yes"}], "not_known", "yes"),
        ([{"legal_status": "none", "care_leaver": "no"}], "no", "no"),
        ([], "", ""),
    ],
)  # fmt: skip
def test_one_answer_for_all_children_of_the_referral(
    coordinator: User, children: list[dict[str, Any]], looked_after: str, care_leaver: str
) -> None:
    one = from_a_referral(coordinator, *children)
    assert (one.looked_after, one.care_leaver) == (looked_after, care_leaver)


def test_the_view_that_a_partner_gave_of_the_referral_is_the_first_view_of_the_notification(coordinator: User) -> None:
    views = (("police", "not_met"), ("police", "met"), ("icb", "not_met"), ("local_authority", "open"))
    one = from_a_referral(coordinator, views=views)
    stances = {row.partner: row for row in one.stances.all()}
    assert [stances[partner].stance for partner in ("police", "icb", "local_authority")] == ["agrees", "does_not", "not_given"]
    assert words(one)["Views of the three partners"] == {
        "Local authority": "",
        "Police": "Agrees to notify (A lead, 24 December 2020). Reasons: met.",
        "Integrated care board": "Does not agree to notify (A lead, 24 December 2020). Reasons: not_met.",
        "Further words on the partners’ views": "",
    }
    assert [(row.partner, row.dissents) for row in one.stances.all()] == [
        ("local_authority", False), ("police", False), ("icb", True),
    ]  # fmt: skip


def test_the_order_is_that_of_the_national_system(coordinator: User) -> None:
    one = complete(coordinator, children=2)
    parts = sheets.sheet(one)
    assert [part.title for part in parts] == [
        "Notifier", "Incident", "Child 1", "Child 2", "Further information", "Views of the three partners",
        "Copies and documents", "Kept here only",
    ]  # fmt: skip
    assert [line.label for line in parts[0].lines + parts[1].lines] == [
        "Who notifies for the local authority", "Telephone of the notifier", "E-mail of the notifier", "Local authority",
        "Date of the incident", "Time of the incident", "Place of the incident", "Nature of the notification",
        "Looked-after child", "Care leaver", "Abuse or neglect", "What happened, as far as it is known",
    ]  # fmt: skip
    assert [line.label for line in parts[2].lines] == [
        "Name", "Age at the time", "Sex", "Ethnicity", "Disability or special educational needs", "Health",
        "Geographical information", "Type of placement", "Child in need plan", "Child protection plan", "Known to agencies",
    ]  # fmt: skip
    assert parts[1].lines[0].words == "24 December 2020"
    assert missing(one) == []


def test_what_has_to_be_filled_in_and_is_not_is_said_with_its_place(coordinator: User) -> None:
    one = walk.notification(coordinator)
    assert missing(one) == [
        "Notifier: Who notifies for the local authority",
        "Notifier: Telephone of the notifier",
        "Notifier: E-mail of the notifier",
        "Incident: Place of the incident",
        "Incident: Nature of the notification",
        "Incident: Looked-after child",
        "Incident: Care leaver",
        "Incident: Abuse or neglect",
        "Incident: What happened, as far as it is known",
        "Children: At least one child, on the page of the case",
        "Views of the three partners: Local authority",
        "Views of the three partners: Police",
        "Views of the three partners: Integrated care board",
    ]
    places = {line.label: line.place for _, line in sheets.missing(sheets.sheet(one))}
    assert places["Telephone of the notifier"] == ("notification", one.pk, "notifier_phone")
    assert places["Police"] == ("partnerstance", one.stances.get(partner="police").pk, "stance")
    assert places["At least one child, on the page of the case"] == ("case", one.case_id, "")


def test_the_placement_is_asked_of_a_looked_after_child_alone(coordinator: User) -> None:
    one = complete(coordinator)
    child = one.case.children.get()
    child.looked_after = True
    child.save()
    assert missing(one) == ["Child 1: Type of placement"]


def test_a_child_who_was_added_to_the_case_later_is_missing_until_somebody_takes_it_over(coordinator: User) -> None:
    one = complete(coordinator)
    add_child(one.case, name="Later", born_on=date(2019, 1, 1))
    assert missing(one) == ["Child 1: 1 child of the case is not in the notification yet"]
    facts.take_over_children(one, by=coordinator)
    assert [row.child.name for row in one.children.all()] == ["Child 1", "Later"]
    with pytest.raises(MoveRefused, match="already"):
        facts.take_over_children(one, by=coordinator)


def test_four_children_are_told_in_detail_and_the_others_counted_as_further_information(coordinator: User) -> None:
    one = with_children(coordinator, 6)
    told = words(one)
    assert [title for title in told if title.startswith("Child")] == ["Child 1", "Child 2", "Child 3", "Child 4"]
    assert told["Further information"]["Further children"] == (
        "The incident concerns 6 children. 4 are described above; 2 more children: Child 5, 16 years, female, 1 Invented Lane; "
        "Child 6, 17 years, female, 1 Invented Lane."
    )
    last = one.children.last()
    assert last is not None
    last.position = 0
    last.save()
    assert words(one)["Child 1"]["Name"] == "Child 6"


def test_a_child_who_is_taken_out_of_the_case_leaves_the_record_that_is_being_prepared(coordinator: User) -> None:
    one = with_children(coordinator, 2)
    one.case.children.order_by("pk")[0].delete()
    assert [row.child.name for row in one.children.all()] == ["Child 2"]


@pytest.mark.parametrize(
    ("born", "on", "said"),
    [
        (date(2020, 12, 20), date(2020, 12, 21), "1 day"),
        (date(2020, 12, 1), date(2020, 12, 31), "30 days"),
        (date(2020, 11, 30), date(2020, 12, 30), "1 month"),
        (date(2019, 1, 1), date(2020, 12, 31), "23 months"),
        (date(2019, 1, 1), date(2021, 1, 1), "2 years"),
        (date(2004, 2, 29), date(2022, 2, 28), "17 years"),
        (date(2004, 2, 29), date(2022, 3, 1), "18 years"),
        (date(2021, 1, 1), date(2020, 1, 1), ""),
    ],
)
def test_an_age_is_said_as_people_say_it(born: date, on: date, said: str) -> None:
    assert age_in_words(born, on) == said


def test_the_age_is_that_on_the_day_of_the_incident_or_of_the_death_before_it(coordinator: User) -> None:
    row = with_children(coordinator, 1).children.get()
    assert row.age_on(date(2021, 6, 1)) == "13 years"
    row.child.died_on = date(2020, 12, 31)
    assert row.age_on(date(2021, 6, 1)) == "12 years"
    row.child.born_on, row.child.expected_on = None, date(2021, 5, 3)
    assert row.age_on(date(2021, 6, 1)) == "Unborn, expected 3 May 2021"
    row.child.expected_on = None
    assert row.age_on(date(2021, 6, 1)) == ""


def test_what_was_sent_stays_as_it_was_sent_whatever_changes_with_the_case(coordinator: User) -> None:
    one = complete(coordinator)
    add_child(one.case, name="Added this morning", born_on=date(2019, 1, 1))
    sent = lifecycle.record_sent(
        one, by=coordinator, at=NOTIFIED_IN_TIME, sent_at=NOTIFIED_IN_TIME, national_reference="SIN-7", partners_told=True
    )
    before = words(sent)
    assert before["Child 2"]["Name"] == "Added this morning"
    child = sent.case.children.order_by("pk")[0]
    child.name = "Another name"
    child.save()
    change(sent, notifier_name="Another notifier")
    after = words(Notification.objects.get(pk=sent.pk))
    assert (after, after["Child 1"]["Name"]) == (before, "Child 1")
    assert after["Kept here only"] == {
        "When the local authority became aware": "24 December 2020, 10:00",
        "Partners told": "29 December 2020, 09:30",
        "How the partners were told": "With the notification",
        "Sent to the Panel": "29 December 2020, 09:30",
        "National reference": "SIN-7",
    }
    with pytest.raises(MoveRefused, match="only while"):
        facts.take_over_children(sent, by=coordinator)


def test_the_document_carries_the_marking_and_says_what_is_missing(coordinator: User) -> None:
    said = text(copy_sheet(walk.notification(coordinator)))
    for part in ("OFFICIAL-SENSITIVE PERSONAL", "Not yet recorded as sent", "Still missing", "Place of the incident"):
        assert part in said
    sent = lifecycle.record_sent(
        complete(coordinator), by=coordinator, at=NOTIFIED_IN_TIME, sent_at=NOTIFIED_IN_TIME, national_reference="SIN-7"
    )
    said = text(copy_sheet(sent))
    assert "SIN-7" in said
    assert "Still missing" not in said
    assert "Not yet recorded" not in said


@pytest.mark.parametrize(
    ("typed", "phone", "email"),
    [
        ("01632 960 201", "01632 960 201", ""),
        ("n.otifier@council.example", "", "n.otifier@council.example"),
        ("01632 960 201, n@council.example", "01632 960 201", "n@council.example"),
        ("n@council.example / 01632 960 201 (office)", "01632 960 201 (office)", "n@council.example"),
        ("Ask the duty desk", "Ask the duty desk", ""),
    ],
)
def test_what_stood_in_one_box_for_contact_is_parted_and_nothing_is_lost(typed: str, phone: str, email: str) -> None:
    migration = import_module("notifications.migrations.0005_fill_the_new_fields_from_the_old")
    assert migration.parted(typed) == (phone, email)
