"""What happened and who looked: written once, never changed."""

from django.db import models

from cspr.models.base import AppendOnly
from cspr.models.cases import Case, CaseQuerySet
from cspr.models.people import User


class OfVisibleCases(models.QuerySet):  # type: ignore[type-arg]
    """Rows that belong to a case."""

    def visible_to(self, user: User) -> "OfVisibleCases":
        """Rows of the cases that the person may see."""
        cases: CaseQuerySet = Case.objects.visible_to(user)
        return self.filter(case__in=cases)


class OfCheckedCases(OfVisibleCases):
    """Rows that an auditor reads too."""

    def visible_to(self, user: User) -> "OfCheckedCases":
        """Rows of the cases that the person may see or check."""
        cases: CaseQuerySet = Case.objects.checked_by(user)
        return self.filter(case__in=cases)


class TimelineEntry(AppendOnly):
    """One thing that happened to a case, in words. `recorded_at` is the database's own clock."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="timeline")
    at = models.DateTimeField("when it happened")
    kind = models.CharField(max_length=60)
    words = models.TextField("what happened")
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    actor = models.CharField("who", max_length=200)
    recorded_at = models.DateTimeField(db_default=models.functions.Now())

    objects = OfCheckedCases.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name_plural = "timeline entries"

    def __str__(self) -> str:
        return f"{self.case.reference} {self.kind}"


class AccessRecord(AppendOnly):
    """Somebody looked at case data, or took it away. Written before the page is served, or the page is not served."""

    at = models.DateTimeField(db_default=models.functions.Now())
    user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    sender = models.EmailField(blank=True)
    site = models.CharField(max_length=20)
    action = models.CharField(max_length=40)
    what = models.CharField("what was looked at", max_length=120)
    object_id = models.CharField(max_length=60, blank=True)
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="access_records")

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"Access {self.pk}"
