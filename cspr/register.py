"""The late register: every deadline that is or was late, or past our own standard. Nothing ever leaves it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate

from cspr import deadlines
from cspr.clocks import LONDON, Clock, london_date
from cspr.dashboards import how_far_over
from cspr.ledger import panel_told
from cspr.models import Deadline, DeadlineMove, User
from cspr.pdf import MARKING
from cspr.spreadsheets import Table
from cspr.working_days import Calendar

# How many rows a page shows and a file takes: the same, so that nothing is taken away that cannot be seen.
AT_MOST = 500
LATE, PAST = "late", "past"
HOW = {LATE: "Late", PAST: "Past our own standard"}
RUNS = {"yes": "Still running", "no": "Ended"}
SORTS = {"newest": "Newest date first", "oldest": "Oldest date first", "over": "Most days over first", "case": "By case"}
HEADS = (
    "Case",
    "Clock",
    "Counted from",
    "Due (our standard)",
    "Latest",
    "Met on",
    "Working days after the latest date",
    "Working days after our standard",
    "How it stands",
    "Reason",
    "Decided by",
    "Panel told",
)


@dataclass(frozen=True)
class Choice:
    """What the reader asked for; empty means all. `how` is late or past, `runs` yes or no, `year` that of the latest date."""

    how: str = ""
    clock: str = ""
    year: int | None = None
    runs: str = ""
    sort: str = "newest"

    def takes(self, entry: "Entry") -> bool:
        """Whether the entry belongs to it."""
        wanted = ((self.how, entry.how), (self.clock, entry.clock), (self.year, entry.latest_on.year))
        return all(not asked or asked == found for asked, found in wanted) and self.runs in ("", "yes" if entry.runs else "no")


@dataclass(frozen=True)
class Entry:
    """One deadline in the register. `over` says by how much in words; the two numbers count working days, 0 where none.

    Of one whose date was moved after it had passed, the due and latest dates are those that were missed; where nothing else
    was said of it, reason and decision are those of the move.
    """

    pk: int
    case: str
    case_pk: int
    clock: str
    title: str
    started_on: date
    due_on: date
    latest_on: date
    met_on: date | None
    how: str
    state: str
    over: str
    after_latest: int
    after_standard: int
    because: str
    decided_by: str
    panel_told: str
    runs: bool


@dataclass(frozen=True)
class _Missed:
    """The dates that were missed, until when, and the move that ended it, if one did."""

    due_on: date
    latest_on: date
    until: date
    moved: DeadlineMove | None = None


def entries(user: User, *, on: date) -> list[Entry]:
    """All that the person may see of the register on that London day, in as many queries for many as for one."""
    known, calendar = deadlines.clocks(), deadlines.calendar()
    rows = _rows(user, on, known).select_related("case").prefetch_related("moves__by")
    return [_entry(row, missed, known, calendar) for row in rows if (missed := _missed(row, on))]


def chosen(found: Iterable[Entry], choice: Choice) -> list[Entry]:
    """Those that the reader asked for, in the order asked for."""
    taken = sorted((entry for entry in found if choice.takes(entry)), key=lambda entry: (entry.case, entry.pk))
    if choice.sort in ("newest", "oldest"):
        taken.sort(key=lambda entry: entry.latest_on, reverse=choice.sort == "newest")
    elif choice.sort == "over":
        taken.sort(key=lambda entry: (entry.how == LATE, entry.after_latest, entry.after_standard), reverse=True)
    return taken


def years(found: Iterable[Entry]) -> list[int]:
    """The years of the latest dates, the newest first."""
    return sorted({entry.latest_on.year for entry in found}, reverse=True)


def table_of(found: list[Entry], *, by: User, at: datetime) -> Table:
    """The register as it leaves the house: at most AT_MOST rows, and under them who took it, when, and how much it is."""
    taken = found[:AT_MOST]
    notes = [f"Late register, taken on {at.astimezone(LONDON):%-d %B %Y at %H:%M} by {by}. {MARKING}."]
    if len(found) > AT_MOST:
        notes.append(
            f"These are the first {AT_MOST} of {len(found)} rows. Narrow the register by its filters to take the rest."
        )
    notes.append("An apostrophe at the head of a text was put there so that no program takes the text for a formula.")
    return Table("Late register", HEADS, [_cells(entry) for entry in taken], tuple(notes))


def _cells(entry: Entry) -> tuple[str | int, ...]:
    return (
        entry.case,
        entry.title,
        entry.started_on.isoformat(),
        entry.due_on.isoformat(),
        entry.latest_on.isoformat(),
        entry.met_on.isoformat() if entry.met_on else "",
        entry.after_latest,
        entry.after_standard,
        entry.state,
        entry.because,
        entry.decided_by,
        entry.panel_told,
    )


def _rows(user: User, on: date, known: dict[str, Clock]) -> QuerySet[Deadline]:
    """Those whose dates passed while they ran, by the dates of now or by any that they had before."""
    never_late = [code for code, clock in known.items() if all(bound.which == "prompt" for bound in clock.bounds)]
    passed = Q(ended_on__isnull=True, due_on__lt=on) | Q(ended_on__gt=F("due_on"))
    moved = DeadlineMove.objects.filter(deadline=OuterRef("pk"), old_due_on__lt=TruncDate("at", tzinfo=LONDON))
    return Deadline.objects.visible_to(user).filter(passed | Q(Exists(moved))).exclude(clock__in=never_late)


def _missed(deadline: Deadline, on: date) -> _Missed | None:
    """The worst that was: late before past our own standard, and the dates of now before earlier ones."""
    end = deadline.ended_on or on
    stood = [_Missed(deadline.due_on, deadline.latest_on, end)]
    for move in deadline.moves.all():
        until = min(london_date(move.at), deadline.ended_on or date.max)
        stood.append(_Missed(move.old_due_on, move.old_latest_on, until, move))
    late = [one for one in stood if one.until > one.latest_on]
    past = [one for one in stood if one.until > one.due_on]
    return next(iter((*late, *past)), None)


def _entry(deadline: Deadline, missed: _Missed, known: dict[str, Clock], calendar: Calendar) -> Entry:
    clock = known.get(deadline.clock)
    how = LATE if missed.until > missed.latest_on else PAST
    bound = missed.latest_on if how == LATE else missed.due_on
    return Entry(
        pk=deadline.pk,
        case=deadline.case.reference,
        case_pk=deadline.case_id,
        clock=deadline.clock,
        title=clock.title if clock else deadline.clock.replace("_", " ").capitalize(),
        started_on=deadline.started_on,
        due_on=missed.due_on,
        latest_on=missed.latest_on,
        met_on=deadline.ended_on if deadline.outcome == Deadline.Outcome.MET else None,
        how=how,
        state=_state(deadline, missed, how),
        over=how_far_over(bound, missed.until, calendar),
        after_latest=max(calendar.between(missed.latest_on, missed.until), 0),
        after_standard=max(calendar.between(missed.due_on, missed.until), 0),
        because=deadline.because or (missed.moved.because if missed.moved else ""),
        decided_by=deadline.late_decided_by or (str(missed.moved.by or "") if missed.moved else ""),
        panel_told=panel_told(deadline),
        runs=not deadline.outcome,
    )


def _state(deadline: Deadline, missed: _Missed, how: str) -> str:
    words = HOW[how]
    if missed.moved:
        return f"{words}, until its date was moved"
    if not deadline.outcome:
        return f"{words}, still running"
    if deadline.outcome == Deadline.Outcome.MET:
        return f"Met {words[:1].lower()}{words[1:]}"
    return f"{words} when it was no longer required"
