"""Pages of the form."""

from cspr.models import Agency
from referrals.forms.steps import StepForm


class YouForm(StepForm):
    """A page."""

    @property
    def chosen_agency(self) -> Agency:
        """The agency on whose behalf the sender refers. Only after `is_valid()`."""
        return self.about.agencies[0]


class ManagerForm(StepForm):
    """A page."""
