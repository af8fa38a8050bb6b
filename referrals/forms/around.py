"""Pages of the form."""

from referrals.forms.steps import StepForm


class FamilyForm(StepForm):
    """A page."""


class AgenciesForm(StepForm):
    """A page."""


class SafetyForm(StepForm):
    """A page."""


class OtherForm(StepForm):
    """A page."""
