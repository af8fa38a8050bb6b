"""The Rapid Review that follows each notification: its report, and where it stands."""

from typing import ClassVar

from django.db import models
from simple_history.models import HistoricalRecords

from cspr.models import Case, DatabaseAccess, User
from cspr.models.records import OfVisibleCases
from notifications.models import Notification


class RapidReview(models.Model):
    """What the partnership found out quickly, what it decided, and what the Panel answered."""

    class Status(models.TextChoices):
        """Where it stands."""

        OPEN = "open", "Open"
        DECIDED = "decided", "Decided"
        SENT = "sent", "Sent to the Panel"
        REPLIED = "replied", "Panel has replied"
        ENDED = "ended", "Ended: the notification was withdrawn"

    class Decision(models.TextChoices):
        """What the partners decided locally. Whether they think it of national importance is a question of its own."""

        NO_FURTHER_REVIEW = "no_further_review", "No further review"
        LOCAL_REVIEW = "local_review", "Local child safeguarding practice review"
        OTHER_LEARNING = "other_learning", "Other learning"

    class Reply(models.TextChoices):
        """What the Panel answered. The list is our own; the letter itself is what counts."""

        AGREES = "agrees", "Agrees"
        RECONSIDER = "reconsider", "Asks to reconsider a local review"
        OTHER_LEARNING = "other_learning", "Suggests other learning"
        INFORMATION = "information", "Asks for information"
        NATIONAL = "national", "Will consider a national review"
        OTHER = "other", "Other"

    class Target(models.TextChoices):
        """Which of the two dates of the clock the plan aims at."""

        DUE = "due", "Our own standard"
        LATEST = "latest", "National limit"

    database_access: ClassVar[DatabaseAccess] = "edited"
    # What the Panel's guidance asks of every report.
    PARTS: ClassVar = ("facts", "immediate_action", "analysis", "context", "next_steps")

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="rapid_review", editable=False)
    notification = models.OneToOneField(Notification, editable=False, on_delete=models.PROTECT, related_name="rapid_review")
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.OPEN, editable=False)
    opened_at = models.DateTimeField(editable=False)
    plan_target = models.CharField(
        "what the plan aims at", max_length=10, choices=Target.choices, default=Target.DUE, editable=False
    )
    round = models.PositiveSmallIntegerField(
        default=1, editable=False, help_text="1, and one more each time that it is considered again."
    )
    scope_from = models.DateField("asked about from", null=True, blank=True)
    scope_to = models.DateField("asked about until", null=True, blank=True)
    facts = models.TextField("facts and key practice episodes", blank=True)
    immediate_action = models.TextField("immediate action and learning already shared", blank=True)
    analysis = models.TextField("potential improvements", blank=True)
    context = models.TextField(
        "context", blank=True, help_text="Including how race, disability and other inequality affected experience and practice."
    )
    next_steps = models.TextField(blank=True)
    decision = models.CharField(max_length=20, choices=Decision.choices, blank=True, editable=False)
    decision_reasons = models.TextField(blank=True, editable=False)
    nationally_important = models.BooleanField("of national importance", null=True, editable=False)
    national_reasons = models.TextField(blank=True, editable=False)
    decided_at = models.DateTimeField(null=True, editable=False)
    decided_by = models.ForeignKey(User, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField("sent to the Panel", null=True, editable=False)
    unsigned_because = models.TextField("why it went without every key", blank=True, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_because = models.TextField("why it ended", blank=True, editable=False)
    reply = models.CharField("Panel's reply", max_length=20, choices=Reply.choices, blank=True, editable=False)
    reply_on = models.DateField("date of the Panel's letter", null=True, editable=False)
    reply_words = models.TextField("what the Panel wrote", blank=True, editable=False)
    history = HistoricalRecords()

    objects = OfVisibleCases.as_manager()

    class Meta:
        ordering = ["-opened_at"]
        verbose_name = "Rapid Review"

    def __str__(self) -> str:
        return self.case.reference

    def parts(self) -> list[tuple[str, str]]:
        """The parts of the report, each with its title."""
        fields = [field for field in self._meta.concrete_fields if field.name in self.PARTS]
        return [(str(field.verbose_name), getattr(self, field.name)) for field in fields]

    def status_in_words(self) -> str:
        """Where it stands; from the second round on with the round."""
        words = str(self.get_status_display())
        return words if self.round == 1 else f"{words}, round {self.round}"

    def missing_parts(self) -> list[str]:
        """The titles of the parts that are still empty."""
        return [title for title, words in self.parts() if not words.strip()]
