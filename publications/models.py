"""The editor's working record, and the published copies: two sides that share no key.

Nothing published is a flag on a confidential row. Publishing copies; the role of the public site may read the published
tables and no others.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from simple_history.models import HistoricalRecords

from cspr.models import Case, DatabaseAccess, Deadline, User
from cspr.models.records import OfVisibleCases
from practice_reviews.models import PracticeReview
from rapid_reviews.models import RapidReview


class Kind(models.TextChoices):
    """What sort of document a reader gets."""

    FULL_REPORT = "full_report", "Full report"
    SUMMARY = "summary", "Summary report"
    RAPID_REVIEW_LEARNING = "rapid_review_learning", "Learning from a Rapid Review"
    EXISTING_REPORT = "existing_report", "Report from before this site"
    LEARNING_BRIEFING = "learning_briefing", "Learning briefing"
    IMPROVEMENTS = "improvements", "Information on improvements made"
    ACTION_PLAN = "action_plan", "Response and action plan"
    LOCAL_REVIEW = "local_review", "Local child safeguarding practice review"
    SERIOUS_CASE_REVIEW = "serious_case_review", "Serious case review"
    THEMATIC_REVIEW = "thematic_review", "Thematic review"
    NATIONAL_REVIEW = "national_review", "National review"


class AgeBand(models.TextChoices):
    """A band instead of an age: an exact age helps to identify a child."""

    UNBORN = "unborn", "Unborn"
    UNDER_1 = "under_1", "Under 1"
    ONE_TO_5 = "1_5", "1 to 5"
    SIX_TO_10 = "6_10", "6 to 10"
    ELEVEN_TO_15 = "11_15", "11 to 15"
    SIXTEEN_TO_17 = "16_17", "16 to 17"
    CARE_LEAVER = "18_24", "18 to 24 (care leaver)"
    SEVERAL = "several", "Children of several ages"
    NOT_GIVEN = "", "Not given"


class Recipient(models.TextChoices):
    """To whom an advance copy goes."""

    PANEL = "panel", "the Panel"
    SECRETARY_OF_STATE = "secretary_of_state", "the Secretary of State"
    OFSTED = "ofsted", "Ofsted"


class Theme(models.Model):
    """A word by which readers find reviews. The list is the partnership's own to edit."""

    class Group(models.TextChoices):
        """What a theme is about."""

        HARM = "harm", "What happened to the child"
        PRACTICE = "practice", "How agencies worked"
        CHILD = "child", "The child and the family"

    database_access: ClassVar[DatabaseAccess] = "edited"

    name = models.CharField(max_length=100, unique=True)
    slug = models.SlugField(max_length=100, unique=True, editable=False)
    group = models.CharField("what it is about", max_length=20, choices=Group.choices)
    is_offered = models.BooleanField("offered for new publications", default=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["group", "name"]

    def __str__(self) -> str:
        return self.name


class Publication(models.Model):
    """What may go public, while people work on it. Only a copy leaves this side, after a second person's approval."""

    class Status(models.TextChoices):
        """Where it stands."""

        DRAFT = "draft", "Draft"
        IN_APPROVAL = "in_approval", "Waiting for a second person's approval"
        APPROVED = "approved", "Approved, not yet published"
        PUBLISHED = "published", "Published"
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
    sent_back_because = models.TextField("what the second person asked for", blank=True, editable=False)
    planned_on = models.DateField("day planned for the publication", null=True, editable=False)
    # The clock that is counted back from the planned day.
    advance_copy = models.OneToOneField(Deadline, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    advance_sent_at = models.DateTimeField("advance copy sent", null=True, editable=False)
    advance_sent_to = models.CharField("advance copy sent to", max_length=200, blank=True, editable=False)
    published_by = models.ForeignKey(User, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, editable=False)
    # Where the public copy is. It comes into being at publication and goes with the withdrawal.
    public_slug = models.CharField(max_length=120, blank=True, editable=False)
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


class PublishedTheme(models.Model):
    """A theme as the public sees it: a copy, made when the first review with it is published."""

    database_access: ClassVar[DatabaseAccess] = "published"

    name = models.CharField(max_length=100)
    slug = models.SlugField(max_length=100, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class PublishedReview(models.Model):
    """The anonymised copy that the public reads: all there is about a review on the public side.

    No key leads back to the case. An entry either has a file that we made, or leads to where somebody else published it.
    """

    class Precision(models.TextChoices):
        """How much of the publication date is known."""

        DAY = "day", "Day"
        MONTH = "month", "Month"
        YEAR = "year", "Year"
        UNKNOWN = "unknown", "Not known"

    database_access: ClassVar[DatabaseAccess] = "published"

    slug = models.SlugField(max_length=120, unique=True)
    title = models.CharField(max_length=200)
    partnership = models.CharField(max_length=200)
    kind = models.CharField(max_length=40, choices=Kind.choices)
    # The first day of the period where only a month or a year is known.
    published_on = models.DateField(null=True)
    precision = models.CharField(max_length=10, choices=Precision.choices)
    published_words = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField("year of publication", null=True)
    year_of_incident = models.PositiveSmallIntegerField(null=True)
    child_age_band = models.CharField(max_length=20, choices=AgeBand.choices, blank=True)
    subject = models.CharField(max_length=300)
    summary_text = models.TextField(blank=True)
    body_html = models.TextField(blank=True)
    body_text = models.TextField(blank=True)
    # [{"id": "what-happened", "text": "What happened"}, …]: the second-level headings of body_html, in order.
    contents = models.JSONField(default=list)
    themes = models.ManyToManyField(PublishedTheme, related_name="reviews")
    theme_names = ArrayField(models.CharField(max_length=100), default=list)
    theme_words = models.TextField(blank=True)
    file_key = models.CharField(max_length=43, blank=True)
    file_size = models.PositiveIntegerField("size of the file in bytes", default=0)
    file_pages = models.PositiveIntegerField(default=0)
    file_digest = models.CharField("SHA-256 of the file", max_length=64, blank=True)
    source_url = models.URLField("where somebody else published it", max_length=500, blank=True)
    found_by = models.GeneratedField(
        expression=SearchVector("title", config="english", weight="A")
        + SearchVector("subject", "theme_words", "partnership", config="english", weight="B")
        + SearchVector("summary_text", config="english", weight="C")
        + SearchVector("body_text", config="english", weight="D"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        indexes = [
            GinIndex(fields=["found_by"], name="published_review_found_by"),
            models.Index(models.F("published_on").desc(nulls_last=True), models.F("id").desc(), name="published_newest_first"),
            models.Index(fields=["year"], name="published_by_year"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["file_key"], condition=~models.Q(file_key=""), name="published_file_key_once"),
            models.CheckConstraint(
                condition=models.Q(file_key="", source_url__gt="") | models.Q(file_key__gt="", source_url=""),
                name="published_here_or_elsewhere",
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def is_elsewhere(self) -> bool:
        """Whether another partnership published it, on its own site."""
        return bool(self.source_url)


PublishedReview.themes.through.database_access = "published"  # type: ignore[attr-defined]


class WithdrawnReview(models.Model):
    """A tombstone: that a review stood at an address and was taken down. It keeps no name, no pseudonym and no address."""

    database_access: ClassVar[DatabaseAccess] = "published"

    slug_digest = models.CharField("SHA-256 of the last part of the address", max_length=64, unique=True)
    withdrawn_on = models.DateField()

    def __str__(self) -> str:
        return f"Withdrawn review {self.pk}"


class LibraryState(models.Model):
    """At most one row: the version of the library, and what its filters offer. Every publication and withdrawal rewrites it."""

    database_access: ClassVar[DatabaseAccess] = "published"

    version = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    # [[slug, name, number of reviews], …] by name, and [[year, number of reviews], …] newest first.
    themes = models.JSONField(default=list)
    years = models.JSONField(default=list)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_state_of_the_library")]

    def __str__(self) -> str:
        return f"Library {self.version}"
