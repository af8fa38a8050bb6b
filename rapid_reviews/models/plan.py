"""The plan of a Rapid Review, and the template from which each is made."""

from typing import ClassVar

from django.db import models
from simple_history.models import HistoricalRecords

from cspr.models import DatabaseAccess
from rapid_reviews.models.review import RapidReview
from rapid_reviews.plan import Step, day_in_words


class PlanTemplateStep(models.Model):
    """One step of the template from which the plan of each Rapid Review is made. Staff edit the rows."""

    database_access: ClassVar[DatabaseAccess] = "edited"

    title = models.CharField("step", max_length=80)
    owner = models.CharField("who sees to it", max_length=80)
    day = models.PositiveSmallIntegerField(
        unique=True,
        help_text="Its place among the days of the template, by which the steps are spread: 8 where the last one stands at 15. "
        "The last step is the sending to the Panel; it falls on the last working day up to the target.",
    )
    in_use = models.BooleanField(default=True, help_text="A step that is not in use is left out of new plans.")
    history = HistoricalRecords()

    class Meta:
        ordering = ["day"]
        verbose_name = "step of the plan template"
        verbose_name_plural = "plan template"
        constraints = [models.CheckConstraint(condition=models.Q(day__gt=0), name="a_step_comes_after_day_nought")]

    def __str__(self) -> str:
        return f"Day {self.day}: {self.title}"


class Milestone(models.Model):
    """A step of one Rapid Review's plan: the working day it is planned for, and the day it was done.

    Our own planning, not a clock: only the end of a Rapid Review has a limit.
    """

    database_access: ClassVar[DatabaseAccess] = "edited"

    rapid_review = models.ForeignKey(RapidReview, on_delete=models.PROTECT, related_name="milestones")
    order = models.PositiveSmallIntegerField()
    title = models.CharField("step", max_length=80)
    owner = models.CharField("who sees to it", max_length=80)
    day = models.PositiveSmallIntegerField("day of the template")
    planned_on = models.DateField("planned for")
    done_on = models.DateField("done on", null=True)
    note = models.CharField(max_length=300, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["rapid_review", "order"]
        constraints = [models.UniqueConstraint(fields=["rapid_review", "order"], name="one_step_at_each_place_of_a_plan")]

    def __str__(self) -> str:
        return f"{self.rapid_review} step {self.order}"

    def as_step(self) -> Step:
        """As the plan counts it."""
        return Step(self.title, self.owner, self.day)

    def in_words(self) -> str:
        """For people who choose among the steps of one review: Meeting, Tuesday 5 January."""
        return f"{self.title}, {day_in_words(self.done_on or self.planned_on)}"
