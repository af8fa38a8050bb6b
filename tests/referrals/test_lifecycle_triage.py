"""The steps between arrival and decision: read, asked, answered, confirmed, joined, opened again."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from cspr.lifecycle import MoveRefused
from cspr.models import AgencyDomain, Case, Child, Deadline, OutgoingEmail, Person, TimelineEntry, User
from notifications.models import Notification
from referrals import lifecycle, uploads
from referrals.models import PartnerView, Referral
from tests.cast import agency, case, person
from tests.referrals.answers import CHILD_NAME, MONDAY, SECRET_WORDS, arrived

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=3)
LAST = MONDAY + timedelta(hours=5)
Step = Callable[[Referral, User], object]

READ: Step = lambda it, by: lifecycle.consider(it, by=by, at=LATER)  # noqa: E731
ASK: Step = lambda it, by: lifecycle.ask(it, "Which hospital?", by=by, at=LATER)  # noqa: E731
REPLY: Step = lambda it, by: lifecycle.reply(it, "The one in Bath", at=LATER)  # noqa: E731
ACCEPT: Step = lambda it, by: lifecycle.accept(it, by=by, at=LATER, aware_at=MONDAY)  # noqa: E731
DECLINE: Step = lambda it, by: lifecycle.decline(it, by=by, at=LATER, because="Not met", route="audit")  # noqa: E731
REOPEN: Step = lambda it, by: lifecycle.reopen(it, because="The inquest", by=by, at=LATER)  # noqa: E731
STEPS = {"read": READ, "ask": ASK, "reply": REPLY, "accept": ACCEPT, "decline": DECLINE, "reopen": REOPEN}
# status > the steps that are possible in it; every other one is refused and alters nothing.
POSSIBLE = {
    "received": {"read", "ask", "accept", "decline"},
    "considered": {"ask", "accept", "decline"},
    "information_asked": {"read", "reply", "accept", "decline"},
    "accepted": set(),
    "declined": {"reopen"},
}
WAY = {"received": (), "considered": (READ,), "information_asked": (ASK,), "accepted": (ACCEPT,), "declined": (DECLINE,)}


def in_status(status: str, by: User) -> Referral:
    referral = arrived()
    for step in WAY[status]:
        step(referral, by)
    return Referral.objects.get(pk=referral.pk)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("status", POSSIBLE)
def test_each_step_is_possible_where_the_table_says_and_nowhere_else(coordinator: User, status: str, step: str) -> None:
    referral = in_status(status, coordinator)
    before = referral.history.count()
    if step in POSSIBLE[status]:
        STEPS[step](referral, coordinator)
        assert Referral.objects.get().history.count() > before
    else:
        with pytest.raises(MoveRefused):
            STEPS[step](referral, coordinator)
        assert (Referral.objects.get().status, referral.history.count()) == (status, before)


@pytest.mark.parametrize("step", ["read", "ask", "accept", "decline"])
def test_whoever_takes_the_first_step_has_read_the_referral(coordinator: User, manager: User, step: str) -> None:
    referral = arrived()
    STEPS[step](referral, coordinator)
    if step == "ask":
        lifecycle.decline(referral, by=manager, at=LAST, because="Not met", route="none")
    kept = Referral.objects.get()
    assert (kept.reader, kept.read_at) == (coordinator, LATER)


def test_a_question_reaches_the_sender_as_a_reference_and_the_answer_comes_back(coordinator: User) -> None:
    referral = arrived()
    lifecycle.ask(referral, " Which hospital? ", by=coordinator, at=LATER)
    told = OutgoingEmail.objects.get(key__contains=":question:")
    assert (told.to, told.subject) == ("head@school.example", f"{referral.reference}: we have a question")
    assert "receipt number" in told.body
    lifecycle.reply(referral, " The one in Bath ", at=LAST)
    question = referral.questions.get()
    kept = Referral.objects.get()
    assert (question.question, question.reply, question.replied_at) == ("Which hospital?", "The one in Bath", LAST)
    assert kept.status == "considered"
    answered = OutgoingEmail.objects.get(key__contains=":reply:")
    assert answered.to == coordinator.email
    for message in (told, answered):
        for secret in ("hospital", "Bath", CHILD_NAME, SECRET_WORDS):
            assert secret not in message.subject + message.body


@pytest.mark.parametrize("words", ["", "  "])
def test_an_empty_question_and_an_empty_answer_are_refused_and_nothing_changes(coordinator: User, words: str) -> None:
    referral = arrived()
    with pytest.raises(MoveRefused, match="Write the question"):
        lifecycle.ask(referral, words, by=coordinator, at=LATER)
    assert (Referral.objects.get().status, Referral.objects.get().read_at) == ("received", None)
    lifecycle.ask(referral, "Which hospital?", by=coordinator, at=LATER)
    with pytest.raises(MoveRefused, match="Write your answer"):
        lifecycle.reply(referral, words, at=LAST)
    assert Referral.objects.get().status == "information_asked"


@pytest.mark.parametrize("step", ["read", "accept", "decline"])
def test_going_on_without_an_answer_closes_the_question(coordinator: User, step: str) -> None:
    referral = in_status("information_asked", coordinator)
    STEPS[step](referral, coordinator)
    question = referral.questions.get()
    assert (question.reply, question.replied_at) == ("", LATER)
    with pytest.raises(MoveRefused, match="no open question"):
        lifecycle.reply(referral, "Too late", at=LAST)


def test_a_second_question_may_follow_an_answer(coordinator: User) -> None:
    referral = in_status("information_asked", coordinator)
    REPLY(referral, coordinator)
    lifecycle.ask(referral, "And which ward?", by=coordinator, at=LAST)
    assert [question.question for question in referral.questions.all()] == ["Which hospital?", "And which ward?"]


def test_the_views_of_the_partners_are_all_kept_and_none_may_lie_in_the_future(coordinator: User) -> None:
    referral = arrived()
    facts: dict[str, Any] = {"reasons": " Because ", "given_by": "Chief Inspector Cole", "by": coordinator, "at": LATER}
    for view in ("open", "met"):
        lifecycle.record_view(referral, partner="police", view=view, given_on=LATER.date(), **facts)
    with pytest.raises(MoveRefused, match="future"):
        lifecycle.record_view(referral, partner="icb", view="met", given_on=date(2026, 6, 16), **facts)
    assert [(row.view, row.reasons) for row in PartnerView.objects.all()] == [("open", "Because"), ("met", "Because")]


def test_staff_confirm_when_the_local_authority_became_aware_before_they_decide(coordinator: User) -> None:
    referral = arrived(la_told_at=MONDAY - timedelta(hours=2))
    lifecycle.record_awareness(referral, aware_at=MONDAY, by=coordinator, at=LATER)
    kept = Referral.objects.get()
    assert (kept.la_aware_at, kept.la_aware_because, kept.status) == (MONDAY, "", "received")
    assert kept.history.latest().history_user == coordinator


def test_another_day_than_the_senders_is_kept_with_how_it_is_known(coordinator: User) -> None:
    referral, before = arrived(), MONDAY - timedelta(days=2)
    with pytest.raises(MoveRefused, match="another day than the sender wrote"):
        lifecycle.record_awareness(referral, aware_at=before, by=coordinator, at=LATER)
    lifecycle.record_awareness(referral, aware_at=before, because=" Duty record ", by=coordinator, at=LATER)
    assert Referral.objects.get().la_aware_because == "Duty record"
    lifecycle.accept(referral, aware_at=before, by=coordinator, at=LAST)
    assert Referral.objects.get().la_aware_because == "Duty record"


@pytest.mark.parametrize("status", ["accepted", "declined"])
def test_awareness_and_agency_stay_as_they_are_once_it_is_decided(coordinator: User, status: str) -> None:
    referral = in_status(status, coordinator)
    with pytest.raises(MoveRefused, match="is decided"):
        lifecycle.record_awareness(referral, aware_at=MONDAY, by=coordinator, at=LAST)
    with pytest.raises(MoveRefused, match="is decided"):
        lifecycle.confirm_agency(referral, referral.agency, by=coordinator, at=LAST)


def test_a_moment_that_no_calendar_holds_is_refused(coordinator: User) -> None:
    referral, long_ago = arrived(), datetime(1926, 6, 15, tzinfo=UTC)
    with pytest.raises(MoveRefused, match="Check the year"):
        lifecycle.accept(referral, by=coordinator, at=LATER, aware_at=long_ago, checked=True)


def test_where_an_address_serves_several_agencies_one_is_confirmed_before_accepting(coordinator: User) -> None:
    chosen, other, stranger = agency(domain="nhs.example"), agency(), agency()
    AgencyDomain.objects.create(agency=other, domain="NHS.example")
    referral = arrived(sender="nurse@nhs.example", agency=chosen)
    assert lifecycle.agency_is_open(referral)
    with pytest.raises(MoveRefused, match="several agencies"):
        ACCEPT(referral, coordinator)
    with pytest.raises(MoveRefused, match="does not belong"):
        lifecycle.confirm_agency(referral, stranger, by=coordinator, at=LATER)
    lifecycle.confirm_agency(referral, other, by=coordinator, at=LATER)
    kept = Referral.objects.get()
    assert (kept.agency, kept.agency_confirmed_by, lifecycle.agency_is_open(kept)) == (other, coordinator, False)
    lifecycle.accept(kept, by=coordinator, at=LATER, aware_at=MONDAY, agency=chosen)
    assert Referral.objects.get().agency == chosen


def test_a_new_case_takes_over_the_children_and_the_household(coordinator: User) -> None:
    facts = {"also_known_as": "Wren", "first_language": "Polish", "religion": "None", "disability": "Deaf", "nhs_number": "943"}
    aunt = {"name": "Una Quill", "relation": "Aunt", "born_on": date(1980, 1, 2), "address": "2 Canary Row"}
    referral = lifecycle.accept(arrived(children=[facts], household=[aunt]), by=coordinator, at=LATER, aware_at=MONDAY)
    kid, adult = Child.objects.get(), Person.objects.get()
    assert {name: getattr(kid, name) for name in facts} == facts
    assert (adult.case, adult.name, adult.relation, adult.born_on) == (referral.case, "Una Quill", "Aunt", date(1980, 1, 2))


def test_a_second_referral_joins_an_open_case_and_its_notification_and_doubles_no_child(coordinator: User) -> None:
    first = lifecycle.accept(
        arrived(household=[{"name": "Una", "relation": "Aunt"}]), by=coordinator, at=LATER, aware_at=MONDAY
    )
    again = {"name": f" {CHILD_NAME.upper()} "}
    second = arrived(
        children=[again, {"name": "A brother"}],
        household=[{"name": "una", "relation": "Aunt"}, {"name": "Ulf", "relation": "Uncle"}],
    )
    lifecycle.ask(second, "Which hospital?", by=coordinator, at=LATER)
    lifecycle.reply(second, "The one in Bath", at=LATER)
    second = lifecycle.accept(second, by=coordinator, at=LAST, aware_at=MONDAY, into=first.case)
    assert second.case == first.case == Case.objects.get()
    assert [kid.name for kid in Child.objects.all()] == [CHILD_NAME, "A brother"]
    assert [one.name for one in Person.objects.all()] == ["Una", "Ulf"]
    assert (Notification.objects.count(), Deadline.objects.filter(clock="notification").count()) == (1, 1)
    kinds = list(
        TimelineEntry.objects.filter(words__contains=second.reference).order_by("at", "pk").values_list("kind", flat=True)
    )
    assert kinds == ["referral_received", "referral_read", "referral_question", "referral_reply", "referral_accepted"]


def test_a_case_that_is_closed_or_shut_for_the_person_takes_no_referral(coordinator: User, manager: User) -> None:
    closed, shut = case(closed_at=LATER), case()
    shut.conflicts.create(user=coordinator, because="knows the family")
    referral = arrived()
    for into in (closed, shut):
        with pytest.raises(MoveRefused, match="not open to you"):
            lifecycle.accept(referral, by=coordinator, at=LATER, aware_at=MONDAY, into=into)
    assert Referral.objects.get().status == "received"
    assert lifecycle.accept(referral, by=manager, at=LATER, aware_at=MONDAY, into=shut).case == shut


def test_opening_again_keeps_the_earlier_decision_in_the_history_and_a_second_one_is_told_too(coordinator: User) -> None:
    referral = in_status("declined", coordinator)
    with pytest.raises(MoveRefused, match="Say why"):
        lifecycle.reopen(referral, because=" ", by=coordinator, at=LAST)
    lifecycle.reopen(referral, because=" The inquest ", by=coordinator, at=LAST)
    kept = Referral.objects.get()
    assert (kept.status, kept.reopened_because, kept.decided_at, kept.decision_reason) == (
        "considered",
        "The inquest",
        None,
        "",
    )
    assert kept.history.filter(status="declined", decision_reason="Not met", decided_by=coordinator).count() == 1
    lifecycle.decline(kept, by=coordinator, at=LAST + timedelta(hours=1), because="Still not met", route="none")
    told = OutgoingEmail.objects.filter(to=referral.sender_email).order_by("created_at").values_list("subject", flat=True)
    assert [subject.partition(": ")[2] for subject in told] == [
        "we have received your referral",
        "your referral has been considered",
        "your referral is being considered again",
        "your referral has been considered",
    ]


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("received", "received"),
        ("considered", "considered"),
        ("information_asked", "information_asked"),
        ("accepted", "decided"),
        ("declined", "decided"),
    ],
)
def test_the_sender_is_told_one_of_four_states(coordinator: User, status: str, state: str) -> None:
    assert lifecycle.plain_state(in_status(status, coordinator)) == state


def test_a_flood_from_many_addresses_is_refused_in_words_and_the_next_hour_takes_referrals_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lifecycle, "OF_ALL_PER_HOUR", 3)
    for number in range(3):
        arrived(sender=f"sender{number}@school.example")
    with pytest.raises(lifecycle.TooManyAtOnce, match="receipt number"):
        arrived(sender="another@school.example")
    arrived(sender="another@school.example", at=MONDAY + timedelta(minutes=61))
    assert Referral.objects.count() == 4


def test_a_full_disk_refuses_before_anything_is_stored(settings: Any) -> None:
    settings.UPLOAD_RESERVE_MB = 10**12
    with pytest.raises(uploads.NoRoom):
        arrived()
    assert (Referral.objects.count(), OutgoingEmail.objects.count()) == (0, 0)


def test_both_decisions_leave_the_staff_who_only_read_out_of_it(coordinator: User) -> None:
    person("auditor")
    ACCEPT(arrived(), coordinator)
    assert set(OutgoingEmail.objects.values_list("to", flat=True)) == {"head@school.example", coordinator.email}


def test_accepted_from_another_day_than_the_sender_wrote_it_needs_the_reason_whatever_the_form_asked(
    coordinator: User,
) -> None:
    before = MONDAY - timedelta(days=1)
    referral = arrived(la_told="yes", la_told_at=MONDAY)
    with pytest.raises(MoveRefused, match="Say how you know"):
        lifecycle.accept(referral, by=coordinator, at=LATER, aware_at=before, checked=True)
    assert (Referral.objects.get().status, Case.objects.count()) == ("received", 0)
    accepted = lifecycle.accept(referral, by=coordinator, at=LATER, aware_at=before, because="Duty record", checked=True)
    assert (accepted.status, accepted.la_aware_because) == ("accepted", "Duty record")


def test_a_reason_that_was_given_with_the_same_day_before_is_not_asked_again_when_it_is_accepted(coordinator: User) -> None:
    before = MONDAY - timedelta(days=1)
    referral = arrived(la_told="yes", la_told_at=MONDAY)
    lifecycle.record_awareness(referral, aware_at=before, because="Duty record", checked=True, by=coordinator, at=LATER)
    accepted = lifecycle.accept(referral, by=coordinator, at=LATER, aware_at=before, checked=True)
    assert (accepted.status, accepted.la_aware_because) == ("accepted", "Duty record")
    other = arrived(la_told="yes", la_told_at=MONDAY)
    lifecycle.record_awareness(other, aware_at=before, because="Duty record", checked=True, by=coordinator, at=LATER)
    with pytest.raises(MoveRefused, match="Say how you know"):
        lifecycle.accept(other, by=coordinator, at=LATER, aware_at=before - timedelta(days=1), checked=True)
