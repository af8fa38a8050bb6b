"""When the local authority became aware, corrected: earlier at once, later by two people, and both moments for ever."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from cspr.dashboards import panels, waiting
from cspr.deadlines import Late, ReasonNeeded
from cspr.lifecycle import MoveRefused
from cspr.models import Deadline, OutgoingEmail, User
from notifications import awareness, lifecycle
from notifications.models import AwarenessAnswer, AwarenessCorrection, Notification
from tests.cast import person
from tests.walk import AWARE, NOTIFIED_IN_TIME, notification, referral, sent_notification

AT = datetime(2020, 12, 28, 12, 0, tzinfo=UTC)
EARLIER = datetime(2020, 12, 22, 9, 0, tzinfo=UTC)
DUE, DUE_EARLIER = date(2021, 1, 5), date(2020, 12, 31)
LATER_STILL = datetime(2020, 12, 28, 9, 0, tzinfo=UTC)
SAID = Late(because="The letter lay unread.", decided_by="The Director", panel_told=False)


def clock(of: Notification) -> Deadline:
    return of.case.deadlines.get(clock="notification")


def on_record(of: Notification) -> tuple[datetime, date]:
    of.refresh_from_db()
    return of.aware_at, clock(of).latest_on


def correct(of: Notification, to: datetime, by: User, because: str = "A letter was found.") -> AwarenessCorrection:
    return awareness.correct(of, aware_at=to, because=because, by=by, at=AT)


def test_an_earlier_moment_holds_at_once_and_is_marked_until_a_second_person_confirms_it(
    coordinator: User, manager: User
) -> None:
    one = notification(coordinator)
    assert on_record(one) == (AWARE, DUE)
    correct(one, EARLIER, coordinator)
    assert on_record(one) == (EARLIER, DUE_EARLIER)
    moved = clock(one).moves.get()
    assert (moved.why, moved.by, moved.confirmed_by, moved.because) == ("awareness", coordinator, None, "A letter was found.")
    said = {row.label: row.words for block in panels(one.case, manager, on=AT.date()) for row in block.rows}
    assert said["Local authority aware"] == "22 December 2020 (corrected from 24 December 2020, unconfirmed)"
    awareness.confirm(one, by=manager, at=AT, because="I read the letter.")
    assert on_record(one) == (EARLIER, DUE_EARLIER)
    assert clock(one).moves.count() == 1
    asked = one.corrections.get()
    assert (asked.was, asked.now, asked.asked_by, asked.answer.by, asked.answer.because, str(asked.answer)) == (
        AWARE,
        EARLIER,
        coordinator,
        manager,
        "I read the letter.",
        one.case.reference,
    )


def test_a_later_moment_moves_nothing_until_a_second_person_confirms_it(coordinator: User) -> None:
    one, lead = notification(coordinator), person("partner_lead")
    correct(one, LATER_STILL, coordinator)
    assert on_record(one) == (AWARE, DUE)
    said = {row.label: row.words for block in panels(one.case, coordinator, on=AT.date()) for row in block.rows}
    assert said["Local authority aware"] == "24 December 2020 (a correction to 28 December 2020 waits for a second person)"
    awareness.confirm(one, by=lead, at=AT)
    assert on_record(one) == (LATER_STILL, date(2021, 1, 5))
    moved = clock(one).moves.get()
    assert (moved.by, moved.confirmed_by, moved.old_started_on, moved.new_started_on) == (
        coordinator,
        lead,
        date(2020, 12, 24),
        date(2020, 12, 28),
    )


@pytest.mark.parametrize("to", [EARLIER, LATER_STILL])
def test_a_refusal_is_kept_and_the_first_moment_holds(coordinator: User, manager: User, to: datetime) -> None:
    one = notification(coordinator)
    correct(one, to, coordinator)
    with pytest.raises(MoveRefused, match="Say why you refuse"):
        awareness.refuse(one, by=manager, at=AT, because=" ")
    awareness.refuse(one, by=manager, at=AT, because="The letter is of another child.")
    assert on_record(one) == (AWARE, DUE)
    answer = AwarenessAnswer.objects.get()
    assert (answer.confirmed, answer.by, answer.because) == (False, manager, "The letter is of another child.")
    assert clock(one).moves.count() == (2 if to == EARLIER else 0)
    assert [entry.kind for entry in one.case.timeline.filter(kind__startswith="awareness").order_by("pk")] == [
        "awareness_corrected",
        "awareness_refused",
    ]


def test_the_second_person_is_another_one_whose_role_may_confirm(coordinator: User, manager: User) -> None:
    one = notification(coordinator)
    with pytest.raises(MoveRefused, match="No correction waits"):
        awareness.confirm(one, by=manager, at=AT)
    correct(one, LATER_STILL, coordinator)
    for verb in (awareness.confirm, awareness.refuse):
        with pytest.raises(MoveRefused, match="a second person has to answer"):
            verb(one, by=coordinator, at=AT, because="I am sure.")
        for role in ("administrator", "reviewer", "auditor"):
            with pytest.raises(MoveRefused, match="does not confirm"):
                verb(one, by=person(role), at=AT, because="I am sure.")
    with pytest.raises(MoveRefused, match="a second person has to answer"):
        awareness.to_confirm_in_words(one, by=coordinator)
    assert "The dates move when you confirm it." in awareness.to_confirm_in_words(one, by=manager)
    assert on_record(one) == (AWARE, DUE)


def test_one_correction_is_answered_before_the_next(coordinator: User, manager: User) -> None:
    one = notification(coordinator)
    correct(one, EARLIER, coordinator)
    assert "It holds already." in awareness.to_confirm_in_words(one, by=manager)
    with pytest.raises(MoveRefused, match="already waits"):
        correct(one, LATER_STILL, manager)
    awareness.confirm(one, by=manager, at=AT)
    with pytest.raises(MoveRefused, match="No correction waits"):
        awareness.confirm(one, by=manager, at=AT)
    correct(one, LATER_STILL, manager)
    assert one.corrections.count() == 2


@pytest.mark.parametrize(
    ("to", "because", "words"),
    [
        (AWARE, "A letter.", "This is the moment that is on record"),
        (AT + timedelta(minutes=1), "A letter.", "still to come"),
        (EARLIER, "  ", "Say why"),
        (datetime(1926, 12, 22, tzinfo=UTC), "A letter.", "the year 1926"),
    ],
)
def test_a_correction_that_cannot_be_is_refused_in_words(coordinator: User, to: datetime, because: str, words: str) -> None:
    one = notification(coordinator)
    with pytest.raises(MoveRefused, match=words):
        correct(one, to, coordinator, because)
    assert (on_record(one), AwarenessCorrection.objects.count()) == ((AWARE, DUE), 0)


def test_after_a_decision_not_to_notify_there_is_nothing_to_correct(coordinator: User) -> None:
    one = lifecycle.decide_not_to_notify(notification(coordinator), by=coordinator, at=AT, decided_by="Director", because="x")
    with pytest.raises(MoveRefused, match="decided not to notify"):
        correct(one, EARLIER, coordinator)


def test_what_was_sent_is_judged_anew_and_asks_for_its_reason_where_it_turns_out_late(coordinator: User, manager: User) -> None:
    one = sent_notification(coordinator)
    with pytest.raises(MoveRefused, match="after the notification was sent"):
        awareness.correct(
            one,
            aware_at=NOTIFIED_IN_TIME + timedelta(hours=1),
            because="x",
            by=manager,
            at=NOTIFIED_IN_TIME + timedelta(days=1),
        )
    early = datetime(2020, 12, 10, 9, 0, tzinfo=UTC)
    with pytest.raises(ReasonNeeded, match="17 December 2020"):
        awareness.correct(one, aware_at=early, because="A letter.", by=manager, at=NOTIFIED_IN_TIME)
    assert on_record(one) == (AWARE, DUE)
    awareness.correct(one, aware_at=early, because="A letter.", by=manager, at=NOTIFIED_IN_TIME, late=SAID)
    assert on_record(one) == (early, date(2020, 12, 17))
    met = clock(one)
    assert (met.outcome, met.is_late(on=AT.date()), met.because) == ("met", True, "The letter lay unread.")


def test_a_later_moment_is_not_confirmed_once_the_notification_was_sent_before_it(coordinator: User, manager: User) -> None:
    one = notification(coordinator)
    correct(one, LATER_STILL, coordinator)
    sent_at = LATER_STILL - timedelta(hours=2)
    lifecycle.record_sent(one, by=coordinator, at=AT, sent_at=sent_at, national_reference="SIN-1")
    with pytest.raises(MoveRefused, match="after the notification was sent"):
        awareness.confirm(one, by=manager, at=AT)
    awareness.refuse(one, by=manager, at=AT, because="It was sent before that.")
    assert on_record(one) == (AWARE, DUE)


def test_what_follows_is_said_before_it_is_done(coordinator: User) -> None:
    one = notification(coordinator)
    assert awareness.in_words(one, EARLIER, by=coordinator, at=AT).splitlines() == [
        "On record: on 24 December 2020 at 10:00. Corrected: on 22 December 2020 at 09:00.",
        "Notification to the Panel: due 5 January 2021 > 31 December 2020.",
        "Local authority tells its safeguarding partners: due 5 January 2021 > 31 December 2020.",
        "It holds at once, and is marked as unconfirmed until a second person has looked at it.",
    ]
    assert awareness.in_words(one, LATER_STILL, by=coordinator, at=AT).endswith(
        "Nothing moves until a second person has confirmed it."
    )


def test_those_who_may_be_the_second_person_are_asked_and_it_waits_on_their_page(coordinator: User, manager: User) -> None:
    one, lead, shut = notification(coordinator), person("partner_lead"), person("partner_lead")
    person("administrator")
    one.case.conflicts.create(user=shut, because="Knows the family")
    correct(one, LATER_STILL, coordinator)
    assert set(OutgoingEmail.objects.filter(subject__contains="second person").values_list("to", flat=True)) == {
        manager.email,
        lead.email,
    }
    title = "Corrections of awareness that need a second person"
    for user, expected in ((manager, 1), (lead, 1), (coordinator, 0), (shut, 0)):
        assert sum(len(block.rows) for block in waiting(user, on=AT.date()) if block.title == title) == expected


def test_the_database_refuses_a_moment_that_changes_without_a_correction(coordinator: User, manager: User) -> None:
    one = notification(coordinator)
    rows = Notification.objects.filter(pk=one.pk)
    for to in (EARLIER, LATER_STILL):
        with pytest.raises(DatabaseError, match="not changed without a correction"), transaction.atomic():
            rows.update(aware_at=to)
    correct(one, LATER_STILL, coordinator)
    with pytest.raises(DatabaseError, match="not changed without a correction"), transaction.atomic():
        rows.update(aware_at=LATER_STILL)
    asked = one.corrections.get()
    # An answer of one's own does not open the door either.
    AwarenessAnswer.objects.create(correction=asked, confirmed=True, by=coordinator, at=AT)
    with pytest.raises(DatabaseError, match="not changed without a correction"), transaction.atomic():
        rows.update(aware_at=LATER_STILL)
    for model in (AwarenessCorrection, AwarenessAnswer):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            model.objects.all()._raw_delete(using="default")
    assert on_record(one) == (AWARE, DUE)


def joined(of: Notification, aware_at: datetime, by: User, at: datetime = AT) -> Notification:
    """A further referral, joined to the case, in which the local authority became aware at that moment."""
    further = referral(of.case, la_aware_at=aware_at, la_aware_because="The register of calls.")
    return lifecycle.open_from(further, by=by, at=at)


def test_a_joined_referral_that_shows_an_earlier_day_moves_the_date_at_once_unconfirmed(
    coordinator: User, manager: User
) -> None:
    one = joined(notification(coordinator), EARLIER, coordinator)
    assert (one.aware_at, on_record(one)) == (EARLIER, (EARLIER, DUE_EARLIER))
    asked = one.corrections.get()
    assert (asked.was, asked.now, asked.asked_by) == (AWARE, EARLIER, coordinator)
    assert asked.because.startswith("Referral REF-2020-")
    assert asked.because.endswith("The register of calls.")
    assert list(one.case.timeline.order_by("pk").values_list("kind", flat=True))[-4:] == [
        "referral_joined",
        "awareness_corrected",
        "deadline_moved",
        "deadline_moved",
    ]
    said = {row.label: row.words for block in panels(one.case, manager, on=AT.date()) for row in block.rows}
    assert said["Local authority aware"].endswith("unconfirmed)")
    awareness.refuse(one, by=manager, at=AT, because="That call was about another child.")
    assert on_record(one) == (AWARE, DUE)


@pytest.mark.parametrize("moment", [AWARE - timedelta(hours=2), AWARE, LATER_STILL])
def test_a_joined_referral_of_the_same_day_or_a_later_one_moves_nothing(coordinator: User, moment: datetime) -> None:
    one = joined(notification(coordinator), moment, coordinator)
    assert (on_record(one), one.corrections.count()) == ((AWARE, DUE), 0)


def test_a_joined_referral_does_not_wait_for_a_correction_that_is_open(coordinator: User, manager: User) -> None:
    one = notification(coordinator)
    correct(one, LATER_STILL, coordinator)
    joined(one, EARLIER, coordinator)
    assert on_record(one) == (EARLIER, DUE_EARLIER)
    awareness.confirm(one, by=manager, at=AT)
    with pytest.raises(MoveRefused, match="An earlier moment was recorded since"):
        awareness.confirm(one, by=manager, at=AT)
    awareness.refuse(one, by=manager, at=AT, because="The earlier one is right.")
    assert on_record(one) == (EARLIER, DUE_EARLIER)


def test_of_two_earlier_moments_a_refusal_of_the_first_leaves_the_confirmed_second(coordinator: User, manager: User) -> None:
    one, first = notification(coordinator), EARLIER + timedelta(days=1)
    correct(one, first, coordinator)
    joined(one, EARLIER, coordinator)
    awareness.confirm(one, by=manager, at=AT)
    awareness.refuse(one, by=manager, at=AT, because="Superseded.")
    assert on_record(one) == (EARLIER, DUE_EARLIER)


def test_a_joined_referral_that_makes_what_was_sent_late_asks_for_the_reason_first(coordinator: User) -> None:
    one, early = sent_notification(coordinator), datetime(2020, 12, 10, 9, 0, tzinfo=UTC)
    with pytest.raises(MoveRefused, match="First correct that moment"):
        joined(one, early, coordinator, at=NOTIFIED_IN_TIME)
    assert (on_record(one), one.corrections.count()) == ((AWARE, DUE), 0)
    awareness.correct(one, aware_at=early, because="A letter.", by=coordinator, at=NOTIFIED_IN_TIME, late=SAID)
    joined(one, early, coordinator, at=NOTIFIED_IN_TIME)
    assert one.corrections.count() == 1


def test_where_it_was_decided_not_to_notify_a_joined_referral_moves_nothing(coordinator: User) -> None:
    one = lifecycle.decide_not_to_notify(notification(coordinator), by=coordinator, at=AT, decided_by="Director", because="x")
    joined(one, EARLIER, coordinator)
    assert (on_record(one), one.corrections.count()) == ((AWARE, DUE), 0)
