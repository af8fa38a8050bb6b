"""What happened and when, and who knew of it."""

from datetime import datetime, time
from typing import Any

from django import forms

from cspr.clocks import LONDON
from cspr.govuk import DateField, DateTimeField, LongTextField
from cspr.govuk.dates import read_time
from referrals.forms.steps import StepForm
from referrals.models import Referral


class IncidentForm(StepForm):
    """The incident: on a day, about a day, or over a time."""

    intro = "referrals/intros/incident.html"
    depends = ("incident_until",)
    past = ("incident_on", "incident_until")
    needed = {
        "incident_dated": "Select how exactly the date is known",
        "incident_on": "Enter the date of the incident, or the first day",
        "incident_place": "Enter where it happened, or “Not known”",
        "narrative": "Describe what happened",
    }

    incident_dated = forms.ChoiceField(label="When did it happen?", choices=Referral.Dated.choices, widget=forms.RadioSelect)
    incident_on = DateField(
        label="Date of the incident, or first day", help_text="Your best estimate if it is not exact. For example, 27 3 2026."
    )
    incident_until = DateField(
        label="Last day",
        required=False,
        help_text="Needed if it was over a time, or between two days. If it still goes on, enter today’s date.",
    )
    incident_time = forms.CharField(
        label="Time of day", max_length=100, required=False, help_text="For example: 14:30, or in the night."
    )
    incident_place = forms.CharField(
        label="Where did it happen?", max_length=300, help_text="Address or place. If it is not known, write “Not known”."
    )
    narrative = LongTextField(
        label="What happened?",
        max_length=20000,
        rows=14,
        help_text="What is known, who was there, and what agencies have done since. Facts first, then what you think.",
    )

    def clean(self) -> dict[str, Any]:
        """A period has two days in order; a day has one."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last, dated = cleaned.get("incident_on"), cleaned.get("incident_until"), cleaned.get("incident_dated")
        if dated == Referral.Dated.PERIOD:
            self.need("incident_until", "Enter the last day, or select that it happened on or about one day")
        elif dated:
            self.refuse("incident_until", "Take the last day out, or select that it happened over a time")
        if dated == Referral.Dated.PERIOD and first and last and last < first:
            self.add_error("incident_until", "Last day is before the first day. Check both")
        return cleaned


class AwareForm(StepForm):
    """When the agency knew and when the local authority was told: two days, of which only the second runs its clock."""

    intro = "referrals/intros/aware.html"
    depends = ("agency_aware_time", "la_told_at", "la_told_how")
    past = ("agency_aware_on", "la_told_at")
    needed = {
        "agency_aware_on": "Enter the date on which your agency became aware",
        "la_told": "Select whether the local authority has been told",
    }

    agency_aware_on = DateField(label="Date your agency became aware", help_text="For example, 27 3 2026.")
    agency_aware_time = forms.CharField(
        label="At what time?",
        max_length=40,
        required=False,
        help_text="For example, 14:30. Leave it empty if the time is not known.",
        widget=forms.TextInput(attrs={"spellcheck": "false"}),
    )
    la_told = forms.ChoiceField(
        label="Has the local authority been told?", choices=Referral.Told.choices, widget=forms.RadioSelect
    )
    la_told_at = DateTimeField(
        label="Date and time the local authority was told",
        required=False,
        help_text=(
            "Needed if you answered yes. If you do not know the exact time, the nearest hour will do. "
            "For example, 27 3 2026, 14:30."
        ),
    )
    la_told_how = forms.CharField(
        label="How was the local authority told, and who took it?",
        max_length=300,
        required=False,
        help_text="Needed if you answered yes. For example: by telephone, duty social worker.",
    )

    def clean_agency_aware_time(self) -> time | None:
        """A time of day, or None where it is not known."""
        typed = self.cleaned_data["agency_aware_time"].strip()
        if typed.lower().rstrip(".") in ("", "not known", "unknown"):
            return None
        found = read_time(typed)
        if found is None:
            raise forms.ValidationError("Enter a time, like 14:30 or 2:30pm, or leave it empty if it is not known")
        return found

    def clean(self) -> dict[str, Any]:
        """What the answer about the local authority asks for, and nothing that is still to come."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("la_told") == Referral.Told.YES:
            self.need("la_told_at", "Enter the date and the time at which the local authority was told")
            self.need("la_told_how", "Enter how the local authority was told, and who took it")
        elif cleaned.get("la_told"):
            self.refuse("la_told_at", "Take the date and the time out, or answer that the local authority has been told")
        told_at, day, clock = (cleaned.get(name) for name in ("la_told_at", "agency_aware_on", "agency_aware_time"))
        if told_at and told_at > self.about.at:
            self.add_error("la_told_at", "This time is still to come. Enter when the local authority was told")
        if day and clock and datetime.combine(day, clock, tzinfo=LONDON) > self.about.at:
            self.add_error("agency_aware_time", "This time is still to come. Enter when your agency became aware")
        return cleaned
