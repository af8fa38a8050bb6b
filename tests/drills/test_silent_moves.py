"""Five hundred tries to move a date in silence: by the pages of the admin, by the lifecycle alone, and by SQL as the app.

`./test` tries forty; `./test all silent_moves` five hundred. None may move a date without its record.
"""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from cspr.lifecycle import MoveRefused
from cspr.models import Deadline, DeadlineMove, User
from devtools import drills
from notifications import awareness
from notifications.models import Notification
from tests.cast import person
from tests.doors import sign_in
from tests.walk import AWARE, notification

TRIES = drills.count(sample=40, complete=500)
AT = datetime(2020, 12, 28, 12, 0, tzinfo=UTC)
Try = Callable[[random.Random, Client, Notification, User], None]


def by_sql(chance: random.Random, client: Client, one: Notification, user: User) -> None:
    """A statement in the application's own role."""
    day, moment = date(2021, 1, 5) + timedelta(days=chance.randint(1, 400)), AWARE + timedelta(hours=chance.randint(1, 90))
    attempts: list[tuple[str, list[date | datetime | int]]] = [
        ("UPDATE cspr_deadline SET latest_on = %s", [day]),
        ("UPDATE cspr_deadline SET due_on = due_on - 1, started_on = %s", [day]),
        ("UPDATE cspr_deadline SET started_on = %s", [AWARE.date() + timedelta(days=2)]),
        ("UPDATE cspr_deadline SET clock = 'practice_review'", []),
        ("UPDATE cspr_deadline SET case_id = case_id + 1", []),
        ("DELETE FROM cspr_deadline", []),
        ("TRUNCATE cspr_deadline CASCADE", []),
        ("UPDATE notifications_notification SET aware_at = %s", [moment]),
        ("DELETE FROM notifications_notification", []),
        ("UPDATE cspr_clockrule SET length = %s", [chance.randint(6, 60)]),
        ("DELETE FROM cspr_clockrule", []),
        ("UPDATE cspr_deadlinemove SET new_latest_on = %s", [day]),
        ("ALTER TABLE cspr_deadline DISABLE TRIGGER no_silent_move", []),
        ("SET session_replication_role = replica", []),
        ("CREATE OR REPLACE FUNCTION cspr_refuse_silent_move() RETURNS trigger LANGUAGE sql AS 'SELECT NULL'", []),
    ]
    statement, values = chance.choice(attempts)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def by_page(chance: random.Random, client: Client, one: Notification, user: User) -> None:
    """The dates sent to a page that does not ask for them."""
    deadline = one.case.deadlines.get(clock="notification")
    dates = {"started_on": "2020-12-29", "due_on": "2021-03-01", "latest_on": "2021-03-01", "aware_at": "2020-12-28T09:00"}
    dates |= {"aware_at_0": "2020-12-28", "aware_at_1": "09:00:00", "nature": "death", "clock": "practice_review"}
    name, about = chance.choice(
        [
            ("cspr_deadline_change", deadline.pk),
            ("cspr_deadline_delete", deadline.pk),
            ("notifications_notification_change", one.pk),
            ("notifications_notification_delete", one.pk),
            ("cspr_case_delete", one.case.pk),
            ("cspr_clockrule_change", 1),
            ("cspr_clockrule_delete", 1),
        ]
    )
    version = one.history.order_by("-history_id").first().history_id
    answer = client.post(reverse(f"admin:{name}", args=[about]), {**dates, "opened_version": version})
    assert answer.status_code in (200, 302, 403, 404)


def by_step(chance: random.Random, client: Client, one: Notification, user: User) -> None:
    """A step that needs a second person, taken by one alone, or a clock of the law extended."""
    deadline = one.case.deadlines.get(clock="notification")
    slug = chance.choice(["confirm-aware", "refuse-aware", "extend", "hold", "correct-aware"])
    typed = {"because": "I say so.", "until": "2999-01-01", "review_by": "2998-01-01", "aware_at": "2020-12-28T09:00"}
    if slug in ("extend", "hold"):
        client.post(reverse("admin:cspr_deadline_verb", args=[deadline.pk, slug]), typed)
    else:
        # The mark of a preview that nobody showed.
        address = reverse("admin:notifications_notification_verb", args=[one.pk, slug])
        client.post(address, {**typed, "confirmed_preview": f"{chance.getrandbits(256):064x}"})


def by_lifecycle(chance: random.Random, client: Client, one: Notification, user: User) -> None:
    """A later moment asked and confirmed by the same person, or by one whose role does not confirm."""
    later = AWARE + timedelta(hours=chance.randint(1, 90))
    with transaction.atomic():
        if not one.corrections.exists():
            awareness.correct(one, aware_at=later, because="I say so.", by=user, at=AT)
    with pytest.raises(MoveRefused):
        awareness.confirm(one, by=chance.choice([user, person("administrator"), person("auditor")]), at=AT)


@pytest.mark.drill
def test_no_date_moves_in_silence(site: Callable[[str], Client], manager: User) -> None:
    chance, client, silent, refused = random.Random(20180789), site("staff"), [], 0
    sign_in(client, manager)
    tries: list[Try] = [by_sql, by_page, by_step, by_lifecycle]
    for number in range(TRIES):
        one = notification(manager)
        before = facts(one)
        attempt = tries[number % len(tries)]
        attempt(chance, client, one, manager)
        refused += facts(one) == before
        if facts(one) != before and not DeadlineMove.objects.filter(deadline__case=one.case).exists():
            silent.append((number, attempt.__name__))
    assert silent == []
    assert refused == TRIES
    print(f"{TRIES} tries to move a date in silence: {len(silent)} succeeded")


def facts(one: Notification) -> tuple[object, ...]:
    """All from which the date of a case follows."""
    rows = Deadline.objects.filter(case=one.case).values_list("pk", "clock", "started_on", "due_on", "latest_on", "outcome")
    return Notification.objects.get(pk=one.pk).aware_at, *rows
