"""Reminders of answers climb in working days: each rung once, to whom the ladder names, and a late sweep tells the newest."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection, models
from django.db.models.functions import Concat
from django.test.utils import CaptureQueriesContext

from cspr.emails import sweep_all
from cspr.lifecycle import MoveRefused
from cspr.models import AgencyContact, CaseConflict, OutgoingEmail, User
from rapid_reviews import asking, reminders
from rapid_reviews.asking import awaited
from rapid_reviews.models import AgencyRequest
from tests.cast import person
from tests.rapid_reviews.agencies import NOW, agency, ask, asked_review, contact, family_case

# Thursday 7 January 2027. Two working days before is the 5th, one after it the 8th, three after it the 12th.
DUE = date(2027, 1, 7)


def on(day: int, hour: int = 9) -> datetime:
    return datetime(2027, 1, day, hour, tzinfo=UTC)


def told(day: int, hour: int = 9) -> list[str]:
    """Sweep on that day of January, and say to whom that was a new message."""
    before = set(OutgoingEmail.objects.values_list("pk", flat=True))
    reminders.sweep(at=on(day, hour))
    return sorted(OutgoingEmail.objects.exclude(pk__in=before).values_list("to", flat=True))


@pytest.fixture
def request_of_january(coordinator: User) -> AgencyRequest:
    """Sent on 30 December, due on 7 January."""
    (request,) = ask(family_case(coordinator), coordinator, contact(), due_on=DUE)
    return request


def test_each_rung_tells_whom_the_ladder_names_and_once(request_of_january: AgencyRequest, coordinator: User) -> None:
    manager, lead, request = person("business_manager"), person("partner_lead"), request_of_january
    colleague = contact(request.agency, is_lead=False)
    contact(request.agency, is_active=False)
    its, unit = request.contact.email, [coordinator.email, manager.email]
    expected = {
        4: [],
        5: [its],
        6: [],
        7: [its],
        8: [its, *unit],
        # A weekend, and the two working days until the third.
        9: [],
        10: [],
        11: [],
        12: [its, colleague.email, lead.email, *unit],
        13: [],
    }
    assert {day: told(day) for day in expected} == {day: sorted(people) for day, people in expected.items()}
    assert [told(day, hour=15) for day in expected] == [[]] * len(expected)


def test_a_sweep_a_month_late_tells_only_of_the_newest_rung(request_of_january: AgencyRequest, coordinator: User) -> None:
    assert told(31) == sorted([request_of_january.contact.email, coordinator.email])
    keys = OutgoingEmail.objects.filter(key__contains="2027-01-07").values_list("key", flat=True)
    assert all(":further:" in key for key in keys)
    assert told(31, hour=15) == []


def test_the_colleague_to_whom_it_was_handed_is_reminded_too(request_of_january: AgencyRequest) -> None:
    request = request_of_january
    request.delegate = contact(request.agency, is_lead=False)
    request.save()
    assert told(5) == sorted([request.contact.email, request.delegate.email])


@pytest.mark.parametrize("gone", [lambda: {"is_active": False}, lambda: {"agency": agency("Another agency")}])
def test_whoever_was_struck_off_or_moved_away_is_not_reminded_but_the_unit_still_is(
    request_of_january: AgencyRequest, coordinator: User, gone: Callable[[], dict[str, Any]]
) -> None:
    request = request_of_january
    AgencyContact.objects.filter(pk=request.contact_id).update(**gone())
    assert [told(5), told(8)] == [[], [coordinator.email]]
    request.refresh_from_db()
    with pytest.raises(MoveRefused, match="ask another contact"):
        asking.remind_now(request, by=coordinator, at=on(8))
    (to_ring,) = awaited.to_ring(coordinator, date(2027, 1, 8))
    assert "They no longer answer for the agency" in to_ring.words


def test_a_request_sent_a_day_before_is_not_reminded_of_at_once(coordinator: User) -> None:
    (request,) = ask(family_case(coordinator), coordinator, contact(), due_on=DUE, at=on(6))
    its = request.contact.email
    assert [told(6, hour=10), told(7), told(8)] == [[], [its], sorted([its, coordinator.email])]


def test_a_request_sent_on_its_own_day_is_not_reminded_of_on_that_day(coordinator: User) -> None:
    ask(family_case(coordinator), coordinator, contact(), due_on=DUE, at=on(7))
    assert told(7, hour=15) == []


def test_another_day_has_reminders_of_its_own(request_of_january: AgencyRequest, coordinator: User) -> None:
    request = request_of_january
    assert told(5) == [request.contact.email]
    asking.move_due(request, to=date(2027, 1, 14), because="x", by=coordinator, at=on(5, 12))
    assert [told(6), told(12)] == [[], [request.contact.email]]


@pytest.mark.parametrize("ended", ["signed", "taken back"])
def test_what_is_answered_or_taken_back_is_not_reminded_of(
    request_of_january: AgencyRequest, coordinator: User, ended: str
) -> None:
    if ended == "signed":
        asking.mark_signed(request_of_january, at=NOW)
    else:
        asking.cancel(request_of_january, because="x", by=coordinator, at=NOW)
    assert [told(day) for day in (5, 7, 8, 12)] == [[], [], [], []]


def test_twelve_late_agencies_are_one_message_to_each_of_the_unit(coordinator: User) -> None:
    review = family_case(coordinator)
    requests = ask(review, coordinator, *(contact() for _ in range(12)), due_on=DUE)
    assert told(8) == sorted([*(request.contact.email for request in requests), coordinator.email])


def test_whoever_has_a_conflict_is_not_told_but_the_next_above(request_of_january: AgencyRequest, coordinator: User) -> None:
    case, lead = request_of_january.review.case, person("partner_lead")
    CaseConflict.objects.create(case=case, user=coordinator, because="Knows the family")
    assert told(8) == sorted([request_of_january.contact.email, lead.email])


def test_no_reminder_has_a_word_of_anybody(request_of_january: AgencyRequest, coordinator: User) -> None:
    request, lead = request_of_january, person("partner_lead")
    contact(request.agency, is_lead=False)
    for day in (5, 7, 8, 12):
        told(day)
    mails = OutgoingEmail.objects.filter(key__contains="2027-01-07")
    assert mails.count() == 1 + 1 + 2 + 4
    people = (request.contact, lead, coordinator)
    words = ["Rowan", "Alex", request.agency.name, str(request.pk), *(one.name for one in people)]
    assert [word for mail in mails for word in words if word in mail.subject + mail.body] == []
    assert all(request.review.case.reference in mail.subject for mail in mails)


def test_the_words_say_how_late_it_is(request_of_january: AgencyRequest) -> None:
    said = {}
    for day in (5, 7, 8):
        told(day)
        said[day] = OutgoingEmail.objects.filter(to=request_of_january.contact.email).latest("created_at").subject
    assert [said[day].split(": ")[1] for day in said] == [
        "your agency’s answer is due in 2 working days (Thursday 7 January)",
        "your agency’s answer is due today (Thursday 7 January)",
        "your agency’s answer is 1 working day late (Thursday 7 January)",
    ]


def test_the_beat_sweeps_the_requests_too(request_of_january: AgencyRequest) -> None:
    sweep_all(at=on(5))
    assert OutgoingEmail.objects.filter(key__startswith=f"request:{request_of_january.pk}:2027-01-07:ahead").count() == 1


def test_a_sweep_asks_as_often_for_twelve_requests_as_for_one(coordinator: User) -> None:
    counts = []
    for number in (1, 12):
        asked_review(coordinator, agencies=number)
        with CaptureQueriesContext(connection) as asked:
            reminders.sweep(at=on(8))
        counts.append(len(asked))
        OutgoingEmail.objects.filter(key__contains="2027").update(key=Concat("key", models.Value(f"-{number}")))
    assert counts[0] == counts[1]
