"""Prints what one sweep takes over so many open deadlines, beside the bare statement: for `./bench deadlines`.

Runs in a process of its own, as the worker's database role. 1 % of the deadlines have come to the first rung of their
ladder; both candidates write the same rows, in turns, each in a transaction that is rolled back. So are the messages of
the morning, one for each of the staff.
"""

import gc
import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from statistics import median

import django

django.setup()

from django.db import connection, connections, transaction  # noqa: E402

from cspr import emails  # noqa: E402
from cspr.models import Reminder, User  # noqa: E402

# A Monday; three working days before Thursday 14 January, the first rung of a notification's ladder.
AT = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)
ON_A_RUNG, FAR_AWAY = date(2027, 1, 14), date(2027, 2, 1)
ROUNDS, PIECE = 9, 50_000
PEOPLE = (("business_manager", 1), ("coordinator", 3), ("partner_lead", 3))
CASES = """
INSERT INTO cspr_case (reference, opened_at, summary, incident_place)
SELECT 'BENCH-' || n, %(at)s, '', '' FROM generate_series(%(first)s, %(last)s) n
"""
# One in a hundred is on a rung; the others have dates all over the years that follow.
DEADLINES = """
INSERT INTO cspr_deadline (case_id, clock, started_on, due_on, latest_on, outcome, because, late_decided_by, panel_told, agreed)
SELECT id, 'notification', due - 7, due, due, '', '', '', '', '' FROM (
    SELECT id, CASE WHEN substr(reference, 7)::int %% 100 = 0 THEN %(due)s::date
        ELSE %(far)s::date + (random() * 600)::int END AS due
    FROM cspr_case WHERE id > (SELECT coalesce(max(case_id), 0) FROM cspr_deadline)
) cases
"""
BARE = """
INSERT INTO cspr_reminder (deadline_id, rung, "of", written_at, superseded, look_by, taken_to)
SELECT id, 'due-3', due_on, %(at)s, false, NULL, '' FROM cspr_deadline WHERE outcome = '' AND due_on <= %(due)s
ON CONFLICT DO NOTHING
"""


def main(sizes: list[int]) -> dict[str, dict[str, float]]:
    """Milliseconds, medians of turns: bare, the first sweep, a sweep with nothing new, and the morning's messages."""
    for role, number in PEOPLE:
        for one in range(number):
            User.objects.create_user(f"{role}{one}@bench.example", name=f"{role} {one}", role=role)
    known, measured = 0, {}
    for size in sizes:
        _fill(known, size)
        known = size
        taken: dict[str, list[float]] = {name: [] for name in ("bare", "sweep", "repeat", "morning")}
        for turn in range(ROUNDS + 1):
            order = (_bare, _swept, _morning) if turn % 2 else (_morning, _swept, _bare)
            for candidate in order:
                # The first turn warms up.
                for name, seconds in candidate(size // 100).items():
                    taken[name] += [seconds] * bool(turn)
        measured[str(size)] = {name: median(seconds) * 1e3 for name, seconds in taken.items()}
    return measured


def _fill(known: int, size: int) -> None:
    with connection.cursor() as cursor:
        # In pieces: no statement of the application may run for long.
        for first in range(known, size, PIECE):
            cursor.execute(CASES, {"at": AT, "first": first + 1, "last": min(first + PIECE, size)})
            cursor.execute(DEADLINES, {"due": ON_A_RUNG, "far": FAR_AWAY})
    with connections["migrator"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _bare(due: int) -> dict[str, float]:
    def insert() -> None:
        with connection.cursor() as cursor:
            cursor.execute(BARE, {"at": AT, "due": ON_A_RUNG})

    with _nothing_kept():
        seconds = _seconds(insert)
        _check(due)
    return {"bare": seconds}


def _swept(due: int) -> dict[str, float]:
    with _nothing_kept():
        first = _seconds(lambda: emails.sweep(at=AT))
        _check(due)
        again = _seconds(lambda: emails.sweep(at=AT))
        _check(due)
    return {"sweep": first, "repeat": again}


def _morning(_: int) -> dict[str, float]:
    people, written = sum(number for _, number in PEOPLE), []
    with _nothing_kept():
        seconds = _seconds(lambda: written.append(emails.tell_the_day(at=AT)))
    if written != [people]:
        raise SystemExit(f"{written} messages were written on the morning and not {people}.")
    return {"morning": seconds}


def _check(due: int) -> None:
    if Reminder.objects.count() != due:
        raise SystemExit(f"{Reminder.objects.count()} rows were written and not {due}.")


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    start = time.perf_counter()
    work()
    # Foreign keys are judged when a transaction ends; here before it is taken back, so that their cost counts.
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    return time.perf_counter() - start


@contextmanager
def _nothing_kept() -> Iterator[None]:
    """Whatever is written inside is taken back, and what it leaves on disk is cleared away."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    with connections["migrator"].cursor() as cursor:
        cursor.execute("VACUUM cspr_reminder")


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main([int(size) for size in sys.argv[1:]])))
