"""The pack for the Panel, and files that came with an answer or a letter."""

from typing import ClassVar

from django.db import models
from simple_history.models import HistoricalRecords

from cspr.models import DatabaseAccess, User
from rapid_reviews.models.deciding import PanelReply
from rapid_reviews.models.requests import AgencyRequest, OfVisibleReviews
from rapid_reviews.models.review import RapidReview
from referrals.models import Attachment


class Pack(models.Model):
    """One making of the pack: asked for, made by a worker, kept byte for byte once it was sent."""

    class State(models.TextChoices):
        """Where it stands."""

        ASKED = "asked", "Waiting for the worker"
        MAKING = "making", "Being made"
        READY = "ready", "Ready"
        FAILED = "failed", "Not made"

    database_access: ClassVar[DatabaseAccess] = "edited"

    review = models.ForeignKey(RapidReview, on_delete=models.PROTECT, related_name="packs")
    round = models.PositiveSmallIntegerField(editable=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED, editable=False)
    percent = models.PositiveSmallIntegerField(default=0, editable=False)
    doing = models.CharField("what is being done", max_length=200, blank=True, editable=False)
    asked_at = models.DateTimeField(editable=False)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    begun_at = models.DateTimeField(null=True, editable=False)
    # A worker holds it until then; afterwards another may take it up.
    leased_until = models.DateTimeField(null=True, editable=False)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    made_at = models.DateTimeField(null=True, editable=False)
    key = models.CharField(max_length=64, blank=True, editable=False)
    size = models.PositiveIntegerField("size in bytes", null=True, editable=False)
    pages = models.PositiveIntegerField(null=True, editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True, editable=False)
    zip_size = models.PositiveBigIntegerField("size of the zip in bytes", null=True, editable=False)
    zip_sha256 = models.CharField("SHA-256 of the zip", max_length=64, blank=True, editable=False)
    # The digest of the words that it holds: another one means that the record has moved on since.
    digest = models.CharField(max_length=64, blank=True, editable=False)
    missing = models.JSONField(default=list, editable=False)
    sent_at = models.DateTimeField("sent to the Panel", null=True, editable=False)
    history = HistoricalRecords()

    objects = OfVisibleReviews.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.review)


class HeldFile(models.Model):
    """A file that an agency sent with its answer, or that staff laid beside a letter of the Panel."""

    database_access: ClassVar[DatabaseAccess] = "removable"

    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="held")
    request = models.ForeignKey(AgencyRequest, null=True, on_delete=models.PROTECT, related_name="files")
    reply = models.ForeignKey(PanelReply, null=True, on_delete=models.PROTECT, related_name="files")
    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        verbose_name = "file"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(request__isnull=False, reply__isnull=True)
                | models.Q(request__isnull=True, reply__isnull=False),
                name="a_file_came_with_an_answer_or_a_letter",
            )
        ]

    def __str__(self) -> str:
        return f"File {self.pk}"
