"""The criteria, demonstrated: each answer asks for its evidence, and what could be learned is no condition."""

from typing import Any

from django import forms

from cspr.govuk import LongTextField
from referrals.forms.steps import StepForm
from referrals.models import Answer, Referral

SUSPECTED = (Referral.Suspicion.KNOWN, Referral.Suspicion.SUSPECTED)
HARMED = (Referral.Outcome.DEATH, Referral.Outcome.SERIOUS_HARM)


class AbuseForm(StepForm):
    """First criterion (Children Act 2004, section 16C(1))."""

    intro = "referrals/intros/abuse.html"
    depends = ("abuse_evidence",)
    needed = {"suspicion": "Select whether abuse or neglect is known or suspected"}

    suspicion = forms.ChoiceField(
        label="Is abuse or neglect known or suspected?", choices=Referral.Suspicion.choices, widget=forms.RadioSelect
    )
    abuse_evidence = LongTextField(
        label="How do you know, or why do you suspect it?",
        max_length=5000,
        required=False,
        help_text="Needed if it is known or suspected. What you saw, were told or read, and when.",
    )

    def clean(self) -> dict[str, Any]:
        """The evidence."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("suspicion") in SUSPECTED:
            self.need("abuse_evidence", "Enter how you know, or why you suspect it")
        return cleaned


class HarmForm(StepForm):
    """Second criterion (Children Act 2004, section 16C(1))."""

    intro = "referrals/intros/harm.html"
    depends = ("harm_types", "harm_evidence")
    needed = {"outcome": "Select what happened to the child"}

    outcome = forms.ChoiceField(
        label="What happened to the child?",
        choices=Referral.Outcome.choices,
        help_text="If there are several children, answer for the one most seriously affected.",
        widget=forms.RadioSelect,
    )
    harm_types = forms.MultipleChoiceField(
        label="Which kinds of harm are known or suspected?",
        choices=Referral.Harm.choices,
        required=False,
        help_text="Tick all that apply. Needed if a child has died or has been seriously harmed.",
        widget=forms.CheckboxSelectMultiple,
    )
    harm_evidence = LongTextField(
        label="What shows the death or the serious harm?",
        max_length=5000,
        required=False,
        help_text="Needed if a child has died or has been seriously harmed. Injuries, diagnosis, who confirmed it and when.",
    )

    def clean(self) -> dict[str, Any]:
        """The kinds of harm and the evidence."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.alone("harm_types", Referral.Harm.NOT_KNOWN)
        if cleaned.get("outcome") in HARMED:
            self.need("harm_types", "Select the kinds of harm, or “Not known”")
            self.need("harm_evidence", "Enter what shows the death or the serious harm")
        return cleaned


# Each answer of the criteria for a local review, and the box for its evidence (SI 2018/789, regulation 11(2)).
LIMBS = {
    "improvements": ("improvements_evidence", "Enter what shows that improvements are needed"),
    "recurrent": ("recurrent_evidence", "Enter what has come up before, and where"),
    "agencies_concern": ("agencies_working", "Enter what concerns you about how agencies worked together"),
    "panel_asked": ("panel_evidence", "Enter when and how the Panel suggested it"),
}


class LearningForm(StepForm):
    """The criteria for a local review, SI 2018/789, regulation 11(2)(a) to (d). None of them is a condition."""

    intro = "referrals/intros/learning.html"
    field_options = {name: {"inline": True} for name in LIMBS}
    depends = tuple(evidence for evidence, _ in LIMBS.values())
    needed = {
        "improvements": "Select whether improvements are needed, or “Not known”",
        "recurrent": "Select whether it is something that keeps coming up, or “Not known”",
        "agencies_concern": "Select whether there are concerns about how agencies worked together, or “Not known”",
        "panel_asked": "Select whether the national Panel has suggested a local review, or “Not known”",
    }

    improvements = forms.ChoiceField(
        label="Does it show that something must improve to keep children safe?",
        choices=Answer.choices,
        help_text="Also where the same was found before. Regulation 11(2)(a).",
        widget=forms.RadioSelect,
    )
    improvements_evidence = LongTextField(
        label="What shows that improvements are needed?", max_length=5000, rows=4, required=False, help_text="Needed if yes."
    )
    recurrent = forms.ChoiceField(
        label="Is it something that keeps coming up?",
        choices=Answer.choices,
        help_text="A theme that returns in how children are kept safe. Regulation 11(2)(b).",
        widget=forms.RadioSelect,
    )
    recurrent_evidence = LongTextField(
        label="What has come up before, and where?", max_length=5000, rows=4, required=False, help_text="Needed if yes."
    )
    agencies_concern = forms.ChoiceField(
        label="Are there concerns about how agencies worked together?",
        choices=Answer.choices,
        help_text="Two or more agencies. Regulation 11(2)(c).",
        widget=forms.RadioSelect,
    )
    agencies_working = LongTextField(
        label="What are the concerns about how agencies worked together?",
        max_length=5000,
        rows=4,
        required=False,
        help_text="Needed if yes.",
    )
    panel_asked = forms.ChoiceField(
        label="Has the national Panel suggested a local review?",
        choices=Answer.choices,
        help_text="Regulation 11(2)(d).",
        widget=forms.RadioSelect,
    )
    panel_evidence = LongTextField(
        label="When and how did the Panel suggest it?", max_length=5000, rows=4, required=False, help_text="Needed if yes."
    )

    def clean(self) -> dict[str, Any]:
        """The evidence of each answer "Yes"."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, (evidence, message) in LIMBS.items():
            if cleaned.get(name) == Answer.YES:
                self.need(evidence, message)
        return cleaned


class RequestForm(StepForm):
    """What is asked for. Without the two criteria of the law there may still be something to learn."""

    intro = "referrals/intros/request.html"
    field_options = {
        "request": {
            "item_hints": {
                "statutory": "Both criteria apply: abuse or neglect is known or suspected, and a child has died or been "
                "seriously harmed.",
                "other_learning": "One or both do not apply, and there is something to learn all the same.",
            }
        }
    }
    needed = {"request": "Select what you ask for"}

    request = forms.ChoiceField(label="What do you ask for?", choices=Referral.Request.choices, widget=forms.RadioSelect)
