"""Pages of the form."""

from referrals.forms.steps import StepForm


class IncidentForm(StepForm):
    """A page."""


class AwareForm(StepForm):
    """A page."""
