"""The case: one incident, its children and the people around them, and who on the staff may see it."""

from datetime import date
from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Cast, Upper
from simple_history.models import HistoricalRecords

from cspr import roles
from cspr.models.base import DatabaseAccess
from cspr.models.people import User


def _as_searched(field: str) -> OpClass:
    """A column as `icontains` asks for it, so that an index answers a search for any part of it."""
    return OpClass(Upper(Cast(field, models.TextField())), name="gin_trgm_ops")


class CaseQuerySet(models.QuerySet["Case"]):
    """Cases by who may see them."""

    def visible_to(self, user: User, *, on: date | None = None) -> "CaseQuerySet":
        """Need to know: what the role sees, never a case with which the person has a conflict of interest.

        `on` is the London day on which an assignment must still run; without it the database's own date is asked.
        """
        sees = roles.sees(user.role) if user.is_active else "none"
        if sees == "none":
            return self.none()
        unconflicted = self._unconflicted(user)
        if sees == "all":
            return unconflicted
        day = models.Value(on) if on else models.functions.TruncDate(models.functions.Now())
        running = CaseAssignment.objects.filter(case=models.OuterRef("pk"), user=user, until__gte=day)
        return unconflicted.filter(models.Exists(running))

    def checked_by(self, user: User) -> "CaseQuerySet":
        """Cases whose dates and timeline the person may check: those they may see, and for an auditor every other one too.

        A conflict of interest shuts a case for an auditor as for anybody.
        """
        if user.has_perm("cspr.check_records"):
            return self._unconflicted(user)
        return self.visible_to(user)

    def _unconflicted(self, user: User) -> "CaseQuerySet":
        """Asked as one list of a person's few conflicts, which the database reads once, and not anew for each case."""
        return self.exclude(pk__in=CaseConflict.objects.filter(user=user).values("case"))


class Case(models.Model):
    """One serious incident. Its reference is the only thing about it that may leave the staff site."""

    reference = models.CharField(max_length=40, unique=True, editable=False)
    opened_at = models.DateTimeField(editable=False)
    opened_by = models.ForeignKey(User, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    summary = models.TextField(
        blank=True, help_text="One or two factual sentences for colleagues. Never shown outside the staff site."
    )
    incident_on = models.DateField("date of the incident", null=True, blank=True)
    incident_place = models.CharField("place of the incident", max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    old_reference = models.CharField(
        "reference in the earlier records",
        max_length=60,
        blank=True,
        default="",
        db_default="",
        editable=False,
        help_text="Of a case that was imported. None is imported twice.",
    )
    history = HistoricalRecords()

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at"]
        indexes = [
            # In the order of the list of cases, to its last place.
            models.Index(fields=["-opened_at", "-id"], name="case_newest_first"),
            GinIndex(_as_searched("reference"), name="cases_as_searched"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["old_reference"], condition=~models.Q(old_reference=""), name="no_old_case_is_imported_twice"
            )
        ]

    def __str__(self) -> str:
        return self.reference


class Child(models.Model):
    """A child of the case; also an unborn child. Treated alike, living or dead."""

    class Sex(models.TextChoices):
        """As agencies record it."""

        FEMALE = "female", "Female"
        MALE = "male", "Male"
        OTHER = "other", "Another way"
        NOT_KNOWN = "not_known", "Not known"

    database_access: ClassVar[DatabaseAccess] = "removable"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="children")
    name = models.CharField("full name", max_length=200)
    also_known_as = models.CharField(max_length=200, blank=True)
    born_on = models.DateField("date of birth", null=True, blank=True)
    expected_on = models.DateField("expected date of birth, if unborn", null=True, blank=True)
    died_on = models.DateField("date of death", null=True, blank=True)
    sex = models.CharField(max_length=20, choices=Sex.choices, default=Sex.NOT_KNOWN)
    ethnicity = models.CharField(max_length=100, blank=True)
    first_language = models.CharField(max_length=100, blank=True)
    religion = models.CharField(max_length=100, blank=True)
    disability = models.CharField("disability or special educational needs", max_length=300, blank=True)
    nhs_number = models.CharField("NHS number", max_length=20, blank=True)
    address = models.TextField("home address", blank=True)
    setting = models.CharField("school or setting", max_length=200, blank=True)
    looked_after = models.BooleanField("looked-after child", default=False)
    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "children"
        # Two ways in: by a name like theirs (duplicates), and by any part of a name (search).
        indexes = [
            GinIndex(fields=["name"], opclasses=["gin_trgm_ops"], name="children_by_name"),
            GinIndex(_as_searched("name"), _as_searched("also_known_as"), name="children_as_searched"),
        ]

    def __str__(self) -> str:
        return self.case.reference


class Person(models.Model):
    """A member of the household, of the family, or another significant person."""

    database_access: ClassVar[DatabaseAccess] = "removable"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="people")
    name = models.CharField("full name", max_length=200)
    relation = models.CharField("relation to the child", max_length=200)
    born_on = models.DateField("date of birth", null=True, blank=True)
    address = models.TextField(blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.case.reference


class CaseAssignment(models.Model):
    """Gives one person access to one case, until a day."""

    database_access: ClassVar[DatabaseAccess] = "removable"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assignments")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assignments")
    until = models.DateField("access until")
    history = HistoricalRecords()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "user"], name="one_assignment_per_person")]

    def __str__(self) -> str:
        return self.case.reference


class CaseConflict(models.Model):
    """Shuts a case for one person, whatever their role: they know the family, or their own practice is looked at."""

    database_access: ClassVar[DatabaseAccess] = "removable"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="conflicts")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="conflicts")
    because = models.CharField("reason, without details", max_length=200)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "conflict of interest"
        verbose_name_plural = "conflicts of interest"
        constraints = [models.UniqueConstraint(fields=["case", "user"], name="one_conflict_per_person")]

    def __str__(self) -> str:
        return self.case.reference
