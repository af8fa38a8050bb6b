"""Key dates: rows of a chronology, each as exact as it is known."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from cspr.govuk import DateField, LongTextField, row_formset
from cspr.govuk.dates import Typed
from referrals.forms.steps import About, RowForm, StepForm
from referrals.models import KeyDate

# 100 rows of eight boxes stay below DATA_UPLOAD_MAX_NUMBER_FIELDS, 1,000.
MOST_DATES = 100
# Which boxes stay empty where no more than the month or the year is known; the first of it is stored.
EMPTY = {KeyDate.Precision.MONTH: ("day",), KeyDate.Precision.YEAR: ("day", "month")}


class LooseDateField(DateField):
    """A date of which the boxes in `empty` are not known: they are to stay empty, and count as 1."""

    empty: tuple[str, ...] = ()

    def read_date(self, typed: Typed) -> date:
        """The first day that was meant."""
        filled = tuple(part for part in self.empty if getattr(typed, part))
        if filled:
            raise self.error("filled", parts=filled, filled=" and ".join(filled))
        return super().read_date(typed._replace(**dict.fromkeys(self.empty, "1")))


class KeyDateForm(RowForm):
    """One event."""

    noun = "date"
    past = ("on",)
    depends = ("time",)
    needed = {"on": "Enter when {} was", "event": "Enter what happened on {}"}

    precision = forms.ChoiceField(
        label="How exactly is the date known?",
        choices=KeyDate.Precision.choices,
        initial=KeyDate.Precision.DAY,
        help_text="For a month leave the day empty; for a year leave the day and the month empty.",
    )
    on = LooseDateField(
        label="Date",
        help_text="For example, 27 3 2026.",
        error_messages={"filled": "Leave the %(filled)s empty, or select above that the date is known more exactly"},
    )
    time = forms.CharField(label="Time (if known)", max_length=40, required=False)
    event = LongTextField(label="What happened?", max_length=2000, rows=3)
    agency = forms.CharField(label="Agency", max_length=200, required=False)
    source = forms.CharField(label="Where is this recorded?", max_length=200, required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *args: Any, about: About, **kwargs: Any) -> None:
        super().__init__(data, *args, about=about, **kwargs)
        field: Any = self.fields["on"]
        field.empty = EMPTY.get(self["precision"].value(), ())

    def has_changed(self) -> bool:
        """Whether something was typed: a row in which only the exactness was chosen is empty."""
        return any(name != "precision" for name in self.changed_data)


class DatesForm(StepForm):
    """The chronology, as rows."""

    intro = "referrals/intros/dates.html"
    row_set = row_formset(KeyDateForm, title="Date", minimum=0, maximum=MOST_DATES, shown=1)
