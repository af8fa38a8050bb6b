"""The notification: prepared, sent, or decided not to be sent."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from cspr.deadlines import ReasonNeeded
from cspr.lifecycle import MoveRefused
from cspr.models import Case, Deadline, OutgoingEmail, User
from cspr.stages import Follower, followers
from notifications import lifecycle
from notifications.models import Notification
from rapid_reviews.models import RapidReview
from tests import cast
from tests.cast import CHRISTMAS_EVE, case, person
from tests.walk import AWARE, NOTIFIED_IN_TIME, notification, referral, sent_notification

LATE = AWARE.replace(year=2021, month=1, day=6)


def clock(notification: Notification) -> Deadline:
    return notification.case.deadlines.get(clock="notification")


def kinds(of: Case) -> list[str]:
    return list(of.timeline.order_by("pk").values_list("kind", flat=True))


def send(notification: Notification, by: User, **changes: Any) -> Notification:
    facts: dict[str, Any] = {"at": NOTIFIED_IN_TIME, "sent_at": NOTIFIED_IN_TIME, "national_reference": "SIN-7", **changes}
    return lifecycle.record_sent(notification, by=by, **facts)


def decline(notification: Notification, by: User, **changes: Any) -> Notification:
    facts: dict[str, Any] = {"at": NOTIFIED_IN_TIME, "decided_by": "Director", "because": "Invented reasons.", **changes}
    return lifecycle.decide_not_to_notify(notification, by=by, **facts)


def test_an_accepted_referral_is_followed_by_a_notification() -> None:
    assert [str(f) for f in followers() if f.event == "referral_accepted"] == [
        "referral_accepted > notifications.lifecycle.open_from"
    ]
    assert Follower("referral_accepted", lifecycle.open_from) in followers()


def test_aware_on_24_december_2026_it_falls_due_on_5_january_2027_and_keeps_what_the_sender_wrote(manager: User) -> None:
    sent = referral(case(), la_aware_at=CHRISTMAS_EVE)
    opened = lifecycle.open_from(sent, by=manager, at=CHRISTMAS_EVE + timedelta(days=1))
    assert (opened.aware_at, opened.referral, opened.nature) == (CHRISTMAS_EVE, sent, "serious_harm")
    assert opened.incident_details == "An invented account."
    assert (clock(opened).started_on, clock(opened).due_on, clock(opened).latest_on) == (
        date(2026, 12, 24),
        date(2027, 1, 5),
        date(2027, 1, 5),
    )
    assert opened.case.timeline.latest("pk").words == "Notification to the Panel being prepared; due by 5 January 2027."
    assert opened.history.get().history_user == manager


def test_a_referral_that_says_neither_death_nor_harm_leaves_the_nature_open(manager: User) -> None:
    sent = referral(case(), la_aware_at=AWARE, outcome="other")
    assert lifecycle.open_from(sent, by=manager, at=AWARE).nature == "other"
    unknown = referral(case(), la_aware_at=AWARE, outcome="unknown")
    assert lifecycle.open_from(unknown, by=manager, at=AWARE).nature == ""


def test_a_second_referral_of_the_same_case_joins_the_standing_notification(manager: User) -> None:
    standing = notification(manager)
    second = referral(standing.case, la_aware_at=AWARE + timedelta(days=3))
    assert lifecycle.open_from(second, by=manager, at=NOTIFIED_IN_TIME) == standing
    assert Notification.objects.count() == 1
    assert sorted(Deadline.objects.values_list("clock", flat=True)) == ["notification", "partners_told"]
    assert kinds(standing.case) == ["case_opened", "notification_opened", "referral_joined"]


@pytest.mark.parametrize("missing", ["case", "la_aware_at"])
def test_a_referral_without_a_case_or_a_moment_of_awareness_opens_nothing(manager: User, missing: str) -> None:
    facts: dict[str, Any] = {"case": case(), "la_aware_at": AWARE, missing: None}
    with pytest.raises(MoveRefused, match="aware"):
        lifecycle.open_from(referral(**facts), by=manager, at=AWARE)
    assert not Notification.objects.exists()


def test_a_notification_may_come_first_without_any_referral(manager: User) -> None:
    opened = lifecycle.open_case_directly(
        by=manager,
        at=NOTIFIED_IN_TIME,
        aware_at=AWARE,
        incident_on=date(2020, 12, 23),
        incident_place="An invented place",
        summary="Invented.",
    )
    assert (opened.case.incident_on, opened.case.incident_place, opened.case.summary, opened.referral) == (
        date(2020, 12, 23),
        "An invented place",
        "Invented.",
        None,
    )
    assert opened.case.opened_by == manager
    assert clock(opened).started_on == date(2020, 12, 24)
    assert str(opened) == opened.case.reference


def test_a_case_has_one_notification(manager: User) -> None:
    standing = notification(manager)
    with pytest.raises(MoveRefused, match="already"):
        lifecycle.open_directly(standing.case, aware_at=AWARE, by=manager, at=AWARE)


def test_the_authority_cannot_become_aware_tomorrow_and_no_case_is_opened_for_it(manager: User) -> None:
    with pytest.raises(MoveRefused, match="still to come"):
        lifecycle.open_case_directly(by=manager, at=AWARE, aware_at=AWARE + timedelta(minutes=1), incident_on=None)
    assert not Case.objects.exists()


def test_sent_in_time_it_meets_the_clock_and_opens_the_rapid_review(manager: User) -> None:
    sent = send(notification(manager), manager, national_reference=" SIN-7 ")
    assert (sent.status, sent.sent_at, sent.sent_by, sent.national_reference) == ("sent", NOTIFIED_IN_TIME, manager, "SIN-7")
    met = clock(sent)
    assert (met.outcome, met.ended_on, met.because) == ("met", date(2020, 12, 29), "")
    assert RapidReview.objects.get().notification == sent
    assert kinds(sent.case) == ["case_opened", "notification_opened", "notification_sent", "rapid_review_opened"]


def test_sent_after_the_fifth_working_day_it_needs_a_reason_and_keeps_it(manager: User) -> None:
    late = notification(manager)
    with pytest.raises(ReasonNeeded, match="5 January 2021"):
        send(late, manager, at=LATE, sent_at=LATE, late=cast.late("  "))
    late.refresh_from_db()
    assert (late.status, late.sent_at, RapidReview.objects.count()) == ("preparing", None, 0)
    send(late, manager, at=LATE, sent_at=LATE, late=cast.late("The national system was down."))
    met = clock(late)
    assert (met.outcome, met.because, met.is_late(on=LATE.date())) == ("met", "The national system was down.", True)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"sent_at": NOTIFIED_IN_TIME + timedelta(minutes=1)}, "still to come"),
        ({"sent_at": AWARE - timedelta(minutes=1)}, "before the local authority became aware"),
        ({"national_reference": "  "}, "reference"),
    ],
)
def test_a_wrong_moment_or_an_empty_reference_is_refused_and_nothing_is_kept(
    manager: User, changes: dict[str, Any], words: str
) -> None:
    wrong = notification(manager)
    with pytest.raises(MoveRefused, match=words):
        send(wrong, manager, **changes)
    wrong.refresh_from_db()
    assert (wrong.status, wrong.national_reference, clock(wrong).outcome) == ("preparing", "", "")


def test_sent_the_very_moment_the_authority_became_aware_is_right(manager: User) -> None:
    assert send(notification(manager), manager, at=AWARE, sent_at=AWARE).status == "sent"


def test_the_authority_may_decide_not_to_notify_with_name_and_reasons(manager: User) -> None:
    before = NOTIFIED_IN_TIME - timedelta(hours=2)
    ended = decline(
        notification(manager), manager, decided_by=" Director ", because=" Outside the criteria. ", decided_at=before
    )
    assert (ended.status, ended.decided_not_at, ended.decided_not_by) == ("not_required", before, "Director")
    deadline = clock(ended)
    assert (deadline.outcome, deadline.ended_on, deadline.because) == (
        "not_required",
        date(2020, 12, 29),
        "Outside the criteria.",
    )
    assert not deadline.is_late(on=date(2030, 1, 1))
    assert not RapidReview.objects.exists()
    assert kinds(ended.case) == ["case_opened", "notification_opened", "notification_not_required"]


def test_a_decision_without_its_own_moment_was_taken_now(manager: User) -> None:
    assert decline(notification(manager), manager).decided_not_at == NOTIFIED_IN_TIME


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"decided_by": " "}, "who decided"),
        ({"because": " "}, "reasons"),
        ({"decided_at": NOTIFIED_IN_TIME + timedelta(days=1)}, "still to come"),
        ({"decided_at": AWARE - timedelta(days=1)}, "before the local authority became aware"),
    ],
)
def test_a_decision_not_to_notify_without_decider_reasons_or_a_possible_moment_is_refused(
    manager: User, changes: dict[str, Any], words: str
) -> None:
    wrong = notification(manager)
    with pytest.raises(MoveRefused, match=words):
        decline(wrong, manager, **changes)
    wrong.refresh_from_db()
    assert (wrong.status, wrong.decided_not_because, clock(wrong).outcome) == ("preparing", "", "")


def test_of_two_people_with_the_same_page_open_the_second_is_told(manager: User, coordinator: User) -> None:
    first = notification(manager)
    second = Notification.objects.get(pk=first.pk)
    send(first, manager)
    with pytest.raises(MoveRefused, match="Somebody may have changed it"):
        send(second, coordinator, national_reference="SIN-8")
    with pytest.raises(MoveRefused):
        decline(second, coordinator)
    second.refresh_from_db()
    assert (second.national_reference, second.sent_by) == ("SIN-7", manager)


def test_if_the_rapid_review_cannot_open_the_notification_is_not_sent_either(manager: User) -> None:
    stuck = notification(manager)
    # Another clock of the same name already runs, so that the follower must fail.
    Deadline.objects.create(
        case=stuck.case, clock="rapid_review", started_on=date(2021, 1, 1), due_on=date(2021, 1, 1), latest_on=date(2021, 1, 1)
    )
    with pytest.raises(Exception, match="one_running_deadline_per_clock"), transaction.atomic():
        send(stuck, manager)
    stuck.refresh_from_db()
    assert (stuck.status, clock(stuck).outcome, RapidReview.objects.count()) == ("preparing", "", 0)


def test_partner_leads_hear_of_it_by_reference_and_link_only_unless_they_have_a_conflict(manager: User) -> None:
    police, icb = person("partner_lead", partner="police"), person("partner_lead", partner="icb")
    person("partner_lead", partner="local_authority", is_active=False)
    sent = notification(manager)
    Notification.objects.filter(pk=sent.pk).update(incident_details="Secret", notifier_name="Notifier Name")
    sent.case.conflicts.create(user=icb, because="Knows the family")
    send(sent, manager)
    told = OutgoingEmail.objects.filter(key__startswith="notification:").get()
    assert (told.to, told.case) == (police.email, sent.case)
    assert told.subject == f"{sent.case.reference}: the notification was sent to the Panel"
    assert told.body == (
        f"{sent.case.reference}: the notification was sent to the Panel.\n\n"
        f"Open it: https://staff.partnership.example/notifications/notification/{sent.pk}/change/"
    )


def test_the_timeline_names_no_reason_and_blames_nobody(manager: User) -> None:
    words = [entry.words for entry in sent_notification(manager).case.timeline.order_by("pk")]
    assert words == [
        "Case opened: the local authority became aware of a serious incident; there was no referral.",
        "Notification to the Panel being prepared; due by 5 January 2021.",
        "Notification sent to the Panel; national reference SIN-1.",
        "Safeguarding partners told. With the notification.",
        "Rapid Review opened; our standard 13 January 2021, national limit 20 January 2021.",
    ]


def test_a_moment_is_counted_by_its_london_day(manager: User) -> None:
    just_after_midnight_in_london = datetime.fromisoformat("2020-06-14T23:30:00+00:00")
    assert clock(notification(manager, aware_at=just_after_midnight_in_london)).started_on == date(2020, 6, 15)
