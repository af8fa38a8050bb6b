"""What is written once stays as it was written, whoever asks: even the owner of the tables is stopped."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError, transaction
from django.db.models import ProtectedError
from psycopg2.errors import InsufficientPrivilege

from cspr import deadlines, rules
from cspr.models import AccessRecord, AppendOnly, TimelineEntry
from notifications import awareness
from notifications import lifecycle as notifying
from practice_reviews import lifecycle
from practice_reviews.models import ProgressNote
from referrals import drafts
from referrals import lifecycle as referred
from tests import database
from tests.cast import case, person
from tests.referrals.answers import MONDAY, arrived
from tests.walk import AWARE, REPORTED, answered_rapid_review, notification, practice_review

MODELS = [model for model in apps.get_models() if issubclass(model, AppendOnly)]
TABLES = [model._meta.db_table for model in MODELS]


def write_one_of_each() -> None:
    """At least one row in every append-only table."""
    manager = person("business_manager")
    review = practice_review(manager)
    answered_rapid_review(manager)
    deadlines.start(case(), "notification", at=REPORTED, by=manager)
    rules.add_holiday(date(2021, 5, 6), "A day proclaimed", by=manager, at=REPORTED)
    other = notification(manager)
    awareness.correct(other, aware_at=AWARE - timedelta(days=1), because="A letter.", by=manager, at=REPORTED)
    awareness.confirm(other, by=person("partner_lead"), at=REPORTED)
    notifying.decide_not_to_notify(
        other, by=manager, at=REPORTED, decided_by="The director", because="Outside the criteria.", decided_at=REPORTED
    )
    lifecycle.record_progress(review, by=manager, at=REPORTED, on=REPORTED.date(), words="On time.")
    AccessRecord.objects.create(user=manager, site="staff", action="opened", what="case", case=review.case)
    given = MONDAY.date()
    referred.record_view(
        arrived(), partner="police", view="met", reasons="Both.", given_by="A lead", given_on=given, by=manager, at=MONDAY
    )
    with pytest.raises(drafts.NumberRefused):
        drafts.find("head@school.example", "1234 5678 9012 3456", at=MONDAY)


def test_these_are_the_tables_that_are_written_once() -> None:
    assert {TimelineEntry, AccessRecord, ProgressNote} <= set(MODELS)


@pytest.mark.parametrize("table", TABLES)
def test_each_carries_both_guards_and_they_are_on(committed_db: str, table: str) -> None:
    with database.superuser(committed_db) as db, db.cursor() as cursor:
        cursor.execute(
            "SELECT tgname, tgtype, tgenabled, tgfoid::regproc::text FROM pg_trigger "
            "WHERE tgrelid = %s::regclass AND NOT tgisinternal AND tgname LIKE 'append_only%%' ORDER BY tgname",
            [table],
        )
        # 1 row, 2 before, 8 delete, 16 update, 32 truncate (PostgreSQL, pg_trigger.h). O: fires for everybody.
        assert cursor.fetchall() == [
            ("append_only_rows", 1 | 2 | 8 | 16, "O", "cspr_refuse_change"),
            ("append_only_table", 2 | 32, "O", "cspr_refuse_change"),
        ]


def test_even_the_owner_of_the_tables_changes_removes_and_empties_nothing(committed_db: str) -> None:
    write_one_of_each()
    owner = database.connect(database.url_for("MIGRATOR_DATABASE_URL", committed_db))
    try:
        with owner.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f'SELECT count(*) FROM "{table}"')
                number = cursor.fetchall()[0][0]
                assert number > 0, f"no row to try it on in {table}"
                for attempt in (f'UPDATE "{table}" SET id = id', f'DELETE FROM "{table}"', f'TRUNCATE "{table}" CASCADE'):
                    with pytest.raises(InsufficientPrivilege, match="append-only"):
                        cursor.execute(attempt)
                cursor.execute(f'SELECT count(*) FROM "{table}"')
                assert cursor.fetchall()[0][0] == number
    finally:
        owner.close()


def test_the_application_is_refused_before_the_guard_is_asked(db: None) -> None:
    entry = case().timeline.get()
    for attempt in (
        lambda: TimelineEntry.objects.filter(pk=entry.pk).update(words="Another story"),
        lambda: entry.save(),
        lambda: TimelineEntry.objects.filter(pk=entry.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            attempt()
    assert TimelineEntry.objects.get().words == "Case opened: a test"


def test_a_case_that_was_opened_is_not_deleted(db: None) -> None:
    with pytest.raises(ProtectedError):
        case().delete()
