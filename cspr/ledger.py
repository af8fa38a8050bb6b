"""Why a date was missed, or met: all that is known of a deadline on one page, and of a case's deadlines on paper."""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime

from cspr import dashboards, deadlines, pdf
from cspr.clocks import london_date
from cspr.dashboards import day_in_words, how_far_over
from cspr.deadlines import Explanation, Known, UnknownClock, as_understood, known_on
from cspr.models import Case, Deadline, DeadlineMove
from cspr.working_days import Calendar, OutsideTheTable

NOT_GIVEN = "Not given"


@dataclass(frozen=True)
class Fact:
    """A label and its words."""

    label: str
    words: str


@dataclass(frozen=True)
class Moved:
    """One move of the dates, in words."""

    when: datetime
    words: str
    why: str
    because: str
    who: str
    review: str


@dataclass(frozen=True)
class Ledger:
    """One deadline with everything that explains it. `as_of` is the day on which it is looked at, if that is an earlier one.

    `remark` says why the account and the date may differ; `trouble`, why there is no account.
    """

    pk: int
    case: Case
    title: str
    state: str
    was_missed: bool
    facts: tuple[Fact, ...]
    moves: tuple[Moved, ...]
    explanations: tuple[Explanation, ...]
    counted_from: date
    due_on: date
    latest_on: date
    as_of: date | None
    remark: str = ""
    trouble: str = ""

    @property
    def heading(self) -> str:
        """What the page answers."""
        return f"{'Why was this late?' if self.was_missed else 'How this was counted:'} {self.title}"


def ledger_of(deadline: Deadline, *, on: date, as_of: date | None = None) -> Ledger:
    """The deadline as it stands on that London day, or as it was understood at the end of an earlier one."""
    return _ledger(deadline, _moves(deadline), on, as_of, deadlines.known())


def ledgers_of(case: Case, *, on: date) -> list[Ledger]:
    """Every deadline of the case, in the order in which they began."""
    given = deadlines.known()
    rows = case.deadlines.select_related("case").prefetch_related("moves__by", "moves__confirmed_by")
    return [_ledger(row, list(row.moves.all()), on, None, given) for row in rows.order_by("started_on", "pk")]


def dates_of_case(case: Case, *, at: datetime) -> bytes:
    """The dates of the case as one tagged document, marked on each page. It has a reference and no name of a person in it

    but of those who moved a date or decided.
    """
    context = {"case": case, "ledgers": ledgers_of(case, on=london_date(at)), "made_at": at, "marking": pdf.MARKING}
    return pdf.render("admin/case_dates_pdf.html", context)


def _moves(deadline: Deadline) -> list[DeadlineMove]:
    return list(deadline.moves.select_related("by", "confirmed_by"))


def _ledger(deadline: Deadline, moves: list[DeadlineMove], on: date, as_of: date | None, given: Known) -> Ledger:
    shown, trouble = deadline, ""
    explanations: tuple[Explanation, ...] = ()
    try:
        shown, explanations = _then(deadline, as_of) if as_of else (deadline, _account(deadline, moves, given))
    except (UnknownClock, OutsideTheTable) as error:
        trouble = str(error)
    day = as_of or on
    clock = deadlines.clocks().get(deadline.clock)
    known_then = [move for move in reversed(moves) if as_of is None or london_date(move.at) <= as_of]
    before = list(_late_before(deadline, known_then))
    return Ledger(
        pk=deadline.pk,
        case=deadline.case,
        title=clock.title if clock else deadline.clock.replace("_", " ").capitalize(),
        state=dashboards.state_of(shown, on=day),
        was_missed=bool(before) or (shown.ended_on or day) > shown.latest_on,
        facts=() if trouble and as_of else (*_facts(shown, day, given.calendar), *before),
        moves=tuple(_in_words(move) for move in known_then),
        explanations=explanations,
        counted_from=shown.started_on,
        due_on=shown.due_on,
        latest_on=shown.latest_on,
        as_of=as_of,
        remark=_remark(shown),
        trouble=trouble,
    )


def _account(deadline: Deadline, moves: list[DeadlineMove], given: Known) -> tuple[Explanation, ...]:
    """By the rules and holidays of now; for a clock that has ended and no longer agrees with them, by those of its last day."""
    ended = deadline.ended_on
    if ended and not deadline.agreed:
        dates = given.dates(deadline.clock, deadline.started_on)
        if (dates.due_on, dates.latest_on) != (deadline.due_on, deadline.latest_on):
            given = known_on(max([ended, *(london_date(move.at) for move in moves)]))
    return tuple(given.explain(deadline.clock, deadline.started_on))


def _then(deadline: Deadline, day: date) -> tuple[Deadline, tuple[Explanation, ...]]:
    """The deadline with the dates of that day, still running where it ended later."""
    past = as_understood(deadline, day)
    shown = copy(deadline)
    shown.started_on, shown.due_on, shown.latest_on = past.started_on, past.due_on, past.latest_on
    if deadline.ended_on and deadline.ended_on > day:
        shown.outcome, shown.ended_on = Deadline.Outcome.RUNNING, None
        shown.because, shown.late_decided_by, shown.panel_told = "", "", ""
    return shown, tuple(past.explanations)


def _facts(deadline: Deadline, day: date, calendar: Calendar) -> Iterable[Fact]:
    clock = deadlines.clocks().get(deadline.clock)
    due, latest, end = deadline.due_on, deadline.latest_on, deadline.ended_on or day
    begins = f": {clock.starts}" if clock else ""
    yield Fact("Counted from", f"{day_in_words(deadline.started_on)}{begins}. This is day 0.")
    if clock:
        yield Fact("Until", f"{clock.ends[:1].upper()}{clock.ends[1:]}.")
    if due != latest:
        yield Fact("Due (our standard)", day_in_words(due))
    yield Fact("Latest (national limit)" if due != latest else "Due", day_in_words(latest))
    yield Fact(*_end(deadline))
    if end > latest:
        more = f"; {how_far_over(due, end, calendar)} after our own standard" if due != latest else ""
        yield Fact("By how much", f"{how_far_over(latest, end, calendar)} after the latest date{more}.")
    elif end > due:
        yield Fact("By how much", f"{how_far_over(due, end, calendar)} after our own standard, within the national limit.")
    yield from _answers(deadline, is_late=end > latest)


def _end(deadline: Deadline) -> tuple[str, str]:
    if deadline.ended_on is None:
        return "Met on", "Not yet"
    return ("Met on" if deadline.outcome == Deadline.Outcome.MET else "No longer required from"), day_in_words(
        deadline.ended_on
    )


def _answers(deadline: Deadline, *, is_late: bool) -> Iterable[Fact]:
    """What was said of it. Of a late one it is said, too, where somebody said nothing."""
    asked = is_late and deadline.outcome == Deadline.Outcome.MET
    not_yet = "Asked when it is met" if is_late and not deadline.outcome else ""
    blank = NOT_GIVEN if asked else not_yet
    told = panel_told(deadline) or blank
    for label, words in (
        ("Reason given", deadline.because or blank),
        ("Who decided", deadline.late_decided_by or blank),
        ("Was the Panel told", told),
    ):
        if words:
            yield Fact(label, words)


def panel_told(deadline: Deadline) -> str:
    """Yes, on 6 January 2027; No; or nothing, where nobody was asked."""
    on = f", on {deadline.panel_told_on:%-d %B %Y}" if deadline.panel_told_on else ""
    return f"{deadline.get_panel_told_display()}{on}" if deadline.panel_told else ""


def _late_before(deadline: Deadline, moves: Iterable[DeadlineMove]) -> Iterable[Fact]:
    """That it was late by a date that it no longer has: a move hides nothing."""
    for move in moves:
        if min(london_date(move.at), deadline.ended_on or date.max) > move.old_latest_on:
            words = f"By its earlier date, {day_in_words(move.old_latest_on)}, until that was moved on"
            yield Fact("Was late", f"{words} {day_in_words(london_date(move.at))}.")


def _remark(deadline: Deadline) -> str:
    if not deadline.agreed:
        return ""
    how = "extended to" if deadline.agreed == Deadline.Agreed.EXTENDED else "held until"
    return (
        f"The account leads to the date that the rule gives. People agreed on another date: it is {how} "
        f"{day_in_words(deadline.due_on)}. The moves of this date say why."
    )


def _in_words(move: DeadlineMove) -> Moved:
    who = f"{move.by or 'The system'}{f', confirmed by {move.confirmed_by}' if move.confirmed_by else ''}"
    review = f"To be looked at again by {move.review_by:%-d %B %Y}." if move.review_by else ""
    return Moved(move.at, move.words, move.get_why_display(), move.because, who, review)
