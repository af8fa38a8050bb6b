"""Every move of a date, written once: which date it was, which it became, why, and who decided."""

from datetime import date

from django.db import models

from cspr.models.base import AppendOnly
from cspr.models.people import User
from cspr.models.records import OfCheckedCases
from cspr.models.time import Deadline


class DeadlineMoveQuerySet(OfCheckedCases):
    """Moves, of the cases that the person may see or check."""

    def visible_to(self, user: User) -> "DeadlineMoveQuerySet":
        """Of the deadlines that the person may see."""
        return self.filter(deadline__in=Deadline.objects.visible_to(user))


class DeadlineMove(AppendOnly):
    """One move of one deadline. The database refuses a change of a deadline's dates that has no row here.

    `by` is who caused it; `confirmed_by` the second person, where one was needed. `recorded_at` is the database's own clock.
    """

    class Why(models.TextChoices):
        """What moved it."""

        RULE = "rule", "A new version of the rule"
        HOLIDAY = "holiday", "A change to the bank holidays"
        AWARENESS = "awareness", "A correction of when the local authority became aware"
        EXTENSION = "extension", "An extension"
        HOLD = "hold", "A hold"
        PLANNED = "planned", "Another day planned for the publication"
        REOPENED = "reopened", "An extension or a hold that was lifted"

    deadline = models.ForeignKey(Deadline, on_delete=models.PROTECT, related_name="moves")
    at = models.DateTimeField("when it was moved")
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=20, choices=Why.choices)
    because = models.TextField("reason")
    review_by = models.DateField("to be looked at again by", null=True)
    old_started_on = models.DateField()
    old_due_on = models.DateField()
    old_latest_on = models.DateField()
    new_started_on = models.DateField()
    new_due_on = models.DateField()
    new_latest_on = models.DateField()
    recorded_at = models.DateTimeField(db_default=models.functions.Now())

    objects = DeadlineMoveQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return str(self.deadline)

    @property
    def old(self) -> tuple[date, date, date]:
        """Counted from, due and latest, before."""
        return self.old_started_on, self.old_due_on, self.old_latest_on

    @property
    def new(self) -> tuple[date, date, date]:
        """Counted from, due and latest, after."""
        return self.new_started_on, self.new_due_on, self.new_latest_on

    @property
    def words(self) -> str:
        """Which dates moved: due 5 January 2027 became 6 January 2027."""
        names = ("counted from", "due", "latest")
        if self.old_due_on == self.old_latest_on and self.new_due_on == self.new_latest_on:
            names = ("counted from", "due", "")
        pairs = zip(names, self.old, self.new, strict=True)
        return "; ".join(f"{name} {old:%-d %B %Y} became {new:%-d %B %Y}" for name, old, new in pairs if name and old != new)
