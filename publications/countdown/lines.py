"""The list of the countdown: what has to be true before it goes out, each line done or not needed. The only writer of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from cspr import timeline
from cspr.clocks import london_date
from cspr.lifecycle import MoveRefused, lock, save
from cspr.models import User
from publications.countdown.days import BEFORE_PUBLICATION
from publications.models import CountdownStep, Kind, Publication

What = CountdownStep.What
_BRIEFING = frozenset({What.FAMILY_TOLD, What.PSEUDONYM, What.COURTS})
# Which lines a kind of document needs before it goes out; the others may be filled in all the same. A kind that is not named
# here needs every line.
REQUIRED: Mapping[str, frozenset[What]] = {
    Kind.IMPROVEMENTS: frozenset(What) - {What.STATEMENT},
    Kind.RAPID_REVIEW_LEARNING: _BRIEFING | {What.SIBLINGS, What.PARTNERS},
    Kind.EXISTING_REPORT: _BRIEFING | {What.SIBLINGS, What.PARTNERS},
    Kind.LEARNING_BRIEFING: _BRIEFING,
    Kind.SEVEN_MINUTE_BRIEFING: _BRIEFING,
    Kind.ACTION_PLAN: frozenset({What.COURTS, What.PARTNERS}),
}
# Of a corrected version the family hears again; the rest was settled for the first one.
CORRECTED = frozenset({What.FAMILY_TOLD, What.COURTS})


@dataclass(frozen=True)
class Said:
    """What somebody typed of one line: `state` is "open", "done" or "not_needed"."""

    state: str = "open"
    done_on: date | None = None
    words: str = ""


@dataclass(frozen=True)
class Line:
    """One line as it stands. `step` is None where nobody has written anything of it yet."""

    what: What
    is_required: bool
    step: CountdownStep | None

    @property
    def said(self) -> Said:
        """What was written last."""
        if self.step is None:
            return Said()
        state = "not_needed" if not self.step.is_needed else "done" if self.step.done_on else "open"
        return Said(state, self.step.done_on, self.step.words)

    @property
    def is_open(self) -> bool:
        """Whether it is neither done nor set aside with a reason."""
        return self.said.state == "open"

    @property
    def in_words(self) -> str:
        """How it stands, for people."""
        said = self.said
        words = f": {said.words}" if said.words else ""
        if said.state == "done" and said.done_on is not None:
            return f"Done on {said.done_on:%-d %B %Y}{words}"
        if said.state == "not_needed":
            return f"Not needed{words}"
        return f"{'Open' if self.is_required else 'Open; not asked for with this kind of document'}{words}"


def required_for(publication: Publication) -> frozenset[What]:
    """Which lines have to be done, or set aside with a reason, before this one goes out."""
    needed = REQUIRED.get(publication.kind, frozenset(What))
    return needed & CORRECTED if publication.replaces_id else needed


def lines_of(publication: Publication) -> list[Line]:
    """Every line, in the order of the list."""
    required = required_for(publication)
    written = {step.what: step for step in publication.countdown_steps.all()}
    return [Line(what, what in required, written.get(what)) for what in What]


def still_open(publication: Publication) -> list[Line]:
    """The required lines that are neither done nor set aside."""
    return [line for line in lines_of(publication) if line.is_required and line.is_open]


@transaction.atomic
def write(publication: Publication, lines: Mapping[What, Said], *, by: User, at: datetime) -> Publication:
    """Write down what is known of these lines; the others stay as they are. Raises MoveRefused, and then writes none."""
    publication = lock(publication)
    if publication.status not in BEFORE_PUBLICATION:
        raise MoveRefused("It is public already, or was withdrawn. The countdown stays as it was then; nothing was altered.")
    written = {step.what: step for step in publication.countdown_steps.all()}
    changed = []
    for what, said in lines.items():
        _refuse(what, said, at)
        step = written.get(what) or CountdownStep(publication=publication, what=what)
        if said != Line(what, False, step).said:
            step.is_needed, step.done_on = said.state != "not_needed", said.done_on if said.state == "done" else None
            step.words, step.by, step.at = said.words, by, at
            save(step, by=by)
            changed.append(f"{what.label}: {Line(what, True, step).in_words}")
    for words in changed:
        timeline.record(publication.case, "countdown_line", f"Countdown of a publication. {words}", at=at, by=by)
    return publication


def _refuse(what: What, said: Said, at: datetime) -> None:
    if said.state == "done" and (said.done_on is None or said.done_on > london_date(at)):
        raise MoveRefused(f"“{what.label}”: say on which day it was done, today at the latest. Nothing was altered.")
    if said.state == "not_needed" and not said.words.strip():
        raise MoveRefused(f"“{what.label}”: say why it is not needed here. Nothing was altered.")
