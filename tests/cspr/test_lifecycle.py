"""Opening a case under the next reference, and moving a locked row along a table of moves."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import connections, transaction

from cspr import lifecycle
from cspr.lifecycle import MoveRefused
from cspr.models import Case, User
from notifications import lifecycle as notifying
from notifications.models import Notification
from tests import database
from tests.cast import CHRISTMAS_EVE, case, person
from tests.walk import NOTIFIED_IN_TIME, notification

MOVES: lifecycle.Moves = {"preparing": frozenset({"sent"})}


def test_a_case_has_the_next_reference_of_its_london_year_and_says_why_it_was_opened(manager: User) -> None:
    new_year = datetime(2026, 12, 31, 23, 59, tzinfo=UTC)
    opened = lifecycle.open_case(by=manager, at=new_year, because="a referral was accepted.", incident_place="Bath")
    assert opened.reference.startswith("CSPR-2026-")
    assert (opened.opened_by, opened.opened_at, opened.incident_place) == (manager, new_year, "Bath")
    assert opened.history.get().history_user == manager
    entry = opened.timeline.get()
    assert (entry.kind, entry.words, entry.by) == ("case_opened", "Case opened: a referral was accepted.", manager)


def test_the_year_of_a_reference_is_londons(db: None) -> None:
    # Half past eleven in London on 31 December, and already the new year further east: the moment decides, not its spelling.
    further_east = datetime(2027, 1, 1, 5, 30, tzinfo=timezone(timedelta(hours=6)))
    assert case(at=further_east).reference.startswith("CSPR-2026-")


def test_references_count_up(db: None) -> None:
    numbers = [int(case().reference.rpartition("-")[2]) for _ in range(3)]
    assert numbers == list(range(numbers[0], numbers[0] + 3))


def test_ten_cases_opened_at_the_same_moment_have_ten_references(committed_db: str) -> None:
    start = threading.Barrier(10)

    def open_one(_: int) -> str:
        try:
            start.wait(timeout=30)
            return case().reference
        finally:
            connections.close_all()

    with ThreadPoolExecutor(10) as pool:
        assert len(set(pool.map(open_one, range(10)))) == 10
    assert Case.objects.count() == 10


def test_a_row_is_locked_as_it_is_now_and_not_as_somebody_remembers_it(manager: User) -> None:
    remembered = notification(manager)
    Notification.objects.filter(pk=remembered.pk).update(status="sent")
    assert lifecycle.lock(remembered).status == "sent"


def test_a_row_that_somebody_holds_for_long_is_refused_in_words(committed_db: str) -> None:
    one = case()
    with database.superuser(committed_db) as other, other.cursor() as cursor:
        other.autocommit = False
        cursor.execute("SELECT 1 FROM cspr_case WHERE id = %s FOR UPDATE", [one.pk])
        with pytest.raises(MoveRefused, match="Somebody else is taking a step"), transaction.atomic():
            lifecycle.lock(one)
        other.rollback()


def test_a_lock_outside_a_transaction_is_refused(committed_db: str) -> None:
    one = case()
    with pytest.raises(transaction.TransactionManagementError):
        lifecycle.lock(one)


def test_a_move_that_the_table_allows_is_saved_with_who_made_it(manager: User, coordinator: User) -> None:
    one = notification(manager)
    lifecycle.move(one, "sent", MOVES, by=coordinator)
    one.refresh_from_db()
    assert (one.status, one.history.first().history_user) == ("sent", coordinator)


@pytest.mark.parametrize(("now", "to"), [("preparing", "not_required"), ("sent", "sent"), ("not_required", "preparing")])
def test_any_other_move_is_refused_in_words(manager: User, now: str, to: str) -> None:
    one = notification(manager)
    Notification.objects.filter(pk=one.pk).update(status=now)
    one.refresh_from_db()
    with pytest.raises(MoveRefused, match="nothing was altered") as refusal:
        lifecycle.move(one, to, MOVES, by=manager)
    assert f"“{one.get_status_display()}”" in str(refusal.value)
    one.refresh_from_db()
    assert one.status == now


def test_of_eight_people_who_take_the_same_step_at_once_one_does_and_seven_are_told(committed_db: str) -> None:
    manager = person("business_manager")
    one = notification(manager)
    start = threading.Barrier(8)

    def send(which: int) -> str:
        try:
            start.wait(timeout=30)
            notifying.record_sent(
                Notification(pk=one.pk),
                by=manager,
                at=NOTIFIED_IN_TIME,
                sent_at=NOTIFIED_IN_TIME,
                national_reference=f"SIN-{which}",
            )
        except MoveRefused:
            return "told"
        else:
            return f"SIN-{which}"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, range(8)))
    one.refresh_from_db()
    assert [answer for answer in answers if answer != "told"] == [one.national_reference]
    assert one.case.timeline.filter(kind="notification_sent").count() == 1
    assert one.case.deadlines.filter(clock="rapid_review").count() == 1


def test_a_save_names_who_did_it_also_where_nobody_did(manager: User) -> None:
    one = case(manager)
    lifecycle.save(one, by=None)
    assert [row.history_user for row in one.history.order_by("history_id")] == [manager, None]
    assert one.opened_at == CHRISTMAS_EVE
