"""The words by which readers find reviews."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.text import slugify

from cspr.editing import StaffModelAdmin
from publications.forms import ThemeForm
from publications.models import Theme


@admin.register(Theme)
class ThemeAdmin(StaffModelAdmin):
    """The words by which readers find reviews. None is deleted: one that is no longer wanted is no longer offered."""

    form = ThemeForm
    list_display = ("name", "group", "is_offered")
    list_filter = ("group", "is_offered")
    search_fields = ("name",)

    def save_model(self, request: HttpRequest, obj: Theme, form: Any, change: bool) -> None:
        """Give a new theme its part of an address."""
        obj.slug = obj.slug or slugify(obj.name)
        super().save_model(request, obj, form, change)
