"""What the unit asks of the sender, and how the three partners see a referral."""

from typing import ClassVar

from django.db import models
from simple_history.models import HistoricalRecords

from cspr.models import AppendOnly, DatabaseAccess, User
from referrals.models.referral import Referral


class InformationRequest(models.Model):
    """A question to the sender, and the answer. The sender sees the question on the status page only."""

    database_access: ClassVar[DatabaseAccess] = "edited"

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="questions")
    question = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reply = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["referral"], condition=models.Q(replied_at=None), name="one_open_question_per_referral"
            )
        ]

    def __str__(self) -> str:
        return self.referral.reference


class PartnerView(AppendOnly):
    """How one of the three safeguarding partners sees the criteria. The newest of a partner counts, all are kept."""

    class View(models.TextChoices):
        """Whether the partner finds the criteria met. The decision is the local authority's own."""

        MET = "met", "Criteria met"
        NOT_MET = "not_met", "Criteria not met"
        OPEN = "open", "Not decided yet"

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="views")
    partner = models.CharField(max_length=20, choices=User.Partner.choices)
    view = models.CharField(max_length=10, choices=View.choices)
    reasons = models.TextField("reasons, and any dissent")
    given_by = models.CharField("given by", max_length=200)
    given_on = models.DateField("given on")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.referral.reference
