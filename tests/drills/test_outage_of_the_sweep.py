"""No sweep for 72 hours over a bank-holiday weekend: afterwards the same rungs stand written as if there had been no outage.

`./test` follows 60 deadlines; `./test all outage_of_the_sweep` a thousand.
"""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from cspr import deadlines, emails
from cspr.models import CaseConflict, OutgoingEmail, Reminder
from devtools import drills
from tests.cast import case, person

DEADLINES = drills.count(sample=60, complete=1000)
FIRST, DAYS = datetime(2026, 12, 14, 0, 5, tzinfo=UTC), 35
LAST = FIRST + timedelta(days=DAYS)
Outage = tuple[datetime, datetime]
# Over Christmas, with Boxing Day on a Saturday, and over New Year's Day; and one of five weeks.
OUTAGES = tuple(
    (start, start + timedelta(hours=72))
    for start in (datetime(2026, 12, 23, 18, tzinfo=UTC), datetime(2026, 12, 30, 18, tzinfo=UTC))
)
ALL_THE_TIME = ((FIRST, LAST - timedelta(hours=6)),)
CLOCKS = ("notification", "rapid_review", "practice_review", "panel_reply")
Rung = tuple[int, str, date]
MEASURES = ("cspr/emails", "cspr/clocks.py")


def world() -> None:
    """The staff, and deadlines of every clock whose ladders run through the weeks around the outages."""
    sample, by = random.Random(72), person("business_manager")
    coordinator, _ = person("coordinator"), person("partner_lead")
    for _ in range(DEADLINES):
        clock = sample.choice(CLOCKS)
        back = 180 if clock == "practice_review" else 14
        start = FIRST - timedelta(days=sample.randrange(back + 1), hours=sample.randrange(24))
        row = deadlines.start(case(by, at=start), clock, at=start, by=by)
        if sample.random() < 0.1:
            CaseConflict.objects.create(case=row.case, user=coordinator, because="Knows the family")


def moments(without: tuple[Outage, ...]) -> Iterator[datetime]:
    """Four sweeps a day, but none during an outage; the first after one comes at its end."""
    for step in range(DAYS * 4):
        at = FIRST + timedelta(hours=6 * step)
        if not any(start <= at < end for start, end in without):
            yield at


def run(*without: Outage) -> tuple[dict[Rung, tuple[bool, datetime]], int]:
    """Each rung, whether it was superseded and when it was written; and the most messages that anybody had from one sweep.

    Nothing is kept.
    """
    most = 0
    with transaction.atomic():
        for at in moments(without):
            emails.sweep(at=at)
            people = OutgoingEmail.objects.filter(created_at=at, key__startswith="reminder:").values_list("to", flat=True)
            most = max([most, *(list(people).count(one) for one in set(people))])
        rows = Reminder.objects.values_list("deadline_id", "rung", "of", "superseded", "written_at")
        rungs = {(deadline, rung, of): (superseded, at) for deadline, rung, of, superseded, at in rows}
        transaction.set_rollback(True)
    return rungs, most


@pytest.mark.drill
def test_an_outage_over_a_bank_holiday_weekend_changes_no_rung(db: None) -> None:
    world()
    smooth, _ = run()
    troubled, most = run(*OUTAGES)
    assert len(smooth) > DEADLINES
    assert set(troubled) == set(smooth)
    behind = [rung for rung in smooth if troubled[rung][1] > smooth[rung][1]]
    assert behind
    # However much there was to say, each person had one message.
    assert most == 1
    drills.report(
        "outages of the sweep over bank-holiday weekends",
        f"{DEADLINES:,} deadlines, 2 outages of 72 h: the same {len(smooth):,} rungs, {len(behind):,} of them afterwards",
        measures=MEASURES,
    )


@pytest.mark.drill
def test_one_sweep_five_weeks_late_writes_what_all_the_others_would_have(db: None) -> None:
    world()
    smooth, _ = run()
    once, most = run(*ALL_THE_TIME)
    assert set(once) == set(smooth)
    assert most == 1
    # Of each deadline the newest was told, and no other.
    told = [deadline for (deadline, _, _), (superseded, _) in once.items() if not superseded]
    assert len(told) == len(set(told)) == len({deadline for deadline, _, _ in smooth})
    drills.report(
        "one sweep five weeks late",
        f"{DEADLINES:,} deadlines: the same {len(smooth):,} rungs as {DAYS * 4} sweeps, {len(smooth) - len(told):,} superseded",
        measures=MEASURES,
    )
