"""The page "Ask the agencies", and what the first page says of whom it asked."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cspr.dashboards import waiting
from cspr.models import OutgoingEmail, User
from rapid_reviews import asking
from rapid_reviews.models import AgencyRequest, RapidReview, SearchedPerson
from tests.cast import person
from tests.doors import sign_in
from tests.rapid_reviews.agencies import NOW, RETURNS, agency, asked_review, contact, family_case, refer
from tests.walk import sent_rapid_review

Enter = Callable[[User], Client]


@pytest.fixture
def enter(site: Callable[[str], Client]) -> Enter:
    """The browser of somebody, on 30 December 2026."""

    def signed_in(user: User) -> Client:
        client = site("staff")
        sign_in(client, user)
        return client

    return signed_in


@pytest.fixture(autouse=True)
def december() -> Iterator[None]:
    with time_machine.travel(NOW):
        yield


def ask_page(review: RapidReview) -> str:
    return reverse("admin:rapid_reviews_agencyrequest_ask", args=[review.pk])


def typed(client: Client, address: str, **more: Any) -> dict[str, Any]:
    """What the browser would send of the page as it stands, with what the person types besides."""
    html = client.get(address).content.decode()
    sent: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", html):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and name[1].startswith(("family-", "scope", "due")):
            sent[name[1]] = value[1] if value else ""
        if name and name[1] == "agencies" and "checked" in tag and value:
            sent.setdefault("agencies", []).append(value[1])
    for name, words in re.findall(r'<textarea[^>]*name="(family-[^"]+)"[^>]*>\s*([^<]*)</textarea>', html):
        sent[name] = words
    return {key: value for key, value in {**sent, **more}.items() if not key.endswith("DELETE") or key in more}


def test_the_page_begins_with_the_family_the_named_agencies_and_the_day_of_the_plan(enter: Enter, coordinator: User) -> None:
    review = family_case(coordinator)
    school, nobody = agency("Hill School"), agency("Quay Surgery")
    contact(school, key=False), contact(agency("Other Trust"))
    refer(review, "HILL SCHOOL", "The Lighthouse", nobody.name)
    client = enter(coordinator)
    sent = typed(client, ask_page(review))
    assert (sent["agencies"], sent["due_on"]) == ([str(school.pk)], "2027-01-04")
    assert (sent["family-0-name"], sent["family-1-name"], sent["family-2-name"]) == ("Rowan Invented", "Alex Invented", "")
    shown = client.get(ask_page(review)).content.decode()
    for words in ("No key yet:", "Other Trust", "“The Lighthouse”", "Register a contact", "The plan has Monday 4 January"):
        assert words in shown
    assert f"{reverse('admin:cspr_agencycontact_add')}?agency={nobody.pk}" in shown


def test_send_all_sends_and_a_second_press_of_the_button_sends_nothing(enter: Enter, coordinator: User) -> None:
    review, client = family_case(coordinator), enter(coordinator)
    chosen = [contact(), contact(key=False)]
    sent = typed(
        client,
        ask_page(review),
        agencies=[str(one.agency_id) for one in chosen],
        scope_from="2024-01-01",
        asks="Anything on housing.",
        **{"family-2-name": "Sam Invented", "family-2-relation": "Uncle", "family-0-address": "2 Invented Way"},
    )
    first = client.post(ask_page(review), sent)
    assert (first.status_code, first["Location"]) == (302, ask_page(review))
    shown = client.get(ask_page(review)).content.decode()
    assert "Sent to 2 agencies. Ring 1 of the contacts" in shown
    second = client.post(ask_page(review), sent)
    assert second.status_code == 302
    assert "Nobody was asked twice" in client.get(ask_page(review)).content.decode()
    assert {(one.asks, one.due_on, one.status) for one in review.requests.all()} == {("Anything on housing.", RETURNS, "sent")}
    assert OutgoingEmail.objects.filter(key__startswith="request:").count() == 2
    assert list(review.family.values_list("name", "address")) == [
        ("Rowan Invented", "2 Invented Way"),
        ("Alex Invented", ""),
        ("Sam Invented", ""),
    ]
    review.refresh_from_db()
    assert review.scope_from == date(2024, 1, 1)


def test_a_further_agency_is_asked_later(enter: Enter, coordinator: User) -> None:
    review, _ = asked_review(coordinator)
    late_one, client = contact(), enter(coordinator)
    sent = typed(client, ask_page(review), agencies=[str(late_one.agency_id)], due_on="2027-01-05")
    assert client.post(ask_page(review), sent).status_code == 302
    assert review.requests.filter(due_on=date(2027, 1, 5)).get().contact == late_one
    assert review.requests.count() == 3


def test_of_several_contacts_the_one_that_was_chosen_is_asked(enter: Enter, coordinator: User) -> None:
    review, school, client = family_case(coordinator), agency(), enter(coordinator)
    contact(school)
    deputy = contact(school, is_lead=False)
    sent = typed(client, ask_page(review), agencies=[str(school.pk)], **{f"contact_{school.pk}": str(deputy.pk)})
    client.post(ask_page(review), sent)
    assert review.requests.get().contact == deputy


def test_the_list_alone_is_saved_without_asking_anybody(enter: Enter, coordinator: User) -> None:
    review, client = family_case(coordinator), enter(coordinator)
    contact()
    sent = typed(client, ask_page(review), save="1", due_on="", **{"family-1-DELETE": "on"})
    assert client.post(ask_page(review), sent).status_code == 302
    assert list(review.family.values_list("name", flat=True)) == ["Rowan Invented"]
    assert "On the case, and not on this list:" in client.get(ask_page(review)).content.decode()
    assert review.requests.count() == 0
    assert SearchedPerson.history.filter(history_type="-").get().history_user == coordinator


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"due_on": "2027-01-02"}, "is no working day"),
        ({"due_on": ""}, "This field is required"),
        ({"agencies": []}, "Tick at least one agency"),
        ({"agencies": ["999999"]}, "Select a valid choice"),
        ({"scope_from": "2026-01-01", "scope_to": "2025-01-01"}, "ends before it begins"),
        ({"family-2-name": "Sam Invented"}, "Family list, row 3, relation to the child"),
    ],
)
def test_what_cannot_be_is_said_nothing_is_sent_and_all_stays_typed(
    enter: Enter, coordinator: User, wrong: dict[str, Any], said: str
) -> None:
    review, client, one = family_case(coordinator), enter(coordinator), contact()
    sent = typed(
        client,
        ask_page(review),
        **{"agencies": [str(one.agency_id)], "asks": "Anything.", "family-0-name": "Rowan Otherwise", **wrong},
    )
    answer = client.post(ask_page(review), sent)
    shown = answer.content.decode()
    assert answer.status_code == 200
    for words in (said, "Nothing was saved and nothing was sent", "Rowan Otherwise", "Anything."):
        assert words in shown
    assert review.requests.count() == 0
    assert review.family.first().name == "Rowan Invented"  # type: ignore[union-attr]


def test_two_people_with_the_list_open_lose_nothing(enter: Enter, coordinator: User) -> None:
    review, client, one = family_case(coordinator), enter(coordinator), contact()
    sent = typed(client, ask_page(review), agencies=[str(one.agency_id)], **{"family-0-address": "3 Mine Way"})
    row = review.family.get(name="Rowan Invented")
    asking.keep_family(review, changed=[_with(row, address="4 Theirs Way")], removed=[], by=person("business_manager"))
    shown = client.post(ask_page(review), sent).content.decode()
    for words in ("4 Theirs Way", "3 Mine Way", "Nothing was saved"):
        assert words in shown
    assert (review.requests.count(), review.family.get(pk=row.pk).address) == (0, "4 Theirs Way")


def _with(row: SearchedPerson, **fields: Any) -> SearchedPerson:
    for name, value in fields.items():
        setattr(row, name, value)
    return row


def test_nobody_is_asked_once_the_review_is_with_the_panel(enter: Enter, coordinator: User) -> None:
    review, client, one = sent_rapid_review(coordinator), enter(coordinator), contact()
    assert "nobody is asked any more" in client.get(ask_page(review)).content.decode()
    sent = {"family-TOTAL_FORMS": "0", "family-INITIAL_FORMS": "0", "due_on": "2027-01-04", "agencies": [str(one.agency_id)]}
    assert client.post(ask_page(review), sent).status_code == 200
    assert client.post(ask_page(review), {**sent, "save": "1"}).status_code == 200
    assert review.requests.count() == 0


@pytest.mark.parametrize("role", ["administrator", "partner_lead", "reviewer", "auditor"])
def test_only_the_unit_asks(enter: Enter, coordinator: User, role: str) -> None:
    client, review = enter(person(role)), family_case(coordinator)
    assert {client.get(ask_page(review)).status_code, client.post(ask_page(review)).status_code} == {403}
    assert review.family.count() == 0


@pytest.mark.parametrize("nonsense", ["x", "0", "9" * 40, "-1"])
def test_there_is_no_such_review(enter: Enter, coordinator: User, nonsense: str) -> None:
    address = reverse("admin:rapid_reviews_agencyrequest_ask", args=[nonsense])
    assert enter(coordinator).get(address).status_code == 404


def test_the_first_page_says_whose_answer_is_awaited_and_how_late(coordinator: User) -> None:
    review, requests = asked_review(coordinator)
    asking.mark_opened(requests[0], at=NOW)

    def said(day: date) -> list[tuple[str, str, str]]:
        blocks = {block.title: block.rows for block in waiting(coordinator, on=day)}
        return [(row.label, row.words, row.tone) for row in blocks["Answers awaited"]]

    names = [f"{review.case.reference}: {request.agency}" for request in requests]
    assert said(date(2026, 12, 31))[0] == (names[0], "Due Monday 4 January: due in 1 working day. Opened by the agency.", "")
    assert said(date(2027, 1, 4))[1] == (names[1], "Due Monday 4 January: due today. Not opened yet.", "")
    assert said(date(2027, 1, 6))[1] == (names[1], "Due Monday 4 January: 2 working days late. Not opened yet.", "late")
    titles = {block.title for block in waiting(person("administrator"), on=date(2027, 1, 6))}
    assert "Answers awaited" not in titles


def test_whoever_was_asked_without_a_key_stands_on_the_call_list(coordinator: User) -> None:
    review = family_case(coordinator)
    no_key, spent, fine = contact(key=False), contact(tries_left=0), contact()
    asking.prepare(review, contacts=[no_key, spent, fine], due_on=RETURNS, scope=(None, None), by=coordinator, at=NOW)
    asking.send_all(review, by=coordinator, at=NOW)
    blocks = {block.title: block.rows for block in waiting(coordinator, on=NOW.date())}
    rows = blocks["Ring these contacts: they cannot open their request yet"]
    assert sorted((row.words, row.url) for row in rows) == sorted(
        (f"{one.name}, {one.role}, 01225 000000. {why}", reverse("admin:cspr_agencycontact_change", args=[one.pk]))
        for one, why in ((no_key, "No key was given yet."), (spent, "Too many wrong keys: a new one is needed."))
    )


def count(ask: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as asked:
        ask()
    return len(asked)


def test_twelve_requests_cost_no_more_queries_than_one(enter: Enter, coordinator: User) -> None:
    client, counts = enter(coordinator), []
    for number in (1, 12):
        AgencyRequest.objects.filter(status="sent").update(status="signed")
        review, _ = asked_review(coordinator, agencies=number)
        asking.fill_family(review, by=coordinator)
        SearchedPerson.objects.create(review=review, name="x", relation="x")
        pages = {
            "list": reverse("admin:rapid_reviews_agencyrequest_changelist") + "?status__exact=sent",
            "ask": ask_page(review),
            "today": reverse("admin:index"),
            "case": reverse("admin:cspr_case_change", args=[review.case_id]),
        }
        for address in pages.values():
            client.get(address)
        counts.append({name: count(lambda address=address: client.get(address)) for name, address in pages.items()})  # type: ignore[misc]
    assert counts[0] == counts[1]
