"""The outbox when the wire goes on failing: who is told in the end, what is kept, and how long one delivery works."""

from datetime import timedelta

import pytest
from pytest_django import Settings

from cspr import codes, outbox
from cspr.models import CaseConflict, OutgoingEmail, User
from tests.cast import case, person
from tests.cspr.test_outbox import AT, MINUTE, Wire, deliver, digits, queue, wire

__all__ = ["wire"]


def give_up(message: OutgoingEmail) -> None:
    """Let the wire fail until the message is given up, and let it work again."""
    Wire.fails_with = lambda: OSError()
    while message.failed_at is None:
        deliver(message.next_try_at)
        message.refresh_from_db()
    Wire.fails_with = None


def told_of(message: OutgoingEmail) -> list[str]:
    """Whom a second person's word about that message goes to."""
    return sorted(OutgoingEmail.objects.filter(key__startswith=f"given-up:{message.pk}:").values_list("to", flat=True))


def test_a_message_that_is_given_up_goes_to_a_second_person_by_reference_and_once(manager: User, coordinator: User) -> None:
    message = queue(to=coordinator.email, case=case())
    give_up(message)
    assert told_of(message) == [manager.email]
    word = OutgoingEmail.objects.get(to=manager.email)
    assert message.case is not None
    assert word.case == message.case
    assert word.subject == f"{message.case.reference}: an e-mail could not be delivered"
    assert word.body.endswith(f"https://staff.partnership.example/cspr/outgoingemail/{message.pk}/change/")
    assert message.to not in word.subject + word.body
    assert message.body not in word.body
    outbox.try_again(message, at=AT + timedelta(days=9))
    message.refresh_from_db()
    give_up(message)
    assert OutgoingEmail.objects.count() == 2


def test_the_second_person_is_never_the_one_who_was_not_reached(manager: User, coordinator: User) -> None:
    second = person("business_manager")
    message = queue("to a manager", to=manager.email.upper())
    give_up(message)
    assert told_of(message) == [second.email]
    second.is_active = False
    second.save()
    message = queue("to the only manager", to=manager.email, case=case())
    give_up(message)
    assert told_of(message) == [coordinator.email]


def test_whoever_has_a_conflict_is_not_the_second_person(manager: User, coordinator: User) -> None:
    shut = case()
    CaseConflict.objects.create(case=shut, user=manager, because="Knows the family")
    message = queue(case=shut)
    give_up(message)
    assert told_of(message) == [coordinator.email]


def test_of_no_case_it_says_so(manager: User) -> None:
    message = queue()
    give_up(message)
    assert OutgoingEmail.objects.get(to=manager.email).subject == "An e-mail of no case: an e-mail could not be delivered"


def test_a_code_that_never_arrived_troubles_nobody_a_day_later(manager: User) -> None:
    codes.send("a@council.example", at=AT)
    give_up(OutgoingEmail.objects.get())
    assert OutgoingEmail.objects.count() == 1


def test_a_word_to_the_second_person_that_is_given_up_makes_no_further_word(manager: User, coordinator: User) -> None:
    give_up(queue(to="head@school.example"))
    give_up(OutgoingEmail.objects.get(to=manager.email))
    assert OutgoingEmail.objects.count() == 2


def test_a_failure_told_after_another_worker_has_sent_it_tells_nobody(manager: User, settings: Settings) -> None:
    settings.OUTBOX_LEAST_TRIES = 1
    message = queue()
    slow = outbox._claim(at=AT)
    assert slow is not None
    later = AT + timedelta(days=2)
    assert deliver(later) == 1
    Wire.fails_with = lambda: TimeoutError()
    assert not outbox._send(slow, now=lambda: later + MINUTE, digits=digits)
    assert told_of(message) == []


def test_a_message_that_arrives_after_another_worker_gave_it_up_counts_as_sent(db: None, settings: Settings) -> None:
    settings.OUTBOX_LEAST_TRIES = 1
    message = queue()
    slow = outbox._claim(at=AT)
    assert slow is not None
    Wire.fails_with = lambda: TimeoutError()
    deliver(AT + timedelta(days=2))
    message.refresh_from_db()
    assert message.failed_at is not None
    Wire.fails_with = None
    assert outbox._send(slow, now=lambda: AT + timedelta(days=2, minutes=1), digits=digits)
    stored = OutgoingEmail.objects.get()
    assert (stored.failed_at, stored.sent_at) == (None, AT + timedelta(days=2, minutes=1))


def test_a_lease_that_ran_out_is_written_down_because_the_message_may_come_twice(
    db: None, caplog: pytest.LogCaptureFixture
) -> None:
    message = queue()
    assert outbox._claim(at=AT) == message
    assert caplog.messages == []
    assert deliver(AT + timedelta(hours=1)) == 1
    assert [f"e-mail {message.pk} ran out" in line for line in caplog.messages] == [True]
    assert message.to not in caplog.text


def test_the_retry_periods_are_settings(db: None, settings: Settings) -> None:
    settings.OUTBOX_FIRST_RETRY, settings.OUTBOX_LONGEST_RETRY = 10, 20
    settings.OUTBOX_GIVE_UP_AFTER, settings.OUTBOX_LEAST_TRIES = 60, 2
    message = queue()
    Wire.fails_with = lambda: OSError()
    at, waits = AT, []
    while message.failed_at is None:
        deliver(at)
        message.refresh_from_db()
        waits.append((message.next_try_at - at).total_seconds())
        at = message.next_try_at
    assert 8 <= waits[0] <= 12
    assert all(16 <= wait <= 24 for wait in waits[1:])
    assert timedelta(seconds=60) < message.failed_at - AT <= timedelta(seconds=90)


def test_a_delivery_ends_after_its_time_and_the_next_goes_on(db: None, settings: Settings) -> None:
    settings.OUTBOX_DELIVER_FOR = 20
    for number in range(5):
        queue(f"{number}")
    # A mail server that takes six seconds for each: the clock is read at the claim and at the end.
    clock = iter(AT + timedelta(seconds=3 * n) for n in range(100))
    assert outbox.deliver(now=lambda: next(clock), digits=digits) == 3
    assert deliver(AT + MINUTE) == 2
