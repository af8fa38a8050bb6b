"""What the partners decided, on which words, who signed, and what the Panel answered."""

from typing import ClassVar

from django.db import models
from simple_history.models import HistoricalRecords

from cspr.models import AppendOnly, DatabaseAccess, User
from rapid_reviews.models.chronology import ChronologyRow
from rapid_reviews.models.requests import AgencyRequest, OfVisibleReviews
from rapid_reviews.models.review import RapidReview


class Criterion(models.Model):
    """One of the four criteria that the partners must consider: SI 2018/789, regulation 11(2)."""

    class Letter(models.TextChoices):
        """As the regulation counts them."""

        A = "a", "(a) improvements needed, including where they have been identified before"
        B = "b", "(b) recurrent themes"
        C = "c", "(c) how two or more agencies worked together"
        D = "d", "(d) the Panel thinks that a local review may be more appropriate"

    class Answer(models.TextChoices):
        """Whether it speaks for a local review."""

        YES = "yes", "Yes"
        NO = "no", "No"
        UNCLEAR = "unclear", "Not clear yet"

    database_access: ClassVar[DatabaseAccess] = "edited"

    review = models.ForeignKey(RapidReview, on_delete=models.PROTECT, related_name="criteria")
    letter = models.CharField("criterion", max_length=1, choices=Letter.choices)
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    reasons = models.TextField(blank=True)
    history = HistoricalRecords()

    objects = OfVisibleReviews.as_manager()

    class Meta:
        ordering = ["letter"]
        verbose_name_plural = "criteria"
        constraints = [models.UniqueConstraint(fields=["review", "letter"], name="each_criterion_once_a_review")]

    def __str__(self) -> str:
        return str(self.review)


class Evidence(models.Model):
    """What an answer to a criterion rests on: a row of the chronology, or an agency's answer."""

    database_access: ClassVar[DatabaseAccess] = "removable"

    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="evidence")
    row = models.ForeignKey(ChronologyRow, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    request = models.ForeignKey(AgencyRequest, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(row__isnull=False, request__isnull=True) | models.Q(row__isnull=True, request__isnull=False),
                name="evidence_is_a_row_or_an_answer",
            )
        ]

    def __str__(self) -> str:
        return str(self.criterion)


class Decision(AppendOnly):
    """What was decided, with the words on which it rests as they were at that moment. A later one never alters it."""

    review = models.ForeignKey(RapidReview, on_delete=models.PROTECT, related_name="decisions_taken")
    round = models.PositiveSmallIntegerField()
    decision = models.CharField(max_length=20, choices=RapidReview.Decision.choices)
    reasons = models.TextField()
    nationally_important = models.BooleanField("of national importance")
    national_reasons = models.TextField(blank=True)
    # Report, criteria and decision as they stood, and the SHA-256 of exactly that.
    snapshot = models.JSONField()
    digest = models.CharField(max_length=64)
    because = models.TextField("why it was decided anew", blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = OfVisibleReviews.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.review)


class Signature(AppendOnly):
    """One partner's key: signed, or dissented with reasons, on one decision as it stood. A later edit of the words voids it."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="signatures")
    partner = models.CharField(max_length=20, choices=User.Partner.choices)
    agrees = models.BooleanField()
    reasons = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["decision", "partner"], name="one_key_a_partner_on_a_decision")]

    def __str__(self) -> str:
        return str(self.decision)


class PanelReply(AppendOnly):
    """A letter of the Panel about a Rapid Review. Every one is kept; the newest is shown with the review."""

    review = models.ForeignKey(RapidReview, on_delete=models.PROTECT, related_name="replies")
    round = models.PositiveSmallIntegerField()
    reply = models.CharField(max_length=20, choices=RapidReview.Reply.choices)
    reply_on = models.DateField("date of the letter")
    words = models.TextField("what the Panel wrote", blank=True)
    asks = models.TextField("what the Panel asks for", blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = OfVisibleReviews.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "Panel replies"

    def __str__(self) -> str:
        return str(self.review)
