"""What staff type when they accept or decline."""

from datetime import datetime

from django import forms
from django.utils import timezone

from referrals.models import Referral


class AcceptForm(forms.Form):
    """When the local authority became aware."""

    aware_at = forms.DateTimeField(
        label="When the local authority became aware",
        help_text=(
            "The local authority’s own knowledge counts: not the day of the incident, and not the day the agency knew. "
            "From that day, which is day 0, it has five working days to notify the Panel. "
            "Weekends and bank holidays do not count."
        ),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={
            "required": "Enter the date and the time at which the local authority became aware",
            "invalid": "Enter a real date and time, for example 24/12/2026 10:00",
        },
    )

    checked = forms.BooleanField(
        label="I have checked this date although it lies before the incident",
        required=False,
        help_text="Only needed where it does: for example, where the harm went on for a time.",
    )

    def clean_aware_at(self) -> datetime:
        """Not in the future, and within the years that the calendar knows."""
        moment: datetime = self.cleaned_data["aware_at"]
        if moment > timezone.now():
            raise forms.ValidationError("This is in the future. Enter when the local authority became aware.")
        if moment.year < 2000:
            raise forms.ValidationError("Check the year: it must be 2000 or later.")
        return moment


class DeclineForm(forms.Form):
    """Why no case follows, and what happens instead."""

    because = forms.CharField(
        label="Reason",
        max_length=5000,
        help_text="Two or three sentences against the criteria. Somebody who was not there must be able to follow them.",
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Enter the reason"},
    )
    route = forms.ChoiceField(
        label="What happens instead",
        choices=Referral.Route.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what happens instead"},
    )
