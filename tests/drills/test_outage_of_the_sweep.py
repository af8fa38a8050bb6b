"""No sweep for 72 hours over a bank-holiday weekend: afterwards the same rungs stand written as if there had been no outage.

So it is for every deadline that still runs with the dates it had. People go on working meanwhile. What they met stands on no
rung of those hours, for a rung is a step of a deadline that runs: nobody is reminded afterwards of what is done. What they
moved to other dates stands on the rungs of its new dates, the same as without an outage, and on none of the dates that it no
longer has. What was written before the outage stays in any case.

`./test` follows 60 deadlines; `./test all outage_of_the_sweep` a thousand.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from cspr import deadlines, emails
from cspr.clocks import london_date
from cspr.deadlines import Cause, Late
from cspr.models import CaseConflict, Deadline, DeadlineMove, OutgoingEmail, Reminder, User
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
Written = dict[Rung, tuple[bool, datetime]]
SAID = Late("The meeting could not take place before.", "The Director", panel_told=False)
# Of ten deadlines, so many are met and so many moved while nothing is swept.
MET, MOVED = 2, 3
MEASURES = ("cspr/emails", "cspr/clocks.py")


@dataclass(frozen=True)
class Work:
    """What somebody does to a deadline at a moment: they meet it, or, with another day to count from, move it."""

    at: datetime
    start: datetime
    deadline: int
    counted_from: date | None

    def do(self) -> None:
        """The step itself, by a business manager."""
        by = User.objects.with_roles("business_manager").earliest("pk")
        row = Deadline.objects.select_related("case").get(pk=self.deadline)
        if self.counted_from is None:
            deadlines.meet(row.case, row.clock, at=self.at, by=by, late=SAID)
        else:
            cause = Cause(DeadlineMove.Why.AWARENESS, "A letter was found.", by, self.at)
            deadlines.count_from(row.case, row.clock, day=self.counted_from, cause=cause)

    def undoes(self, rung: Rung, written_at: datetime, ends: dict[int, tuple[date, date]]) -> bool:
        """Whether a run without outage wrote a rung in those hours that the deadline has no more when they are over."""
        pk, name, of = rung
        due_on, latest_on = ends[pk]
        stands = self.counted_from is not None and of == (latest_on if name.startswith("latest") else due_on)
        return pk == self.deadline and self.start <= written_at < self.at and not stands


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


def work_in(outages: Sequence[Outage]) -> list[Work]:
    """Steps taken during the outages, each deadline at most once, in the order of the clock."""
    sample, steps = random.Random(7), []
    for pk, started_on in Deadline.objects.order_by("pk").values_list("pk", "started_on"):
        lot = sample.randrange(10)
        start, end = sample.choice(outages)
        at = start + timedelta(seconds=sample.randrange(1, int((end - start).total_seconds())))
        day = started_on + timedelta(days=sample.choice((-5, -3, 4, 6)))
        if lot < MET + MOVED and started_on <= london_date(at):
            steps.append(Work(at, start, pk, None if lot < MET else min(day, london_date(at))))
    return sorted(steps, key=lambda step: step.at)


def dates_after(work: Sequence[Work]) -> dict[int, tuple[date, date]]:
    """Due and latest of every deadline when all steps are taken. Nothing is kept."""
    with transaction.atomic():
        for step in work:
            step.do()
        rows = Deadline.objects.values_list("pk", "due_on", "latest_on")
        found = {pk: (due_on, latest_on) for pk, due_on, latest_on in rows}
        transaction.set_rollback(True)
    return found


def run(*without: Outage, work: Sequence[Work] = ()) -> tuple[Written, int]:
    """Each rung, whether it was superseded and when it was written; and the most messages that anybody had from one sweep.

    The steps of `work` are taken at their moments. Nothing is kept.
    """
    most, steps = 0, list(work)
    with transaction.atomic():
        for at in moments(without):
            while steps and steps[0].at <= at:
                steps.pop(0).do()
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
def test_what_was_met_or_moved_during_an_outage_has_no_rung_that_it_climbs_no_more(db: None) -> None:
    world()
    work = work_in(OUTAGES)
    ends = dates_after(work)
    smooth, _ = run(work=work)
    troubled, most = run(*OUTAGES, work=work)
    undone = {rung: step for step in work for rung, (_, at) in smooth.items() if step.undoes(rung, at, ends)}
    # The case arises: with nothing wrong, some were reminded of before they were met, and some of dates they then lost.
    of_met = {rung for rung, step in undone.items() if step.counted_from is None}
    of_moved = set(undone) - of_met
    assert of_met
    assert of_moved
    assert set(troubled) == set(smooth) - set(undone)
    met = {step.deadline: step.at for step in work if step.counted_from is None}
    assert not [rung for rung, (_, at) in troubled.items() if rung[0] in met and at >= met[rung[0]]]
    touched = {step.deadline for step in work}
    alike = {rung for rung in smooth if rung[0] not in touched}
    assert alike == {rung for rung in troubled if rung[0] not in touched}
    assert most == 1
    drills.report(
        "outages of the sweep while people went on working",
        f"{DEADLINES:,} deadlines, {len(met):,} met and {len(work) - len(met):,} moved in 2 outages of 72 h: the same "
        f"{len(alike):,} rungs of the others, {len(of_met):,} rungs of what was met and {len(of_moved):,} of dates that were "
        "given up not written afterwards",
        measures=(*MEASURES, "cspr/deadlines"),
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
