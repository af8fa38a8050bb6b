"""Agencies are asked together and once; each step of a request has its one way, and its e-mail says nothing of the case."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connections

from cspr.lifecycle import MoveRefused
from cspr.models import OutgoingEmail, TimelineEntry, User
from rapid_reviews import asking, lifecycle
from rapid_reviews.models import AgencyRequest, SearchedPerson
from tests.cast import person
from tests.rapid_reviews.agencies import NOW, RETURNS, agency, ask, asked_review, contact, family_case, refer
from tests.walk import sent_rapid_review

Status = AgencyRequest.Status


def test_all_are_asked_in_one_go_and_the_letters_of_the_plan_are_done(coordinator: User) -> None:
    review, requests = asked_review(coordinator, agencies=3)
    assert {(one.status, one.due_on, one.sent_by, one.sent_at) for one in requests} == {
        (Status.SENT, RETURNS, coordinator, NOW)
    }
    assert OutgoingEmail.objects.filter(key__startswith="request:").count() == 3
    step = review.milestones.get(order=1)
    assert (step.title, step.done_on) == ("Letters to the agencies", date(2026, 12, 30))
    assert review.milestones.filter(done_on=None).count() == 5


def test_the_email_has_a_reference_a_day_and_a_link_and_no_word_of_anybody(coordinator: User) -> None:
    review, requests = asked_review(coordinator, agencies=1)
    mail = OutgoingEmail.objects.get(key=f"request:{requests[0].pk}:sent")
    assert mail.to == requests[0].contact.email
    assert mail.subject == f"{review.case.reference}: we ask your agency for information"
    assert "by Monday 4 January" in mail.body
    assert "/information/" in mail.body
    for word in ("Rowan", "Alex", "Invented", requests[0].agency.name, requests[0].contact.name, str(requests[0].pk)):
        assert word not in mail.subject + mail.body


def test_asking_twice_asks_nobody_twice(coordinator: User) -> None:
    review, one, two = family_case(coordinator), contact(), contact()
    assert len(ask(review, coordinator, one)) == 1
    assert [request.contact for request in ask(review, coordinator, one, two)] == [two]
    assert ask(review, coordinator, one, two) == []
    assert review.requests.count() == 2
    assert OutgoingEmail.objects.filter(key__startswith="request:").count() == 2


@pytest.mark.usefixtures("committed_db")
def test_four_presses_of_the_button_at_the_same_moment_ask_each_agency_once() -> None:
    by = person("coordinator")
    review, contacts = family_case(by), [contact() for _ in range(3)]
    start = threading.Barrier(4)

    def press(_: int) -> int:
        start.wait()
        try:
            return len(ask(review, by, *contacts))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(press, range(4))) == [0, 0, 0, 3]
    assert review.requests.filter(status=Status.SENT).count() == 3
    assert OutgoingEmail.objects.filter(key__startswith="request:").count() == 3


def test_of_two_contacts_of_one_agency_the_first_is_asked(coordinator: User) -> None:
    school = agency()
    first, second = contact(school), contact(school)
    assert [request.contact for request in ask(family_case(coordinator), coordinator, first, second)] == [first]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 12, 29), "has passed"),
        (date(2027, 1, 1), "is no working day (New Year’s Day)"),
        (date(2027, 1, 2), "is no working day (weekend)"),
        (date(2207, 1, 4), "60 working days ahead"),
    ],
)
def test_a_day_on_which_nobody_could_answer_is_refused_and_nobody_is_asked(coordinator: User, day: date, said: str) -> None:
    review = family_case(coordinator)
    with pytest.raises(MoveRefused, match=said.replace("(", r"\(").replace(")", r"\)").replace("’", ".")):
        ask(review, coordinator, contact(), due_on=day)
    assert (review.requests.count(), OutgoingEmail.objects.filter(key__startswith="request:").count()) == (0, 0)


@pytest.mark.parametrize(
    "scope", [(date(2026, 5, 1), date(2025, 5, 1)), (date(2027, 5, 1), None)], ids=["ends before it begins", "in the future"]
)
def test_a_period_that_cannot_be_is_refused(coordinator: User, scope: tuple[date | None, date | None]) -> None:
    with pytest.raises(MoveRefused, match="period"):
        asking.prepare(family_case(coordinator), contacts=[contact()], due_on=RETURNS, scope=scope, by=coordinator, at=NOW)


def test_the_period_is_kept_with_the_review(coordinator: User) -> None:
    review = family_case(coordinator)
    scope = (date(2024, 1, 1), date(2026, 12, 24))
    asking.prepare(review, contacts=[contact()], due_on=RETURNS, scope=scope, by=coordinator, at=NOW)
    review.refresh_from_db()
    assert (review.scope_from, review.scope_to) == scope


def test_nobody_is_asked_for_a_review_that_is_with_the_panel(coordinator: User) -> None:
    with pytest.raises(MoveRefused, match="nobody is asked any more"):
        ask(sent_rapid_review(coordinator), coordinator, contact())


def test_a_contact_who_was_struck_off_is_not_asked(coordinator: User) -> None:
    with pytest.raises(MoveRefused, match="may no longer answer"):
        ask(family_case(coordinator), coordinator, contact(is_active=False))


def test_taken_back_the_agency_hears_of_it_and_may_be_asked_again(coordinator: User) -> None:
    review, (first, _) = asked_review(coordinator)
    taken = asking.cancel(first, because="Asked by mistake.", by=coordinator, at=NOW)
    assert (taken.status, taken.cancelled_because, taken.ended_at) == (Status.CANCELLED, "Asked by mistake.", NOW)
    mail = OutgoingEmail.objects.get(key=f"request:{first.pk}:taken-back:{first.contact_id}")
    assert "mistake" not in mail.body
    assert "Asked by mistake" in TimelineEntry.objects.get(kind="agency_request_taken_back").words
    assert len(ask(review, coordinator, first.contact)) == 1
    for because, request in (("Again.", taken), (" ", first)):
        with pytest.raises(MoveRefused):
            asking.cancel(request, because=because, by=coordinator, at=NOW)


def test_a_request_that_was_never_sent_is_taken_back_without_a_word(coordinator: User) -> None:
    review = family_case(coordinator)
    (request,) = asking.prepare(review, contacts=[contact()], due_on=RETURNS, scope=(None, None), by=coordinator, at=NOW)
    assert asking.cancel_all(review, because="It ended.", by=coordinator, at=NOW) == [request]
    assert not OutgoingEmail.objects.filter(key__startswith="request:").exists()


def test_another_day_is_told_with_its_reason_kept(coordinator: User) -> None:
    _, (request, _) = asked_review(coordinator)
    moved = asking.move_due(request, to=date(2027, 1, 5), because="The school is shut", by=coordinator, at=NOW)
    assert moved.due_on == date(2027, 1, 5)
    words = TimelineEntry.objects.get(kind="agency_request_moved").words
    assert "due on Tuesday 5 January instead of Monday 4 January: The school is shut." in words
    assert OutgoingEmail.objects.get(key__startswith=f"request:{request.pk}:moved").subject.endswith("Tuesday 5 January")
    for to, because in ((date(2027, 1, 5), "Again"), (date(2027, 1, 6), ""), (date(2026, 12, 29), "Past")):
        with pytest.raises(MoveRefused):
            asking.move_due(moved, to=to, because=because, by=coordinator, at=NOW)


def test_reminded_by_hand_once_a_day(coordinator: User) -> None:
    _, (request, _) = asked_review(coordinator)
    asking.remind_now(request, by=coordinator, at=NOW)
    with pytest.raises(MoveRefused, match="today already"):
        asking.remind_now(request, by=coordinator, at=NOW + timedelta(hours=2))
    asking.remind_now(request, by=coordinator, at=NOW + timedelta(days=1))
    assert OutgoingEmail.objects.filter(key__startswith=f"request:{request.pk}:by-hand").count() == 2


def test_with_the_last_signature_the_returns_of_the_plan_are_done(coordinator: User) -> None:
    review, (first, second, third) = asked_review(coordinator, agencies=3)
    returns = review.milestones.get(order=2)
    for request in (first, second):
        asking.mark_opened(request, at=NOW)
        asking.answered(asking.mark_signed(request, at=NOW), by=None, at=NOW)
        returns.refresh_from_db()
        assert returns.done_on is None
    asking.cancel(third, because="Not needed.", by=coordinator, at=NOW)
    returns.refresh_from_db()
    assert returns.done_on == date(2026, 12, 30)


def test_a_signed_request_is_neither_taken_back_nor_moved_nor_reminded(coordinator: User) -> None:
    _, (request, _) = asked_review(coordinator)
    asking.mark_signed(request, at=NOW)
    steps: tuple[Callable[[], object], ...] = (
        lambda: asking.cancel(request, because="x", by=coordinator, at=NOW),
        lambda: asking.move_due(request, to=date(2027, 1, 5), because="x", by=coordinator, at=NOW),
        lambda: asking.remind_now(request, by=coordinator, at=NOW),
        lambda: asking.mark_signed(request, at=NOW),
    )
    for step in steps:
        with pytest.raises(MoveRefused):
            step()


def test_a_request_that_was_taken_back_can_no_longer_be_signed(coordinator: User) -> None:
    _, (request, _) = asked_review(coordinator)
    asking.cancel(request, because="x", by=coordinator, at=NOW)
    with pytest.raises(MoveRefused, match="Taken back"):
        asking.mark_signed(request, at=NOW)


def test_only_the_first_opening_is_kept(coordinator: User) -> None:
    _, (request, _) = asked_review(coordinator)
    for hours in (0, 1):
        asking.mark_opened(request, at=NOW + timedelta(hours=hours))
    request.refresh_from_db()
    assert request.opened_at == NOW


def test_the_family_list_begins_with_the_case_and_is_filled_once(coordinator: User) -> None:
    review = family_case(coordinator)
    asking.fill_family(review, by=coordinator)
    asking.fill_family(review, by=coordinator)
    assert list(review.family.values_list("name", "relation", "born_on", "address")) == [
        ("Rowan Invented", "Child", date(2024, 3, 1), "1 Invented Way"),
        ("Alex Invented", "Mother", None, ""),
    ]
    assert SearchedPerson.history.first().history_user == coordinator


def test_a_list_that_staff_emptied_after_asking_stays_empty_and_the_page_says_who_is_left_out(coordinator: User) -> None:
    review, _ = asked_review(coordinator)
    asking.fill_family(review, by=coordinator)
    assert review.family.count() == 0
    assert [person.name for person in asking.not_on_the_list(review)] == ["Rowan Invented", "Alex Invented"]
    SearchedPerson.objects.create(review=review, name="rowan  INVENTED", relation="Child")
    assert [person.name for person in asking.not_on_the_list(review)] == ["Alex Invented"]


def test_the_family_list_is_closed_with_the_review(coordinator: User) -> None:
    with pytest.raises(MoveRefused, match="closed"):
        asking.keep_family(sent_rapid_review(coordinator), changed=[], removed=[], by=coordinator)


def test_an_agency_named_in_the_referral_is_found_however_its_name_is_typed(coordinator: User) -> None:
    review = family_case(coordinator)
    school, trust = agency("St. Mary’s C of E Primary School"), agency("Avon Health Trust")
    agency("Nobody There"), contact(agency("Quite Another"))
    contact(school), contact(trust)
    refer(
        review,
        "ST MARYS C OF E PRIMARY SCHOOL",
        "Avon Health Trust, Bath team",
        "The Lighthouse",
        "Nobody there",
        "the lighthouse",
    )
    offers = asking.offers(review)
    assert {(offer.agency.name, offer.is_named) for offer in offers.named} == {(school.name, True), (trust.name, False)}
    assert [offer.agency.name for offer in offers.rest] == ["Quite Another"]
    assert offers.without_contact[0].agency.name == "Nobody There"
    assert offers.unknown == ("The Lighthouse",)


def test_the_agency_that_sent_the_referral_counts_as_named(coordinator: User) -> None:
    review = family_case(coordinator)
    refer(review)
    sender = review.case.referrals.get().agency
    contact(sender)
    assert [(offer.agency, offer.is_named) for offer in asking.offers(review).named] == [(sender, True)]


def test_an_agency_that_was_asked_is_no_longer_offered_until_it_is_taken_back(coordinator: User) -> None:
    review = family_case(coordinator)
    one = contact()
    (request,) = ask(review, coordinator, one)
    assert one.agency not in [offer.agency for offer in asking.offers(review).rest]
    asking.cancel(request, because="x", by=coordinator, at=NOW)
    assert one.agency in [offer.agency for offer in asking.offers(review).rest]


def test_the_lead_is_asked_first_and_the_struck_off_never(coordinator: User) -> None:
    school = agency()
    contact(school, name="A deputy", is_lead=False), contact(school, name="B struck off", is_active=False)
    lead = contact(school, name="C lead")
    (offer,) = [one for one in asking.offers(family_case(coordinator)).rest if one.agency == school]
    assert (offer.lead, len(offer.contacts)) == (lead, 2)


def test_the_plan_is_marked_only_where_it_has_such_a_step(coordinator: User) -> None:
    review = family_case(coordinator)
    review.milestones.filter(order=1).update(title="First call")
    ask(review, coordinator, contact())
    assert review.milestones.get(order=1).done_on is None


def test_a_review_that_ends_is_followed_by_nothing_left_to_answer(coordinator: User) -> None:
    review, requests = asked_review(coordinator, agencies=2)
    asking.mark_signed(requests[0], at=NOW)
    assert [one.pk for one in asking.cancel_all(review, because="It ended.", by=coordinator, at=NOW)] == [requests[1].pk]
    assert review.status == lifecycle.Status.OPEN
