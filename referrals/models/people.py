"""The children, the family, the agencies and the dates of a referral, as the sender described them."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from simple_history.models import HistoricalRecords

from cspr.models import Child, DatabaseAccess
from referrals.models.referral import Answer, Referral


class Plan(models.TextChoices):
    """Whether there is, or has been, a child protection plan."""

    NOW = "now", "Yes, now"
    EARLIER = "earlier", "Earlier, not now"
    NEVER = "never", "Never"
    NOT_KNOWN = "not_known", "Not known"


class ReferredChild(models.Model):
    """A child as the sender described them. "Not known" is an answer, blank is not."""

    class LegalStatus(models.TextChoices):
        """The child's legal status."""

        NONE = "none", "No order and no agreement"
        ACCOMMODATED = "accommodated", "Looked after by agreement (section 20)"
        INTERIM_CARE_ORDER = "interim_care_order", "Interim care order"
        CARE_ORDER = "care_order", "Care order"
        PLACEMENT_ORDER = "placement_order", "Placement order"
        REMAND = "remand", "Remanded to local authority accommodation or youth detention"
        OTHER = "other", "Another status: described under “What happened”"
        NOT_KNOWN = "not_known", "Not known"

    class Education(models.TextChoices):
        """Where the child learns."""

        SETTING = "setting", "At a school, nursery or college"
        HOME = "home", "Elective home education"
        NOT_IN_SCHOOL = "not_in_school", "Of school age and not in school"
        NOT_OF_AGE = "not_of_age", "Too young, or has left"
        NOT_KNOWN = "not_known", "Not known"

    class Placement(models.TextChoices):
        """Where a looked-after child lives."""

        FOSTER = "foster", "Foster care"
        KINSHIP = "kinship", "With relatives or friends"
        PARENTS = "parents", "With parents"
        RESIDENTIAL = "residential", "Children’s home"
        SUPPORTED = "supported", "Supported accommodation"
        SECURE = "secure", "Secure setting or custody"
        HEALTH = "health", "Hospital or health setting"
        OTHER = "other", "Another placement"
        NOT_KNOWN = "not_known", "Not known"

    LOOKED_AFTER: ClassVar = ("accommodated", "interim_care_order", "care_order", "placement_order", "remand")

    database_access: ClassVar[DatabaseAccess] = "edited"

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="children")
    name = models.CharField("full name", max_length=200)
    also_known_as = models.CharField("other names", max_length=200, blank=True)
    born_on = models.DateField("date of birth", null=True, blank=True)
    expected_on = models.DateField("expected date of birth", null=True, blank=True)
    has_died = models.BooleanField("has died", default=False)
    died_on = models.DateField("date of death", null=True, blank=True)
    sex = models.CharField(max_length=20, choices=Child.Sex.choices)
    ethnicity = models.CharField(max_length=100)
    first_language = models.CharField("first language", max_length=100, default="Not known")
    religion = models.CharField(max_length=100, default="Not known")
    disability = models.CharField("disability or special educational needs", max_length=300, default="Not known")
    nhs_number = models.CharField("NHS number", max_length=20, blank=True)

    address = models.TextField("home address")
    whereabouts = models.CharField("where the child was at the time", max_length=300, default="Not known")
    carer = models.CharField("who cared for the child at the time", max_length=200, default="Not known")
    education = models.CharField(max_length=20, choices=Education.choices, default=Education.NOT_KNOWN)
    setting = models.CharField("school or setting", max_length=200, blank=True)

    legal_status = models.CharField("legal status", max_length=40, choices=LegalStatus.choices)
    placing_authority = models.CharField("placing local authority", max_length=200, blank=True)
    placement = models.CharField("type of placement", max_length=20, choices=Placement.choices, blank=True)
    care_leaver = models.CharField("care leaver", max_length=10, choices=Answer.choices, default=Answer.NOT_KNOWN)
    protection_plan = models.CharField("child protection plan", max_length=10, choices=Plan.choices, default=Plan.NOT_KNOWN)
    plan_details = models.CharField("dates and category of the plan", max_length=300, blank=True)
    child_in_need = models.CharField("child in need", max_length=10, choices=Answer.choices, default=Answer.NOT_KNOWN)
    social_care = models.CharField(
        "open to children’s social care", max_length=10, choices=Answer.choices, default=Answer.NOT_KNOWN
    )
    social_worker = models.CharField("social worker", max_length=200, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "referred children"
        indexes = [GinIndex(fields=["name"], opclasses=["gin_trgm_ops"], name="referred_children_by_name")]

    def __str__(self) -> str:
        return self.referral.reference

    @property
    def is_looked_after(self) -> bool:
        """Whether the sender says that the local authority looks after the child (Children Act 1989, section 22(1))."""
        return self.legal_status in self.LOOKED_AFTER


class HouseholdMember(models.Model):
    """Somebody of the household or family, or another significant person."""

    database_access: ClassVar[DatabaseAccess] = "edited"

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="household")
    name = models.CharField("full name", max_length=200)
    relation = models.CharField("relation to the child", max_length=200)
    born_on = models.DateField("date of birth", null=True, blank=True)
    address = models.TextField("address", blank=True)
    ethnicity = models.CharField(max_length=100, blank=True)
    legal_status = models.CharField("legal status", max_length=200, blank=True)
    protection_plan = models.CharField("child protection plan", max_length=10, choices=Plan.choices, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.referral.reference


class InvolvedAgency(models.Model):
    """Another agency that knows the child or the family."""

    database_access: ClassVar[DatabaseAccess] = "edited"

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="agencies")
    name = models.CharField("agency", max_length=200)
    contact = models.CharField("contact there", max_length=300)
    still_involved = models.CharField("still involved", max_length=10, choices=Answer.choices)
    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "involved agencies"

    def __str__(self) -> str:
        return self.referral.reference


class KeyDate(models.Model):
    """A row of the sender's chronology."""

    class Precision(models.TextChoices):
        """How exactly the day is known."""

        DAY = "day", "On this day"
        ABOUT = "about", "About this day"
        MONTH = "month", "In this month"
        YEAR = "year", "In this year"

    database_access: ClassVar[DatabaseAccess] = "edited"

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="key_dates")
    on = models.DateField("date")
    precision = models.CharField("how exact", max_length=10, choices=Precision.choices, default=Precision.DAY)
    time = models.CharField(max_length=40, blank=True)
    event = models.TextField("what happened")
    agency = models.CharField("agency", max_length=200, blank=True)
    source = models.CharField("where this is recorded", max_length=200, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return self.referral.reference
