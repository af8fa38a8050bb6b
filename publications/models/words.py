"""The words of a publication: kinds of document, bands of age, who gets an advance copy, and the themes."""

from typing import ClassVar

from django.db import models
from simple_history.models import HistoricalRecords

from cspr.models import DatabaseAccess


class Kind(models.TextChoices):
    """What sort of document a reader gets."""

    FULL_REPORT = "full_report", "Full report"
    SUMMARY = "summary", "Summary report"
    RAPID_REVIEW_LEARNING = "rapid_review_learning", "Learning from a Rapid Review"
    EXISTING_REPORT = "existing_report", "Report from before this site"
    LEARNING_BRIEFING = "learning_briefing", "Learning briefing"
    SEVEN_MINUTE_BRIEFING = "seven_minute_briefing", "7-minute briefing"
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
