"""Who sends, with whom they spoke, and each child."""

from datetime import date
from typing import Any

from crispy_forms.layout import HTML, Fieldset, Layout
from django import forms

from cspr.govuk import DateField, GovukForm, row_formset
from cspr.models import Agency, Child
from referrals.models import ReferredChild

MOST_CHILDREN = 12
# The groups of the 2021 census of England and Wales.
ETHNICITIES = (
    "White: English, Welsh, Scottish, Northern Irish or British",
    "White: Irish",
    "White: Gypsy or Irish Traveller",
    "White: Roma",
    "White: another background",
    "Mixed: White and Black Caribbean",
    "Mixed: White and Black African",
    "Mixed: White and Asian",
    "Mixed: another background",
    "Asian or Asian British: Indian",
    "Asian or Asian British: Pakistani",
    "Asian or Asian British: Bangladeshi",
    "Asian or Asian British: Chinese",
    "Asian or Asian British: another background",
    "Black or Black British: African",
    "Black or Black British: Caribbean",
    "Black or Black British: another background",
    "Arab",
    "Any other ethnic group",
    "Not known",
)

# What is missing, with the row: several children give several lines in the summary of errors.
NEEDED = {
    "name": "Enter the full name of {}",
    "birth": "Select what is known of the birth of {}",
    "death": "Select whether {} has died",
    "sex": "Select the sex of {}",
    "ethnicity": "Select the ethnic group of {}, or “Not known”",
    "address": "Enter the home address of {}, or “Not known”",
    "setting": "Enter the school or other setting of {}, or “Not known”",
    "legal_status": "Select the legal status of {}, or “Not known”",
}


def explained(name: str) -> HTML:
    """The words at the start of a section."""
    return HTML(f"{{% include 'referrals/sections/{name}.html' %}}")


class SenderForm(GovukForm, forms.Form):
    """The sender and the senior manager whom they consulted first."""

    sender_name = forms.CharField(
        label="Your full name", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"})
    )
    sender_role = forms.CharField(
        label="Your role", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "organization-title"})
    )
    sender_phone = forms.CharField(
        label="Telephone on which we reach you",
        max_length=40,
        help_text="A direct or mobile number. We may call within one working day.",
        error_messages={"required": "Enter the telephone number on which we reach you"},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    agency = forms.ModelChoiceField(
        label="Your agency",
        queryset=Agency.objects.none(),
        empty_label=None,
        help_text="Several agencies share your mail domain.",
        widget=forms.RadioSelect,
        error_messages={"required": "Select your agency"},
    )
    manager_name = forms.CharField(
        label="Full name of the senior manager", max_length=200, widget=forms.TextInput(attrs={"spellcheck": "false"})
    )
    manager_role = forms.CharField(label="Role of the senior manager", max_length=200)
    manager_contact = forms.CharField(
        label="Telephone or e-mail of the senior manager", max_length=200, widget=forms.TextInput(attrs={"spellcheck": "false"})
    )
    discussed_on = DateField(
        label="Date on which you discussed it",
        help_text="For example, 27 3 2026.",
        error_messages={"required": "Enter the date on which you discussed it"},
    )

    def __init__(self, *args: Any, agencies: list[Agency], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.only_agency = agencies[0] if len(agencies) == 1 else None
        self.fields["discussed_on"].latest = today  # type: ignore[attr-defined]
        about_me = ["sender_name", "sender_role", "sender_phone"]
        if self.only_agency:
            del self.fields["agency"]
        else:
            choice: Any = self.fields["agency"]
            choice.queryset = Agency.objects.filter(pk__in=[agency.pk for agency in agencies])
            about_me.insert(0, "agency")
        self.helper.layout = Layout(
            Fieldset("1. About you", explained("sender"), *about_me, css_id="section-sender"),
            Fieldset(
                "2. The senior manager you consulted",
                explained("manager"),
                "manager_name",
                "manager_role",
                "manager_contact",
                "discussed_on",
                css_id="section-manager",
            ),
        )

    @property
    def chosen_agency(self) -> Agency:
        """The agency on whose behalf the sender refers. Only after `is_valid()`."""
        return self.only_agency or self.cleaned_data["agency"]

    @property
    def facts(self) -> dict[str, Any]:
        """What goes into the referral. Only after `is_valid()`."""
        return {name: value for name, value in self.cleaned_data.items() if name != "agency"}


class ChildForm(GovukForm, forms.Form):
    """One child. "Not known" is an answer, blank is not."""

    BIRTH = (("born", "Born on this date"), ("expected", "Not yet born: expected on this date"), ("not_known", "Not known"))
    DEATH = (("no", "No"), ("on", "Yes, on this date"), ("day_not_known", "Yes, the date is not known"))
    field_options = {
        "birth_date": {"optional": False},
        "died_on": {"optional": False},
        "sex": {"inline": True},
    }

    name = forms.CharField(
        label="Full name",
        max_length=200,
        help_text="With any other name they are known by. If there is no name yet, write “Unborn baby”.",
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
    )
    birth = forms.ChoiceField(label="Birth", choices=BIRTH, widget=forms.RadioSelect)
    birth_date = DateField(label="Date of birth, or expected date", required=False, help_text="For example, 27 3 2019.")
    death = forms.ChoiceField(label="Has this child died?", choices=DEATH, widget=forms.RadioSelect)
    died_on = DateField(label="Date of death", required=False, help_text="For example, 27 3 2026.")
    sex = forms.ChoiceField(label="Sex", choices=Child.Sex.choices, widget=forms.RadioSelect)
    ethnicity = forms.ChoiceField(label="Ethnic group", choices=[("", "Choose one"), *((name, name) for name in ETHNICITIES)])
    address = forms.CharField(
        label="Home address",
        max_length=1000,
        help_text="With the postcode. If it is not known, write “Not known”.",
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )
    setting = forms.CharField(
        label="School, nursery, college or other setting",
        max_length=200,
        help_text="Or “None”, or “Not known”.",
    )
    legal_status = forms.ChoiceField(
        label="Legal status or plan",
        choices=[("", "Choose one"), *ReferredChild.LegalStatus.choices],
        help_text="At the time of the incident. If several apply, the one that protects most.",
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["died_on"].latest = today  # type: ignore[attr-defined]
        row = str(self.prefix).rpartition("-")[2]
        which = f"child {int(row) + 1}" if row.isdigit() else "the child"
        for name, words in NEEDED.items():
            self.fields[name].error_messages["required"] = words.format(which)

    def clean(self) -> dict[str, Any]:
        """The dates that the answers about birth and death ask for."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        birth, day, died = cleaned.get("birth"), cleaned.get("birth_date"), cleaned.get("died_on")
        if birth in ("born", "expected") and not day and "birth_date" not in self.errors:
            self.add_error("birth_date", "Enter the date, or select “Not known” above")
        if birth == "not_known" and day:
            self.add_error("birth_date", "Take the date out, or select above what it is")
        if birth == "born" and day and day > self.today:
            self.add_error("birth_date", "Date of birth is in the future. If the child is not yet born, say so above")
        if cleaned.get("death") == "on" and not died and "died_on" not in self.errors:
            self.add_error("died_on", "Enter the date of death, or select that it is not known")
        if cleaned.get("death") in ("no", "day_not_known") and died:
            self.add_error("died_on", "Take the date out, or select “Yes, on this date” above")
        if birth == "born" and day and died and died < day:
            self.add_error("died_on", "Date of death is before the date of birth. Check both")
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        """The child as it is stored. Only after `is_valid()`."""
        said = self.cleaned_data
        plain = ("name", "sex", "ethnicity", "address", "setting", "legal_status", "died_on")
        return {
            **{name: said[name] for name in plain},
            "born_on": said["birth_date"] if said["birth"] == "born" else None,
            "expected_on": said["birth_date"] if said["birth"] == "expected" else None,
            "has_died": said["death"] != "no",
        }


ChildFormSet = row_formset(ChildForm, title="Child", minimum=1, maximum=MOST_CHILDREN)
