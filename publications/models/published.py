"""The published copies: all that the public side can read. No key of theirs leads back to a case."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models

from cspr.models import DatabaseAccess
from publications.models.words import AgeBand, Kind


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
