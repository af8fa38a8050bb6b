"""The whole referral as one page: the sender's form, the children, the incident."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from cspr.clocks import london_date
from cspr.models import Agency
from referrals.forms.incident import IncidentForm
from referrals.forms.people import ChildFormSet, SenderForm
from referrals.models import Referral

# Buttons that ask for something else than sending.
REMOVE_FILE, KEEP_FILE, CHECK = "remove-file", "keep-file", "check"
# Sent with every page, and no answer.
NO_ANSWERS = frozenset({"csrfmiddlewaretoken", REMOVE_FILE, KEEP_FILE, CHECK, "email", "code", "again"})


class Section(NamedTuple):
    """A line of the list of contents."""

    anchor: str
    title: str
    has_problem: bool


class WholeReferral:
    """The three parts of the page, judged together. `data` is what was posted, or None for an empty page."""

    def __init__(
        self,
        data: QueryDict | None = None,
        files: "MultiValueDict[str, UploadedFile[Any]] | None" = None,
        *,
        agencies: list[Agency],
        at: datetime,
    ) -> None:
        today = london_date(at)
        self.data = data
        self.agencies = agencies
        self.sender = SenderForm(data, agencies=agencies, today=today)
        self.children = ChildFormSet(data, prefix="children", form_kwargs={"today": today})
        self.incident = IncidentForm(data, files, today=today, at=at)

    @property
    def moves_a_row(self) -> bool:
        """Whether "Add another child" or "Remove child" was pressed."""
        return self.data is not None and self.children.button_pressed

    def is_pressed(self, button: str) -> bool:
        """Whether the page was sent with this button."""
        return self.data is not None and button in self.data

    def is_valid(self) -> bool:
        """Judge all three parts, and what one asks of another."""
        judged = [self.sender.is_valid(), self.children.is_valid(), self.incident.is_valid()]
        said: Mapping[str, Any] = self.incident.cleaned_data
        if judged[1] and said.get("outcome") == Referral.Outcome.DEATH and not any(c["has_died"] for c in self.children_facts):
            self.incident.add_error(
                "outcome", "You answered here that a child has died. Say under “The child” which child, or correct the answer"
            )
        return all(judged) and self.incident.is_valid()

    def without_judging(self) -> "WholeReferral":
        """The same page with everything that was typed, and no errors."""
        self.sender.show_errors = self.incident.show_errors = False
        if self.moves_a_row:
            self.children = self.children.rearranged()
        else:
            self.children.hide_errors()
        return self

    @property
    def facts(self) -> dict[str, Any]:
        """The referral's own fields. Only after `is_valid()`."""
        return {**self.sender.facts, **self.incident.facts}

    @property
    def children_facts(self) -> list[dict[str, Any]]:
        """Each child's fields. Only after `is_valid()`."""
        return [child.facts for child in self.children.forms if child.has_changed()]

    @property
    def agency(self) -> Agency:
        """On whose behalf. Only after `is_valid()`."""
        return self.sender.chosen_agency

    @property
    def has_problem(self) -> bool:
        """Whether the page shows an error."""
        return any(section.has_problem for section in self.sections)

    @property
    def sections(self) -> list[Section]:
        """The contents of the page, each with whether something in it has to be corrected."""
        children = Section("section-children", "3. The child", self._children_wrong())
        return [*self._lines(self.sender), children, *self._lines(self.incident)]

    @staticmethod
    def _lines(form: SenderForm | IncidentForm) -> list[Section]:
        wrong = set(form.errors) if form.is_bound and form.show_errors else set()
        return [
            Section(part.css_id, part.legend, not wrong.isdisjoint(name for name in part.fields if isinstance(name, str)))
            for part in form.helper.layout.fields
        ]

    def _children_wrong(self) -> bool:
        if self.data is None or not self.children.show_errors:
            return False
        return bool(self.children.total_error_count())


def answers_in(data: QueryDict) -> list[tuple[str, str]]:
    """Every answer that was posted, to be carried along by a page that asks for something else."""
    return [(name, value) for name, values in data.lists() if name not in NO_ANSWERS for value in values]
