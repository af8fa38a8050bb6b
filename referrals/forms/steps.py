"""The base of every page of the form: what was typed, judged, and given as facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django import forms

from cspr.clocks import london_date
from cspr.govuk import GovukForm, RowFormSet
from cspr.models import Agency

NOT_KNOWN = "not_known"


@dataclass(frozen=True)
class About:
    """What a page has to know besides what was typed: the moment, the sender, and for whom they may refer."""

    at: datetime
    sender: str
    agencies: tuple[Agency, ...] = ()
    # Of a page that stands once for each child: the child, for messages ("child 2").
    which: str = ""

    @property
    def today(self) -> date:
        """The London day."""
        return london_date(self.at)


class StepForm(GovukForm, forms.Form):
    """One page. `facts` are fields of the page's model; a page with rows has them in `rows`."""

    # A template with the words between the heading and the first question, or "".
    intro: ClassVar[str] = ""
    # What is said where an answer is missing; "{}" stands for the child. Fields that need none are named by their label.
    needed: ClassVar[Mapping[str, str]] = {}
    # Dates that cannot lie in the future.
    past: ClassVar[tuple[str, ...]] = ()
    row_set: ClassVar[type[RowFormSet] | None] = None
    rows: RowFormSet | None = None

    def __init__(self, data: Mapping[str, Any] | None = None, *, about: About, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.about = about
        self.which = about.which or "the child"
        for name, message in self.needed.items():
            self.fields[name].error_messages["required"] = message.format(self.which)
        for name in self.past:
            self.fields[name].latest = about.today  # type: ignore[attr-defined]
        if self.row_set is not None:
            self.rows = self.row_set(data, prefix="rows", form_kwargs={"about": about})

    def is_valid(self) -> bool:
        """Whether the page and each of its rows can be taken as they are."""
        own = super().is_valid()
        return own and (self.rows is None or self.rows.is_valid())

    def hide_errors(self) -> None:
        """Show what was typed without judging it."""
        self.show_errors = False
        if self.rows is not None:
            self.rows.hide_errors()

    @property
    def error_count(self) -> int:
        """How many answers are missing or wrong."""
        own = sum(len(errors) for errors in self.errors.values())
        return own + (self.rows.total_error_count() if self.rows is not None and self.is_bound else 0)

    @property
    def rearranged(self) -> dict[str, list[str]]:
        """The answers after "Add another" or "Remove": all that was typed, with one row more or fewer."""
        if self.rows is None:
            return {}
        own: Any = self.data
        others = {name: own.getlist(name) for name in own if not name.startswith(f"{self.rows.prefix}-")}
        moved: Any = self.rows.rearranged().data
        return {**others, **dict(moved.lists())}

    @property
    def facts(self) -> dict[str, Any]:
        """What goes into the model. Only after `is_valid()`."""
        return dict(self.cleaned_data)

    @property
    def row_facts(self) -> list[dict[str, Any]]:
        """What goes into the model of the rows. Only after `is_valid()`."""
        return [form.facts for form in self.rows.forms if form.has_changed()] if self.rows is not None else []

    def need(self, name: str, message: str) -> None:
        """Say that another answer asks for this one, unless it is given or has an error of its own."""
        if not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, message.format(self.which))

    def refuse(self, name: str, message: str) -> None:
        """Say that this answer does not go with another."""
        if self.cleaned_data.get(name):
            self.add_error(name, message.format(self.which))

    def alone(self, name: str, *values: str) -> None:
        """Say that an answer such as "None" is ticked together with others."""
        ticked = self.cleaned_data.get(name) or []
        labels = dict(self.fields[name].choices)  # type: ignore[attr-defined]
        for value in values:
            if value in ticked and len(ticked) > 1:
                self.add_error(name, f"“{labels[value]}” cannot be ticked together with another answer. Untick one of them")
                return
