"""A referral: an agency asks the partnership to consider a case for a review."""

import uuid
from typing import ClassVar

from django.db import models
from simple_history.models import HistoricalRecords

from cspr.models import Agency, Case, Child, DatabaseAccess, User


class ReferralQuerySet(models.QuerySet["Referral"]):
    """Referrals by who may see them."""

    def visible_to(self, user: User) -> "ReferralQuerySet":
        """Those of visible cases; and, for roles that see all cases, those that have no case yet."""
        cases = Case.objects.visible_to(user)
        if user.is_active and user.has_perm("referrals.change_referral"):
            return self.filter(models.Q(case__in=cases) | models.Q(case__isnull=True))
        return self.filter(case__in=cases)

    def waiting(self) -> "ReferralQuerySet":
        """Received and not yet decided; first those whose clock may already run, then the oldest."""
        undecided = self.filter(status=Referral.Status.RECEIVED)
        return undecided.order_by(models.F("la_told_at").asc(nulls_last=True), "read_by", "received_at")

    def sent_by(self, sender: str) -> "ReferralQuerySet":
        """Those that this address sent. An address is kept in lower case."""
        return self.filter(sender_email=sender.lower())


class Referral(models.Model):
    """What the sender wrote, once and for all, and what the unit decided. Staff change the decision, never the words."""

    class Status(models.TextChoices):
        """Where it stands."""

        RECEIVED = "received", "Received"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"

    class Outcome(models.TextChoices):
        """Second criterion: what happened to the child (Children Act 2004, section 16C(1))."""

        DEATH = "death", "A child has died"
        SERIOUS_HARM = "serious_harm", "A child has been seriously harmed"
        OTHER = "other", "Neither"

    class Suspicion(models.TextChoices):
        """First criterion: abuse or neglect (Children Act 2004, section 16C(1))."""

        KNOWN = "known", "Yes, it is known"
        SUSPECTED = "suspected", "It is suspected"
        NEITHER = "neither", "No"

    class Told(models.TextChoices):
        """Whether the local authority knows."""

        YES = "yes", "Yes"
        NO = "no", "No"
        NOT_KNOWN = "not_known", "I do not know"

    class Route(models.TextChoices):
        """Where a declined referral goes instead."""

        NONE = "none", "No further step"
        SINGLE_AGENCY = "single_agency", "Learning by a single agency"
        AUDIT = "audit", "Audit"
        OTHER_REVIEW = "other_review", "Another kind of review"

    database_access: ClassVar[DatabaseAccess] = "edited"

    reference = models.CharField(max_length=40, unique=True, editable=False)
    receipt = models.CharField(
        max_length=16, unique=True, editable=False, help_text="Sixteen digits that only the receipt page shows."
    )
    form_uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    sender_email = models.EmailField("work e-mail", max_length=254, editable=False)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.RECEIVED, editable=False)
    received_at = models.DateTimeField("received", db_default=models.functions.Now(), editable=False)
    read_by = models.DateField("to be read by", editable=False)
    agency = models.ForeignKey(Agency, editable=False, on_delete=models.PROTECT, related_name="referrals")
    case = models.ForeignKey(Case, null=True, editable=False, on_delete=models.PROTECT, related_name="referrals")

    sender_name = models.CharField("name", max_length=200)
    sender_role = models.CharField("role", max_length=200)
    sender_phone = models.CharField("telephone", max_length=40)
    manager_name = models.CharField("senior manager consulted", max_length=200)
    manager_role = models.CharField("role of the senior manager", max_length=200)
    manager_contact = models.CharField("contact of the senior manager", max_length=200)
    discussed_on = models.DateField("date of the discussion")

    agency_aware_on = models.DateField("when the agency became aware")
    la_told = models.CharField("local authority told", max_length=20, choices=Told.choices)
    la_told_at = models.DateTimeField("when the local authority was told", null=True, blank=True)
    la_told_how = models.CharField("how the local authority was told", max_length=300, blank=True)

    incident_on = models.DateField("date of the incident")
    incident_is_approximate = models.BooleanField("date is approximate", default=False)
    incident_place = models.CharField("place of the incident", max_length=300)
    outcome = models.CharField("what happened to the child", max_length=20, choices=Outcome.choices)
    harm_evidence = models.TextField("death or serious harm: evidence", blank=True)
    suspicion = models.CharField("abuse or neglect", max_length=20, choices=Suspicion.choices)
    abuse_evidence = models.TextField("abuse or neglect: how it is known", blank=True)
    agencies_working = models.TextField("concerns about how agencies worked together", blank=True)
    narrative = models.TextField("circumstances")
    safety = models.TextField("safety of brothers, sisters and other children now")

    la_aware_at = models.DateTimeField("when the local authority became aware", null=True, editable=False)
    decided_at = models.DateTimeField(null=True, editable=False)
    decided_by = models.ForeignKey(User, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    decision_reason = models.TextField(blank=True, editable=False)
    route = models.CharField(max_length=20, choices=Route.choices, blank=True, editable=False)
    history = HistoricalRecords()

    objects = ReferralQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at"]
        constraints = [models.UniqueConstraint(fields=["sender_email", "form_uuid"], name="a_form_is_sent_once")]

    def __str__(self) -> str:
        return self.reference


class ReferredChild(models.Model):
    """A child as the sender described them. "Not known" is an answer, blank is not."""

    class LegalStatus(models.TextChoices):
        """The child's legal status or plan, at its most protective."""

        NONE = "none", "No plan and no order"
        CHILD_IN_NEED = "child_in_need", "Child in need plan"
        PROTECTION_PLAN = "protection_plan", "Child protection plan"
        ACCOMMODATED = "accommodated", "Looked after, by agreement (section 20)"
        CARE_ORDER = "care_order", "Looked after, care order or interim care order"
        CARE_LEAVER = "care_leaver", "Care leaver"
        OTHER = "other", "Another status: described under “What happened”"
        NOT_KNOWN = "not_known", "Not known"

    database_access: ClassVar[DatabaseAccess] = "edited"

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="children")
    name = models.CharField("full name", max_length=200)
    born_on = models.DateField("date of birth", null=True, blank=True)
    expected_on = models.DateField("expected date of birth", null=True, blank=True)
    has_died = models.BooleanField("has died", default=False)
    died_on = models.DateField("date of death", null=True, blank=True)
    sex = models.CharField(max_length=20, choices=Child.Sex.choices)
    ethnicity = models.CharField(max_length=100)
    address = models.TextField("home address")
    setting = models.CharField("school or setting", max_length=200)
    legal_status = models.CharField("legal status", max_length=40, choices=LegalStatus.choices)
    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "referred children"

    def __str__(self) -> str:
        return self.referral.reference

    @property
    def is_looked_after(self) -> bool:
        """Whether the sender says that the local authority looks after the child (Children Act 1989, section 22(1))."""
        return self.legal_status in (self.LegalStatus.ACCOMMODATED, self.LegalStatus.CARE_ORDER)


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Files by the form that they were sent with."""

    def kept_for(self, sender: str, form_uuid: uuid.UUID) -> "AttachmentQuerySet":
        """What waits with a form that is not sent yet."""
        return self.filter(sender_email=sender, form_uuid=form_uuid, referral=None, removed_at=None)

    def visible_to(self, user: User) -> "AttachmentQuerySet":
        """Files of the referrals that the person may see."""
        return self.filter(referral__in=Referral.objects.visible_to(user), removed_at=None)


class Attachment(models.Model):
    """A file that a sender sent. It is never shown to the sender again; its name on disk says nothing."""

    database_access: ClassVar[DatabaseAccess] = "removable"

    form_uuid = models.UUIDField(editable=False)
    sender_email = models.EmailField(max_length=254, editable=False)
    referral = models.ForeignKey(Referral, null=True, editable=False, on_delete=models.PROTECT, related_name="attachments")
    title = models.CharField("name of the file as sent", max_length=200)
    kind = models.CharField(max_length=10)
    key = models.CharField(max_length=64, unique=True, editable=False)
    size = models.PositiveIntegerField("size in bytes")
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, editable=False, help_text="The file itself is gone; the row still counts.")

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["sender_email", "form_uuid"], name="files_of_a_form")]

    def __str__(self) -> str:
        return f"File {self.pk}"
