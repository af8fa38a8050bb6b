"""Which rung of its ladder each deadline has reached, and the secret addresses under which people read their calendar."""

from typing import ClassVar

from django.db import models

from cspr.models.base import DatabaseAccess
from cspr.models.people import User
from cspr.models.time import Deadline


class Reminder(models.Model):
    """One rung of a deadline's ladder, written once: by whichever sweep comes first, on time or a month late.

    `of` is the date that the rung counts from: a date that moves is reminded of anew. Of the rungs that one sweep finds
    together only the newest is told; the others were superseded by it. `look_by` is the last day for somebody to open the
    case before the next person up is told; it is empty where nobody has to.
    """

    database_access: ClassVar[DatabaseAccess] = "edited"

    # The unique key below begins with the deadline and serves as its index.
    deadline = models.ForeignKey(Deadline, on_delete=models.PROTECT, related_name="reminders", db_index=False)
    rung = models.CharField(max_length=20)
    of = models.DateField("counted from")
    written_at = models.DateTimeField()
    superseded = models.BooleanField()
    look_by = models.DateField("to be looked at by", null=True)
    taken_to = models.CharField("role that was told that nobody had looked", max_length=30, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["deadline", "rung", "of"], name="each_rung_is_written_once")]
        indexes = [
            models.Index(fields=["look_by"], condition=models.Q(look_by__isnull=False), name="reminders_to_be_looked_at")
        ]

    def __str__(self) -> str:
        return f"{self.deadline} {self.rung}"


class CalendarFeed(models.Model):
    """The secret address of one person's calendar. Only a digest of the secret is kept; a new one ends the old."""

    database_access: ClassVar[DatabaseAccess] = "removable"

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="calendar_feed")
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(editable=False)

    def __str__(self) -> str:
        return f"Calendar feed {self.pk}"
