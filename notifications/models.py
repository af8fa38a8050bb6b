"""The serious incident notification: the record of what the local authority told the national Panel, and when."""

from typing import ClassVar

from django.db import models
from simple_history.models import HistoricalRecords

from cspr.models import AppendOnly, Case, DatabaseAccess, User
from cspr.models.records import OfVisibleCases
from referrals.models import Referral


class Notification(models.Model):
    """One notification for one incident, whatever the number of children. The app records it; the LA submits it."""

    class Status(models.TextChoices):
        """Where it stands."""

        PREPARING = "preparing", "Being prepared"
        SENT = "sent", "Sent to the Panel"
        NOT_REQUIRED = "not_required", "Decided not to notify"

    class Nature(models.TextChoices):
        """As the national system asks."""

        DEATH = "death", "Death of a child"
        SERIOUS_HARM = "serious_harm", "Serious harm to a child"
        OTHER = "other", "Other"

    database_access: ClassVar[DatabaseAccess] = "edited"

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="notification", editable=False)
    referral = models.ForeignKey(Referral, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.PREPARING, editable=False)
    aware_at = models.DateTimeField("when the local authority became aware", editable=False)
    nature = models.CharField(max_length=20, choices=Nature.choices, blank=True)
    notifier_name = models.CharField("who notifies for the local authority", max_length=200, blank=True)
    notifier_contact = models.CharField("telephone or e-mail of the notifier", max_length=200, blank=True)
    incident_details = models.TextField("what happened, as far as it is known", blank=True)
    partners_views = models.TextField("views of the three partners", blank=True, help_text="Name any dissent.")
    sent_at = models.DateTimeField("sent to the Panel", null=True, editable=False)
    national_reference = models.CharField(max_length=60, blank=True, editable=False)
    sent_by = models.ForeignKey(User, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    partners_told_at = models.DateTimeField("partners told", null=True, editable=False)
    partners_told_how = models.CharField("how the partners were told", max_length=200, blank=True, editable=False)
    decided_not_at = models.DateTimeField("decided not to notify", null=True, editable=False)
    decided_not_by = models.CharField("who decided for the local authority", max_length=200, blank=True, editable=False)
    decided_not_because = models.TextField("reasons not to notify", blank=True, editable=False)
    history = HistoricalRecords()

    objects = OfVisibleCases.as_manager()

    class Meta:
        ordering = ["-aware_at"]

    def __str__(self) -> str:
        return self.case.reference


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
