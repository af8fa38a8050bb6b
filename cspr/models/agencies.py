"""The register of agencies and of the mail addresses that may refer on their behalf."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower
from simple_history.models import HistoricalRecords

from cspr.addresses import normal, plain_letters_only
from cspr.models.base import DatabaseAccess
from cspr.models.people import User


class AgencyQuerySet(models.QuerySet["Agency"]):
    """Agencies by who may speak for them."""

    def for_address(self, email: str) -> "AgencyQuerySet":
        """Active agencies for which this address may refer: registered itself, or in a registered domain.

        Letter for letter: an address with a foreign letter belongs to nobody, however much it looks like one of ours.
        """
        address = normal(email) if email.isascii() else ""
        by_address = AgencyAddress.objects.alias(low=Lower("email")).filter(low=address)
        by_domain = AgencyDomain.objects.alias(low=Lower("domain")).filter(low=address.rpartition("@")[2])
        either = models.Q(pk__in=by_address.values("agency")) | models.Q(pk__in=by_domain.values("agency"))
        return self.filter(either, is_active=True).order_by("name")


class Agency(models.Model):
    """An organisation that works with children (SI 2018/789, Schedule), or one of the three safeguarding partners."""

    class Kind(models.TextChoices):
        """What sort of organisation."""

        LOCAL_AUTHORITY = "local_authority", "Local authority"
        POLICE = "police", "Police"
        HEALTH = "health", "Health"
        EDUCATION = "education", "School, college or early years"
        JUSTICE = "justice", "Youth justice, probation or prison"
        HOUSING = "housing", "Housing"
        VOLUNTARY = "voluntary", "Voluntary, faith or sport"
        OTHER = "other", "Other"

    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    safeguarding_partner = models.CharField(
        max_length=20,
        choices=User.Partner.choices,
        blank=True,
        help_text="Only for the three safeguarding partners of this area.",
    )
    phone = models.CharField("registered telephone", max_length=40, blank=True)
    is_active = models.BooleanField("may refer", default=True)
    history = HistoricalRecords()

    objects = AgencyQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.name


class AgencyDomain(models.Model):
    """A mail domain whose addresses may refer. One domain may serve many agencies (nhs.net)."""

    database_access: ClassVar[DatabaseAccess] = "removable"

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="domains")
    domain = models.CharField(
        max_length=200, help_text="The part after the @, for example school.example.", validators=[plain_letters_only]
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["domain"]
        constraints = [models.UniqueConstraint(Lower("domain"), "agency", name="domain_once_per_agency")]

    def __str__(self) -> str:
        return self.domain


class AgencyAddress(models.Model):
    """A single address that may refer, where the domain as a whole may not."""

    database_access: ClassVar[DatabaseAccess] = "removable"

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="addresses")
    email = models.EmailField(max_length=254, validators=[plain_letters_only])
    history = HistoricalRecords()

    class Meta:
        ordering = ["email"]
        verbose_name_plural = "agency addresses"
        constraints = [models.UniqueConstraint(Lower("email"), "agency", name="address_once_per_agency")]

    def __str__(self) -> str:
        return self.email


class AgencyContactQuerySet(models.QuerySet["AgencyContact"]):
    """Contacts by who may answer, and by who has a key."""

    def who_may_answer(self) -> "AgencyContactQuerySet":
        """Of agencies that are on the register, and not struck off it themselves."""
        return self.filter(is_active=True, agency__is_active=True)

    def for_address(self, email: str) -> "AgencyContactQuerySet":
        """Those who may answer from this address: one for each agency for which the person speaks.

        Letter for letter: an address with a foreign letter belongs to nobody, however much it looks like one of ours.
        """
        address = normal(email) if email.isascii() else ""
        return self.alias(low=Lower("email")).filter(low=address).who_may_answer().select_related("agency")

    def without_a_key(self) -> "AgencyContactQuerySet":
        """Those who may answer and cannot yet: to be rung. One who has used up all tries is one of them."""
        return self.who_may_answer().filter(models.Q(key_digest="") | models.Q(tries_left=0))


class AgencyContact(models.Model):
    """The person whom an agency has named to answer our requests. Never a User: an address, a code, and a key of their own.

    The key is set once by telephone and never e-mailed, so that the mailbox alone opens nothing. Only its digest is kept.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="contacts")
    name = models.CharField("full name", max_length=200)
    role = models.CharField("job title", max_length=200)
    email = models.EmailField("work e-mail", max_length=254, validators=[plain_letters_only])
    phone = models.CharField("work telephone", max_length=40)
    is_lead = models.BooleanField("is asked first", default=True, help_text="The agency's safeguarding lead.")
    is_active = models.BooleanField("may answer", default=True)
    key_digest = models.CharField(max_length=200, blank=True, editable=False)
    key_serial = models.PositiveSmallIntegerField(default=0, editable=False, help_text="One more with every new key.")
    key_set_at = models.DateTimeField("key given", null=True, editable=False)
    key_set_by = models.ForeignKey(User, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    tries_left = models.PositiveSmallIntegerField(default=0, editable=False)
    history = HistoricalRecords(excluded_fields=["key_digest", "tries_left"])

    objects = AgencyContactQuerySet.as_manager()

    class Meta:
        ordering = ["agency__name", "name"]
        verbose_name = "agency contact"
        constraints = [models.UniqueConstraint(Lower("email"), "agency", name="contact_once_per_agency")]

    def __str__(self) -> str:
        return f"{self.agency}: {self.role}"

    @property
    def has_a_key(self) -> bool:
        """Whether there is a key that still works."""
        return bool(self.key_digest) and self.tries_left > 0
