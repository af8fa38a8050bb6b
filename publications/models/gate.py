"""What the gate keeps: who must not be named, the exact bytes that may go public, and what was found in them."""

from typing import ClassVar

from django.db import models
from simple_history.models import HistoricalRecords

from cspr.models import Case, DatabaseAccess, User
from cspr.models.records import OfVisibleCases
from publications.models.working import Publication
from referrals.models import Attachment


class KnownIdentity(models.Model):
    """Something that must not be published, added by hand to what the record of the case says already."""

    class Sort(models.TextChoices):
        """What it is."""

        PERSON = "person", "Name of somebody in the family or around it"
        NICKNAME = "nickname", "Nickname, or name used by friends"
        PRACTITIONER = "practitioner", "Name of somebody who worked with the family"
        SCHOOL = "school", "School, nursery or college"
        PLACE = "place", "Address, street, estate, hospital or other place"
        DATE = "date", "Date"
        NUMBER = "number", "Number: reference, telephone, NHS"
        OTHER = "other", "Other words that point to somebody"

    database_access: ClassVar[DatabaseAccess] = "edited"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="known_identities", editable=False)
    sort = models.CharField("what it is", max_length=20, choices=Sort.choices)
    text = models.CharField("as it must not appear", max_length=200)
    note = models.CharField("who or what it is", max_length=200, blank=True)
    # Taken off the list with a reason, never deleted.
    removed_because = models.CharField("why it was taken off the list", max_length=300, blank=True, editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)
    added_by = models.ForeignKey(User, editable=False, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(editable=False)
    history = HistoricalRecords()

    objects = OfVisibleCases.as_manager()

    class Meta:
        ordering = ["case", "sort", "text"]
        verbose_name_plural = "known identities"

    def __str__(self) -> str:
        return self.case.reference


class UploadedReport(models.Model):
    """A PDF that was made elsewhere. It is never published as it came: it is rewritten, stripped and read again."""

    database_access: ClassVar[DatabaseAccess] = "removable"

    publication = models.OneToOneField(Publication, on_delete=models.PROTECT, related_name="upload")
    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="published_from")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.publication)


class Candidate(models.Model):
    """The exact bytes that may go public: the words of the page and one PDF, made and read by a worker, kept until then."""

    class State(models.TextChoices):
        """Where it stands."""

        ASKED = "asked", "Waiting for the worker"
        MAKING = "making", "Being made and read"
        READY = "ready", "Made and read"
        FAILED = "failed", "Could not be made"

    database_access: ClassVar[DatabaseAccess] = "edited"

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="candidates")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED, editable=False)
    asked_at = models.DateTimeField(editable=False)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    # A worker holds it until then; afterwards another may take it up.
    leased_until = models.DateTimeField(null=True, editable=False)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    made_at = models.DateTimeField(null=True, editable=False)
    # All that the page will say, by field; and its SHA-256.
    page = models.JSONField(default=dict, editable=False)
    page_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    # The file on the staff side, under a name that says nothing.
    key = models.CharField(max_length=64, blank=True, editable=False)
    size = models.PositiveIntegerField("size in bytes", default=0, editable=False)
    pages = models.PositiveIntegerField(default=0, editable=False)
    sha256 = models.CharField("SHA-256 of the file", max_length=64, blank=True, editable=False)
    # SHA-256 over page and file: what an approval is bound to.
    digest = models.CharField(max_length=64, blank=True, editable=False)
    # Where in the bytes which text stands, as the readers found it: [[place, text], …].
    places = models.JSONField(default=list, editable=False)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.publication)


class GateFinding(models.Model):
    """One thing that the gate found in a candidate: fixed by an edit, or accepted by a second person with a reason."""

    class Sort(models.TextChoices):
        """What it means. The last two are never accepted: they go only when the bytes are read without them."""

        IDENTITY = "identity", "Somebody or something of the case"
        POSSIBLE = "possible", "May be somebody of the case, or an ordinary word"
        JIGSAW = "jigsaw", "Details that point to a child only together"
        HIDDEN = "hidden", "Something that readers do not see"
        ACTIVE = "active", "Active content"
        UNREAD = "unread", "Could not be read"

    database_access: ClassVar[DatabaseAccess] = "edited"
    NEVER_ACCEPTED: ClassVar = frozenset({Sort.ACTIVE, Sort.UNREAD})

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="findings")
    sort = models.CharField(max_length=20, choices=Sort.choices, editable=False)
    place = models.CharField(max_length=200, editable=False)
    what = models.CharField(max_length=300, editable=False)
    why = models.CharField("why it was flagged", max_length=500, editable=False)
    excerpt = models.CharField("the words around it", max_length=300, blank=True, editable=False)
    # The same finding in the same bytes has the same digest, whenever it is looked for.
    digest = models.CharField(max_length=64, editable=False)
    accepted_by = models.ForeignKey(User, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True, editable=False)
    accepted_because = models.CharField("why it may stay", max_length=500, blank=True, editable=False)
    history = HistoricalRecords()

    class Meta:
        ordering = ["candidate", "sort", "place", "pk"]
        constraints = [models.UniqueConstraint(fields=["candidate", "digest"], name="a_finding_of_a_candidate_once")]

    def __str__(self) -> str:
        return str(self.candidate)
