"""How the three partners see it, and each decision of the local authority not to notify."""

from typing import Any, ClassVar

from django.db import models
from simple_history.models import HistoricalRecords

from cspr.models import AppendOnly, DatabaseAccess, User
from notifications.models.notification import Notification


class PartnerStanceQuerySet(models.QuerySet["PartnerStance"]):
    """Views of partners."""

    def visible_to(self, user: User) -> "PartnerStanceQuerySet":
        """Of the notifications that the person may see."""
        return self.filter(notification__in=Notification.objects.visible_to(user))


class PartnerStance(models.Model):
    """How one of the three safeguarding partners sees it. They should agree; the decision is the local authority's alone."""

    class Stance(models.TextChoices):
        """Whether the partner would notify."""

        AGREES = "agrees", "Agrees to notify"
        DOES_NOT = "does_not", "Does not agree to notify"
        NOT_GIVEN = "not_given", "Not given"

    database_access: ClassVar[DatabaseAccess] = "edited"

    notification = models.ForeignKey(Notification, on_delete=models.PROTECT, related_name="stances", editable=False)
    partner = models.CharField(max_length=20, choices=User.Partner.choices, editable=False)
    stance = models.CharField("view", max_length=10, choices=Stance.choices, default=Stance.NOT_GIVEN)
    words = models.TextField("in their words", blank=True)
    given_by = models.CharField("given by", max_length=200, blank=True, help_text="Name and post.")
    given_on = models.DateField("given on", null=True, blank=True)
    history = HistoricalRecords()

    objects = PartnerStanceQuerySet.as_manager()

    class Meta:
        ordering = ["notification", "pk"]
        verbose_name = "view of a partner"
        verbose_name_plural = "views of partners"
        constraints = [models.UniqueConstraint(fields=["notification", "partner"], name="one_stance_of_each_partner")]

    def __str__(self) -> str:
        return self.notification.case.reference

    @property
    def dissents(self) -> bool:
        """Whether this partner would have it otherwise than the local authority: notified, or not."""
        return self.stance == dissent_from(self.notification)

    def in_words(self) -> str:
        """The view with its words, who gave it and when; "" where none was given."""
        if self.stance == self.Stance.NOT_GIVEN:
            return ""
        when = f", {self.given_on:%-d %B %Y}" if self.given_on else ""
        who = f" ({self.given_by}{when})" if self.given_by or when else ""
        return f"{self.get_stance_display()}{who}." + (f" {self.words.strip()}" if self.words.strip() else "")


def dissent_from(notification: Notification) -> PartnerStance.Stance:
    """Which view is a dissent, as the notification stands."""
    decided_not = notification.status == Notification.Status.NOT_REQUIRED
    return PartnerStance.Stance.AGREES if decided_not else PartnerStance.Stance.DOES_NOT


class DecisionNotToNotify(AppendOnly):
    """The local authority decided not to notify: who, when and why, with each partner's view as it stood. Kept for ever."""

    notification = models.ForeignKey(Notification, on_delete=models.PROTECT, related_name="decisions_not")
    decided_at = models.DateTimeField("decided")
    decided_by = models.CharField("who decided for the local authority", max_length=200)
    because = models.TextField("reasons")
    views: models.JSONField[list[dict[str, Any]], list[dict[str, Any]]] = models.JSONField(default=list)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=models.functions.Now())

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name_plural = "decisions not to notify"

    def __str__(self) -> str:
        return self.notification.case.reference
