"""What the sender signs before sending: each unusual answer confirmed, and the declaration."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from cspr.govuk import GovukForm
from referrals.forms.questions import Question


class DeclarationForm(GovukForm, forms.Form):
    """A tick for each question, the name typed as a signature, and the declaration."""

    declared_by = forms.CharField(
        label="Your full name, as a signature",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
        error_messages={"required": "Enter your full name to sign the referral"},
    )
    declared = forms.BooleanField(
        label=(
            "I have discussed this referral with the senior manager named in it, "
            "and what I have written is true as far as I know"
        ),
        error_messages={"required": "Tick the declaration to send the referral"},
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.questions = tuple(questions)
        ticks = {f"sure-{question.key}": tick(question) for question in questions}
        self.fields = {**ticks, **self.fields}

    @property
    def facts(self) -> dict[str, Any]:
        """The signature, and the words of the questions that were confirmed. Only after `is_valid()`."""
        return {"declared_by": self.cleaned_data["declared_by"], "confirmed": [question.words for question in self.questions]}


def tick(question: Question) -> forms.MultipleChoiceField:
    """The question, and one box below it that says: this is right."""
    return forms.MultipleChoiceField(
        label=question.words,
        choices=[("on", "Yes, this is right")],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": f"{question.words} Tick that it is, or change the answer"},
    )
