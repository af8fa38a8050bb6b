"""Writes the rungs that running deadlines have reached, in one statement, and tells of the newest. The only writer of Reminder
but for what `unread` notes on it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from django.db import connection

from cspr import outbox
from cspr.clocks import LADDER, Clock, Rung, london_date
from cspr.deadlines import clocks
from cspr.emails.telling import LISTED, Line, Staff, messages
from cspr.models import Deadline, User
from cspr.working_days import Calendar

ONE_DAY = timedelta(days=1)

# Which clocks run at all: one probe of the index for each, however many deadlines each has.
RUNNING = """
WITH RECURSIVE running (clock) AS (
    (SELECT clock FROM cspr_deadline WHERE outcome = '' ORDER BY clock LIMIT 1)
    UNION ALL
    SELECT (SELECT clock FROM cspr_deadline WHERE outcome = '' AND clock > running.clock ORDER BY clock LIMIT 1)
    FROM running WHERE running.clock IS NOT NULL
)
SELECT clock FROM running WHERE clock IS NOT NULL
"""
# What is reached is decided by comparing dates; the working days were counted before. Each step reads its own stretch of the
# index and nothing else: OFFSET 0 keeps it so, and `furthest`, which follows from the steps, tells the planner how short
# the stretches are. The anti-join leaves what is new, and the unique key has the last word. In order, so that all of them are
# found before the first is written: the anti-join would else read again and again what is being added.
CLIMB = """
WITH written AS (
    INSERT INTO cspr_reminder (deadline_id, rung, "of", written_at, superseded, look_by, taken_to)
    SELECT reached.id, reached.rung, reached."of", %(at)s, reached.superseded,
        CASE WHEN reached.asks AND NOT reached.superseded THEN %(look_by)s::date END, ''
    FROM (
        SELECT deadline.id, step.rung, step.asks,
            CASE WHEN step.of_latest THEN deadline.latest_on ELSE deadline.due_on END AS "of",
            deadline.due_on <= step.next_due_by AND deadline.latest_on <= step.next_latest_by AS superseded
        FROM unnest(
            %(clock)s::text[], %(one_date)s::bool[], %(rung)s::text[], %(of_latest)s::bool[], %(asks)s::bool[],
            %(due_by)s::date[], %(latest_by)s::date[], %(next_due_by)s::date[], %(next_latest_by)s::date[]
        ) AS step (clock, one_date, rung, of_latest, asks, due_by, latest_by, next_due_by, next_latest_by)
        CROSS JOIN LATERAL (
            SELECT id, due_on, latest_on FROM cspr_deadline
            WHERE outcome = '' AND clock = step.clock AND due_on <= step.due_by AND due_on <= %(furthest)s
                AND latest_on <= step.latest_by AND (step.one_date IS NULL OR step.one_date = (due_on = latest_on))
            OFFSET 0
        ) deadline
    ) reached
    WHERE NOT EXISTS (
        SELECT FROM cspr_reminder known
        WHERE (known.deadline_id, known.rung, known."of") = (reached.id, reached.rung, reached."of")
    )
    ORDER BY reached.id
    ON CONFLICT DO NOTHING
    RETURNING id, deadline_id, rung, superseded
)
SELECT id, deadline_id, rung FROM written WHERE NOT superseded ORDER BY id LIMIT %(listed)s
"""


@dataclass(frozen=True)
class Step:
    """A rung as the statement compares it: a deadline is on it from when both its dates are at or before these days.

    Both only fall from one step of a ladder to the next, so whoever is on the next one has passed this. `one_date`: only for
    deadlines whose two dates are the same, or only for those whose are not; None where the step is alike for both.
    """

    clock: str
    one_date: bool | None
    rung: str
    of_latest: bool
    asks: bool
    due_by: date
    latest_by: date
    next_due_by: date = date.min
    next_latest_by: date = date.min


STEP = tuple(Step.__dataclass_fields__)


def climb(days: Calendar, *, at: datetime) -> int:
    """Write each new rung once, and for the newest of each deadline tell those whom its clock names; return how many messages.

    A sweep a month late writes the same rungs as one on time, and tells only of the newest.
    """
    today, known = london_date(at), clocks()
    with connection.cursor() as cursor:
        cursor.execute(RUNNING)
        ladders = {code: known[code].ladder if code in known else LADDER for (code,) in cursor.fetchall()}
        steps = [step for code, rungs in ladders.items() for step in _steps_of(code, rungs, today, days)]
        if not steps:
            return 0
        values: dict[str, Any] = {name: [getattr(step, name) for step in steps] for name in STEP}
        furthest = max(step.due_by for step in steps)
        values.update(at=at, look_by=days.add(today, 1), furthest=furthest, listed=LISTED + 1)
        cursor.execute(CLIMB, values)
        new = cursor.fetchall()
    told = _told(new[:LISTED], ladders, known, today) if new else []
    return outbox.queue_all(messages(told, more=len(new) > LISTED, at=at))


def _steps_of(code: str, ladder: tuple[Rung, ...], today: date, days: Calendar) -> list[Step]:
    """The ladder's steps for both kinds of deadline; those that are alike stand once, so that nothing is read twice."""
    both, apart = (_steps(code, ladder, one_date, today, days) for one_date in (True, False))
    alike = [replace(step, one_date=None) for step in both if replace(step, one_date=False) in apart]
    return [*alike, *(step for step in (*both, *apart) if replace(step, one_date=None) not in alike)]


def _steps(code: str, ladder: tuple[Rung, ...], one_date: bool, today: date, days: Calendar) -> list[Step]:
    """The ladder for deadlines whose two dates are the same, or are not: the first have no time between them."""
    steps: list[Step] = []
    due_by = latest_by = date.max
    for rung in ladder:
        between = (rung.of == "due") == (rung.working_days > 0)
        if one_date and between:
            continue
        reached_by = _last_date_reached(rung.working_days, today, days)
        due_by = min(due_by, reached_by if rung.of == "due" else today - ONE_DAY)
        latest_by = min(latest_by, reached_by) if rung.of == "latest" else latest_by
        asks = rung.of == "latest" or rung.working_days >= 0
        steps.append(Step(code, one_date, rung.name, rung.of == "latest", asks, due_by, latest_by))
    return list(_with_next(steps))


def _with_next(steps: list[Step]) -> Iterator[Step]:
    for step, after in pairwise(steps):
        yield replace(step, next_due_by=after.due_by, next_latest_by=after.latest_by)
    yield from steps[-1:]


def _last_date_reached(working_days: int, today: date, days: Calendar) -> date:
    """The last date of which the day so many working days after it (before, if negative) has come."""
    if working_days > 0:
        return days.add(today + ONE_DAY, -working_days) - ONE_DAY
    return days.add(today, -working_days)


def _told(
    new: list[tuple[int, int, str]], ladders: dict[str, tuple[Rung, ...]], known: dict[str, Clock], today: date
) -> list[tuple[User, Line]]:
    deadlines = Deadline.objects.select_related("case").in_bulk([deadline for _, deadline, _ in new])
    staff = Staff(deadline.case_id for deadline in deadlines.values())
    told = []
    for reminder, pk, name in sorted(new, key=lambda row: (deadlines[row[1]].due_on, row[1])):
        deadline = deadlines[pk]
        clock = known.get(deadline.clock)
        rung = next(rung for rung in ladders[deadline.clock] if rung.name == name)
        line = _line(reminder, deadline, clock.title if clock else deadline.clock, today)
        told += [(person, line) for person in staff.or_further_up(rung.told, deadline.case_id)]
    return told


def _line(reminder: int, deadline: Deadline, title: str, today: date) -> Line:
    late = deadline.is_late(on=today)
    note = "When it is done, the system will ask for the reason; it is kept with the dates." if late else ""
    return Line(f"reminder:{reminder}", deadline.case, f"{title} {state(deadline, today)}", note)


def state(deadline: Deadline, today: date) -> str:
    """How a running deadline stands, as the end of a sentence."""
    if deadline.is_late(on=today):
        return f"is late (latest was {deadline.latest_on:%-d %B %Y})"
    if deadline.is_past_our_standard(on=today):
        return f"is past our own standard (latest {deadline.latest_on:%-d %B %Y})"
    return "is due today" if deadline.due_on == today else f"is due {deadline.due_on:%-d %B %Y}"
