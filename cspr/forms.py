"""What the forms of every stage share: how a day, a moment and a few sentences are asked for, and records that close."""

from typing import Any, ClassVar

from django import forms

from cspr.editing import VersionedForm


class DayField(forms.DateField):
    """A calendar day."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class MomentField(forms.DateTimeField):
    """A day and a time, as the clock on the wall in London shows them."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, **kwargs)


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
