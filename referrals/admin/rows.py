"""Rows of a referral, to be read and never changed."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from referrals.models import ReferredChild


class ReadOnlyInline(admin.StackedInline):  # type: ignore[type-arg]
    """Rows of the referral, to be read by whoever may read the referral."""

    extra = 0
    can_delete = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The page of the referral has judged that already."""
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was sent stays as it was sent."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was sent stays as it was sent."""
        return False


class ReferredChildInline(ReadOnlyInline):
    """Each child."""

    model = ReferredChild
    verbose_name = "child"
    verbose_name_plural = "children"
    fields = ("name", "birth", "death", "sex", "ethnicity", "address", "setting", "legal_status")
    readonly_fields = ("birth", "death")

    @admin.display(description="birth")
    def birth(self, child: ReferredChild) -> str:
        """In words, so that "Not known" is an answer."""
        if child.born_on:
            return f"Born {child.born_on:%-d %B %Y}"
        return f"Expected {child.expected_on:%-d %B %Y}" if child.expected_on else "Not known"

    @admin.display(description="has died")
    def death(self, child: ReferredChild) -> str:
        """In words."""
        if child.died_on:
            return f"Yes, {child.died_on:%-d %B %Y}"
        return "Yes; the date is not known" if child.has_died else "No"
