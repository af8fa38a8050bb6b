"""Corrections of when the local authority became aware, and the second person's answer to each."""

from django.db import models

from cspr.models import AppendOnly, User
from notifications.models.notification import Notification


class AwarenessCorrection(AppendOnly):
    """Somebody says that the local authority became aware at another moment than is on record. Both are kept for ever.

    An earlier moment holds at once; a later one holds when a second person has confirmed it.
    """

    notification = models.ForeignKey(Notification, on_delete=models.PROTECT, related_name="corrections")
    was = models.DateTimeField("on record before")
    now = models.DateTimeField("corrected to")
    because = models.TextField("reason")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=models.functions.Now())

    class Meta:
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return self.notification.case.reference

    @property
    def is_earlier(self) -> bool:
        """Whether it makes the dates earlier, and so held at once."""
        return self.now < self.was


class AwarenessAnswer(AppendOnly):
    """A second person's answer to a correction: confirmed, or refused with reasons."""

    correction = models.OneToOneField(AwarenessCorrection, on_delete=models.PROTECT, related_name="answer")
    confirmed = models.BooleanField()
    because = models.TextField("reason", blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=models.functions.Now())

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return str(self.correction)


def open_correction(notification: Notification) -> AwarenessCorrection | None:
    """The correction that waits for a second person, if there is one."""
    return notification.corrections.filter(answer__isnull=True).select_related("asked_by").first()
