"""The local child safeguarding practice review, from the decision to initiate to the report."""

from typing import ClassVar

from django.db import models
from simple_history.models import HistoricalRecords

from cspr.models import AppendOnly, Case, DatabaseAccess, User
from cspr.models.records import OfVisibleCases
from rapid_reviews.models import RapidReview


def rapid_reviews_to_follow() -> "models.QuerySet[RapidReview]":
    """Rapid Reviews that call for a practice review and have none: decided so, or the Panel asked to reconsider.

    A Panel that thinks a local review more appropriate is itself one of the criteria (SI 2018/789, regulation 11(d)).
    """
    called_for = models.Q(decision=RapidReview.Decision.LOCAL_REVIEW) | models.Q(reply=RapidReview.Reply.RECONSIDER)
    open_ones = RapidReview.objects.exclude(status=RapidReview.Status.ENDED)
    return open_ones.filter(called_for, case__practice_review__isnull=True)


def calls_for_a_review(review: RapidReview) -> bool:
    """The same of one Rapid Review, whose case has no practice review yet."""
    if review.status == RapidReview.Status.ENDED:
        return False
    return review.decision == RapidReview.Decision.LOCAL_REVIEW or review.reply == RapidReview.Reply.RECONSIDER


class PracticeReview(models.Model):
    """A review that looks for learning, never for blame. Its clock starts with the decision to initiate it."""

    class Status(models.TextChoices):
        """Where it stands."""

        INITIATED = "initiated", "Under way"
        REPORT_RECEIVED = "report_received", "Report received"
        PUBLISHED = "published", "Published"
        NOT_TO_BE_PUBLISHED = "not_to_be_published", "Report not to be published"

    database_access: ClassVar[DatabaseAccess] = "edited"

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="practice_review", editable=False)
    rapid_review = models.ForeignKey(RapidReview, editable=False, on_delete=models.PROTECT, related_name="practice_reviews")
    status = models.CharField(max_length=30, choices=Status.choices, default=Status.INITIATED, editable=False)
    initiated_at = models.DateTimeField("decision to initiate", editable=False)
    initiated_by = models.CharField("who decided", max_length=200, editable=False)
    reviewer = models.CharField("independent reviewer", max_length=200, blank=True)
    terms_of_reference = models.TextField(blank=True)
    report_received_at = models.DateTimeField(null=True, editable=False)
    report = models.TextField("report, before anonymisation", blank=True, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    decided_not_to_publish_at = models.DateTimeField(null=True, editable=False)
    not_published_because = models.TextField("reasons not to publish", blank=True, editable=False)
    history = HistoricalRecords()

    objects = OfVisibleCases.as_manager()

    class Meta:
        ordering = ["-initiated_at"]

    def __str__(self) -> str:
        return self.case.reference


class ProgressNote(AppendOnly):
    """A check of time and quality while the review runs (SI 2018/789, regulation 14)."""

    practice_review = models.ForeignKey(PracticeReview, on_delete=models.PROTECT, related_name="progress_notes")
    on = models.DateField("date of the check")
    words = models.TextField("what was found")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return self.practice_review.case.reference
