"""Messages on their way out, and the one-time codes that some of them carry."""

import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models

from cspr.models.base import DatabaseAccess
from cspr.models.cases import Case
from cspr.models.people import User


class EmailCode(models.Model):
    """A six-digit code for an address. The code itself is never stored: it is derived from the row and the secret key."""

    database_access: ClassVar[DatabaseAccess] = "removable"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(max_length=254)
    asked_by = models.CharField(max_length=64, blank=True, help_text="A digest of what the asking browser holds.")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries_left = models.PositiveSmallIntegerField(default=5)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["email", "asked_by", "-made_at"], name="newest_code_of_browser"),
            models.Index(fields=["-made_at"], name="codes_of_the_hour"),
        ]

    def __str__(self) -> str:
        return f"Code {self.pk}"


class OutgoingEmailQuerySet(models.QuerySet["OutgoingEmail"]):
    """Messages as the delivery asks for them."""

    def waiting(self, *, at: datetime) -> "OutgoingEmailQuerySet":
        """Neither sent nor given up, due now, and not in another worker's hands."""
        return self.filter(sent_at__isnull=True, failed_at__isnull=True, next_try_at__lte=at).filter(
            models.Q(leased_until__isnull=True) | models.Q(leased_until__lt=at)
        )

    def undelivered(self) -> "OutgoingEmailQuerySet":
        """Given up, and nobody has told the person in another way yet."""
        return self.filter(failed_at__isnull=False, settled_at__isnull=True)


class OutgoingEmail(models.Model):
    """One message, written in the transaction that causes it. Its id is its Message-ID, so a repeat can be recognised."""

    database_access: ClassVar[DatabaseAccess] = "edited"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=200, unique=True, help_text="Says the same thing only once.")
    to = models.EmailField(max_length=254)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="emails")
    code = models.ForeignKey(EmailCode, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=100, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    settled_how = models.CharField("how the person was told", max_length=200, blank=True)

    objects = OutgoingEmailQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = "outgoing e-mail"
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=models.Q(sent_at__isnull=True, failed_at__isnull=True),
                name="emails_still_to_send",
            )
        ]

    def __str__(self) -> str:
        return f"E-mail {self.pk}"
