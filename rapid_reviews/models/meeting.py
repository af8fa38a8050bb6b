"""The meeting of a Rapid Review: who was there, whether it could decide, and what follows from it."""

import uuid
from typing import ClassVar

from django.db import models
from simple_history.models import HistoricalRecords

from cspr.models import Agency, DatabaseAccess, User
from cspr.models.cases import Case
from rapid_reviews.models.requests import OfVisibleReviews
from rapid_reviews.models.review import RapidReview


class Meeting(models.Model):
    """One meeting about one Rapid Review."""

    class Status(models.TextChoices):
        """Where it stands."""

        PLANNED = "planned", "Planned"
        HELD = "held", "Held"
        CANCELLED = "cancelled", "Cancelled"

    database_access: ClassVar[DatabaseAccess] = "edited"

    # Part of the calendar file, which leaves the site: it must say nothing.
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    review = models.ForeignKey(RapidReview, on_delete=models.PROTECT, related_name="meetings")
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.PLANNED, editable=False)
    starts_at = models.DateTimeField("begins")
    minutes = models.PositiveSmallIntegerField("length in minutes", default=120)
    place = models.CharField("where", max_length=200, blank=True, help_text="A room, or the word “online”. No link.")
    chair = models.CharField("who chairs", max_length=200, blank=True)
    agenda = models.TextField(blank=True)
    decisions = models.TextField("what was decided", blank=True)
    no_quorum_because = models.TextField("why it was held without all three partners", blank=True, editable=False)
    history = HistoricalRecords()

    objects = OfVisibleReviews.as_manager()

    class Meta:
        ordering = ["-starts_at"]

    def __str__(self) -> str:
        return str(self.review)


class OfVisibleMeetings(models.QuerySet):  # type: ignore[type-arg]
    """Rows that belong to a meeting."""

    def visible_to(self, user: User) -> "OfVisibleMeetings":
        """Rows of the cases that the person may see."""
        return self.filter(meeting__review__case__in=Case.objects.visible_to(user))


class Attendance(models.Model):
    """One person invited to a meeting: present or not, for whom, and any conflict of interest."""

    database_access: ClassVar[DatabaseAccess] = "removable"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendance")
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=200, blank=True)
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    partner = models.CharField(
        "speaks for the partner", max_length=20, choices=User.Partner.choices, blank=True, help_text="The quorum is all three."
    )
    was_present = models.BooleanField("present", default=False)
    conflict = models.CharField(
        "conflict of interest declared", max_length=300, blank=True, help_text="Without details of the family."
    )
    left_for_it = models.BooleanField("left the room for what it touches", default=False)
    history = HistoricalRecords()

    objects = OfVisibleMeetings.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "attendance"

    def __str__(self) -> str:
        return str(self.meeting)


class Action(models.Model):
    """What somebody will do, as the meeting agreed."""

    database_access: ClassVar[DatabaseAccess] = "removable"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="actions")
    words = models.TextField("what will be done")
    owner = models.CharField("who does it", max_length=200)
    due_on = models.DateField("by", null=True, blank=True)
    done_on = models.DateField("done on", null=True, blank=True)
    history = HistoricalRecords()

    objects = OfVisibleMeetings.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return str(self.meeting)
