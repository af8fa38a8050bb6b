"""The published copies: all that the public side can read. No key of theirs leads back to a case."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, GistIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F

from cspr.models import DatabaseAccess
from publications.models.words import AgeBand, Kind, Theme

NEWEST_FIRST = (F("published_on").desc(nulls_last=True), F("id").desc())
OLDEST_FIRST = (F("published_on").asc(nulls_last=True), F("id").asc())


class PublishedTheme(models.Model):
    """A theme as the public sees it: a copy, made when the first review with it is published."""

    database_access: ClassVar[DatabaseAccess] = "published"

    name = models.CharField(max_length=100)
    slug = models.SlugField(max_length=100, unique=True)
    group = models.CharField("what it is about", max_length=20, choices=Theme.Group.choices, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class PublishedReview(models.Model):
    """The page of one review: all there is about it on the public side, but for its documents.

    No key leads back to the case. A review either has documents that we made, or leads to where somebody else published it
    (`source_url`): that is a type of its own, never under our name.
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
    partnership_slug = models.CharField(max_length=100, blank=True)
    # The kind of document; where another partnership did not say it, the kind of review.
    kind = models.CharField(max_length=40, choices=Kind.choices)
    review_type = models.CharField("kind of review", max_length=40, choices=Kind.choices, blank=True)
    # Every kind of its documents, and the kind of review: what the filter compares.
    kinds = ArrayField(models.CharField(max_length=40), default=list)
    # The first day of the period where only a month or a year is known. A corrected version does not move it.
    published_on = models.DateField(null=True)
    precision = models.CharField(max_length=10, choices=Precision.choices)
    published_words = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField("year of publication", null=True)
    updated_on = models.DateField("day of the latest document or correction", null=True)
    version = models.PositiveSmallIntegerField(default=1)
    year_of_incident = models.PositiveSmallIntegerField(null=True)
    child_age_band = models.CharField(max_length=20, choices=AgeBand.choices, blank=True)
    subject = models.CharField(max_length=300)
    summary_text = models.TextField(blank=True)
    learning_html = models.TextField(blank=True)
    recommendations_html = models.TextField(blank=True)
    changes_html = models.TextField(blank=True)
    # The words of the three above, and those of the documents: for the search only.
    points_text = models.TextField(blank=True)
    body_text = models.TextField(blank=True)
    # Side by side: the third slug belongs to the third name.
    theme_slugs = ArrayField(models.CharField(max_length=100), default=list)
    theme_names = ArrayField(models.CharField(max_length=100), default=list)
    theme_words = models.TextField(blank=True)
    source_url = models.URLField("where somebody else published it", max_length=500, blank=True)
    # Up to four reviews with the most themes in common. One that was withdrawn since is simply no longer found.
    related = ArrayField(models.BigIntegerField(), default=list)
    # The review as a list shows it, drawn when it was published: a list of twenty is then read, not made.
    card_html = models.TextField(blank=True)
    found_by = models.GeneratedField(
        expression=SearchVector("title", config="english", weight="A")
        + SearchVector("subject", "theme_words", "partnership", config="english", weight="B")
        + SearchVector("summary_text", "points_text", config="english", weight="C")
        + SearchVector("body_text", config="english", weight="D"),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    # What was just added, or would be: set by the library, never stored.
    document: "PublishedDocument | None" = None

    class Meta:
        indexes = [
            GinIndex(fields=["found_by"], name="published_review_found_by"),
            GinIndex(fields=["theme_slugs"], name="published_by_theme"),
            GinIndex(fields=["kinds"], name="published_by_kind"),
            # With the order of the list behind it, an index answers for a whole page.
            models.Index(*NEWEST_FIRST, name="published_newest_first"),
            models.Index(*OLDEST_FIRST, name="published_oldest_first"),
            models.Index(fields=["title", "id"], name="published_by_title"),
            models.Index(F("year"), *NEWEST_FIRST, name="published_by_year"),
            models.Index(F("partnership_slug"), *NEWEST_FIRST, name="published_by_partnership"),
            models.Index(F("child_age_band"), *NEWEST_FIRST, name="published_by_age"),
            models.Index(F("updated_on").desc(nulls_last=True), F("id").desc(), name="published_last_changed"),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def is_elsewhere(self) -> bool:
        """Whether another partnership published it, on its own site."""
        return bool(self.source_url)

    @property
    def themes(self) -> list[tuple[str, str]]:
        """Slug and name of each theme."""
        return list(zip(self.theme_slugs, self.theme_names, strict=False))


class PublishedDocument(models.Model):
    """One document of a review: its file, and the same text as HTML where we made it. The oldest one made the page."""

    database_access: ClassVar[DatabaseAccess] = "published"

    review = models.ForeignKey(PublishedReview, on_delete=models.CASCADE, related_name="documents")
    slug = models.SlugField(max_length=60)
    kind = models.CharField(max_length=40, choices=Kind.choices)
    title = models.CharField(max_length=200)
    # Blank where the file was made elsewhere: then only its words are known, for the search.
    html = models.TextField(blank=True)
    text = models.TextField(blank=True)
    # [{"id": "what-happened", "text": "What happened"}, …]: the second-level headings of html, in order.
    contents = models.JSONField(default=list)
    file_key = models.CharField(max_length=43, unique=True)
    file_size = models.PositiveIntegerField("size of the file in bytes")
    file_pages = models.PositiveIntegerField()
    file_digest = models.CharField("SHA-256 of the file", max_length=64)
    version = models.PositiveSmallIntegerField(default=1)
    published_on = models.DateField(null=True)
    correction_note = models.CharField("what was corrected", max_length=300, blank=True)
    # What the page says where this document is the oldest: fields of PublishedReview by name.
    page = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["review", "slug"], name="published_document_once")]

    def __str__(self) -> str:
        return f"{self.review}/{self.slug}"


class WithdrawnReview(models.Model):
    """A tombstone: that a review or a document stood at an address and was taken down.

    It keeps no name, no pseudonym and no address.
    """

    database_access: ClassVar[DatabaseAccess] = "published"

    slug_digest = models.CharField("SHA-256 of the last part of the address", max_length=64, unique=True)
    withdrawn_on = models.DateField()

    def __str__(self) -> str:
        return f"Withdrawn review {self.pk}"


class LibraryWord(models.Model):
    """How many published reviews hold a word: decides whether a search can rank, and what a misspelt word may have meant."""

    database_access: ClassVar[DatabaseAccess] = "published"

    word = models.CharField(max_length=255)
    # A root is what the search compares ("neglig"); the others stand as people write them ("negligence").
    is_root = models.BooleanField()
    reviews = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["is_root", "word"], name="a_word_of_the_library_once")]
        indexes = [
            GistIndex(
                OpClass("word", name="gist_trgm_ops"), name="words_of_the_library_alike", condition=models.Q(is_root=False)
            )
        ]

    def __str__(self) -> str:
        return self.word


class LibraryState(models.Model):
    """At most one row: the version of the library, and what its filters offer. Every publication and withdrawal rewrites it."""

    database_access: ClassVar[DatabaseAccess] = "published"

    version = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    # Of each filter [[value, name, number of reviews], …], by name; years are [[year, number of reviews], …], newest first.
    # `harms` are those of the themes that say what happened to the child.
    themes = models.JSONField(default=list)
    harms = models.JSONField(default=list)
    ages = models.JSONField(default=list)
    years = models.JSONField(default=list)
    partnerships = models.JSONField(default=list)
    kinds = models.JSONField(default=list)
    # The same as <option>s, drawn once: {"theme": "<option …", …}.
    options = models.JSONField(default=dict)
    # SHA-256 of the template with which the cards were drawn.
    drawn_with = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_state_of_the_library")]

    def __str__(self) -> str:
        return f"Library {self.version}"
