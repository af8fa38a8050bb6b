"""What staff type in the countdown: its list on one page, the moment that is ordered, and the holds of courts."""

from datetime import date
from typing import Any

from django import forms

from cspr.forms import DayField, LateForm, MomentField, WordsField
from cspr.models import Case, User
from publications.countdown import Said
from publications.models import CountdownStep

STATES = (("open", "Open"), ("done", "Done"), ("not_needed", "Not needed"))


class LineWidget(forms.MultiWidget):
    """How a line stands, on which day it was done, and a few words: one group of boxes under one heading."""

    template_name = "publications/line_widget.html"
    use_fieldset = True

    class Media:
        css = {"all": ("admin-theme/countdown.css",)}

    def __init__(self) -> None:
        super().__init__(
            {
                "state": forms.Select(choices=STATES),
                "day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                "words": forms.TextInput(attrs={"maxlength": 500}),
            }
        )

    def decompress(self, value: Said | None) -> list[Any]:
        """One value for each box."""
        said = value or Said()
        return [said.state, said.done_on, said.words]

    def use_required_attribute(self, initial: Any) -> bool:
        """No box by itself is required: a line may stay open today."""
        return False

    def id_for_label(self, id_: str) -> str:
        """The first box: an error leads there."""
        return f"{id_}_0" if id_ else ""


class LineField(forms.MultiValueField):
    """One line of the countdown."""

    widget = LineWidget

    def __init__(self, **kwargs: Any) -> None:
        fields = (
            forms.ChoiceField(choices=STATES),
            forms.DateField(required=False, error_messages={"invalid": "Give the day as a date, for example 31/5/2027."}),
            forms.CharField(required=False, max_length=500),
        )
        super().__init__(fields, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[Any]) -> Said:
        """What was said of the line. Refuses what contradicts itself."""
        state, day, words = data_list or ("open", None, "")
        if state == "done" and not isinstance(day, date):
            raise forms.ValidationError("Say on which day it was done.")
        if state == "not_needed" and not words:
            raise forms.ValidationError("Say in a few words why it is not needed here.")
        if state == "open" and day:
            raise forms.ValidationError("You gave a day. Choose “Done”, or clear the day.")
        return Said(state, day if state == "done" else None, words)


class CountdownForm(forms.Form):
    """The whole list. Its lines come with `initial["lines"]`; `cleaned_data["lines"]` has those that were changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line in self.initial.get("lines", ()):
            help_text = "" if line.is_required else "Not asked for with this kind of document; fill it in if it helps."
            self.fields[line.what] = LineField(required=line.is_required, label=line.what.label, help_text=help_text)
            self.initial[line.what] = line.said

    def clean(self) -> dict[str, Any]:
        """Only what was changed: somebody else may have filled in another line meanwhile."""
        typed = super().clean() or self.cleaned_data
        return {"lines": {CountdownStep.What(name): typed[name] for name in self.changed_data if name in typed}}


class OrderForm(LateForm):
    """When it is to go out by itself."""

    moment = MomentField(label="Day and time", help_text="As the clock on the wall in London shows them.")


class CancelOrderForm(forms.Form):
    """Why it does not go out at that time."""

    because = WordsField(label="Reason", rows=2)


class CorrectForm(forms.Form):
    """A corrected version begins with the words that are public now."""


class PlaceHoldForm(forms.Form):
    """Which case is held back, for what, and until when somebody looks again."""

    case = forms.CharField(label="Case", help_text="Its reference.")
    because = forms.CharField(
        label="Which proceeding or order",
        max_length=300,
        widget=forms.TextInput(attrs={"size": 60}),
        help_text="For example “Trial at the Crown Court” or “Inquest opened”. No name of anybody.",
    )
    review_by = DayField(label="To be looked at again by", help_text="Within a year. The day is shown in “Work for today”.")

    def offer(self, user: User) -> "PlaceHoldForm":
        """Only cases that this person may see."""
        self.user = user
        return self

    def clean_case(self) -> Case:
        """The case of that reference."""
        found = Case.objects.visible_to(self.user).filter(reference__iexact=self.cleaned_data["case"].strip()).first()
        if found is None:
            raise forms.ValidationError("You may see no case of this reference. Copy it from the page of the case.")
        return found


class LookAgainForm(forms.Form):
    """The hold stands on."""

    because = WordsField(label="How the proceeding stands", rows=2, help_text="No name of anybody.")
    review_by = DayField(label="To be looked at again by", help_text="Within a year.")


class LiftHoldForm(forms.Form):
    """The hold no longer stands."""

    because = forms.CharField(
        label="Why it no longer stands",
        max_length=300,
        widget=forms.TextInput(attrs={"size": 60}),
        help_text="Which proceeding ended, and when. The hold stays on record.",
    )
