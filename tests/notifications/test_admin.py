"""The notification's pages in the staff admin: what they ask, what they keep, and who may take a step."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from cspr.dashboards import panels, waiting
from cspr.models import AccessRecord, Case, CaseAssignment, User
from notifications import lifecycle
from notifications.models import Notification
from tests.cast import person
from tests.doors import confirm, sign_in
from tests.walk import NOTIFIED_IN_TIME, notification, sent_notification

Enter = Callable[[str], Client]
ON = date(2021, 1, 4)
LONDON = ZoneInfo("Europe/London")
SENT = {"sent_at": "2020-12-29T09:30", "national_reference": "SIN-7", "late_reason": ""}
STEPS = ("sent", "not-to-notify")


def client_of(site: Enter, user: User) -> Client:
    client = site("staff")
    sign_in(client, user)
    return client


def page(name: str, *args: object) -> str:
    return reverse(f"admin:notifications_notification_{name}", args=args)


def test_sent_is_recorded_on_a_page_of_its_own(site: Enter, coordinator: User) -> None:
    one = notification(coordinator)
    client = client_of(site, coordinator)
    assert "Record as sent to the Panel" in client.get(page("change", one.pk)).content.decode()
    answer = client.post(page("verb", one.pk, "sent"), SENT)
    assert (answer.status_code, answer["Location"]) == (302, page("change", one.pk))
    one.refresh_from_db()
    assert (one.status, one.sent_at, one.sent_by) == (
        "sent",
        datetime(2020, 12, 29, 9, 30, tzinfo=LONDON),
        coordinator,
    )
    after = client.get(page("change", one.pk)).content.decode()
    assert "Record as sent" not in after
    assert "SIN-7" in after


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"sent_at": "2020-12-24T09:59"}, "before the local authority became aware"),
        ({"sent_at": "2999-01-01T00:00"}, "still to come"),
        ({"sent_at": "yesterday"}, "Enter a valid date/time"),
        ({"national_reference": ""}, "This field is required"),
        ({"sent_at": "2021-01-06T09:00"}, "Say in a sentence or two why it was late"),
    ],
)
def test_what_cannot_be_is_said_in_the_page_and_nothing_typed_is_lost(
    site: Enter, coordinator: User, typed: dict[str, str], said: str
) -> None:
    one = notification(coordinator)
    words = "Kept <words> of mine" if "2021" not in typed.get("sent_at", "") else ""
    answer = client_of(site, coordinator).post(page("verb", one.pk, "sent"), {**SENT, "late_reason": words, **typed})
    content = answer.content.decode()
    assert answer.status_code == 200
    assert said in content
    assert words.replace("<", "&lt;").replace(">", "&gt;") in content
    one.refresh_from_db()
    assert one.status == "preparing"


def test_a_decision_not_to_notify_is_recorded_and_listed(site: Enter, coordinator: User) -> None:
    one = notification(coordinator)
    client = client_of(site, coordinator)
    typed = {"decided_by": "Director", "decided_at": "2020-12-28T10:00", "because": "Outside the criteria."}
    assert client.post(page("verb", one.pk, "not-to-notify"), typed).status_code == 302
    listed = client.get(page("changelist"), {"status__exact": "not_required"}).content.decode()
    assert one.case.reference in listed


def test_a_case_may_be_opened_for_a_notification_that_comes_first(site: Enter, coordinator: User) -> None:
    client = client_of(site, coordinator)
    assert "Open a case for a notification" in client.get(page("add")).content.decode()
    typed = {"aware_at": "2020-01-05T23:30", "incident_on": "2020-01-04", "incident_place": "Bath", "summary": "Invented."}
    answer = client.post(page("add"), typed)
    made = Notification.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, page("change", made.pk))
    assert made.aware_at == datetime(2020, 1, 5, 23, 30, tzinfo=LONDON)
    assert (made.case.incident_on, made.case.incident_place, made.case.opened_by) == (date(2020, 1, 4), "Bath", coordinator)


def test_an_awareness_still_to_come_is_refused_and_what_was_typed_stays(site: Enter, coordinator: User) -> None:
    typed = {"aware_at": "2999-01-01T00:00", "incident_on": "", "incident_place": "A place kept", "summary": ""}
    answer = client_of(site, coordinator).post(page("add"), typed)
    assert (answer.status_code, Case.objects.count()) == (200, 0)
    assert "still to come" in answer.content.decode()
    assert "A place kept" in answer.content.decode()


@pytest.mark.parametrize("year", ["0001", "1926", "1999"])
def test_a_year_typed_wrongly_is_said_in_the_page(site: Enter, coordinator: User, year: str) -> None:
    typed = {"aware_at": f"{year}-03-01T10:00", "incident_on": "", "incident_place": "A place kept", "summary": ""}
    answer = client_of(site, coordinator).post(page("add"), typed)
    assert (answer.status_code, Case.objects.count()) == (200, 0)
    assert f"the year {int(year)}" in answer.content.decode()
    assert "A place kept" in answer.content.decode()


def test_it_is_edited_while_being_prepared_and_read_only_once_sent(site: Enter, coordinator: User) -> None:
    one = notification(coordinator)
    client = client_of(site, coordinator)
    version = one.history.order_by("-history_id").first().history_id
    typed = {"nature": "death", "notifier_name": "A. Notifier", "opened_version": version}
    assert client.post(page("change", one.pk), typed).status_code == 302
    one.refresh_from_db()
    assert (one.nature, one.notifier_name, one.status) == ("death", "A. Notifier", "preparing")
    lifecycle.record_sent(one, by=coordinator, at=NOTIFIED_IN_TIME, sent_at=NOTIFIED_IN_TIME, national_reference="SIN-7")
    assert 'name="notifier_name"' not in client.get(page("change", one.pk)).content.decode()
    # A page that was opened before, sent after; twice, as somebody in a hurry does.
    for attempt in range(2):
        newest = one.history.order_by("-history_id").first().history_id
        late = {**typed, "notifier_name": "Typed too late", "opened_version": newest if attempt else version}
        answer = client.post(page("change", one.pk), late)
        assert "Typed too late" in answer.content.decode()
        assert "could not be saved" in answer.content.decode()
    one.refresh_from_db()
    assert (one.notifier_name, one.status) == ("A. Notifier", "sent")


@pytest.mark.parametrize(
    ("role", "reads"), [("administrator", 200), ("partner_lead", 200), ("reviewer", 200), ("auditor", 404)]
)
def test_only_the_unit_takes_a_step(site: Enter, coordinator: User, role: str, reads: int) -> None:
    one, other = notification(coordinator), person(role)
    CaseAssignment.objects.create(case=one.case, user=other, until=date(2999, 1, 1))
    client = client_of(site, other)
    assert client.get(page("change", one.pk)).status_code == reads
    for step in STEPS:
        for answer in (client.get(page("verb", one.pk, step)), client.post(page("verb", one.pk, step), SENT)):
            assert answer.status_code in (403, 404)
    assert client.get(page("add")).status_code == 403
    assert client.post(page("add"), {"aware_at": "2020-01-05T23:30"}).status_code == 403
    one.refresh_from_db()
    assert (one.status, Notification.objects.count()) == ("preparing", 1)


def test_a_person_with_a_conflict_gets_the_answer_of_a_case_that_does_not_exist(
    site: Enter, manager: User, coordinator: User
) -> None:
    one = notification(manager)
    one.case.conflicts.create(user=coordinator, because="Knows the family")
    client = client_of(site, coordinator)
    assert client.get(page("verb", one.pk, "sent")).status_code == 404
    assert client.get(page("verb", 999999, "sent")).status_code == 404
    assert client.post(page("verb", one.pk, "sent"), SENT).status_code == 404
    assert list(waiting(coordinator, on=ON)) == []


def test_opening_a_step_is_recorded(site: Enter, coordinator: User) -> None:
    one = notification(coordinator)
    client_of(site, coordinator).get(page("verb", one.pk, "sent"))
    seen = AccessRecord.objects.get(action="opened the step: sent")
    assert (seen.user, seen.case, seen.what, seen.object_id) == (coordinator, one.case, "notification", str(one.pk))


def test_the_panel_of_the_case_says_how_it_stands(manager: User, coordinator: User) -> None:
    preparing, sent = notification(manager), sent_notification(manager)
    declined = lifecycle.decide_not_to_notify(
        notification(manager), by=manager, at=NOTIFIED_IN_TIME, decided_by="Director", because="Reasons."
    )

    def rows(one: Notification, user: User) -> list[tuple[str, str]]:
        blocks = [block for block in panels(one.case, user, on=ON) if block.title == "Notification"]
        return [(row.label, row.words) for block in blocks for row in block.rows]

    aware = ("Local authority aware", "24 December 2020")
    assert rows(preparing, coordinator) == [
        ("Notification", "Being prepared"),
        aware,
        ("Partners to be told by", "5 January 2021"),
    ]
    assert rows(sent, coordinator) == [
        ("Notification", "Sent to the Panel"),
        aware,
        ("Partners told", "29 December 2020"),
        ("Sent to the Panel", "29 December 2020"),
        ("National reference", "SIN-1"),
    ]
    assert rows(declined, coordinator) == [
        ("Notification", "Decided not to notify"),
        aware,
        ("Decided not to notify", "29 December 2020, by Director"),
    ]
    assert rows(preparing, person("auditor")) == []


def test_what_is_being_prepared_waits_for_the_unit_alone(manager: User, coordinator: User) -> None:
    one = notification(manager)
    sent_notification(manager)
    rows = {block.title: [(row.label, row.words, row.url) for row in block.rows] for block in waiting(coordinator, on=ON)}
    assert rows["Notifications being prepared"] == [
        (one.case.reference, "Local authority aware since 24 December 2020", page("change", one.pk))
    ]
    assert "Notifications being prepared" not in {block.title for block in waiting(person("partner_lead"), on=ON)}


def test_a_correction_of_awareness_is_read_first_and_answered_by_a_second_person(site: Enter, coordinator: User) -> None:
    one, lead = notification(coordinator), person("partner_lead")
    typed = {"aware_at": "2020-12-28T09:00", "because": "A letter was found."}
    mine = client_of(site, coordinator)
    read = mine.post(page("verb", one.pk, "correct-aware"), typed).content.decode()
    assert "Nothing moves until a second person has confirmed it." in read
    confirm(mine, page("verb", one.pk, "correct-aware"), typed)
    assert "Not in force: it waits for a second person." in mine.get(page("change", one.pk)).content.decode()
    refused = mine.post(page("verb", one.pk, "confirm-aware"), {"because": ""}).content.decode()
    assert "a second person has to answer it" in refused
    second = client_of(site, lead)
    asked = second.post(page("verb", one.pk, "confirm-aware"), {"because": ""}).content.decode()
    assert "A letter was found." in asked
    confirm(second, page("verb", one.pk, "confirm-aware"), {"because": ""})
    assert f"<strong>Confirmed</strong> by {lead}" in " ".join(mine.get(page("change", one.pk)).content.decode().split())
    confirm(mine, page("verb", one.pk, "correct-aware"), {**typed, "aware_at": "2020-12-22T09:00"})
    assert "Unconfirmed: it holds" in mine.get(page("change", one.pk)).content.decode()
    second.post(page("verb", one.pk, "refuse-aware"), {"because": "Another child."})
    assert "<strong>Refused</strong>" in mine.get(page("change", one.pk)).content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"panel_told": "yes"}, "Say on which day the Panel was told."),
        ({"panel_told_on": "2021-01-05"}, "You gave a day on which the Panel was told."),
    ],
)
def test_what_is_said_of_the_panel_does_not_contradict_itself(
    site: Enter, coordinator: User, typed: dict[str, str], said: str
) -> None:
    one = notification(coordinator)
    sent = {**SENT, "sent_at": "2021-01-06T09:00", "late_reason": "Wait.", "late_decided_by": "Director", **typed}
    assert said in client_of(site, coordinator).post(page("verb", one.pk, "sent"), sent).content.decode()


def test_sent_late_it_keeps_who_decided_and_when_the_panel_was_told(site: Enter, coordinator: User) -> None:
    one = notification(coordinator)
    sent = {**SENT, "sent_at": "2021-01-06T09:00", "late_reason": "Wait.", "late_decided_by": "Director"}
    answer = client_of(site, coordinator).post(
        page("verb", one.pk, "sent"), {**sent, "panel_told": "yes", "panel_told_on": "2021-01-05"}
    )
    assert answer.status_code == 302
    met = one.case.deadlines.get(clock="notification")
    assert (met.late_decided_by, met.panel_told, met.panel_told_on) == ("Director", "yes", date(2021, 1, 5))
