"""The editor's working record: what may go public while people work on it. Nothing published is a flag on this row."""

from typing import ClassVar

from django.db import models
from simple_history.models import HistoricalRecords

from cspr.models import Case, DatabaseAccess, Deadline, User
from cspr.models.records import OfVisibleCases
from practice_reviews.models import PracticeReview
from publications.models.words import AgeBand, Kind, Theme
from rapid_reviews.models import RapidReview


class Publication(models.Model):
    """What may go public, while people work on it. Only a copy leaves this side, after a second person's approval."""

    class Status(models.TextChoices):
        """Where it stands."""

        DRAFT = "draft", "Draft"
        IN_APPROVAL = "in_approval", "Waiting for a second person's approval"
        APPROVED = "approved", "Approved, not yet published"
        PUBLISHED = "published", "Published"
        REPLACED = "replaced", "Replaced by a corrected version"
        WITHDRAWN = "withdrawn", "Withdrawn"

    database_access: ClassVar[DatabaseAccess] = "edited"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="publications", editable=False)
    practice_review = models.ForeignKey(
        PracticeReview, null=True, editable=False, on_delete=models.PROTECT, related_name="publications"
    )
    rapid_review = models.ForeignKey(
        RapidReview, null=True, editable=False, on_delete=models.PROTECT, related_name="publications"
    )
    kind = models.CharField(max_length=40, choices=Kind.choices)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.DRAFT, editable=False)
    title = models.CharField(
        "pseudonym or title", max_length=200, help_text="For example “Child R”. Never a real name, nor real initials."
    )
    subject = models.CharField(
        "subject in one line", max_length=300, help_text="For example “A baby who was harmed while agencies were involved”."
    )
    summary = models.TextField(help_text="One paragraph in plain words, shown in lists and at the head of the page.")
    body = models.TextField(
        "report", help_text="Written in Markdown: ## for a heading, - for a list. The PDF is made from exactly this text."
    )
    learning = models.TextField(
        "what was learned", blank=True, help_text="In Markdown, for readers who have five minutes: - for each point."
    )
    recommendations = models.TextField("recommendations", blank=True, help_text="In Markdown: 1. for each recommendation.")
    changes_since = models.TextField(
        "what has changed since", blank=True, help_text="In Markdown. It may be added later, as a corrected version."
    )
    year_of_incident = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The year only, and only if it does not help to identify the child."
    )
    age_band = models.CharField("age of the child", max_length=20, choices=AgeBand.choices, blank=True)
    themes = models.ManyToManyField(Theme, blank=True, related_name="publications")
    drafted_by = models.ForeignKey(User, editable=False, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(editable=False)
    edited_by = models.ForeignKey(User, editable=False, on_delete=models.PROTECT, related_name="+")
    edited_at = models.DateTimeField(editable=False)
    approved_by = models.ForeignKey(User, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, editable=False)
    approved_digest = models.CharField("SHA-256 of what was approved", max_length=64, blank=True, editable=False)
    replaces = models.OneToOneField(
        "self", null=True, editable=False, on_delete=models.PROTECT, related_name="replaced_by", verbose_name="corrects"
    )
    version = models.PositiveSmallIntegerField(default=1, editable=False)
    correction_note = models.CharField(
        "what was corrected", max_length=300, blank=True, help_text="The public reads it beside the new version. Names nobody."
    )
    sent_back_because = models.TextField("what the second person asked for", blank=True, editable=False)
    planned_on = models.DateField("day planned for the publication", null=True, editable=False)
    # The clock that is counted back from the planned day.
    advance_copy = models.OneToOneField(Deadline, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    advance_sent_at = models.DateTimeField("advance copy sent", null=True, editable=False)
    advance_sent_to = models.CharField("advance copy sent to", max_length=200, blank=True, editable=False)
    # The moment at which it is to go out by itself, if everything still holds then; else it stops and says why.
    publish_at = models.DateTimeField("to be published at", null=True, editable=False)
    publish_ordered_by = models.ForeignKey(User, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    # Why it is late, as said with the order: because, decided_by, panel_told, panel_told_on.
    publish_late = models.JSONField(default=dict, blank=True, editable=False)
    publish_stopped_because = models.TextField("why it was not published by itself", blank=True, editable=False)
    published_by = models.ForeignKey(User, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, editable=False)
    # Where the public copy is. It comes into being at publication and goes with the withdrawal.
    public_slug = models.CharField(max_length=120, blank=True, editable=False)
    public_document = models.CharField(max_length=60, blank=True, editable=False)
    kept_at = models.DateTimeField("decided to keep it public", null=True, editable=False)
    kept_because = models.TextField("why it stays public", blank=True, editable=False)
    withdrawn_by = models.ForeignKey(User, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_because = models.TextField(blank=True, editable=False)
    history = HistoricalRecords(m2m_fields=[themes])

    objects = OfVisibleCases.as_manager()

    class Meta:
        ordering = ["-drafted_at"]
        permissions = [
            ("approve_publication", "Can approve what somebody else has written"),
            ("publish_publication", "Can publish and withdraw"),
        ]

    def __str__(self) -> str:
        return self.case.reference


# The working lists of themes are set and re-set while people draft.
Publication.themes.through.database_access = "removable"  # type: ignore[attr-defined]
