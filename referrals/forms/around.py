"""Who and what stands around the child: family, agencies, other children, other processes."""

from typing import Any

from django import forms

from cspr.govuk import DateField, LongTextField, row_formset
from referrals.forms.lists import ETHNICITIES
from referrals.forms.steps import CHOOSE, RowForm, StepForm, name_box
from referrals.models import Answer, Referral
from referrals.models.people import Plan

MOST_ROWS = 30


class HouseholdForm(RowForm):
    """One person. Only the name, the relation and the date of birth (or that it is not known) are needed."""

    noun = "person"
    depends = ("born_on", "born_not_known")
    past = ("born_on",)
    needed = {"name": "Enter the full name of {}, or “Not known”", "relation": "Enter how {} is related to the child"}

    name = forms.CharField(label="Full name", max_length=200, widget=name_box())
    relation = forms.CharField(label="Relation to the child", max_length=200, help_text="For example: mother, brother, lodger.")
    born_on = DateField(label="Date of birth", required=False, help_text="For example, 27 3 1992.")
    born_not_known = forms.BooleanField(label="The date of birth is not known", required=False)
    address = forms.CharField(
        label="Address, if not the child’s", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    ethnicity = forms.ChoiceField(
        label="Ethnic group", choices=[CHOOSE, *((name, name) for name in ETHNICITIES)], required=False
    )
    legal_status = forms.CharField(
        label="Legal status", max_length=200, required=False, help_text="For example: parental responsibility, care order."
    )
    protection_plan = forms.ChoiceField(
        label="Child protection plan, for a child", choices=[CHOOSE, *Plan.choices], required=False
    )

    def clean(self) -> dict[str, Any]:
        """A date of birth, or that it is not known."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.has_changed():
            return cleaned
        if cleaned.get("born_not_known"):
            self.refuse("born_on", "Take the date of birth of {} out, or untick that it is not known")
        else:
            self.need("born_on", "Enter the date of birth of {}, or tick that it is not known")
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        """The person as stored."""
        return {name: value for name, value in self.cleaned_data.items() if name != "born_not_known"}


class FamilyForm(StepForm):
    """Household, family and other significant people."""

    intro = "referrals/intros/family.html"
    row_set = row_formset(HouseholdForm, title="Person", minimum=0, maximum=MOST_ROWS, shown=1)
    field_options = {"household_known": {"inline": True}}
    needed = {"household_known": "Select whether there is anybody else in the household or family, or “Not known”"}

    household_known = forms.ChoiceField(
        label="Is there anybody else in the household or family?",
        choices=Answer.choices,
        help_text="Or another significant person, such as a partner who does not live there.",
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        """The answer and the rows say the same."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.match_rows(
            "household_known",
            none="Enter at least one person below, or change this answer",
            some="You entered somebody below: answer “Yes” here, or remove them",
        )
        return cleaned


class AgencyForm(RowForm):
    """One agency."""

    noun = "agency"
    field_options = {"still_involved": {"inline": True}}
    needed = {
        "name": "Enter the name of {}",
        "contact": "Enter a contact at {}, or “Not known”",
        "still_involved": "Select whether {} is still involved, or “Not known”",
    }

    name = forms.CharField(label="Name of the agency", max_length=200, help_text="For example: health visiting, school, GP.")
    contact = forms.CharField(
        label="Contact there",
        max_length=300,
        help_text="Name, and telephone number or e-mail address. If you do not know, write “Not known”.",
        widget=name_box(),
    )
    still_involved = forms.ChoiceField(label="Still involved?", choices=Answer.choices, widget=forms.RadioSelect)


class AgenciesForm(StepForm):
    """Other agencies that know the child or the family."""

    row_set = row_formset(AgencyForm, title="Agency", minimum=0, maximum=MOST_ROWS, shown=1)
    field_options = {"agencies_involved": {"inline": True}}
    needed = {"agencies_involved": "Select whether other agencies know the child or the family, or “Not known”"}

    agencies_involved = forms.ChoiceField(
        label="Do other agencies know the child or the family?",
        choices=Answer.choices,
        help_text="Now or in the past, besides your own.",
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        """The answer and the rows say the same."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.match_rows(
            "agencies_involved",
            none="Enter at least one agency below, or change this answer",
            some="You entered an agency below: answer “Yes” here, or remove it",
        )
        return cleaned


class SafetyForm(StepForm):
    """Brothers, sisters and other children now. It never replaces a child protection referral."""

    intro = "referrals/intros/safety.html"
    needed = {
        "safety_steps": "Select what has been done, or “None of these” or “Not known”",
        "safety": "Enter how other children are kept safe now; if there are none, say so",
    }

    safety_steps = forms.MultipleChoiceField(
        label="What has been done?",
        choices=Referral.Safety.choices,
        help_text="Tick all that apply.",
        widget=forms.CheckboxSelectMultiple,
    )
    safety = LongTextField(
        label="How are brothers, sisters and other children kept safe now?",
        max_length=5000,
        help_text="Where they are, what was done and by whom. If there are no other children, say so.",
    )

    def clean(self) -> dict[str, Any]:
        """An answer that nothing was done, or that it is not known, stands alone."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.alone("safety_steps", Referral.Safety.NOTHING, Referral.Safety.NOT_KNOWN)
        return cleaned


class OtherForm(StepForm):
    """What else is going on, who is interested, and what the family knows."""

    intro = "referrals/intros/other.html"
    depends = ("proceedings_details", "media_details", "family_details")
    field_options = {"media_interest": {"inline": True}, "family_told": {"inline": True}}
    needed = {
        "proceedings": "Select the other processes, or “None” or “Not known”",
        "media_interest": "Select whether the media or the community show interest, or “Not known”",
        "family_told": "Select whether the family has been told of this referral, or “Not known”",
    }

    proceedings = forms.MultipleChoiceField(
        label="Which other processes are going on, or expected?",
        choices=Referral.Proceeding.choices,
        help_text="Tick all that apply.",
        widget=forms.CheckboxSelectMultiple,
    )
    proceedings_details = LongTextField(
        label="Details of other processes",
        max_length=5000,
        rows=4,
        required=False,
        help_text="Needed for another process. Who leads it, its reference, and the next date if you know it.",
    )
    media_interest = forms.ChoiceField(
        label="Do the media or the community show interest?", choices=Answer.choices, widget=forms.RadioSelect
    )
    media_details = LongTextField(
        label="What interest is there?", max_length=2000, rows=3, required=False, help_text="Needed if yes."
    )
    family_told = forms.ChoiceField(
        label="Has the family been told of this referral?", choices=Answer.choices, widget=forms.RadioSelect
    )
    family_details = LongTextField(
        label="What were they told and by whom, or why not?",
        max_length=2000,
        rows=3,
        required=False,
        help_text="Needed if you answered yes or no.",
    )

    def clean(self) -> dict[str, Any]:
        """What each answer asks for."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.alone("proceedings", Referral.Proceeding.NOTHING, Referral.Proceeding.NOT_KNOWN)
        if Referral.Proceeding.OTHER in (cleaned.get("proceedings") or []):
            self.need("proceedings_details", "Enter which other process it is")
        if cleaned.get("media_interest") == Answer.YES:
            self.need("media_details", "Enter what interest there is")
        if cleaned.get("family_told") == Answer.YES:
            self.need("family_details", "Enter what the family was told, and by whom")
        if cleaned.get("family_told") == Answer.NO:
            self.need("family_details", "Enter why the family has not been told")
        return cleaned
