"""Who sends, and with which senior manager they spoke first."""

from collections.abc import Mapping
from typing import Any

from django import forms

from cspr.govuk import DateField
from cspr.models import Agency
from referrals.forms.steps import About, StepForm, name_box

MIN_DIGITS = 6


class YouForm(StepForm):
    """The sender. The agency is asked for only where the sender may refer for several."""

    intro = "referrals/intros/you.html"
    needed = {
        "agency": "Select the agency for which you send this referral",
        "sender_name": "Enter your full name",
        "sender_role": "Enter your role",
        "sender_phone": "Enter the telephone number on which we reach you",
    }

    agency = forms.ChoiceField(label="Your agency", widget=forms.RadioSelect)
    sender_name = forms.CharField(label="Your full name", max_length=200, widget=name_box(autocomplete="name"))
    sender_role = forms.CharField(
        label="Your role",
        max_length=200,
        help_text="For example, head teacher or duty social worker.",
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    sender_phone = forms.CharField(
        label="Your telephone number",
        max_length=40,
        help_text="A direct or mobile number. We may call within one working day.",
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, about: About, **kwargs: Any) -> None:
        super().__init__(data, about=about, **kwargs)
        if len(about.agencies) > 1:
            choice: Any = self.fields["agency"]
            choice.choices = [(str(agency.pk), str(agency)) for agency in about.agencies]
        else:
            del self.fields["agency"]

    def clean_sender_phone(self) -> str:
        """Something that can be dialled."""
        typed: str = self.cleaned_data["sender_phone"]
        if sum(character.isdecimal() for character in typed) < MIN_DIGITS:
            raise forms.ValidationError("Enter a telephone number, like 01225 000 111 or 07700 900 111")
        return typed

    @property
    def chosen_agency(self) -> Agency | None:
        """The agency on whose behalf the sender refers, if there is one. Only after `is_valid()`."""
        chosen = self.cleaned_data.get("agency")
        if chosen is None:
            return next(iter(self.about.agencies), None)
        return next(agency for agency in self.about.agencies if str(agency.pk) == chosen)

    @property
    def facts(self) -> dict[str, Any]:
        """The sender as stored; the agency goes its own way."""
        return {name: value for name, value in self.cleaned_data.items() if name != "agency"}


class ManagerForm(StepForm):
    """The senior manager, and the day of the discussion: never in the future."""

    intro = "referrals/intros/manager.html"
    past = ("discussed_on",)
    needed = {
        "manager_name": "Enter the senior manager’s full name",
        "manager_role": "Enter the senior manager’s role",
        "manager_contact": "Enter a telephone number or an e-mail address for the senior manager",
        "discussed_on": "Enter the date on which you discussed it",
    }

    manager_name = forms.CharField(label="Senior manager’s full name", max_length=200, widget=name_box())
    manager_role = forms.CharField(
        label="Senior manager’s role", max_length=200, help_text="For example, designated safeguarding lead of the trust."
    )
    manager_contact = forms.CharField(
        label="Senior manager’s telephone number or e-mail address", max_length=200, widget=name_box()
    )
    discussed_on = DateField(label="Date of the discussion", help_text="For example, 27 3 2026.")
