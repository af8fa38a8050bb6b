"""The notification: what the national system asks, in its order, and what became of it."""

from typing import ClassVar

from django.db import models
from simple_history.models import HistoricalRecords

from cspr.models import Case, DatabaseAccess, User
from cspr.models.records import OfVisibleCases
from referrals.models import Answer, Referral


class Notification(models.Model):
    """One notification for one incident, whatever the number of children. The app records it; the LA submits it."""

    class Status(models.TextChoices):
        """Where it stands."""

        PREPARING = "preparing", "Being prepared"
        SENT = "sent", "Sent to the Panel"
        NOT_REQUIRED = "not_required", "Decided not to notify"
        WITHDRAWN = "withdrawn", "Withdrawn: outside the criteria"

    class Nature(models.TextChoices):
        """As the national system asks."""

        DEATH = "death", "Death of a child"
        SERIOUS_HARM = "serious_harm", "Serious harm to a child"
        OTHER = "other", "Other"

    class Suspicion(models.TextChoices):
        """Abuse or neglect (Children Act 2004, section 16C(1))."""

        KNOWN = "known", "Known"
        SUSPECTED = "suspected", "Suspected"
        NEITHER = "neither", "Neither known nor suspected"
        NOT_KNOWN = "not_known", "Not known yet"

    database_access: ClassVar[DatabaseAccess] = "edited"

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="notification", editable=False)
    referral = models.ForeignKey(Referral, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.PREPARING, editable=False)
    aware_at = models.DateTimeField("when the local authority became aware", editable=False)

    notifier_name = models.CharField("who notifies for the local authority", max_length=200, blank=True)
    notifier_phone = models.CharField("telephone of the notifier", max_length=200, blank=True)
    notifier_email = models.CharField("e-mail of the notifier", max_length=254, blank=True)
    local_authority = models.CharField(max_length=200, blank=True)

    incident_on = models.DateField("date of the incident", null=True, blank=True)
    incident_time = models.CharField("time of the incident", max_length=100, blank=True, help_text="If it is known.")
    incident_place = models.CharField("place of the incident", max_length=300, blank=True)
    nature = models.CharField("nature of the notification", max_length=20, choices=Nature.choices, blank=True)
    looked_after = models.CharField(
        "looked-after child",
        max_length=10,
        choices=Answer.choices,
        blank=True,
        help_text="Whether the child who died or was harmed was looked after by a local authority.",
    )
    care_leaver = models.CharField(
        max_length=10, choices=Answer.choices, blank=True, help_text="Up to and including the age of 24."
    )
    suspicion = models.CharField("abuse or neglect", max_length=10, choices=Suspicion.choices, blank=True)
    incident_details = models.TextField("what happened, as far as it is known", blank=True)
    further_information = models.TextField(
        blank=True, help_text="What the sheet says of the fifth and each further child is added to this by itself."
    )
    partners_views = models.TextField(
        "further words on the partners’ views", blank=True, help_text="The view of each partner has a page of its own."
    )
    copied_to = models.TextField("copied to", blank=True, help_text="One on each line.")
    documents = models.TextField("documents that go with it", blank=True, help_text="One on each line.")

    sent_at = models.DateTimeField("sent to the Panel", null=True, editable=False)
    national_reference = models.CharField(max_length=60, blank=True, editable=False)
    sent_by = models.ForeignKey(User, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    as_sent = models.JSONField(null=True, editable=False, help_text="The copy sheet as it stood when it was recorded as sent.")
    no_review_because = models.TextField("why no Rapid Review opened", blank=True, editable=False)
    partners_told_at = models.DateTimeField("partners told", null=True, editable=False)
    partners_told_how = models.CharField("how the partners were told", max_length=200, blank=True, editable=False)
    decided_not_at = models.DateTimeField("decided not to notify", null=True, editable=False)
    decided_not_by = models.CharField("who decided for the local authority", max_length=200, blank=True, editable=False)
    decided_not_because = models.TextField("reasons not to notify", blank=True, editable=False)
    reopened_because = models.TextField("why it was opened again", blank=True, editable=False)
    withdrawn_at = models.DateTimeField("withdrawn", null=True, editable=False)
    withdrawn_by = models.CharField("who withdrew it for the local authority", max_length=200, blank=True, editable=False)
    withdrawn_because = models.TextField("why it was withdrawn", blank=True, editable=False)
    history = HistoricalRecords(excluded_fields=["as_sent"])

    objects = OfVisibleCases.as_manager()

    class Meta:
        ordering = ["-aware_at"]

    def __str__(self) -> str:
        return self.case.reference
