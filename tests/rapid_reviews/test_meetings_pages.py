"""The pages of a meeting: planned by the unit, its steps taken on their pages, read by all who read the case."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cspr.models import AccessRecord, CaseAssignment, User
from rapid_reviews import meetings
from rapid_reviews.admin.beside import asked
from rapid_reviews.models import Attendance, Meeting, RapidReview
from tests.cast import person
from tests.doors import sign_in
from tests.rapid_reviews.agencies import NOW, asked_review, family_case
from tests.rapid_reviews.test_meetings import OVER, PARTNERS, STARTS, leads, plan

Enter = Callable[[User], Client]
ADD = "admin:rapid_reviews_meeting_add"


@pytest.fixture
def enter(site: Callable[[str], Client]) -> Enter:
    """The browser of somebody, after the meeting."""

    def signed_in(user: User) -> Client:
        client = site("staff")
        sign_in(client, user)
        return client

    return signed_in


@pytest.fixture(autouse=True)
def after_the_meeting() -> Iterator[None]:
    with time_machine.travel(OVER):
        yield


def page(meeting: Meeting, verb: str = "") -> str:
    name = "admin:rapid_reviews_meeting_"
    return reverse(f"{name}verb", args=[meeting.pk, verb]) if verb else reverse(f"{name}change", args=[meeting.pk])


def facts(meeting: Meeting, client: Client, **more: Any) -> dict[str, Any]:
    """What the browser would send of the page as it stands."""
    html = client.get(page(meeting)).content.decode()
    sent = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html))
    for number, row in enumerate(meeting.attendance.all()):
        sent |= {f"attendance-{number}-{name}": str(getattr(row, name)) for name in ("name", "role", "partner")}
    shown = {"starts_at": "2027-01-05T10:00", "minutes": "90", "place": "Room 2", "chair": "Dr Chair", "agenda": "x"}
    return {**sent, **shown, **more}


def test_the_page_for_a_new_one_begins_with_the_day_of_the_plan_and_an_agenda(enter: Enter, coordinator: User) -> None:
    review = family_case(coordinator)
    with time_machine.travel(NOW):
        shown = enter(coordinator).get(reverse(ADD), {"review": review.pk}).content.decode()
    assert 'value="2027-01-05T10:00"' in shown
    assert "2. Conflicts of interest" in shown
    client = enter(coordinator)
    typed = {"review": review.pk, "starts_at": "2027-01-05T14:00", "minutes": "60", "agenda": "1. All", "chair": "Dr Chair"}
    answer = client.post(reverse(ADD), typed)
    meeting = review.meetings.get()
    assert (answer.status_code, answer["Location"]) == (302, page(meeting))
    assert (meeting.starts_at, meeting.agenda) == (datetime(2027, 1, 5, 14, tzinfo=UTC), "1. All")


@pytest.mark.parametrize("nonsense", ["x", "9" * 40, "0", "-1"])
def test_an_address_with_nonsense_offers_the_page_all_the_same(enter: Enter, coordinator: User, nonsense: str) -> None:
    family_case(coordinator)
    assert enter(coordinator).get(reverse(ADD), {"review": nonsense}).status_code == 200


def test_a_review_that_one_may_not_see_is_no_choice(enter: Enter, coordinator: User) -> None:
    review = family_case(coordinator)
    review.case.conflicts.create(user=coordinator, because="x")
    client = enter(coordinator)
    assert review.case.reference not in client.get(reverse(ADD), {"review": review.pk}).content.decode()
    answer = client.post(reverse(ADD), {"review": review.pk, "starts_at": "2027-01-05T14:00", "minutes": "60"})
    assert (answer.status_code, review.meetings.count()) == (200, 0)


def test_facts_and_the_list_of_those_invited_are_edited_while_it_is_planned(enter: Enter, coordinator: User) -> None:
    meeting, client = plan(family_case(coordinator), coordinator), enter(coordinator)
    number = meeting.attendance.count()
    changed = {
        "attendance-TOTAL_FORMS": str(number + 1),
        "attendance-0-name": "Ms Named",
        "attendance-1-DELETE": "on",
        f"attendance-{number}-name": "Dr Guest",
        "place": "online",
    }
    answer = client.post(page(meeting), facts(meeting, client, **changed))
    assert answer.status_code == 302, re.findall(r"errorlist[^<]*<li>([^<]+)", answer.content.decode())
    meeting.refresh_from_db()
    names = list(meeting.attendance.values_list("name", flat=True))
    assert (meeting.place, names) == ("online", ["Ms Named", "To be named", "Dr Guest"])


def test_what_was_held_is_no_longer_edited_and_nothing_typed_is_lost(enter: Enter, coordinator: User) -> None:
    meeting, client = plan(family_case(coordinator), coordinator), enter(coordinator)
    sent = facts(meeting, client, place="Somewhere else")
    meetings.hold(meeting, present=[], decisions="x", because="x", by=coordinator, at=OVER)
    shown = client.post(page(meeting), sent).content.decode()
    assert "Somewhere else" in shown
    assert "This now stands at “Held”" in shown
    meeting.refresh_from_db()
    assert meeting.place == "Room 2"


def test_the_steps_of_a_meeting_are_taken_on_their_pages(enter: Enter, coordinator: User) -> None:
    (lead, *_) = leads(*PARTNERS)
    review = family_case(coordinator)
    meeting, client = plan(review, coordinator), enter(coordinator)
    police = meeting.attendance.get(partner="police")
    there = [str(row.pk) for row in meeting.attendance.exclude(pk=police.pk)]
    steps: list[tuple[str, dict[str, Any]]] = [
        ("conflict", {"person": police.pk, "conflict": "A neighbour", "left_for_it": "on", "shut_for": lead.pk}),
        ("action", {"words": "Tell the school", "owner": "The lead", "due_on": "2027-01-08"}),
        ("hold", {"present": there, "decisions": "A local review", "because": "Called away."}),
    ]
    for verb, typed in steps:
        answer = client.post(page(meeting, verb), typed)
        assert (answer.status_code, answer.headers.get("Location")) == (302, page(meeting)), verb
    action = meeting.actions.get()
    assert client.post(page(meeting, "action-done"), {"action": action.pk, "done_on": "2027-01-05"}).status_code == 302
    shown = client.get(page(meeting)).content.decode()
    for words in ("Quorum: the police are missing.", "Called away.", "A neighbour (left the room for it)", "Tell the school"):
        assert words in shown
    assert review.case.conflicts.get().user == lead
    assert [verb for verb in ("hold", "call-off", "action-done") if page(meeting, verb) in shown] == []
    assert AccessRecord.objects.filter(action__startswith="step: ").count() == 4


def test_without_quorum_the_page_says_who_is_missing_and_keeps_what_was_typed(enter: Enter, coordinator: User) -> None:
    meeting = plan(family_case(coordinator), coordinator)
    answer = enter(coordinator).post(page(meeting, "hold"), {"decisions": "A local review"})
    shown = answer.content.decode()
    assert answer.status_code == 200
    for words in ("the local authority, the police and the integrated care board are missing", "A local review"):
        assert words in shown


def test_whoever_shuts_the_case_for_themselves_is_led_to_the_first_page(enter: Enter, coordinator: User) -> None:
    meeting, client = plan(family_case(coordinator), coordinator), enter(coordinator)
    row = Attendance.objects.filter(meeting=meeting)[0]
    answer = client.post(page(meeting, "conflict"), {"person": row.pk, "conflict": "Mine", "shut_for": coordinator.pk})
    assert (answer.status_code, answer["Location"]) == (302, reverse("admin:index"))
    assert client.get(page(meeting)).status_code in (302, 404)


def test_the_papers_are_taken_away_under_the_reference_and_recorded(enter: Enter, coordinator: User) -> None:
    meeting, client = plan(family_case(coordinator), coordinator), enter(coordinator)
    agenda = client.get(reverse("admin:rapid_reviews_meeting_agenda", args=[meeting.pk]))
    diary = client.get(reverse("admin:rapid_reviews_meeting_calendar", args=[meeting.pk]))
    assert (agenda["Content-Type"], agenda.content[:5]) == ("application/pdf", b"%PDF-")
    assert icalendar.Calendar.from_ical(diary.content).walk("VEVENT")[0].decoded("dtstart") == STARTS
    reference = meeting.review.case.reference
    assert [answer["Content-Disposition"] for answer in (agenda, diary)] == [
        f'attachment; filename="{reference}-agenda.pdf"',
        f'attachment; filename="{reference}-meeting.ics"',
    ]
    assert AccessRecord.objects.filter(action__startswith="downloaded the ", case=meeting.review.case).count() == 2


@pytest.mark.parametrize("role", ["administrator", "partner_lead", "reviewer"])
def test_who_reads_the_case_reads_the_meeting_and_alters_nothing(enter: Enter, coordinator: User, role: str) -> None:
    meeting, reader = plan(family_case(coordinator), coordinator), person(role)
    CaseAssignment.objects.create(case=meeting.review.case, user=reader, until=date(2999, 1, 1))
    client = enter(reader)
    shown = client.get(page(meeting)).content.decode()
    assert "Dr Chair" in shown
    assert "Record the meeting as held" not in shown
    for verb in ("hold", "conflict", "action", "action-done", "call-off"):
        assert client.post(page(meeting, verb), {"because": "x"}).status_code == 403
    assert {client.get(reverse(ADD)).status_code, client.post(page(meeting), {"place": "x"}).status_code} == {403}


def test_beside_the_review_stand_its_agencies_and_its_meetings(coordinator: User) -> None:
    review, _ = asked_review(coordinator, agencies=3)
    review.requests.filter(pk=review.requests.all()[0].pk).update(status="signed", ended_at=NOW)
    plan(review, coordinator)
    shown = asked(review, coordinator, date(2027, 1, 6))
    assert shown.words == "1 of 3 agencies have answered. 2 are late."
    assert [row.label for row in shown.meetings] == ["Tuesday 5 January at 10:00"]
    assert shown.ask_url.endswith(f"/ask/{review.pk}/")
    reader = asked(review, person("partner_lead"), date(2027, 1, 6))
    assert (len(reader.lines), reader.ask_url, reader.meeting_url) == (3, "", "")
    review.status = RapidReview.Status.SENT
    assert asked(review, coordinator, date(2027, 1, 6)).ask_url == ""
    assert asked(review, person("auditor"), NOW.date()).lines == []


def test_twelve_people_and_actions_cost_no_more_queries_than_one(enter: Enter, coordinator: User) -> None:
    client, counts = enter(coordinator), []
    for number in (1, 12):
        meeting = plan(asked_review(coordinator, agencies=number)[0], coordinator)
        for one in range(number):
            meetings.add_action(meeting, words=f"x{one}", owner="x", due_on=None, by=coordinator, at=NOW)
        plan(meeting.review, coordinator, starts_at=STARTS + timedelta(days=number))
        addresses = [page(meeting), page(meeting, "hold"), reverse("admin:rapid_reviews_meeting_changelist"), "/"]
        for address in addresses:
            client.get(address)
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            counts.append(len(queries))
    assert counts[:4] == counts[4:]
