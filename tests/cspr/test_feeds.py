"""A calendar of one's own: what it says, to whom, and that a secret that is wrong, old or switched off gives nothing."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import icalendar
import pytest
from django.test import Client

from cspr import deadlines, feeds
from cspr.models import AccessRecord, CalendarFeed, CaseConflict, Deadline, User
from tests.cast import CHRISTMAS_EVE, case, person
from tests.doors import sign_in

Site = Callable[..., Client]
NOW = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)


def events(body: bytes) -> list[tuple[str, date]]:
    """Every event of a calendar, as a program reads it."""
    calendar: Any = icalendar.Calendar.from_ical(body)
    return [(str(event["summary"]), event.decoded("dtstart")) for event in calendar.walk("VEVENT")]


def test_it_lists_due_and_latest_of_what_runs_as_whole_days(manager: User) -> None:
    of = case(manager, summary="Secret summary", incident_place="Secret place")
    deadlines.start(of, "rapid_review", at=CHRISTMAS_EVE, by=manager)
    deadlines.start(of, "notification", at=CHRISTMAS_EVE, by=manager)
    met = deadlines.start(case(manager), "notification", at=CHRISTMAS_EVE, by=manager)
    deadlines.meet(met.case, "notification", at=NOW, by=manager)
    body = feeds.calendar_of(manager, at=NOW)
    assert events(body) == [
        (f"{of.reference}: Notification to the Panel, due", date(2027, 1, 5)),
        (f"{of.reference}: Rapid Review with the Panel, due", date(2027, 1, 8)),
        (f"{of.reference}: Rapid Review with the Panel, latest", date(2027, 1, 19)),
    ]
    assert b"Secret" not in body
    assert f"URL:https://staff.partnership.example/cspr/case/{of.pk}/change/".encode() in body


def test_it_is_folded_and_escaped_as_the_standard_says(manager: User) -> None:
    code = "a, clock; of \\ many é words " * 5
    Deadline.objects.create(
        case=case(), clock=code[:40], started_on=date(2027, 1, 1), due_on=date(2027, 1, 8), latest_on=date(2027, 1, 8)
    )
    body = feeds.calendar_of(manager, at=NOW)
    lines = body.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert max(len(line) for line in lines) <= 75
    assert rb"a\, clock\; of \\ many" in body.replace(b"\r\n ", b"")
    assert events(body)[0][0].endswith(f"{code[:40]}, due")


def test_what_the_person_may_see_is_asked_at_each_reading(manager: User, site: Site) -> None:
    deadline = deadlines.start(case(), "notification", at=CHRISTMAS_EVE, by=None)
    client, token = site("staff"), feeds.renew(manager, at=NOW)
    assert len(events(client.get(f"/calendar/{token}.ics").content)) == 1
    CaseConflict.objects.create(case=deadline.case, user=manager, because="Knows the family")
    assert events(client.get(f"/calendar/{token}.ics").content) == []


def test_without_signing_in_it_comes_uncached_and_the_reading_is_recorded(manager: User, site: Site) -> None:
    token = feeds.renew(manager, at=NOW)
    answer = site("staff").get(f"/calendar/{token}.ics")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies
    record = AccessRecord.objects.get()
    assert (record.user, record.action, record.what) == (manager, "fetched", "calendar")
    assert token not in f"{record.__dict__} {CalendarFeed.objects.get().__dict__}"


def test_every_secret_that_does_not_hold_gets_the_same_answer(db: None, site: Site) -> None:
    off, old, gone = (person("coordinator") for _ in range(3))
    tokens = {"wrong": "x" * 43, "off": feeds.renew(off, at=NOW), "old": feeds.renew(old, at=NOW), "gone": ""}
    tokens["gone"] = feeds.renew(gone, at=NOW)
    feeds.switch_off(off)
    new = feeds.renew(old, at=NOW)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    client = site("staff")
    answers = [client.get(f"/calendar/{token}.ics") for token in tokens.values()]
    assert {(answer.status_code, answer.content) for answer in answers} == {(404, b"There is nothing here.\n")}
    assert client.get(f"/calendar/{new}.ics").status_code == 200
    refused = client.post(f"/calendar/{new}.ics")
    assert (refused.status_code, refused.content) == (404, b"There is nothing here.\n")
    assert AccessRecord.objects.count() == 1


def test_an_address_is_shown_once_renewed_and_switched_off_on_the_persons_own_page(manager: User, site: Site) -> None:
    client = site("staff")
    sign_in(client, manager)
    assert "Switched off." in client.get("/your-reminders/").content.decode()
    page = client.post("/your-reminders/", {"do-new": "1"})
    token = page.content.decode().partition("/calendar/")[2].partition(".ics")[0]
    assert client.get(f"/calendar/{token}.ics").status_code == 200
    again = client.get("/your-reminders/").content.decode()
    assert (token in again, "Switched on." in again) == (False, True)
    client.post("/your-reminders/", {"do-new": "1"})
    assert client.get(f"/calendar/{token}.ics").status_code == 404
    assert client.post("/your-reminders/", {"do-off": "1"}).status_code == 302
    assert not CalendarFeed.objects.exists()
    actions = set(AccessRecord.objects.values_list("action", flat=True))
    assert actions == {"made an address for", "fetched", "switched off"}


@pytest.mark.parametrize(("pressed", "kept"), [("off", False), ("on", True)])
def test_the_morning_message_is_switched_on_the_persons_own_page(manager: User, site: Site, pressed: str, kept: bool) -> None:
    client = site("staff")
    sign_in(client, manager)
    assert client.post("/your-reminders/", {"do-morning": pressed}).status_code == 302
    manager.refresh_from_db()
    assert manager.morning_email is kept
    assert f"It is <strong>{pressed}</strong>" in client.get("/your-reminders/").content.decode()
