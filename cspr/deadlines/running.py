"""Starts, meets and ends clocks."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from cspr import timeline
from cspr.clocks import london_date
from cspr.deadlines import reckoning
from cspr.deadlines.rows import locked, read_the_rules, save
from cspr.models import Case, Deadline, User


class ReasonNeeded(ValueError):
    """A deadline is met after `latest`: somebody has to say why, who decided, and whether the Panel was told."""


@dataclass(frozen=True)
class Late:
    """What is kept of a deadline that is met after `latest`. `panel_told` is None where nobody was asked."""

    because: str = ""
    decided_by: str = ""
    panel_told: bool | None = None
    panel_told_on: date | None = None
    # Of a case that was worked before the system: nobody can say now what was not written down then.
    from_old_records: bool = False

    @property
    def words(self) -> str:
        """For the timeline."""
        said = f"Reason given for the date: {self.because.strip()}"
        if self.decided_by.strip():
            said += f" Decided by {self.decided_by.strip()}."
        if self.panel_told is not None:
            on = f" on {self.panel_told_on:%-d %B %Y}" if self.panel_told_on else ""
            said += f" The Panel was told{on}." if self.panel_told else " The Panel was not told."
        return said


NOTHING_SAID = Late()


@transaction.atomic
def start(case: Case, code: str, *, at: datetime, by: User | None) -> Deadline:
    """Start a clock on the London day of `at`. Raises UnknownClock."""
    read_the_rules()
    day = london_date(at)
    dates = reckoning.dates_for(code, day)
    return save(Deadline(case=case, clock=code, started_on=day, due_on=dates.due_on, latest_on=dates.latest_on), by)


@transaction.atomic
def meet(case: Case, code: str, *, at: datetime, by: User | None, because: str = "", late: Late = NOTHING_SAID) -> Deadline:
    """Record that the clock's end was reached at that moment. `because` is short for a Late that says nothing else.

    Raises Deadline.DoesNotExist where none runs, ReasonNeeded where it is late and nobody says why, who decided, and
    whether the Panel was told.
    """
    deadline = _running(case, code)
    said = late if late != NOTHING_SAID else Late(because)
    deadline.outcome, deadline.ended_on = Deadline.Outcome.MET, london_date(at)
    explain_lateness(deadline, said, at=at)
    if said.because.strip():
        timeline.record(case, f"{code}_reason", said.words, at=at, by=by)
    return save(deadline, by)


def explain_lateness(deadline: Deadline, said: Late, *, at: datetime) -> None:
    """Write into a deadline that has ended what was said of its date; the caller saves.

    Raises ReasonNeeded where it is late and something is missing, or where the Panel was told at a time still to come.
    """
    if deadline.is_late(on=london_date(at)) and not _is_complete(said):
        raise ReasonNeeded(
            f"This was due by {deadline.latest_on:%-d %B %Y} at the latest. Say in a sentence or two why it was late, who "
            "decided so, and whether and when the Panel was told; all three are kept with the dates."
        )
    deadline.because, deadline.late_decided_by = said.because.strip(), said.decided_by.strip()
    deadline.panel_told = "" if said.panel_told is None else Deadline.Told.YES if said.panel_told else Deadline.Told.NO
    deadline.panel_told_on = said.panel_told_on if said.panel_told else None


def _is_complete(said: Late) -> bool:
    told = said.panel_told is False or (said.panel_told is True and said.panel_told_on is not None)
    return said.from_old_records or bool(said.because.strip() and said.decided_by.strip() and told)


@transaction.atomic
def end_as_not_required(case: Case, code: str, *, at: datetime, by: User | None, because: str) -> Deadline:
    """Record that the clock no longer has to be met, and why. Raises Deadline.DoesNotExist where none runs."""
    deadline = _running(case, code)
    deadline.outcome, deadline.ended_on, deadline.because = Deadline.Outcome.NOT_REQUIRED, london_date(at), because
    return save(deadline, by)


@transaction.atomic
def reopen(case: Case, code: str, *, at: datetime, by: User | None) -> Deadline:
    """Let the newest clock that ended as not required run again, from the same day to the same dates: nothing is counted anew.

    The timeline says so. Raises Deadline.DoesNotExist where none ended so, or where one runs already.
    """
    ended = locked().filter(case=case, clock=code).exclude(outcome=Deadline.Outcome.MET).order_by("-pk").first()
    if ended is None or ended.outcome != Deadline.Outcome.NOT_REQUIRED:
        raise Deadline.DoesNotExist(f"No clock {code!r} of this case ended as not required.")
    ended.outcome, ended.ended_on, ended.because = Deadline.Outcome.RUNNING, None, ""
    words = f"Clock runs again. {reckoning.clocks()[code].title}: counted from {ended.started_on:%-d %B %Y} as before, "
    timeline.record(case, "deadline_runs_again", f"{words}due {ended.latest_on:%-d %B %Y}.", at=at, by=by)
    return save(ended, by)


def _running(case: Case, code: str) -> Deadline:
    return locked().get(case=case, clock=code, outcome=Deadline.Outcome.RUNNING)
