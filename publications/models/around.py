"""What has to be true before the public reads it: the list of the countdown, and courts that go first."""

from typing import ClassVar

from django.db import models
from simple_history.models import HistoricalRecords

from cspr.models import Case, DatabaseAccess, User
from cspr.models.records import OfVisibleCases
from publications.models.working import Publication


class CountdownStep(models.Model):
    """One line of the countdown of one publication: done, or not needed, by whom and when, in words."""

    class What(models.TextChoices):
        """What has to be true. Who is told first, and in which order, follows Working Together and family practice."""

        FAMILY_TOLD = "family_told", "The family was told, and asked how it wishes to be told of the day"
        PSEUDONYM = "pseudonym", "The pseudonym is agreed, with the family where that is possible"
        SIBLINGS = "siblings", "Brothers and sisters, and their schools, were thought of"
        COURTS = "courts", "Nothing goes out ahead of a trial, an inquest or another proceeding"
        PARTNERS = "partners", "The three safeguarding partners approved it"
        STATEMENT = "statement", "The chair's statement is ready"
        SUPPORT = "support", "Practitioners who were involved were told, and offered support"

    database_access: ClassVar[DatabaseAccess] = "removable"

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="countdown_steps")
    what = models.CharField(max_length=20, choices=What.choices, editable=False)
    is_needed = models.BooleanField("needed here", default=True, editable=False)
    words = models.CharField("how, or why it is not needed", max_length=500, blank=True)
    done_on = models.DateField("done on", null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    at = models.DateTimeField(editable=False)
    history = HistoricalRecords()

    class Meta:
        ordering = ["publication", "pk"]
        constraints = [models.UniqueConstraint(fields=["publication", "what"], name="a_step_of_a_countdown_once")]

    def __str__(self) -> str:
        return str(self.publication)


class CourtHold(models.Model):
    """A trial, an inquest or an order that forbids publication for a time. While one stands, nothing of the case goes out."""

    database_access: ClassVar[DatabaseAccess] = "edited"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="court_holds", editable=False)
    because = models.CharField("which proceeding or order", max_length=300)
    review_by = models.DateField("to be looked at again by")
    placed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    placed_at = models.DateTimeField(editable=False)
    lifted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    lifted_at = models.DateTimeField(null=True, editable=False)
    lifted_because = models.CharField("why it no longer stands", max_length=300, blank=True)
    history = HistoricalRecords()

    objects = OfVisibleCases.as_manager()

    class Meta:
        ordering = ["case", "-placed_at"]

    def __str__(self) -> str:
        return self.case.reference
