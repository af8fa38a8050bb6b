"""Pages of the form."""

from referrals.forms.steps import StepForm


class AbuseForm(StepForm):
    """A page."""


class HarmForm(StepForm):
    """A page."""


class LearningForm(StepForm):
    """A page."""


class RequestForm(StepForm):
    """A page."""
