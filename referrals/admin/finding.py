"""Finding a record by what is typed into a box: sent by POST, so that no name and no address stands in a URL."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.text import capfirst

from cspr.audited import AuditedModelAdmin

FOUND_AT_MOST = 50


class FindForm(forms.Form):
    """What is looked for."""

    words = forms.CharField(min_length=2, max_length=254, error_messages={"required": "Enter what you are looking for"})


class FindingAdmin(AuditedModelAdmin):
    """A list with a search of its own. `find_label` says what is typed, `find_columns` what each record found shows."""

    find_label: ClassVar[str]
    find_columns: ClassVar[tuple[tuple[str, str], ...]]
    change_list_template = "admin/finding_change_list.html"

    def find(self, request: HttpRequest, words: str) -> QuerySet[Any]:
        """The records that this person may see and that fit the words."""
        raise NotImplementedError

    @property
    def find_name(self) -> str:
        """The name of the route."""
        return f"{self.opts.app_label}_{self.opts.model_name}_find"

    def get_urls(self) -> list[URLPattern]:
        """Django's own, the steps, and the search."""
        return [path("find/", self.admin_site.admin_view(self.find_view), name=self.find_name), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list, with the box above it."""
        return super().changelist_view(request, {**self._box(), **(extra_context or {})})

    def find_view(self, request: HttpRequest) -> HttpResponse:
        """What was found, recorded."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        self.record(request, "searched for")
        form = FindForm(request.POST if request.method == "POST" else None)
        found = self.find(request, form.cleaned_data["words"])[:FOUND_AT_MOST] if form.is_valid() else []
        cells = [(one, [_cell(self, one, name) for _, name in self.find_columns]) for one in found]
        context = {**self.admin_site.each_context(request), **self._box(), "form": form, "rows": cells, "marking": True}
        context |= {"title": f"Find a {self.opts.verbose_name}", "heads": [head for head, _ in self.find_columns]}
        return TemplateResponse(request, "admin/find_records.html", context)

    def _box(self) -> dict[str, Any]:
        return {
            "opts": self.opts,
            "find_label": self.find_label,
            "find_route": f"admin:{self.find_name}",
            "find_title": f"Find a {self.opts.verbose_name}",
            "found_route": f"admin:{self.opts.app_label}_{self.opts.model_name}_change",
        }


def _cell(owner: FindingAdmin, record: Any, name: str) -> str:
    shown = getattr(owner, name, None)
    return capfirst(str(shown(record) if shown else getattr(record, name)))
