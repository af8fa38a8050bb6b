"""Receiving, accepting and declining: each happens once, in one transaction, and is told."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings
from pytest_django import Settings

from cspr.deadlines import clocks
from cspr.lifecycle import MoveRefused
from cspr.models import Case, Child, Deadline, OutgoingEmail, TimelineEntry, User
from referrals import lifecycle, receipts
from referrals.models import Draft, Referral, ReferredChild
from tests.cast import person
from tests.referrals.answers import CHILD_NAME, MONDAY, SECRET_WORDS, arrived, draft

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=3)


def test_a_referral_received_on_christmas_eve_2026_is_to_be_read_by_29_december() -> None:
    referral = arrived(at=datetime(2026, 12, 24, 10, 0, tzinfo=UTC))
    assert referral.read_by == date(2026, 12, 29)


def test_a_referral_sent_twice_is_stored_once() -> None:
    written = draft()
    first = arrived(written=written)
    second = arrived(written=written, narrative="different words")
    assert first == second
    assert Referral.objects.get().narrative == SECRET_WORDS
    assert ReferredChild.objects.count() == 1


def test_references_are_numbered_one_after_the_other() -> None:
    numbers = [int(arrived().reference.removeprefix("CSPR-REF-2026-")) for _ in range(2)]
    assert numbers[1] == numbers[0] + 1


def test_the_sixth_referral_within_an_hour_is_refused_and_the_next_hour_takes_it() -> None:
    for minute in range(5):
        arrived(at=MONDAY + timedelta(minutes=minute))
    with pytest.raises(lifecycle.TooManyReferrals):
        arrived(at=MONDAY + timedelta(minutes=30))
    arrived(at=MONDAY + timedelta(minutes=30), sender="another@school.example")
    arrived(at=MONDAY + timedelta(minutes=61))
    assert Referral.objects.count() == 7


def test_sender_and_staff_are_told_a_reference_and_nothing_of_the_case(manager: User, coordinator: User) -> None:
    person("auditor")
    referral = arrived()
    messages = {message.to: message for message in OutgoingEmail.objects.all()}
    assert set(messages) == {"head@school.example", manager.email, coordinator.email}
    written = "\n".join(f"{message.subject}\n{message.body}" for message in messages.values())
    number = receipts.number_of(Draft.objects.get())
    for secret in (CHILD_NAME, SECRET_WORDS, "Alma", "Basil", "Canary", number, number.replace(" ", ""), "death", "harm"):
        assert secret not in written
    assert all(referral.reference in message.subject for message in messages.values())
    link = f"https://staff.partnership.example/referrals/referral/{referral.pk}/change/"
    assert link in messages[coordinator.email].body
    assert re.findall(r"http[^ ]*", messages["head@school.example"].body) == [settings.REFERRALS_URL]


def test_the_confirmation_says_how_to_reach_the_unit_where_no_number_is_set(settings: Settings) -> None:
    settings.PARTNERSHIP = {**settings.PARTNERSHIP, "unit_phone": ""}
    arrived()
    assert "through the partnership’s website" in OutgoingEmail.objects.get(to="head@school.example").body


def test_accepting_opens_a_case_with_its_children_and_the_notification_clock(coordinator: User) -> None:
    referral = lifecycle.accept(arrived(), by=coordinator, at=LATER, aware_at=MONDAY)
    case = Case.objects.get()
    kid = Child.objects.get()
    assert (referral.status, referral.case, referral.la_aware_at) == ("accepted", case, MONDAY)
    assert (referral.decided_by, referral.decided_at) == (coordinator, LATER)
    assert (case.incident_on, case.incident_place) == (referral.incident_on, "At home")
    assert (kid.case, kid.name, kid.looked_after) == (case, CHILD_NAME, True)
    assert Deadline.objects.get(clock="notification").latest_on == date(2026, 6, 22)
    entries = list(TimelineEntry.objects.filter(kind__startswith="referral_").order_by("at").values_list("kind", "actor"))
    assert entries == [("referral_received", "A sender"), ("referral_accepted", coordinator.name)]
    assert referral.history.latest().history_user == coordinator


def test_the_timeline_gives_the_moment_of_awareness_in_london_time(coordinator: User) -> None:
    lifecycle.accept(arrived(), by=coordinator, at=LATER, aware_at=MONDAY)
    words = TimelineEntry.objects.get(kind="referral_accepted").words
    assert words.endswith("The local authority became aware on 15 June 2026 at 10:30.")


def test_awareness_in_the_future_is_refused_and_nothing_changes(coordinator: User) -> None:
    referral = arrived()
    with pytest.raises(MoveRefused, match="in the future"):
        lifecycle.accept(referral, by=coordinator, at=LATER, aware_at=LATER + timedelta(minutes=1))
    referral.refresh_from_db()
    assert (referral.status, Case.objects.count()) == ("received", 0)


def test_a_decided_referral_is_not_decided_again(coordinator: User) -> None:
    referral = arrived()
    lifecycle.accept(referral, by=coordinator, at=LATER, aware_at=MONDAY)
    with pytest.raises(MoveRefused):
        lifecycle.accept(referral, by=coordinator, at=LATER, aware_at=MONDAY)
    with pytest.raises(MoveRefused):
        lifecycle.decline(referral, by=coordinator, at=LATER, because="Too late", route="none")
    assert Case.objects.count() == 1
    assert Deadline.objects.filter(clock="notification").count() == 1


def test_declining_keeps_reason_and_route_and_opens_no_case(coordinator: User) -> None:
    referral = lifecycle.decline(arrived(), by=coordinator, at=LATER, because=" Criteria not met. ", route="audit")
    assert (referral.status, referral.decision_reason, referral.route) == ("declined", "Criteria not met.", "audit")
    assert (referral.decided_by, referral.case, Case.objects.count()) == (coordinator, None, 0)


def test_declining_without_a_reason_is_refused(coordinator: User) -> None:
    referral = arrived()
    with pytest.raises(MoveRefused, match="Say why"):
        lifecycle.decline(referral, by=coordinator, at=LATER, because="  ", route="none")
    assert Referral.objects.get().status == "received"


@pytest.mark.parametrize("decision", ["accept", "decline"])
def test_the_sender_hears_of_either_decision_in_the_same_words(coordinator: User, decision: str) -> None:
    referral = arrived()
    if decision == "accept":
        lifecycle.accept(referral, by=coordinator, at=LATER, aware_at=MONDAY)
    else:
        lifecycle.decline(referral, by=coordinator, at=LATER, because="Criteria not met", route="none")
    message = OutgoingEmail.objects.get(key__endswith=":decided")
    unit = settings.PARTNERSHIP["unit_name"]
    assert message.subject == f"{referral.reference}: your referral has been considered"
    assert message.body == (
        f"The partnership has considered your referral {referral.reference}. The {unit} will tell you what "
        f"happens next, and you can ask at any time. The {unit} is on 01225 000000."
    )


def test_the_reading_clock_is_declared_with_its_authority() -> None:
    assert [bound.words for bound in clocks()["referral_reading"].bounds] == ["1 working day"]


def test_somebody_with_a_conflict_does_not_see_the_referral_of_the_case(coordinator: User, manager: User) -> None:
    waiting = arrived()
    referral = lifecycle.accept(arrived(), by=manager, at=LATER, aware_at=MONDAY)
    Case.objects.get().conflicts.create(user=coordinator, because="knows the family")
    assert list(Referral.objects.visible_to(coordinator)) == [waiting]
    assert set(Referral.objects.visible_to(manager)) == {waiting, referral}
    assert list(Referral.objects.visible_to(person("auditor"))) == []
    assert list(Referral.objects.visible_to(person("partner_lead"))) == [referral]


def test_a_date_before_the_incident_is_asked_about_and_kept_once_somebody_has_checked_it(db: None, coordinator: User) -> None:
    referral, before = arrived(), MONDAY - timedelta(days=10)
    with pytest.raises(MoveRefused, match="before the incident"):
        lifecycle.accept(referral, by=coordinator, at=LATER, aware_at=before)
    accepted = lifecycle.accept(referral, by=coordinator, at=LATER, aware_at=before, because="Duty record", checked=True)
    assert accepted.la_aware_at == before


def test_a_date_before_an_approximate_incident_is_not_asked_about(db: None, coordinator: User) -> None:
    before = MONDAY - timedelta(days=10)
    referral = arrived(incident_dated="about")
    accepted = lifecycle.accept(referral, by=coordinator, at=LATER, aware_at=before, because="Duty record")
    assert accepted.la_aware_at == before


def test_agencies_and_dates_are_stored_as_they_were_sent() -> None:
    other = {"name": "Canary Surgery", "contact": "Dr Dove, 01225 000113", "still_involved": "yes"}
    day = {"on": date(2026, 5, 30), "event": "Seen by the school nurse"}
    referral = arrived(agencies=[other], key_dates=[day])
    assert referral.agencies.get().name == "Canary Surgery"
    assert (referral.key_dates.get().on, referral.key_dates.get().event) == (day["on"], day["event"])
