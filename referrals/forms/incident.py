"""What happened, the two criteria, what the local authority knows, and what the sender declares."""

from datetime import date, datetime
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms

from cspr.govuk import DateField, DateTimeField, GovukForm, LongTextField
from referrals.forms.people import explained
from referrals.models import Referral
from referrals.uploads import ACCEPT

WHEN_AND_WHERE = ("incident_on", "incident_is_approximate", "incident_place")


class IncidentForm(GovukForm, forms.Form):
    """Everything after the children. Concerns about agencies' work are asked for, and are no condition."""

    field_options = {
        "incident_is_approximate": {"optional": False},
        "abuse_evidence": {"optional": False},
        "harm_evidence": {"optional": False},
        "la_told_at": {"optional": False},
        "la_told_how": {"optional": False},
    }

    incident_on = DateField(label="Date of the incident", help_text="For example, 27 3 2026. The first day, if it went on.")
    incident_is_approximate = forms.BooleanField(label="This date is approximate", required=False)
    incident_place = forms.CharField(
        label="Where it happened", max_length=300, help_text="Address or place. If it is not known, write “Not known”."
    )
    narrative = LongTextField(
        label="What happened",
        max_length=20000,
        rows=14,
        help_text="What is known, who was there, which agencies know the family and what they have done since.",
    )
    suspicion = forms.ChoiceField(
        label="Is abuse or neglect known or suspected?",
        choices=Referral.Suspicion.choices,
        widget=forms.RadioSelect,
    )
    abuse_evidence = LongTextField(
        label="How do you know, or why do you suspect it?",
        max_length=5000,
        required=False,
        help_text="Needed if you answered that it is known or suspected. Say what you saw, were told or read, and when.",
    )
    outcome = forms.ChoiceField(label="What happened to the child?", choices=Referral.Outcome.choices, widget=forms.RadioSelect)
    harm_evidence = LongTextField(
        label="What shows the death or the serious harm?",
        max_length=5000,
        required=False,
        help_text="Needed if a child has died or has been seriously harmed. Injuries, diagnosis, who confirmed it and when.",
    )
    agencies_working = LongTextField(label="Concerns about how agencies worked together", max_length=5000, required=False)
    agency_aware_on = DateField(label="When your agency became aware", help_text="For example, 27 3 2026.")
    la_told = forms.ChoiceField(
        label="Has the local authority been told?", choices=Referral.Told.choices, widget=forms.RadioSelect
    )
    la_told_at = DateTimeField(
        label="Date and time the local authority was told",
        required=False,
        help_text="Needed if you answered yes. For example, 27 3 2026, 14:30.",
    )
    la_told_how = forms.CharField(
        label="How, and whom you told",
        max_length=300,
        required=False,
        help_text="Needed if you answered yes. For example: by telephone, duty social worker.",
    )
    safety = LongTextField(
        label="What has been done to keep other children safe?",
        max_length=5000,
        help_text="Brothers, sisters and others: where they are, and who has been told. If there are none, say so.",
    )
    attachment = forms.FileField(
        label="A file to send with it",
        required=False,
        help_text="PDF, Word (.docx), JPEG, PNG or plain text, up to 25 MB. You cannot open it here again after sending.",
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        error_messages={"empty": "The file is empty. Choose it again, or send the form without it"},
        max_length=1000,
    )
    declared = forms.BooleanField(
        label="I have discussed this with the senior manager named above, and what I have written is true as far as I know",
        error_messages={"required": "Tick the declaration to send the referral"},
    )

    def __init__(self, *args: Any, today: date, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at
        for name in ("incident_on", "agency_aware_on", "la_told_at"):
            self.fields[name].latest = today  # type: ignore[attr-defined]
        self.helper.layout = Layout(
            self._section(
                4, "What happened", "incident", "incident_on", "incident_is_approximate", "incident_place", "narrative"
            ),
            self._section(5, "First criterion: abuse or neglect", "abuse", "suspicion", "abuse_evidence"),
            self._section(6, "Second criterion: death or serious harm", "harm", "outcome", "harm_evidence"),
            self._section(7, "How agencies worked together", "agencies", "agencies_working"),
            self._section(8, "Who knew, and when", "aware", "agency_aware_on", "la_told", "la_told_at", "la_told_how"),
            self._section(9, "Other children now", "safety", "safety"),
            self._section(10, "A file", "file", "attachment"),
            self._section(11, "Declaration", "declaration", "declared"),
        )

    @staticmethod
    def _section(number: int, title: str, name: str, *fields: str) -> Fieldset:
        return Fieldset(f"{number}. {title}", explained(name), *fields, css_id=f"section-{name}")

    def clean(self) -> dict[str, Any]:
        """What one answer asks of another."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("suspicion") in ("known", "suspected"):
            self._need("abuse_evidence", "Say how you know, or why you suspect it")
        if cleaned.get("outcome") in ("death", "serious_harm"):
            self._need("harm_evidence", "Say what shows the death or the serious harm")
        if cleaned.get("la_told") == Referral.Told.YES:
            self._need("la_told_at", "Enter the date and the time at which the local authority was told")
            self._need("la_told_how", "Say how the local authority was told, and who took it")
        elif cleaned.get("la_told") and cleaned.get("la_told_at"):
            self.add_error("la_told_at", "Take the date and the time out, or answer that the local authority has been told")
        told_at = cleaned.get("la_told_at")
        if told_at and told_at > self.at:
            self.add_error("la_told_at", "This time is still to come. Enter when the local authority was told")
        return cleaned

    def _need(self, name: str, message: str) -> None:
        if not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, message)

    @property
    def facts(self) -> dict[str, Any]:
        """What goes into the referral. Only after `is_valid()`."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("attachment", "declared")}
