"""What the national system asks of each child, beyond what the case knows of them."""

from datetime import date
from typing import ClassVar

from django.db import models
from simple_history.models import HistoricalRecords

from cspr.models import Child, DatabaseAccess, User
from notifications.models.notification import Notification
from referrals.models import Answer, ReferredChild
from referrals.models.people import Plan

# The national system takes so many children in detail; the others are told as further information.
IN_DETAIL = 4
ADULT = 18


class NotifiedChildQuerySet(models.QuerySet["NotifiedChild"]):
    """Children of notifications."""

    def visible_to(self, user: User) -> "NotifiedChildQuerySet":
        """Of the notifications that the person may see."""
        return self.filter(notification__in=Notification.objects.visible_to(user))


class NotifiedChild(models.Model):
    """One child in a notification. Name, birth, sex, ethnicity and disability stand with the case and are not typed again."""

    database_access: ClassVar[DatabaseAccess] = "removable"

    notification = models.ForeignKey(Notification, on_delete=models.PROTECT, related_name="children", editable=False)
    # A child who is taken out of the case goes from here, too; what was sent is kept as it was sent.
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="notified", editable=False)
    position = models.PositiveSmallIntegerField(
        "place in the order", default=1, help_text="The first four are described in detail, the others as further information."
    )
    health = models.CharField(max_length=300, blank=True, help_text="Physical and mental health, and needs that were known.")
    area = models.CharField(
        "geographical information", max_length=300, blank=True, help_text="Where the child lived, and where they were then."
    )
    placement = models.CharField(
        "type of placement", max_length=20, choices=ReferredChild.Placement.choices, blank=True, help_text="If looked after."
    )
    child_in_need = models.CharField("child in need plan", max_length=10, choices=Answer.choices, blank=True)
    protection_plan = models.CharField("child protection plan", max_length=10, choices=Plan.choices, blank=True)
    known_to = models.CharField("known to agencies", max_length=300, blank=True, help_text="Which ones, or: none, not known.")
    history = HistoricalRecords()

    objects = NotifiedChildQuerySet.as_manager()

    class Meta:
        ordering = ["notification", "position", "pk"]
        verbose_name = "notified child"
        verbose_name_plural = "notified children"
        constraints = [models.UniqueConstraint(fields=["notification", "child"], name="a_child_is_notified_once")]

    def __str__(self) -> str:
        return self.notification.case.reference

    def age_on(self, day: date | None) -> str:
        """In words, on the day of the incident or of the child's death, whichever is earlier; "" where no birth is known."""
        if self.child.born_on is None:
            return f"Unborn, expected {self.child.expected_on:%-d %B %Y}" if self.child.expected_on else ""
        days = [known for known in (day, self.child.died_on) if known is not None]
        return age_in_words(self.child.born_on, min(days)) if days else ""

    def is_adult_on(self, day: date | None) -> bool:
        """Whether they are known to have been eighteen or older on that day."""
        return self.child.born_on is not None and day is not None and whole_years(self.child.born_on, day) >= ADULT


def whole_years(born: date, on: date) -> int:
    """Birthdays that have passed; somebody born on 29 February has theirs on 1 March in other years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def age_in_words(born: date, on: date) -> str:
    """Years from two on, months below two, days in the first month."""
    if on < born:
        return ""
    years = whole_years(born, on)
    months = (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)
    if years >= 2:
        return f"{years} years"
    if months >= 1:
        return f"{months} month{'' if months == 1 else 's'}"
    days = (on - born).days
    return f"{days} day{'' if days == 1 else 's'}"
