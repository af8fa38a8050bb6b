"""Bank holidays, clock rules and deadlines: the facts from which every date is computed."""

from datetime import date
from typing import ClassVar

from django.db import models
from simple_history.models import HistoricalRecords

from cspr.models.base import AppendOnly, DatabaseAccess
from cspr.models.cases import Case
from cspr.models.people import User


class BankHoliday(models.Model):
    """A bank holiday in England and Wales: the gov.uk list, and one-off days that staff add when one is proclaimed.

    `added_at` is empty for the list that the system began with; a day that is taken away leaves its history.
    """

    database_access: ClassVar[DatabaseAccess] = "removable"

    date = models.DateField(unique=True)
    name = models.CharField(max_length=100)
    proclaimed = models.BooleanField("added here", default=False, editable=False)
    added_at = models.DateTimeField(null=True, editable=False)
    history = HistoricalRecords()

    class Meta:
        ordering = ["-date"]

    def __str__(self) -> str:
        return f"{self.name}, {self.date:%-d %B %Y}"


class ClockRule(AppendOnly):
    """One version of how long a clock runs, on whose authority, for clocks that start on its day or later.

    Never changed: a new length is a new version. `added_at` is empty for the versions that the system began with.
    """

    class Bound(models.TextChoices):
        """Which of the dates the row gives. What is only expected by a day is never late."""

        DUE = "due", "Due (our standard)"
        LATEST = "latest", "Latest (national limit)"
        PROMPT = "prompt", "Expected by (never late)"

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
    added_at = models.DateTimeField(null=True, editable=False)
    # A name and no link: who added a version is said even where the register of people begins anew.
    added_by = models.CharField(max_length=200, blank=True, editable=False)
    history = HistoricalRecords()

    class Meta:
        ordering = ["clock", "bound", "effective_from"]
        constraints = [
            models.CheckConstraint(condition=models.Q(length__gt=0), name="a_clock_has_a_length"),
        ]

    def __str__(self) -> str:
        return f"{self.clock} {self.bound}"

    def in_words(self) -> str:
        """15 working days."""
        unit = self.get_unit_display()
        return f"{self.length} {unit[:-1] if self.length == 1 else unit}"


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    """Deadlines as people ask for them. The day is always an argument; nothing about lateness is stored."""

    def running(self) -> "DeadlineQuerySet":
        """Neither met nor ended."""
        return self.filter(outcome="")

    def late(self, *, on: date) -> "DeadlineQuerySet":
        """Still running after `latest`; `due` is never later, and to say so lets the index of it be read."""
        return self.running().filter(due_on__lt=on, latest_on__lt=on)

    def past_our_standard(self, *, on: date) -> "DeadlineQuerySet":
        """Still running after `due`, but not late."""
        return self.running().filter(due_on__lt=on, latest_on__gte=on)

    def due_between(self, first: date, last: date) -> "DeadlineQuerySet":
        """Running and due from `first` to `last`, both included."""
        return self.running().filter(due_on__range=(first, last))

    def to_be_looked_at_again(self, *, on: date) -> "DeadlineQuerySet":
        """Extended or held, and the day to look at it again has come."""
        return self.running().filter(review_by__lte=on)

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

    class Agreed(models.TextChoices):
        """Whether people agreed on another date than the rule gives."""

        NO = "", "As the rule gives it"
        EXTENDED = "extended", "Extended"
        HELD = "held", "Held"

    class Told(models.TextChoices):
        """Whether the Panel was told that it is late."""

        YES = "yes", "Yes"
        NO = "no", "No"

    database_access: ClassVar[DatabaseAccess] = "edited"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="deadlines")
    clock = models.CharField(max_length=40)
    started_on = models.DateField("counted from")
    due_on = models.DateField("due")
    latest_on = models.DateField("latest")
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True, default=Outcome.RUNNING)
    ended_on = models.DateField("met or ended on", null=True, blank=True)
    because = models.TextField("reason", blank=True, help_text="Why it was late, past our own standard, or not required.")
    late_decided_by = models.CharField("who decided that it would be late", max_length=200, blank=True)
    panel_told = models.CharField("whether the Panel was told", max_length=3, choices=Told.choices, blank=True)
    panel_told_on = models.DateField("when the Panel was told", null=True, blank=True)
    agreed = models.CharField("another date agreed", max_length=20, choices=Agreed.choices, blank=True, default=Agreed.NO)
    review_by = models.DateField("to be looked at again by", null=True, blank=True)
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
            models.CheckConstraint(
                condition=models.Q(agreed="", review_by__isnull=True)
                | (~models.Q(agreed="") & models.Q(review_by__isnull=False)),
                name="another_date_is_looked_at_again",
            ),
            models.CheckConstraint(
                condition=models.Q(panel_told_on__isnull=True) | models.Q(panel_told="yes"),
                name="the_day_the_panel_was_told_is_of_a_yes",
            ),
        ]
        indexes = [
            models.Index(fields=["due_on", "id"], condition=models.Q(outcome=""), name="running_deadlines_by_due"),
            # Of each rung of its ladder the sweep reads its own stretch of this one, and nothing else.
            models.Index(
                fields=["clock", "due_on"],
                include=["latest_on", "id"],
                condition=models.Q(outcome=""),
                name="running_deadlines_by_clock",
            ),
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
