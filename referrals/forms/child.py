"""The three pages about each child. "Not known" is an answer, blank is not."""

import re
from datetime import timedelta
from typing import Any

from django import forms

from cspr.govuk import DateField
from cspr.models import Child
from referrals.forms.lists import ETHNICITIES
from referrals.forms.steps import CHOOSE, StepForm, name_box
from referrals.models import Answer, ReferredChild
from referrals.models.people import Plan

# No child is expected later than this from today.
LONGEST_WAIT = timedelta(days=310)
OR_NOT_KNOWN = "If you do not know, write “Not known”."


class ChildAboutForm(StepForm):
    """Who the child is. An unborn child has an expected date."""

    BIRTH = (("born", "Born on this date"), ("expected", "Not yet born: expected on this date"), ("not_known", "Not known"))
    DEATH = (("no", "No"), ("on", "Yes, on this date"), ("day_not_known", "Yes, the date is not known"))
    intro = "referrals/intros/child-about.html"
    field_options = {"sex": {"inline": True}}
    depends = ("birth_date", "died_on")
    past = ("died_on",)
    needed = {
        "name": "Enter the full name of {}",
        "also_known_as": "Enter other names of {}, or “None”",
        "birth": "Select what is known of the birth of {}",
        "death": "Select whether {} has died",
        "sex": "Select the sex of {}",
        "ethnicity": "Select the ethnic group of {}, or “Not known”",
        "first_language": "Enter the first language of {}, or “Not known”",
        "religion": "Enter the religion of {}, or “None” or “Not known”",
        "disability": "Enter any disability or special educational needs of {}, or “None” or “Not known”",
    }

    name = forms.CharField(
        label="Full name", max_length=200, help_text="If there is no name yet, write “Unborn baby”.", widget=name_box()
    )
    also_known_as = forms.CharField(
        label="Other names they are known by", max_length=200, help_text="Or “None”, or “Not known”.", widget=name_box()
    )
    birth = forms.ChoiceField(label="Birth", choices=BIRTH, widget=forms.RadioSelect)
    birth_date = DateField(
        label="Date of birth, or expected date",
        required=False,
        help_text="Leave it empty if you answered “Not known”. For example, 27 3 2019.",
    )
    death = forms.ChoiceField(label="Has this child died?", choices=DEATH, widget=forms.RadioSelect)
    died_on = DateField(
        label="Date of death", required=False, help_text="Needed if you answered that you know it. For example, 27 3 2026."
    )
    sex = forms.ChoiceField(label="Sex", choices=Child.Sex.choices, widget=forms.RadioSelect)
    ethnicity = forms.ChoiceField(label="Ethnic group", choices=[CHOOSE, *((name, name) for name in ETHNICITIES)])
    first_language = forms.CharField(label="First language", max_length=100, help_text=OR_NOT_KNOWN)
    religion = forms.CharField(label="Religion", max_length=100, help_text="Or “None”, or “Not known”.")
    disability = forms.CharField(
        label="Disability or special educational needs", max_length=300, help_text="Or “None”, or “Not known”."
    )
    nhs_number = forms.CharField(
        label="NHS number",
        max_length=40,
        required=False,
        help_text="If you have it at hand: 10 digits, like 999 012 3454.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "spellcheck": "false"}),
    )

    def clean_nhs_number(self) -> str:
        """Ten digits of which the last proves the others; kept without spaces."""
        typed = re.sub(r"[\s-]", "", self.cleaned_data["nhs_number"])
        if typed.lower() in ("", "notknown", "unknown"):
            return ""
        if not is_nhs_number(typed):
            raise forms.ValidationError("This is not an NHS number: check its 10 digits, or leave it empty")
        return typed

    def clean(self) -> dict[str, Any]:
        """The dates that the answers about birth and death ask for."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self._clean_birth(cleaned)
        self._clean_death(cleaned)
        return cleaned

    def _clean_birth(self, said: dict[str, Any]) -> None:
        birth, day, today = said.get("birth"), said.get("birth_date"), self.about.today
        if birth == "born":
            self.need("birth_date", "Enter the date of birth of {}, or select “Not known” above")
        if birth == "expected":
            self.need("birth_date", "Enter the date on which {} is expected, or select “Not known” above")
        if birth == "not_known":
            self.refuse("birth_date", "Take the date of birth out, or select above what it is")
        if birth == "born" and day and day > today:
            self.add_error("birth_date", "Date of birth is in the future. If the child is not yet born, say so above")
        if birth == "expected" and day and day > today + LONGEST_WAIT:
            self.add_error("birth_date", "Expected date is more than ten months from today. Check the year")

    def _clean_death(self, said: dict[str, Any]) -> None:
        birth, day, died = said.get("birth"), said.get("birth_date"), said.get("died_on")
        if said.get("death") == "on":
            self.need("died_on", "Enter the date on which {} died, or select that it is not known")
        if said.get("death") in ("no", "day_not_known"):
            self.refuse("died_on", "Take the date of death out, or select “Yes, on this date” above")
        if birth == "born" and day and died and died < day:
            self.add_error("died_on", "Date of death is before the date of birth. Check both")

    @property
    def facts(self) -> dict[str, Any]:
        """The child as stored."""
        said = dict(self.cleaned_data)
        birth, day, death = said.pop("birth"), said.pop("birth_date"), said.pop("death")
        return {
            **said,
            "born_on": day if birth == "born" else None,
            "expected_on": day if birth == "expected" else None,
            "has_died": death != "no",
        }


class ChildHomeForm(StepForm):
    """Where the child lives, was and learns, and who cared for them."""

    depends = ("setting",)
    needed = {
        "address": "Enter the home address of {}, or “Not known”",
        "whereabouts": "Enter where {} was at the time, or “Not known”",
        "carer": "Enter who cared for {} at the time, or “Not known”",
        "education": "Select the school or other setting of {}, or “Not known”",
    }

    address = forms.CharField(
        label="Home address",
        max_length=1000,
        help_text=f"With the postcode. {OR_NOT_KNOWN}",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    whereabouts = forms.CharField(
        label="Where was the child at the time?",
        max_length=300,
        help_text=f"For example: at home, and in hospital since. {OR_NOT_KNOWN}",
    )
    carer = forms.CharField(
        label="Who cared for the child at the time?",
        max_length=200,
        help_text=f"Name, and relation to the child. {OR_NOT_KNOWN}",
        widget=name_box(),
    )
    education = forms.ChoiceField(
        label="School or other setting",
        choices=ReferredChild.Education.choices,
        help_text="At the time of the incident.",
        widget=forms.RadioSelect,
    )
    setting = forms.CharField(
        label="Name of the school, nursery, college or other setting",
        max_length=200,
        required=False,
        help_text=f"Needed if you answered that the child was at one. {OR_NOT_KNOWN}",
    )

    def clean(self) -> dict[str, Any]:
        """The name of the setting, where there is one."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("education") == ReferredChild.Education.SETTING:
            self.need("setting", "Enter the school or other setting of {}, or “Not known”")
        return cleaned


class ChildStatusForm(StepForm):
    """The child's legal status, placement and plans at the time: the child may have died since."""

    intro = "referrals/intros/child-status.html"
    field_options = {"care_leaver": {"inline": True}, "child_in_need": {"inline": True}, "social_care": {"inline": True}}
    depends = ("placing_authority", "placement", "plan_details", "social_worker")
    needed = {
        "legal_status": "Select the legal status of {}, or “Not known”",
        "care_leaver": "Select whether {} was a care leaver, or “Not known”",
        "protection_plan": "Select whether there was a child protection plan for {}, or “Not known”",
        "child_in_need": "Select whether there was a child in need plan for {}, or “Not known”",
        "social_care": "Select whether {} was open to children’s social care, or “Not known”",
    }

    legal_status = forms.ChoiceField(
        label="Legal status",
        choices=ReferredChild.LegalStatus.choices,
        help_text="If several apply, the one that protects most.",
        widget=forms.RadioSelect,
    )
    placing_authority = forms.CharField(
        label="Local authority that looked after the child",
        max_length=200,
        required=False,
        help_text=f"Needed for a looked-after child. {OR_NOT_KNOWN}",
    )
    placement = forms.ChoiceField(
        label="Type of placement",
        choices=[("", "The child was not looked after"), *ReferredChild.Placement.choices],
        required=False,
        help_text="Needed for a looked-after child.",
    )
    care_leaver = forms.ChoiceField(label="Was the child a care leaver?", choices=Answer.choices, widget=forms.RadioSelect)
    protection_plan = forms.ChoiceField(
        label="Was there a child protection plan?",
        choices=Plan.choices,
        help_text="“Now” stands for the time of the incident.",
        widget=forms.RadioSelect,
    )
    plan_details = forms.CharField(
        label="Dates and category of the plan",
        max_length=300,
        required=False,
        help_text=f"Needed if there was a plan. {OR_NOT_KNOWN}",
    )
    child_in_need = forms.ChoiceField(label="Was there a child in need plan?", choices=Answer.choices, widget=forms.RadioSelect)
    social_care = forms.ChoiceField(
        label="Was the child open to children’s social care?", choices=Answer.choices, widget=forms.RadioSelect
    )
    social_worker = forms.CharField(
        label="Social worker",
        max_length=200,
        required=False,
        help_text=f"Needed if the child was open to social care. Name and telephone number. {OR_NOT_KNOWN}",
        widget=name_box(),
    )

    def clean(self) -> dict[str, Any]:
        """What the answers ask for."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        status = cleaned.get("legal_status")
        if status in ReferredChild.LOOKED_AFTER:
            self.need("placing_authority", "Enter the local authority that looked after {}, or “Not known”")
            self.need("placement", "Select the type of placement of {}, or “Not known”")
        if status == ReferredChild.LegalStatus.NONE:
            words = "Take this out, or select the legal status of a looked-after child above"
            self.refuse("placing_authority", words)
            self.refuse("placement", "Select that the child was not looked after, or select their legal status above")
        if cleaned.get("protection_plan") in (Plan.NOW, Plan.EARLIER):
            self.need("plan_details", "Enter the dates and the category of the plan for {}, or “Not known”")
        if cleaned.get("social_care") == Answer.YES:
            self.need("social_worker", "Enter the name of the social worker of {}, or “Not known”")
        return cleaned


def is_nhs_number(digits: str) -> bool:
    """Whether the last of ten digits is the check digit of the others (modulus 11)."""
    if not re.fullmatch(r"[0-9]{10}", digits):
        return False
    total = sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9]))
    return (11 - total % 11) % 11 == int(digits[9])
