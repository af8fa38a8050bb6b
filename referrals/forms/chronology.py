"""Pages of the form."""

from referrals.forms.steps import StepForm


class DatesForm(StepForm):
    """A page."""
