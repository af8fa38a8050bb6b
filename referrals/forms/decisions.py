"""What staff type at each step of triage."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from cspr.models import Agency, Case, User
from referrals.awareness import differs_from_the_sender
from referrals.models import PartnerView, Referral

A_NEW_CASE = "new"
LINES = forms.Textarea(attrs={"rows": 6})


class StepForm(forms.Form):
    """A step with one referral, taken by one member of staff."""

    def __init__(self, *args: Any, referral: Referral, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.referral, self.user = referral, user
        self.offer()

    def offer(self) -> None:
        """Fill in what can be chosen for this referral by this person."""


class NothingForm(StepForm):
    """A step that asks nothing."""


class AskForm(StepForm):
    """The question."""

    question = forms.CharField(
        label="Question to the sender",
        max_length=5000,
        help_text=(
            "The sender reads it on the status page, behind their code and receipt number. The e-mail only says that there is "
            "a question."
        ),
        widget=LINES,
        error_messages={"required": "Write the question"},
    )


class AwarenessForm(StepForm):
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
    because = forms.CharField(
        label="If this is another day than the sender wrote: how you know",
        required=False,
        max_length=2000,
        help_text="For example: the duty team’s own record, read to me by telephone.",
        widget=forms.Textarea(attrs={"rows": 3}),
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

    def clean(self) -> dict[str, Any]:
        """Another day than the sender's is kept with how it is known."""
        moment = self.cleaned_data.get("aware_at")
        if moment and differs_from_the_sender(self.referral, moment) and not self.cleaned_data.get("because"):
            told = timezone.localtime(self.referral.la_told_at)
            self.add_error("because", f"The sender wrote {told:%-d %B %Y}. Write how you know that it was another day.")
        return self.cleaned_data


class AgencyForm(StepForm):
    """For which agency the sender wrote."""

    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label="For which agency the sender wrote",
        empty_label=None,
        widget=forms.RadioSelect,
        help_text="Their address serves each of these. If you are not sure, call the agency’s registered telephone.",
        error_messages={"required": "Select the agency"},
    )

    def offer(self) -> None:
        """Only agencies to which the address belongs."""
        choice: Any = self.fields["agency"]
        choice.queryset = Agency.objects.for_address(self.referral.sender_email)


class AcceptForm(AwarenessForm):
    """Awareness, the case, and the agency where nobody has confirmed it."""

    into = forms.ChoiceField(
        label="Into which case",
        initial=A_NEW_CASE,
        help_text="Children and household that the case does not have yet are added to it. A case that has its notification "
        "already keeps that one, and its date.",
        error_messages={"required": "Select a new case, or one that is open"},
    )
    agency = AgencyForm.declared_fields["agency"]

    def offer(self) -> None:
        """The open cases that the person may see; and the agencies, if one has to be confirmed."""
        self.cases = {str(case.pk): case for case in Case.objects.visible_to(self.user).filter(closed_at=None)}
        case: Any = self.fields["into"]
        case.choices = [(A_NEW_CASE, "A new case"), *((pk, case.reference) for pk, case in self.cases.items())]
        agencies = Agency.objects.for_address(self.referral.sender_email)
        if self.referral.agency_confirmed_by_id is None and len(agencies) > 1:
            choice: Any = self.fields["agency"]
            choice.queryset = agencies
        else:
            del self.fields["agency"]

    def clean_into(self) -> Case | None:
        """The case; None stands for a new one."""
        return self.cases.get(self.cleaned_data["into"])


class ViewForm(StepForm):
    """How one of the three partners sees it."""

    partner = forms.ChoiceField(
        label="Partner",
        choices=User.Partner.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select the partner"},
    )
    view = forms.ChoiceField(
        label="Their view",
        choices=PartnerView.View.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select their view"},
    )
    reasons = forms.CharField(
        label="Their reasons, and any dissent",
        max_length=5000,
        widget=LINES,
        error_messages={"required": "Write their reasons in a sentence or two"},
    )
    given_by = forms.CharField(
        label="Who gave it", max_length=200, error_messages={"required": "Write who gave the view, and their role"}
    )
    given_on = forms.DateField(
        label="On which day",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Enter the day", "invalid": "Enter a real date"},
    )


class DeclineForm(StepForm):
    """Why no case follows, and what happens instead."""

    because = forms.CharField(
        label="Reason",
        max_length=5000,
        help_text="Two or three sentences against the criteria. Somebody who was not there must be able to follow them.",
        widget=LINES,
        error_messages={"required": "Enter the reason"},
    )
    route = forms.ChoiceField(
        label="What happens instead",
        choices=Referral.Route.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what happens instead"},
    )


class ReopenForm(StepForm):
    """Why it is considered again."""

    because = forms.CharField(
        label="Why it is considered again",
        max_length=5000,
        help_text="For example, what has become known since. The earlier decision and its reason stay on the page.",
        widget=LINES,
        error_messages={"required": "Write why it is considered again"},
    )


class NewNumberForm(forms.Form):
    """Whether the agency was called back."""

    called = forms.BooleanField(
        label="I called this number back and spoke with the sender",
        error_messages={"required": "Call the registered telephone first, and speak with the sender"},
    )

    def __init__(self, *args: Any, phones: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.phones = phones
        self.fields["called"].help_text = "; ".join(phones) or "No telephone is registered for this sender’s agency."

    def clean(self) -> dict[str, Any]:
        """Only a number of the register proves anything."""
        if not self.phones:
            raise forms.ValidationError(
                "No telephone is registered for this sender’s agency, so nobody can be called back. Find the agency’s number "
                "in a public directory, add it to the register of agencies, call it, and come back. Nothing was altered."
            )
        return self.cleaned_data
