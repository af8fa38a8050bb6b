"""Where a case stands: its line of stages, the one next step, and who is waited for; each app declares its own.

An app declares STAGES, AGENCIES and DOCUMENTS in its standing.py; each is asked with the case, the person and the day.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, cast

from cspr import deadlines
from cspr.models import Case, User
from cspr.panels import Row
from cspr.stages import declared
from cspr.working_days import Calendar

State = Literal["done", "now", "left"]
IN_WORDS = {"done": "Done", "now": "Now", "left": "Left out", "ahead": "Not reached"}


@dataclass(frozen=True)
class Standing:
    """How one stage of a case stands. `left`: the case goes on, or ended, without it.

    `next` is the one step that comes next in it; its address is empty for those who may not take it. `waits_for` names who
    has to do something first.
    """

    state: State
    words: str
    next: Row | None = None
    waits_for: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stage:
    """A stage of a case. `stands` gives None where the case has not reached it, or the person may not read it."""

    title: str
    stands: Callable[[Case, User, date], Standing | None]


Rows = Callable[[Case, User, date], list[Row]]


@dataclass(frozen=True)
class Step:
    """One place on the line of stages, in words. `current` is said of one at most."""

    title: str
    state: str
    state_words: str
    words: str
    current: bool


@dataclass(frozen=True)
class Overview:
    """What stands at the head of the page of a case."""

    steps: tuple[Step, ...]
    next: Row | None
    also: tuple[Row, ...]
    waits_for: tuple[str, ...]
    agencies: tuple[Row, ...]
    documents: tuple[Row, ...]


def record_of(case: Case, name: str) -> Any:
    """The one record that a stage has for the case, or None; asks nothing where the case was fetched with it."""
    return getattr(case, name, None)


def calendar_of(case: Case) -> Calendar:
    """The working days, with the bank holidays asked for once for a page of the case."""
    if not hasattr(case, "calendar_of_this_page"):
        case.calendar_of_this_page = deadlines.calendar()  # type: ignore[attr-defined]
    found: Calendar = case.calendar_of_this_page  # type: ignore[attr-defined]
    return found


def overview(case: Case, user: User, *, on: date) -> Overview:
    """All of it, as the stages declare it."""
    found = [(stage.title, stage.stands(case, user, on)) for stage in cast(list[Stage], declared("standing", "STAGES"))]
    reached = [(title, standing) for title, standing in found if standing is not None]
    now = [title for title, standing in reached if standing.state == "now"]
    steps = [standing.next for _, standing in reached if standing.next is not None]
    return Overview(
        steps=tuple(_step(title, standing, current=now[-1:] == [title]) for title, standing in found),
        next=steps[0] if steps else None,
        also=tuple(steps[1:]),
        waits_for=tuple(who for _, standing in reached for who in standing.waits_for),
        agencies=_rows("AGENCIES", case, user, on),
        documents=_rows("DOCUMENTS", case, user, on),
    )


def _step(title: str, standing: Standing | None, *, current: bool) -> Step:
    state, words = ("ahead", "") if standing is None else (standing.state, standing.words)
    return Step(title, state, IN_WORDS[state], words, current)


def _rows(name: str, case: Case, user: User, on: date) -> tuple[Row, ...]:
    return tuple(row for rows in cast(list[Rows], declared("standing", name)) for row in rows(case, user, on))
