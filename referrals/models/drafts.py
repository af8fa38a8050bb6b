"""A referral that is still being written: the draft, a row for each step of it, and wrong receipt numbers."""

import uuid
from datetime import date, datetime, timedelta
from typing import ClassVar

from django.db import models

from cspr.clocks import london_date
from cspr.models import Agency, AppendOnly, DatabaseAccess, User
from referrals.models.referral import Referral

# A draft that nobody has saved for so long is removed with all that was typed in it.
KEPT_FOR = timedelta(days=28)


class DraftQuerySet(models.QuerySet["Draft"]):
    """Drafts by whose they are and how old."""

    def of(self, sender: str) -> "DraftQuerySet":
        """Those of one address. An address is kept in lower case."""
        return self.filter(sender_email=sender.lower())

    def unsent(self) -> "DraftQuerySet":
        """Still being written."""
        return self.filter(sent_at=None)

    def abandoned(self, *, at: datetime) -> "DraftQuerySet":
        """Not sent, and not saved for as long as a draft is kept, its last day included."""
        return self.unsent().filter(saved_at__lt=at - KEPT_FOR - timedelta(days=1))

    def visible_to(self, user: User) -> "DraftQuerySet":
        """Staff who may issue a new receipt number see that a draft exists, never what is in it.

        Of a draft that was sent they see so much only where they may see the referral.
        """
        if not user.is_active or not user.has_perm("referrals.renew_receipt_number"):
            return self.none()
        seen = Referral.objects.visible_to(user).filter(form_uuid=models.OuterRef("pk"))
        return self.filter(models.Q(sent_at=None) | models.Exists(seen))


class Draft(models.Model):
    """One referral from its first page on. What was typed stands in the steps, and goes from there when it is sent.

    The receipt number is derived from `id` and `number_serial` (referrals/receipts.py); no row holds it.
    """

    database_access: ClassVar[DatabaseAccess] = "removable"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sender_email = models.EmailField("work e-mail", max_length=254, editable=False)
    agency = models.ForeignKey(Agency, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    number_serial = models.PositiveSmallIntegerField(default=0, editable=False)
    number_renewed_at = models.DateTimeField("new receipt number issued", null=True, editable=False)
    number_renewed_by = models.ForeignKey(User, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField("started", editable=False)
    saved_at = models.DateTimeField("last saved", editable=False)
    sent_at = models.DateTimeField("sent", null=True, editable=False)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-saved_at"]
        permissions = [("renew_receipt_number", "Can issue a new receipt number")]
        indexes = [models.Index(fields=["sender_email"], name="drafts_of_a_sender")]

    def __str__(self) -> str:
        return f"Draft of {self.started_at:%-d %B %Y}"

    @property
    def kept_until(self) -> date:
        """The last London day on which it is surely there if nobody saves it again."""
        return london_date(self.saved_at + KEPT_FOR)


class DraftStep(models.Model):
    """One page of a draft as it was typed, right or wrong: {name of the box: [values]}."""

    database_access: ClassVar[DatabaseAccess] = "removable"

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(max_length=40)
    row = models.PositiveSmallIntegerField(default=0, help_text="Which child; 0 for a page that stands once.")
    answers = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0, help_text="How often it was saved: a page opened earlier is older.")
    judged = models.BooleanField(default=False, help_text="The sender asked to go on, so what is wrong is said.")
    set_aside = models.JSONField(
        null=True, help_text="What came late from an older page: shown beside the answers, never lost."
    )
    set_aside_at = models.DateTimeField(null=True)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["draft", "step", "row"], name="a_step_is_one_row")]

    def __str__(self) -> str:
        return f"{self.step} {self.row}"


class WrongNumber(AppendOnly):
    """A receipt number that did not fit. Five of an address shut its drafts until the day after, or a new number."""

    sender_email = models.EmailField(max_length=254)
    digest = models.CharField(max_length=64, default="", help_text="By which the same wrong number is known again.")
    tried_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["sender_email", "tried_at"], name="wrong_numbers_of_a_sender")]

    def __str__(self) -> str:
        return f"Wrong number {self.pk}"
