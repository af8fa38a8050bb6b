"""The local authority tells its safeguarding partners: a clock of its own, met by a step or with the sending."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cspr.dashboards import clocks_of, panels
from cspr.deadlines import Late, ReasonNeeded
from cspr.lifecycle import MoveRefused
from cspr.models import Deadline, User
from notifications import awareness, lifecycle
from notifications.models import Notification
from tests import cast
from tests.doors import sign_in
from tests.walk import AWARE, NOTIFIED_IN_TIME, notification, sent_notification

DUE = date(2021, 1, 5)
LATE = datetime(2021, 1, 6, 9, 0, tzinfo=UTC)
EARLIER = datetime(2020, 12, 22, 9, 0, tzinfo=UTC)
SAID = Late(because="The list of addresses was old.", decided_by="The Director", panel_told=False)


def clock(of: Notification, code: str = "partners_told") -> Deadline:
    return of.case.deadlines.get(clock=code)


def tell(one: Notification, by: User, **changes: Any) -> Notification:
    facts: dict[str, Any] = {"at": NOTIFIED_IN_TIME, "told_at": NOTIFIED_IN_TIME, "how": "By secure e-mail.", **changes}
    return lifecycle.record_partners_told(one, by=by, **facts)


def send(one: Notification, by: User, **changes: Any) -> Notification:
    facts: dict[str, Any] = {"at": NOTIFIED_IN_TIME, "sent_at": NOTIFIED_IN_TIME, "national_reference": "SIN-7", **changes}
    return lifecycle.record_sent(one, by=by, **facts)


def page(one: Notification, step: str) -> str:
    return reverse("admin:notifications_notification_verb", args=[one.pk, step])


def test_the_clock_starts_with_that_of_the_notification_from_the_same_day(manager: User) -> None:
    one = notification(manager)
    for running in (clock(one), clock(one, "notification")):
        assert (running.started_on, running.due_on, running.latest_on, running.outcome) == (AWARE.date(), DUE, DUE, "")


def test_telling_the_partners_meets_its_clock_alone_and_says_so_on_the_timeline(manager: User, coordinator: User) -> None:
    one = tell(notification(manager), coordinator)
    assert (clock(one).outcome, clock(one).ended_on, clock(one, "notification").outcome) == ("met", date(2020, 12, 29), "")
    assert (one.status, one.partners_told_at, one.partners_told_how) == ("preparing", NOTIFIED_IN_TIME, "By secure e-mail.")
    entry = one.case.timeline.get(kind="partners_told")
    assert (entry.words, entry.at, entry.actor) == (
        "Safeguarding partners told. By secure e-mail.",
        NOTIFIED_IN_TIME,
        coordinator.name,
    )


def test_one_tick_with_the_sending_meets_both(manager: User) -> None:
    one = send(notification(manager), manager, partners_told=True)
    assert {clock(one).outcome, clock(one, "notification").outcome} == {"met"}
    assert (one.partners_told_at, one.partners_told_how) == (NOTIFIED_IN_TIME, "With the notification")


def test_sent_without_the_tick_the_clock_of_the_partners_runs_on_and_is_met_by_its_step(manager: User) -> None:
    one = send(notification(manager), manager)
    assert (clock(one).outcome, lifecycle.partners_are_to_be_told(one)) == ("", True)
    assert clock(tell(one, manager)).outcome == "met"


def test_a_tick_does_not_overwrite_what_was_recorded_before(manager: User) -> None:
    earlier = NOTIFIED_IN_TIME - timedelta(days=1)
    one = send(tell(notification(manager), manager, told_at=earlier), manager, partners_told=True)
    assert (one.partners_told_at, one.partners_told_how) == (earlier, "By secure e-mail.")
    assert clock(one).ended_on == earlier.date()


def test_partners_told_after_the_fifth_working_day_need_the_reason_like_any_other_date(manager: User) -> None:
    one = notification(manager)
    with pytest.raises(ReasonNeeded, match="5 January 2021"):
        tell(one, manager, at=LATE, told_at=LATE)
    one.refresh_from_db()
    assert (one.partners_told_at, clock(one).outcome) == (None, "")
    tell(one, manager, at=LATE, told_at=LATE, late=SAID)
    met = clock(one)
    assert (met.outcome, met.because, met.is_late(on=LATE.date())) == ("met", SAID.because, True)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"told_at": NOTIFIED_IN_TIME + timedelta(minutes=1)}, "still to come"),
        ({"told_at": AWARE - timedelta(minutes=1)}, "before the local authority became aware"),
        ({"how": "  "}, "Say how"),
    ],
)
def test_a_wrong_moment_or_no_word_of_how_is_refused_and_nothing_is_kept(
    manager: User, changes: dict[str, Any], words: str
) -> None:
    one = notification(manager)
    with pytest.raises(MoveRefused, match=words):
        tell(one, manager, **changes)
    one.refresh_from_db()
    assert (one.partners_told_at, clock(one).outcome) == (None, "")


def test_it_is_recorded_once(manager: User) -> None:
    one = tell(notification(manager), manager)
    with pytest.raises(MoveRefused, match="recorded already"):
        tell(one, manager, how="By telephone")
    one.refresh_from_db()
    assert one.partners_told_how == "By secure e-mail."


def test_a_decision_not_to_notify_ends_it_with_the_same_reasons_unless_it_was_met(manager: User) -> None:
    facts: dict[str, Any] = {"by": manager, "at": NOTIFIED_IN_TIME, "decided_by": "Director"}
    facts["because"] = "Outside the criteria."
    untold = lifecycle.decide_not_to_notify(notification(manager), **facts)
    assert (clock(untold).outcome, clock(untold).because) == ("not_required", "Outside the criteria.")
    with pytest.raises(MoveRefused, match="decided not to notify"):
        tell(untold, manager)
    told = lifecycle.decide_not_to_notify(tell(notification(manager), manager), **facts)
    assert clock(told).outcome == "met"


def test_a_correction_of_awareness_moves_it_and_asks_for_the_reason_where_it_turns_out_late(manager: User) -> None:
    one = notification(manager)
    awareness.correct(one, aware_at=EARLIER, because="A letter.", by=manager, at=NOTIFIED_IN_TIME)
    assert clock(one).latest_on == clock(one, "notification").latest_on == date(2020, 12, 31)
    told = tell(notification(manager), manager)
    early = EARLIER - timedelta(days=12)
    with pytest.raises(ReasonNeeded):
        awareness.correct(told, aware_at=early, because="A letter.", by=manager, at=NOTIFIED_IN_TIME)
    awareness.correct(told, aware_at=early, because="A letter.", by=manager, at=NOTIFIED_IN_TIME, late=SAID)
    assert (clock(told).because, clock(told).is_late(on=LATE.date())) == (SAID.because, True)


def test_the_authority_did_not_become_aware_after_it_told_its_partners(manager: User) -> None:
    one = tell(notification(manager), manager)
    with pytest.raises(MoveRefused, match="after it told its partners"):
        awareness.correct(
            one,
            aware_at=NOTIFIED_IN_TIME + timedelta(hours=1),
            because="A letter.",
            by=manager,
            at=NOTIFIED_IN_TIME + timedelta(days=1),
        )


def test_both_clocks_stand_on_the_page_of_the_case_until_each_is_met(manager: User) -> None:
    one = notification(manager)
    on = NOTIFIED_IN_TIME.date()
    assert {line.title: line.state for line in clocks_of(one.case, on=on)} == {
        "Notification to the Panel": "Running",
        "Local authority tells its safeguarding partners": "Running",
    }
    send(one, manager)
    said = {row.label: row.words for block in panels(one.case, manager, on=on) for row in block.rows}
    assert said["Partners to be told by"] == "5 January 2021"
    assert "Partners told" not in said


def test_the_step_is_taken_on_a_page_and_offered_only_while_it_is_needed(
    site: Callable[[str], Client], coordinator: User
) -> None:
    one = notification(coordinator)
    client = site("staff")
    sign_in(client, coordinator)
    change = reverse("admin:notifications_notification_change", args=[one.pk])
    assert page(one, "partners-told") in client.get(change).content.decode()
    late = client.post(page(one, "partners-told"), {"told_at": "2021-01-06T09:00", "how": "By telephone"}).content.decode()
    assert "Say in a sentence or two why it was late" in late
    assert client.post(page(one, "partners-told"), {"told_at": "2020-12-29T09:30", "how": "By telephone"}).status_code == 302
    shown = client.get(change).content.decode()
    assert page(one, "partners-told") not in shown
    assert "By telephone" in shown


def test_the_page_of_sending_offers_the_tick(site: Callable[[str], Client], coordinator: User) -> None:
    one = notification(coordinator)
    client = site("staff")
    sign_in(client, coordinator)
    assert "The safeguarding partners were told at the same time" in client.get(page(one, "sent")).content.decode()
    typed = {"sent_at": "2020-12-29T09:30", "national_reference": "SIN-7", "partners_told": "on"}
    assert client.post(page(one, "sent"), typed).status_code == 302
    assert clock(one).outcome == "met"


def test_a_partner_lead_reads_it_and_does_not_record_it(site: Callable[[str], Client], manager: User) -> None:
    one = sent_notification(manager)
    client = site("staff")
    sign_in(client, cast.person("partner_lead"))
    assert client.post(page(one, "partners-told"), {}).status_code in (403, 404)


def test_a_notification_from_before_this_clock_existed_is_sent_told_and_reopened_all_the_same(
    manager: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(lifecycle, "FROM_AWARENESS", ("notification",))
        old, again = notification(manager), notification(manager)
    assert tell(old, manager).partners_told_at == NOTIFIED_IN_TIME
    assert send(old, manager).status == "sent"
    lifecycle.decide_not_to_notify(again, by=manager, at=NOTIFIED_IN_TIME, decided_by="The Director", because="Outside it.")
    lifecycle.reopen(again, because="The pathologist's report.", by=manager, at=NOTIFIED_IN_TIME)
    assert clock(again, "notification").outcome == ""
