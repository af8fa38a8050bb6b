"""Pages of the form."""

from referrals.forms.steps import StepForm


class ChildAboutForm(StepForm):
    """A page."""


class ChildHomeForm(StepForm):
    """A page."""


class ChildStatusForm(StepForm):
    """A page."""
