"""Files that senders send."""

import uuid
from typing import ClassVar

from django.db import models
from simple_history.models import HistoricalRecords

from cspr.models import DatabaseAccess, User
from referrals.models.referral import Referral


class FileTry(models.Model):
    """A file that was opened to be judged, kept or not. Counted within the hour, then removed."""

    database_access: ClassVar[DatabaseAccess] = "removable"

    sender_email = models.EmailField(max_length=254)
    tried_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Try {self.pk}"


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Files by the form that they were sent with."""

    def kept_for(self, sender: str, form_uuid: uuid.UUID) -> "AttachmentQuerySet":
        """What waits with a form that is not sent yet."""
        return self.filter(sender_email=sender, form_uuid=form_uuid, referral=None, is_held=False, removed_at=None)

    def visible_to(self, user: User) -> "AttachmentQuerySet":
        """Files of the referrals that the person may see."""
        return self.filter(referral__in=Referral.objects.visible_to(user), removed_at=None)

    def waiting(self) -> "AttachmentQuerySet":
        """In quarantine: no scanner has judged them yet."""
        return self.filter(state=Attachment.State.WAITING, removed_at=None)


class Attachment(models.Model):
    """A file that a sender sent. It is never shown to the sender again; its name on disk says nothing."""

    class State(models.TextChoices):
        """What is known of it. Staff open what is clean, or what a person has released."""

        WAITING = "waiting", "In quarantine: not scanned yet"
        CLEAN = "clean", "Scanned, nothing found"
        RELEASED = "released", "Released by a person, not scanned"
        INFECTED = "infected", "Malware found; the file was destroyed"

    database_access: ClassVar[DatabaseAccess] = "removable"
    # What staff may open, and what may leave with a pack or an export: a scanner found nothing, or a person has said so.
    MAY_BE_OPENED: ClassVar = frozenset({State.CLEAN, State.RELEASED})

    form_uuid = models.UUIDField(editable=False)
    sender_email = models.EmailField(max_length=254, editable=False)
    referral = models.ForeignKey(Referral, null=True, editable=False, on_delete=models.PROTECT, related_name="attachments")
    is_held = models.BooleanField(default=False, editable=False, help_text="It came with an answer or a letter, no draft.")
    title = models.CharField("name of the file as sent", max_length=200)
    kind = models.CharField(max_length=10)
    key = models.CharField(max_length=64, unique=True, editable=False)
    size = models.PositiveIntegerField("size in bytes")
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING, editable=False)
    scanned_at = models.DateTimeField("scanned", null=True, editable=False)
    released_by = models.ForeignKey(User, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    released_because = models.CharField(max_length=300, blank=True, editable=False)
    uploaded_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, editable=False, help_text="The file itself is gone; the row still counts.")
    # Without the name that the sender gave it: when the file goes, its name goes.
    history = HistoricalRecords(excluded_fields=["title"])

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["sender_email", "form_uuid"], name="files_of_a_form")]

    def __str__(self) -> str:
        return f"File {self.pk}"
