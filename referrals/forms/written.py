"""The whole of a draft as far as it is written: each page bound once, what is missing, and what it says."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

from django.http import QueryDict

from cspr.models import Agency
from referrals.facts import Facts
from referrals.forms.catalog import CHILD_STEPS, MOST_CHILDREN, SECTIONS, STEPS, Section, Step
from referrals.forms.questions import Note, Question, Said, contradictions, unusual
from referrals.forms.steps import About, StepForm
from referrals.models import DraftStep

State = Literal["not_started", "started", "complete", "optional"]
Place = tuple[str, int]
# Which pages with rows fill which list of the facts.
ROWS = {"family": "household", "agencies": "agencies", "dates": "key_dates"}


@dataclass(frozen=True)
class Standing:
    """How far a section is. `step` and `row` say where its link leads; `step` is "" for the files."""

    section: Section
    state: State
    step: str
    row: int


class Written:
    """A draft. `steps` are its saved pages, `files` how many files wait with it."""

    def __init__(self, steps: Iterable[DraftStep], *, about: About, files: int = 0) -> None:
        self.about = about
        self.files = files
        self._saved: dict[Place, DraftStep] = {(step.step, step.row): step for step in steps}
        self._forms: dict[Place, StepForm] = {}
        self._complete: dict[Place, bool] = {}

    def form(self, slug: str, row: int = 0) -> StepForm:
        """The page with what was saved; errors show once the sender asked to go on. Raises KeyError."""
        place = (slug, row)
        if place not in self._forms:
            self._forms[place] = self._bind(STEPS[slug], row)
        return self._forms[place]

    def _bind(self, step: Step, row: int) -> StepForm:
        saved = self._saved.get((step.slug, row))
        about = replace(self.about, which=self._which(row)) if step.many else self.about
        if saved is None:
            return step.form(about=about)
        form = step.form(query(saved.answers), about=about)
        if not saved.judged:
            form.hide_errors()
        return form

    @cached_property
    def children(self) -> list[int]:
        """The rows of the children, in order; a new draft has one child."""
        return sorted({row for slug, row in self._saved if slug in CHILD_STEPS}) or [1]

    @property
    def next_child(self) -> int:
        """The row for another child."""
        return self.children[-1] + 1

    @property
    def has_room_for_a_child(self) -> bool:
        """Whether another child may be added."""
        return len(self.children) < MOST_CHILDREN

    def number_of(self, row: int) -> int:
        """Which child it is, counted from 1 in the order of the page; a new row is the last."""
        return self.children.index(row) + 1 if row in self.children else len(self.children) + 1

    def name_of(self, row: int) -> str:
        """The name that was typed, or "Child 2"."""
        saved = self._saved.get(("child-about", row))
        typed = (saved.answers.get("name") or [""])[0].strip() if saved else ""
        return typed or f"Child {self.number_of(row)}"

    def _which(self, row: int) -> str:
        alone = self.children == [row]
        return "the child" if alone else f"child {self.number_of(row)}"

    def is_complete(self, slug: str, row: int = 0) -> bool:
        """Whether the page was saved and everything on it can be taken."""
        place = (slug, row)
        if place not in self._complete:
            self._complete[place] = place in self._saved and self.form(slug, row).is_valid()
        return self._complete[place]

    def places(self, section: Section | None = None) -> Iterator[Place]:
        """Every page in the order of the form; the pages of a child stand together."""
        for part in SECTIONS if section is None else (section,):
            for row in self.children if part.many else [0]:
                yield from ((step.slug, row) for step in part.steps)

    @cached_property
    def sections(self) -> list[Standing]:
        """The lines of the task list."""
        return [self._standing(section) for section in SECTIONS]

    def _standing(self, section: Section) -> Standing:
        places = list(self.places(section))
        if not places:
            return Standing(section, "complete" if self.files else "optional", "", 0)
        unfinished = [place for place in places if not self.is_complete(*place)]
        first = (unfinished or places)[0]
        return Standing(section, self._state(section, places, bool(unfinished)), *first)

    def _state(self, section: Section, places: list[Place], unfinished: bool) -> State:
        if section.optional and self._is_empty(places[0][0]):
            return "optional"
        if not unfinished:
            return "complete"
        return "started" if any(place in self._saved for place in places) else "not_started"

    def _is_empty(self, slug: str) -> bool:
        """Whether nothing stands in the rows of an optional page."""
        form = self.form(slug)
        return not form.is_bound or (form.rows is not None and not any(row.has_changed() for row in form.rows.forms))

    @property
    def complete_count(self) -> int:
        """How many sections are complete."""
        return sum(standing.state == "complete" for standing in self.sections)

    @property
    def total(self) -> int:
        """How many sections there are to complete; an optional one counts once something stands in it."""
        return sum(standing.state != "optional" for standing in self.sections)

    @cached_property
    def missing(self) -> list[Note]:
        """The pages that are not answered, or not right yet."""
        wanted = [section for section in SECTIONS if not (section.optional and self._left_out(section))]
        return [
            Note(self._lacking(slug, row), slug, row)
            for section in wanted
            for slug, row in self.places(section)
            if not self.is_complete(slug, row)
        ]

    def _left_out(self, section: Section) -> bool:
        return all(self._is_empty(slug) for slug, _ in self.places(section))

    def _lacking(self, slug: str, row: int) -> str:
        title = STEPS[slug].title
        if row and len(self.children) > 1:
            title = f"Child {self.number_of(row)}: {title[:1].lower()}{title[1:]}"
        if (slug, row) not in self._saved:
            return f"{title}: not answered yet"
        count = self.form(slug, row).error_count
        return (
            f"{title}: {count} answers are missing or need correcting"
            if count > 1
            else f"{title}: one answer is missing or needs correcting"
        )

    @cached_property
    def problems(self) -> list[Note]:
        """Where one page contradicts another, so that one of them must be corrected."""
        return contradictions(self._said)

    @cached_property
    def questions(self) -> list[Question]:
        """What is unusual but possible: the sender says of each that it is right."""
        return unusual(self._said)

    @cached_property
    def _said(self) -> Said:
        children = [(row, self._child(row)) for row in self.children]
        whole = all(self.is_complete("child-about", row) for row in self.children)
        return Said(self.facts.referral, children, self.about, self.agency, whole)

    @property
    def is_ready(self) -> bool:
        """Whether it can be sent, once the questions are answered and the declaration is signed."""
        return not self.missing and not self.problems

    def next_after(self, slug: str, row: int = 0) -> Place | None:
        """The next page after this one that is not complete; None where the sender comes to the check."""
        places = list(self.places())
        if (slug, row) not in places:
            return None
        return next((place for place in places[places.index((slug, row)) + 1 :] if not self.is_complete(*place)), None)

    @cached_property
    def facts(self) -> Facts:
        """What the pages say that are right so far."""
        once = [slug for slug, row in self.places() if not row and self.is_complete(slug)]
        referral: dict[str, Any] = {}
        for slug in once:
            referral |= self.form(slug).facts
        rows = {ROWS[slug]: self.form(slug).row_facts for slug in once if slug in ROWS}
        return Facts(referral, [self._child(row) for row in self.children], **rows)

    def _child(self, row: int) -> Mapping[str, Any]:
        said: dict[str, Any] = {}
        for slug in CHILD_STEPS:
            if self.is_complete(slug, row):
                said |= self.form(slug, row).facts
        return said

    @property
    def agency(self) -> Agency | None:
        """On whose behalf the sender writes, once that is clear."""
        if len(self.about.agencies) == 1:
            return self.about.agencies[0]
        form: Any = self.form("you")
        return form.chosen_agency if self.is_complete("you") else None


def query(answers: Mapping[str, list[str]]) -> QueryDict:
    """Saved answers as a form reads them."""
    data = QueryDict(mutable=True)
    for name, values in answers.items():
        data.setlist(name, list(values))
    return data
