"""What the forms of every stage share: how a day, a moment and a few sentences are asked for, and records that close."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms

from cspr.deadlines import Late
from cspr.editing import VersionedForm


class DayField(forms.DateField):
    """A calendar day."""

    def __init__(self, **kwargs: Any) -> None:
        words = {
            "invalid": "Enter a valid date: a day of the calendar, for example 31/5/2027.",
            **kwargs.pop("error_messages", {}),
        }
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, error_messages=words, **kwargs)


class MomentField(forms.DateTimeField):
    """A day and a time, as the clock on the wall in London shows them."""

    def __init__(self, **kwargs: Any) -> None:
        words = "Enter a valid date/time: a day of the calendar and a time, for example 31/5/2027 09:30."
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, error_messages={"invalid": words}, **kwargs)

    def to_python(self, value: Any) -> datetime | None:
        """The moment. An hour that the change of the clocks leaves out, or has twice, is refused."""
        try:
            return super().to_python(value)
        except forms.ValidationError as refusal:
            if refusal.code != "ambiguous_timezone":
                raise
            words = "The clocks in London change in that hour, so it is not there or comes twice: choose another time."
            raise forms.ValidationError(words) from refusal


class WordsField(forms.CharField):
    """One sentence or many."""

    def __init__(self, *, rows: int = 6, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows, "cols": 80}), **kwargs)


class ClosingForm(VersionedForm):
    """A form of a record that is edited until a step closes it."""

    # The statuses in which the record may still be edited.
    open_while: ClassVar[frozenset[str]] = frozenset()

    def clean(self) -> dict[str, Any] | None:
        """Refuse to save what was closed, or moved on, since the page was opened; all that was typed stays in the page."""
        cleaned = super().clean()
        rows = type(self.instance)._default_manager
        stored = rows.select_for_update(of=("self",)).filter(pk=self.instance.pk).first()
        if stored is not None and (stored.status not in self.open_while or stored.status != self.instance.status):
            self.add_error(
                None,
                f"This now stands at “{stored.get_status_display()}”, so it could not be saved. All you typed is still below: "
                "copy what you need before you leave the page.",
            )
        return cleaned


class LateForm(forms.Form):
    """What is asked where a date was missed: why, who decided so, and whether and when the Panel was told.

    Whether all of it is needed is for the dates to say; here only what contradicts itself is refused. `cleaned_data["late"]`
    holds the answers together.
    """

    late_reason = WordsField(
        label="Why it was late",
        rows=3,
        required=False,
        help_text="Needed after the latest date. Past our own standard only, a line helps whoever reads it later.",
    )
    late_decided_by = forms.CharField(
        label="Who decided that it would be late", max_length=200, required=False, help_text="Name and post. If it was late."
    )
    panel_told = forms.ChoiceField(
        label="Was the Panel told that it would be late?",
        choices=[("yes", "Yes"), ("no", "No")],
        required=False,
        widget=forms.RadioSelect,
        help_text="If it was late.",
    )
    panel_told_on = DayField(label="When the Panel was told", required=False, help_text="If it was told.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = LateForm.base_fields
        self.order_fields([*(name for name in self.fields if name not in asked), *asked])

    def clean(self) -> dict[str, Any] | None:
        """A yes has its day, and no day stands without a yes; then all four become one."""
        cleaned = super().clean() or self.cleaned_data
        told, on = cleaned.pop("panel_told", ""), cleaned.pop("panel_told_on", None)
        if told == "yes" and on is None and "panel_told_on" not in self.errors:
            self.add_error("panel_told_on", "Say on which day the Panel was told.")
        if on is not None and told != "yes":
            self.add_error("panel_told", "You gave a day on which the Panel was told. Say yes, or leave the day empty.")
        cleaned["late"] = Late(
            because=cleaned.pop("late_reason", ""),
            decided_by=cleaned.pop("late_decided_by", ""),
            panel_told={"yes": True, "no": False}.get(told),
            panel_told_on=on,
        )
        return cleaned
