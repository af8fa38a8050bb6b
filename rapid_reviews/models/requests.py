"""What each agency is asked, whom it is to look for in its records, and what it answers."""

import uuid
from typing import ClassVar

from django.db import models
from simple_history.models import HistoricalRecords

from cspr.models import Agency, AgencyContact, DatabaseAccess, User
from cspr.models.cases import Case
from rapid_reviews.models.review import RapidReview


class OfVisibleReviews(models.QuerySet):  # type: ignore[type-arg]
    """Rows that belong to a Rapid Review."""

    def visible_to(self, user: User) -> "OfVisibleReviews":
        """Rows of the cases that the person may see."""
        return self.filter(review__case__in=Case.objects.visible_to(user))


class SearchedPerson(models.Model):
    """One person for whom every agency searches its records: a line of the family list."""

    database_access: ClassVar[DatabaseAccess] = "removable"

    review = models.ForeignKey(RapidReview, on_delete=models.PROTECT, related_name="family")
    name = models.CharField("full name", max_length=200)
    also_known_as = models.CharField(max_length=200, blank=True)
    relation = models.CharField("relation to the child", max_length=200)
    born_on = models.DateField("date of birth", null=True, blank=True)
    address = models.TextField(blank=True)
    history = HistoricalRecords()

    objects = OfVisibleReviews.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = "person on the family list"
        verbose_name_plural = "family list"

    def __str__(self) -> str:
        return str(self.review)


class AgencyRequest(models.Model):
    """One agency is asked what it knows. Its key in an address says nothing and opens nothing by itself."""

    class Status(models.TextChoices):
        """Where it stands."""

        PREPARED = "prepared", "Not sent yet"
        SENT = "sent", "Sent, answer awaited"
        SIGNED = "signed", "Answered and signed"
        CANCELLED = "cancelled", "Taken back"

    database_access: ClassVar[DatabaseAccess] = "edited"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(RapidReview, on_delete=models.PROTECT, related_name="requests")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="information_requests")
    contact = models.ForeignKey(AgencyContact, on_delete=models.PROTECT, related_name="information_requests")
    delegate = models.ForeignKey(
        AgencyContact,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="A registered colleague of the same agency, to whom the contact has handed it.",
    )
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.PREPARED, editable=False)
    due_on = models.DateField("answer due on")
    asks = models.TextField("what is asked besides the usual", blank=True)
    sent_at = models.DateTimeField(null=True, editable=False)
    sent_by = models.ForeignKey(User, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField("first opened by the agency", null=True, editable=False)
    ended_at = models.DateTimeField("answered or taken back", null=True, editable=False)
    cancelled_because = models.CharField("why it was taken back", max_length=300, blank=True, editable=False)
    history = HistoricalRecords()

    objects = OfVisibleReviews.as_manager()

    class Meta:
        ordering = ["review", "agency__name"]
        verbose_name = "request to an agency"
        verbose_name_plural = "requests to agencies"
        constraints = [
            models.UniqueConstraint(
                fields=["review", "agency"],
                condition=~models.Q(status="cancelled"),
                name="one_open_request_per_agency_and_review",
            )
        ]

    def __str__(self) -> str:
        return str(self.review)


class AgencyReturn(models.Model):
    """What the agency answers: saved as often as it likes, then signed, and read-only from then on."""

    class Secured(models.TextChoices):
        """Whether the agency has put its records under lock, as it must as soon as a review may follow."""

        YES = "yes", "Yes"
        NO = "no", "Not yet"
        NONE = "none", "There are no records"

    database_access: ClassVar[DatabaseAccess] = "edited"
    # The parts of a full answer, in the order of the form.
    PARTS: ClassVar = (
        "summary",
        "background",
        "key_issues",
        "practice_episodes",
        "lived_experience",
        "identity",
        "good_practice",
        "immediate_learning",
        "recommendations",
    )

    request = models.OneToOneField(AgencyRequest, on_delete=models.PROTECT, related_name="answer")
    version = models.PositiveIntegerField(default=1, editable=False, help_text="One more with every save.")
    saved_at = models.DateTimeField(editable=False)
    is_nil = models.BooleanField("nil return: the agency does not know the family", default=False)
    summary = models.TextField("summary of involvement", blank=True)
    background = models.TextField("background", blank=True)
    key_issues = models.TextField("key issues", blank=True)
    practice_episodes = models.TextField("key practice episodes", blank=True)
    lived_experience = models.TextField("the child's voice and lived experience", blank=True)
    identity = models.TextField("race, culture, disability and other inequality", blank=True)
    good_practice = models.TextField("good practice", blank=True)
    immediate_learning = models.TextField("immediate learning, and action taken", blank=True)
    recommendations = models.TextField("recommendations for the agency itself", blank=True)
    files_secured = models.CharField(max_length=10, choices=Secured.choices, blank=True)
    files_secured_on = models.DateField("files secured on", null=True, blank=True)
    approver_name = models.CharField("approving manager", max_length=200, blank=True)
    approver_role = models.CharField("role of the approving manager", max_length=200, blank=True)
    signed_name = models.CharField("name typed as signature", max_length=200, blank=True)
    signed_by = models.ForeignKey(AgencyContact, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True, editable=False)
    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        verbose_name = "answer of an agency"
        verbose_name_plural = "answers of agencies"

    def __str__(self) -> str:
        return str(self.request)

    def parts(self) -> list[tuple[str, str]]:
        """The parts of the answer in order, each with its title."""
        fields = {field.name: field for field in self._meta.concrete_fields}
        return [(str(fields[name].verbose_name), getattr(self, name)) for name in self.PARTS]
