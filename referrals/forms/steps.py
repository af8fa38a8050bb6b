"""The base of every page of the form: what was typed, judged, and given as facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django import forms

from cspr.clocks import london_date
from cspr.govuk import DateField, FieldOptions, GovukForm, RowFormSet
from cspr.models import Agency

EARLIEST = date(1900, 1, 1)
CHOOSE: tuple[str, str] = ("", "Choose one")
DATE_PARTS = ("day", "month", "year", "time")


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


class Asking(GovukForm, forms.Form):
    """What pages and rows share: who or what they are about, and how one answer asks for another."""

    # What is said where an answer is missing; "{}" stands for whom the page is about.
    needed: ClassVar[Mapping[str, str]] = {}
    # Dates that cannot lie in the future.
    past: ClassVar[tuple[str, ...]] = ()
    # Answers that another answer asks for: their label does not call them optional.
    depends: ClassVar[tuple[str, ...]] = ()

    def __init__(self, data: Mapping[str, Any] | None = None, *, about: About, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.about = about
        self.which = about.which or "the child"
        for field in self.fields.values():
            keep_private(field)
        for name in self.past:
            self._end_today(name)

    def speak_of(self, which: str) -> None:
        """Name in every message whom or what it is about."""
        self.which = which
        for name, message in self.needed.items():
            if name in self.fields:
                self.fields[name].error_messages["required"] = message.format(which)

    def _end_today(self, name: str) -> None:
        field: Any = self.fields[name]
        field.latest = self.about.today
        field.error_messages["too_late"] = f"{field.label} must be today or in the past"

    def options_of(self, name: str) -> FieldOptions:
        """How the field is drawn."""
        options = super().options_of(name)
        return {**options, "optional": False} if name in self.depends else options

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

    @property
    def facts(self) -> dict[str, Any]:
        """What goes into the model. Only after `is_valid()`."""
        return dict(self.cleaned_data)


class StepForm(Asking):
    """One page. `facts` are fields of the page's model; a page with rows has them in `rows`."""

    # A template with the words between the heading and the first question, or "".
    intro: ClassVar[str] = ""
    row_set: ClassVar[type[RowFormSet] | None] = None
    rows: RowFormSet | None = None

    def __init__(self, data: Mapping[str, Any] | None = None, *, about: About, **kwargs: Any) -> None:
        super().__init__(data, about=about, **kwargs)
        self.speak_of(self.which)
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
    def row_facts(self) -> list[dict[str, Any]]:
        """What goes into the model of the rows. Only after `is_valid()`."""
        return [form.facts for form in self.rows.forms if form.has_changed()] if self.rows is not None else []

    @property
    def has_rows(self) -> bool:
        """Whether something was typed in a row."""
        return self.rows is not None and any(form.has_changed() for form in self.rows.forms)

    def match_rows(self, name: str, *, none: str, some: str) -> None:
        """Say where the question above the rows and the rows contradict each other."""
        answer = self.cleaned_data.get(name)
        if answer == "yes" and not self.has_rows:
            self.add_error(name, none)
        if answer in ("no", "not_known") and self.has_rows:
            self.add_error(name, some)


class RowForm(Asking):
    """One of several rows of a page, called "person 2" in what is said about it."""

    noun: ClassVar[str] = "row"

    def __init__(self, data: Mapping[str, Any] | None = None, *args: Any, about: About, **kwargs: Any) -> None:
        super().__init__(data, about=about, **kwargs)
        place = str(self.prefix).rpartition("-")[2]
        self.speak_of(f"{self.noun} {int(place) + 1}" if place.isdecimal() else f"the {self.noun}")


def keep_private(field: forms.Field) -> None:
    """Keep the browser from storing what is typed, unless the field asks for the sender's own data; bound all dates."""
    attrs = field.widget.attrs
    if isinstance(field, DateField):
        field.earliest = field.earliest or EARLIEST
        attrs.update({f"autocomplete-{part}": "off" for part in DATE_PARTS})
    elif isinstance(field.widget, forms.TextInput | forms.Textarea):
        attrs.setdefault("autocomplete", "off")


def name_box(**attrs: str) -> forms.TextInput:
    """A box for a name, which no browser corrects."""
    return forms.TextInput(attrs={"spellcheck": "false", **attrs})
