"""What happened, row by row, as each agency tells it; and what the unit asks about it."""

from typing import ClassVar

from django.db import models
from simple_history.models import HistoricalRecords

from cspr.models import AgencyContact, DatabaseAccess, User
from cspr.models.cases import Case
from rapid_reviews.models.requests import AgencyRequest


class OfVisibleRequests(models.QuerySet):  # type: ignore[type-arg]
    """Rows that belong to a request to an agency."""

    def visible_to(self, user: User) -> "OfVisibleRequests":
        """Rows of the cases that the person may see."""
        return self.filter(request__review__case__in=Case.objects.visible_to(user))


class ChronologyRow(models.Model):
    """One event in the words of one agency. Only its agency writes it."""

    database_access: ClassVar[DatabaseAccess] = "removable"

    request = models.ForeignKey(AgencyRequest, on_delete=models.PROTECT, related_name="rows")
    on = models.DateField("date")
    until = models.DateField("last day, if it lasted", null=True, blank=True)
    time = models.TimeField(null=True, blank=True)
    people = models.CharField("who it concerned", max_length=300, blank=True)
    event = models.TextField("what happened")
    source = models.CharField("where this is recorded", max_length=200, blank=True)
    history = HistoricalRecords()

    objects = OfVisibleRequests.as_manager()

    class Meta:
        ordering = ["on", "time", "pk"]
        verbose_name = "row of the chronology"
        verbose_name_plural = "chronology"
        indexes = [models.Index(fields=["request", "on"], name="chronology_by_request_and_day")]

    def __str__(self) -> str:
        return str(self.request)


class RowQuestion(models.Model):
    """A question back to an agency about its rows, and its answer. What was signed is not altered by it."""

    class Kind(models.TextChoices):
        """What gave rise to it."""

        DIFFERS = "differs", "Told differently by another agency"
        ALONE = "alone", "Nobody else recorded it"
        GAP = "gap", "A long time without a row"
        OTHER = "other", "Something else"

    database_access: ClassVar[DatabaseAccess] = "edited"

    request = models.ForeignKey(AgencyRequest, on_delete=models.PROTECT, related_name="questions")
    rows = models.ManyToManyField(ChronologyRow, blank=True, related_name="questions")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    # What the detector found, by a digest of the rows: so that nothing is asked twice.
    found = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    words = models.TextField("question")
    asked_at = models.DateTimeField(editable=False)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, editable=False)
    answered_by = models.ForeignKey(AgencyContact, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    history = HistoricalRecords()

    objects = OfVisibleRequests.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = "question to an agency"
        verbose_name_plural = "questions to agencies"

    def __str__(self) -> str:
        return str(self.request)


# A row that an agency takes out is no longer pointed at; the question itself stays.
RowQuestion.rows.through.database_access = "removable"  # type: ignore[attr-defined]
