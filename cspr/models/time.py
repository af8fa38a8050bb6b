"""Bank holidays, clock rules and deadlines: the facts from which every date is computed."""

from datetime import date
from typing import ClassVar

from django.db import models
from simple_history.models import HistoricalRecords

from cspr.models.base import DatabaseAccess
from cspr.models.cases import Case
from cspr.models.people import User


class BankHoliday(models.Model):
    """A bank holiday in England and Wales: the gov.uk list, and one-off days that staff add when one is proclaimed."""

    date = models.DateField(unique=True)
    name = models.CharField(max_length=100)
    proclaimed = models.BooleanField("added here", default=False, editable=False)
    history = HistoricalRecords()

    class Meta:
        ordering = ["-date"]

    def __str__(self) -> str:
        return f"{self.name}, {self.date:%-d %B %Y}"


class ClockRule(models.Model):
    """How long a clock runs, on whose authority, from which day on. Seeded from what the stages declare; staff may edit."""

    class Bound(models.TextChoices):
        """Which of the two dates the row gives."""

        DUE = "due", "Due (our standard)"
        LATEST = "latest", "Latest (national limit)"

    class Unit(models.TextChoices):
        """What is counted."""

        WORKING_DAYS = "working_days", "working days"
        DAYS = "days", "days"
        MONTHS = "months", "months"

    clock = models.CharField(max_length=40)
    bound = models.CharField(max_length=10, choices=Bound.choices)
    length = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=20, choices=Unit.choices)
    authority = models.CharField(max_length=300)
    source = models.CharField(max_length=300)
    effective_from = models.DateField(default=date(2000, 1, 1))
    history = HistoricalRecords()

    class Meta:
        ordering = ["clock", "bound", "effective_from"]
        constraints = [
            models.UniqueConstraint(fields=["clock", "bound", "effective_from"], name="one_rule_per_bound_and_day"),
            models.CheckConstraint(condition=models.Q(length__gt=0), name="a_clock_has_a_length"),
        ]

    def __str__(self) -> str:
        return f"{self.clock} {self.bound}"


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    """Deadlines as people ask for them. The day is always an argument; nothing about lateness is stored."""

    def running(self) -> "DeadlineQuerySet":
        """Neither met nor ended."""
        return self.filter(outcome="")

    def late(self, *, on: date) -> "DeadlineQuerySet":
        """Still running after `latest`."""
        return self.running().filter(latest_on__lt=on)

    def past_our_standard(self, *, on: date) -> "DeadlineQuerySet":
        """Still running after `due`, but not late."""
        return self.running().filter(due_on__lt=on, latest_on__gte=on)

    def due_between(self, first: date, last: date) -> "DeadlineQuerySet":
        """Running and due from `first` to `last`, both included."""
        return self.running().filter(due_on__range=(first, last))

    def visible_to(self, user: User) -> "DeadlineQuerySet":
        """Of the cases that the person may see or check."""
        return self.filter(case__in=Case.objects.checked_by(user))


class Deadline(models.Model):
    """One clock running on one case. Whether it is late is a question to the dates, never a column."""

    class Outcome(models.TextChoices):
        """How it ended."""

        RUNNING = "", "Running"
        MET = "met", "Met"
        NOT_REQUIRED = "not_required", "Not required"

    database_access: ClassVar[DatabaseAccess] = "edited"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="deadlines")
    clock = models.CharField(max_length=40)
    started_on = models.DateField("counted from")
    due_on = models.DateField("due")
    latest_on = models.DateField("latest")
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True, default=Outcome.RUNNING)
    ended_on = models.DateField("met or ended on", null=True, blank=True)
    because = models.TextField("reason", blank=True, help_text="Why it was late, past our own standard, or not required.")
    history = HistoricalRecords()

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "clock"], condition=models.Q(outcome=""), name="one_running_deadline_per_clock"
            ),
            models.CheckConstraint(condition=models.Q(latest_on__gte=models.F("due_on")), name="latest_is_not_before_due"),
            models.CheckConstraint(
                condition=models.Q(outcome="", ended_on__isnull=True)
                | (~models.Q(outcome="") & models.Q(ended_on__isnull=False)),
                name="an_ended_deadline_has_its_day",
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], include=["id"], condition=models.Q(outcome=""), name="running_deadlines_by_due"),
        ]

    def __str__(self) -> str:
        return f"{self.case.reference} {self.clock}"

    def is_late(self, *, on: date) -> bool:
        """Past `latest`: when it ended, or on the day asked if it still runs."""
        return self.outcome != self.Outcome.NOT_REQUIRED and (self.ended_on or on) > self.latest_on

    def is_past_our_standard(self, *, on: date) -> bool:
        """Past `due` but not late."""
        ended = self.ended_on or on
        return self.outcome != self.Outcome.NOT_REQUIRED and self.due_on < ended <= self.latest_on
