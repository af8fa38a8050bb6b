"""The outbox: each message written once, sent once, tried again with patience, and never lost."""

import smtplib
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connections, transaction
from pytest_django import Settings

from cspr import codes, outbox
from cspr.models import EmailCode, OutgoingEmail
from tests.cast import case

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class Wire(BaseEmailBackend):
    """The mail wire: delivers, or fails as a real one does."""

    fails_with: ClassVar[Callable[[], BaseException] | None] = None
    waits_for: ClassVar[threading.Barrier | None] = None
    sent: ClassVar[list[Any]] = []
    lock: ClassVar[threading.Lock] = threading.Lock()

    def send_messages(self, email_messages: Any) -> int:
        if Wire.waits_for is not None:
            Wire.waits_for.wait(timeout=20)
        if Wire.fails_with is not None:
            raise Wire.fails_with()
        for message in email_messages:
            message.message()  # as a real wire does: a header that is none is refused here
        with Wire.lock:
            Wire.sent.extend(email_messages)
        return len(email_messages)


@pytest.fixture(autouse=True)
def wire(settings: Settings) -> Iterator[type[Wire]]:
    settings.EMAIL_BACKEND = "tests.cspr.test_outbox.Wire"
    Wire.fails_with, Wire.waits_for, Wire.sent = None, None, []
    yield Wire
    Wire.fails_with, Wire.waits_for = None, None


def digits(code: EmailCode) -> str:
    return "123456"


def queue(key: str = "one", **changes: Any) -> OutgoingEmail:
    facts: dict[str, Any] = {"to": "a@council.example", "subject": "CSPR-2026-0001", "body": "Open it.", "at": AT, **changes}
    outbox.queue(key=key, **facts)
    return OutgoingEmail.objects.get(key=key)


def deliver(at: datetime = AT, **changes: Any) -> int:
    return outbox.deliver(now=lambda: at, digits=digits, **changes)


def test_a_message_is_a_row_first_and_sent_with_its_own_id(db: None) -> None:
    message = queue(case=case())
    assert Wire.sent == []
    assert deliver() == 1
    message.refresh_from_db()
    assert (message.sent_at, message.attempts, message.last_error) == (AT, 1, "")
    assert (Wire.sent[0].to, Wire.sent[0].subject, Wire.sent[0].body) == (["a@council.example"], "CSPR-2026-0001", "Open it.")
    assert Wire.sent[0].from_email == "reviews@partnership.example"
    assert Wire.sent[0].message()["Message-ID"] == f"<{message.pk}@staff.partnership.example>"
    assert str(message) == f"E-mail {message.pk}"
    assert deliver() == 0


def test_the_same_key_twice_is_one_row_and_the_first_words_stay(db: None) -> None:
    queue("one", body="First.")
    assert queue("one", body="Second.").body == "First."
    assert OutgoingEmail.objects.count() == 1


def test_many_at_once_are_written_once_each_and_counted(db: None) -> None:
    queue("b")
    facts: dict[str, Any] = {"to": "a@council.example", "subject": "s", "body": "b", "at": AT}
    assert outbox.queue_all([outbox.message(key=key, **facts) for key in ("c", "a", "b")]) == 2
    assert outbox.queue_all([outbox.message(key=key, **facts) for key in ("a", "b", "c")]) == 0
    assert outbox.queue_all([]) == 0
    assert OutgoingEmail.objects.count() == 3


def test_a_message_goes_with_its_step_or_not_at_all(db: None) -> None:
    @transaction.atomic
    def step_that_fails() -> None:
        queue()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        step_that_fails()
    assert not OutgoingEmail.objects.exists()


def test_a_code_is_put_in_only_when_it_leaves(db: None) -> None:
    code = codes.send("a@council.example", at=AT)
    stored = OutgoingEmail.objects.get(code=code)
    assert outbox.CODE_PLACEHOLDER in stored.body
    assert outbox.deliver(now=lambda: AT, digits=codes.digits_of) == 1
    assert codes.digits_of(code) in Wire.sent[0].body
    stored.refresh_from_db()
    assert codes.digits_of(code) not in stored.body


@pytest.mark.parametrize(
    ("failure", "name"),
    [
        (lambda: smtplib.SMTPConnectError(421, "busy"), "SMTPConnectError"),
        (lambda: smtplib.SMTPServerDisconnected("gone"), "SMTPServerDisconnected"),
        (
            lambda: smtplib.SMTPRecipientsRefused({"a@council.example": (550, b"a@council.example unknown")}),
            "SMTPRecipientsRefused",
        ),
        (lambda: smtplib.SMTPDataError(554, b"refused"), "SMTPDataError"),
        (lambda: smtplib.SMTPAuthenticationError(535, b"no"), "SMTPAuthenticationError"),
        (lambda: ConnectionRefusedError(111, "refused"), "ConnectionRefusedError"),
        (lambda: socket.gaierror(-2, "no name"), "gaierror"),
        (lambda: TimeoutError("slow"), "TimeoutError"),
        (lambda: OSError("broken pipe"), "OSError"),
        (lambda: ValueError("anything else"), "ValueError"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_whatever_the_wire_does_wrong_the_message_is_put_back_and_sent_later(
    db: None, failure: Callable[[], BaseException], name: str
) -> None:
    message = queue()
    Wire.fails_with = failure
    assert deliver() == 0
    message.refresh_from_db()
    assert (message.sent_at, message.failed_at, message.leased_until, message.attempts) == (None, None, None, 1)
    # The kind of the error alone: its text may carry an address.
    assert message.last_error == name
    assert timedelta(seconds=48) <= message.next_try_at - AT <= timedelta(seconds=72)
    Wire.fails_with = None
    assert deliver(AT + timedelta(seconds=47)) == 0
    assert deliver(AT + timedelta(seconds=73)) == 1
    message.refresh_from_db()
    assert (message.sent_at, message.last_error) == (AT + timedelta(seconds=73), "")


def test_an_address_that_would_break_the_header_is_put_back_like_any_failure(db: None) -> None:
    message = queue(subject="Two\nlines")
    assert deliver() == 0
    message.refresh_from_db()
    assert message.last_error in ("BadHeaderError", "ValueError")


def test_one_bad_message_does_not_hold_up_the_others(db: None) -> None:
    queue("bad", subject="Two\nlines")
    queue("good", at=AT + MINUTE)
    assert deliver(AT + MINUTE) == 1
    assert OutgoingEmail.objects.get(key="good").sent_at is not None


def test_the_wait_doubles_with_jitter_up_to_six_hours(db: None) -> None:
    message = queue()
    Wire.fails_with = lambda: OSError()
    at, waits = AT, []
    for _ in range(14):
        assert deliver(at) == 0
        message.refresh_from_db()
        waits.append((message.next_try_at - at).total_seconds())
        if message.failed_at:
            break
        at = message.next_try_at
    expected = [min(60 * 2**n, 6 * 60 * 60) for n in range(len(waits))]
    assert all(0.8 * mean <= wait <= 1.2 * mean for wait, mean in zip(waits, expected, strict=True)), waits
    assert len({round(wait / mean, 6) for wait, mean in zip(waits, expected, strict=True)}) > 1


def test_after_a_day_of_trying_it_is_given_up_and_not_tried_again(db: None) -> None:
    message = queue()
    Wire.fails_with = lambda: OSError()
    at = AT
    for _ in range(30):
        deliver(at)
        message.refresh_from_db()
        if message.failed_at:
            break
        assert at - AT <= timedelta(hours=24)
        at = message.next_try_at
    assert message.failed_at == at
    assert timedelta(hours=24) < at - AT < timedelta(hours=32)
    Wire.fails_with = None
    assert deliver(at + timedelta(days=30)) == 0
    assert Wire.sent == []


def test_a_message_that_waited_while_everything_was_down_is_not_given_up_on_the_first_failure(db: None) -> None:
    message = queue()
    monday = AT + timedelta(days=3)
    Wire.fails_with = lambda: OSError()
    deliver(monday)
    message.refresh_from_db()
    assert (message.failed_at, message.attempts) == (None, 1)
    Wire.fails_with = None
    assert deliver(message.next_try_at) == 1


def test_a_worker_that_died_with_a_message_in_its_hands_leaves_it_to_the_next(db: None, settings: Settings) -> None:
    settings.OUTBOX_LEASE = 120
    message = queue()
    claimed = outbox._claim(at=AT)
    assert claimed == message
    assert deliver(AT + timedelta(seconds=120)) == 0
    assert deliver(AT + timedelta(seconds=121)) == 1
    message.refresh_from_db()
    assert message.attempts == 2


def test_a_repeat_after_a_kill_between_yes_and_commit_carries_the_same_message_id(db: None) -> None:
    message = queue()
    claimed = outbox._claim(at=AT)
    assert claimed is not None
    outbox._send(claimed, now=lambda: AT, digits=digits)
    # The kill: the mail server said yes, our own note of it was never written.
    OutgoingEmail.objects.filter(pk=message.pk).update(sent_at=None)
    assert deliver(AT + timedelta(days=1)) == 1
    assert len({sent.message()["Message-ID"] for sent in Wire.sent}) == 1
    assert len(Wire.sent) == 2


def test_a_failure_told_after_the_lease_ran_out_does_not_undo_what_another_worker_sent(db: None) -> None:
    message = queue()
    slow = outbox._claim(at=AT)
    assert slow is not None
    later = AT + timedelta(hours=1)
    assert deliver(later) == 1
    Wire.fails_with = lambda: TimeoutError()
    assert not outbox._send(slow, now=lambda: later + MINUTE, digits=digits)
    message.refresh_from_db()
    assert (message.sent_at, message.last_error, message.failed_at) == (later, "", None)


def test_the_oldest_waits_least_and_a_limit_is_kept(db: None) -> None:
    for number in range(5):
        queue(f"{number}", subject=f"{number}", at=AT - number * MINUTE)
    assert deliver(limit=2) == 2
    assert [sent.subject for sent in Wire.sent] == ["4", "3"]
    assert deliver() == 3


def test_a_message_for_later_waits(db: None) -> None:
    queue(at=AT + MINUTE)
    assert deliver(AT) == 0
    assert deliver(AT + MINUTE) == 1


def in_threads(number: int, work: Callable[[int], int]) -> list[int]:
    def closing(which: int) -> int:
        try:
            return work(which)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(closing, range(number)))


def test_two_workers_at_the_same_moment_send_each_message_once(committed_db: str) -> None:
    for number in range(40):
        queue(f"{number}")
    counts = in_threads(2, lambda _: deliver())
    assert sum(counts) == len(Wire.sent) == 40
    assert len({sent.message()["Message-ID"] for sent in Wire.sent}) == 40
    assert set(OutgoingEmail.objects.values_list("attempts", flat=True)) == {1}


def test_a_message_in_one_workers_hands_is_passed_over_by_the_other(committed_db: str) -> None:
    queue("held")
    queue("free", at=AT + MINUTE)
    with transaction.atomic():
        assert OutgoingEmail.objects.select_for_update().get(key="held").attempts == 0
        assert in_threads(1, lambda _: deliver(AT + MINUTE)) == [1]
    assert OutgoingEmail.objects.get(key="held").sent_at is None
    assert OutgoingEmail.objects.get(key="free").sent_at == AT + MINUTE


def test_two_that_are_on_the_wire_at_the_same_moment_are_two_different_ones(committed_db: str) -> None:
    queue("one")
    queue("two")
    # Neither leaves before both are on the wire: each worker holds one.
    Wire.waits_for = threading.Barrier(2)
    assert in_threads(2, lambda _: deliver(limit=1)) == [1, 1]
    assert len({sent.message()["Message-ID"] for sent in Wire.sent}) == 2


def test_the_same_key_from_eight_threads_is_one_row(committed_db: str) -> None:
    start = threading.Barrier(8)

    def write(which: int) -> int:
        start.wait(timeout=20)
        outbox.queue(key="same", to="a@council.example", subject=f"{which}", body="b", at=AT)
        return 1

    in_threads(8, write)
    assert OutgoingEmail.objects.filter(key="same").count() == 1


def test_nothing_is_sent_through_any_other_wire(db: None) -> None:
    queue()
    deliver()
    assert getattr(mail, "outbox", []) == []
