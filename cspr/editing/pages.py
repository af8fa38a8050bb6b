"""What every page of the staff admin does when somebody edits: no deleting, no second log, and no edit silently overwritten."""

from typing import Any, ClassVar

from django import forms
from django.contrib.admin import ShowFacets, TabularInline
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import models
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from simple_history.admin import SimpleHistoryAdmin

from cspr.editing.forms import DATES, VERSION, VersionedForm
from cspr.editing.rows import StaffRows
from cspr.editing.versions import newest_id, state_fields, version
from cspr.models import User


def staff(request: HttpRequest) -> User:
    """The member of staff who asks. Raises PermissionDenied for anybody else."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


class _PlainChoices:
    """Choosing a related record without the pop-ups for adding or changing it."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """As Django makes it, without the links beside it."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field


class StaffInline(_PlainChoices, TabularInline[Any, Any]):
    """Rows within a page. Whoever may change them may take one away again; the history keeps it."""

    formset = StaffRows
    extra = 0
    formfield_overrides: ClassVar[Any] = {
        **DATES,
        models.TextField: {"widget": forms.Textarea(attrs={"rows": 3, "cols": 30})},
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Each row with the number of its newest version, by which the page knows later what it was opened on."""
        rows: QuerySet[Any] = super().get_queryset(request)
        newest = newest_id(self.model)
        return rows if newest is None else rows.annotate(newest_version=newest)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As changing."""
        return bool(self.has_change_permission(request, obj))


def shows_one(request: HttpRequest) -> bool:
    """Whether this is the page of one record, and nothing is sent with it."""
    match = request.resolver_match
    return request.method == "GET" and match is not None and str(match.url_name).endswith("_change")


class StaffModelAdmin(_PlainChoices, SimpleHistoryAdmin):
    """A ModelAdmin with field history, without deletion, and with care for two people who edit at once.

    Django's own log of the admin stays empty: field history says what changed, the access records say who looked.
    """

    form = VersionedForm
    formfield_overrides: ClassVar[Any] = DATES
    show_facets = ShowFacets.NEVER
    change_form_template = "admin/audited_change_form.html"
    show_full_result_count = False
    list_per_page = 50

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """All but the hidden one, which the template draws itself."""
        return [name for name in super().get_fields(request, obj) if name != VERSION]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Django's; the page of one record gets the number of its newest version with it."""
        rows: QuerySet[Any] = super().get_queryset(request)
        newest = newest_id(self.model) if shows_one(request) else None
        return rows if newest is None else rows.annotate(newest_version=newest)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Django's; a page that only shows the record fetches it once. A save fetches it anew each time."""
        if request.method != "GET":
            return super().get_object(request, object_id, from_field)
        kept = request.__dict__.setdefault("records_of_this_page", {})
        key = (self.model, object_id, from_field)
        if key not in kept:
            kept[key] = super().get_object(request, object_id, from_field)
        return kept[key]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is deleted here."""
        return False

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """Nothing in Django's log."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """Nothing in Django's log."""

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Django's, but for characters that no database can look for."""
        if any("\x00" in value for values in request.GET.lists() for value in values[1]):
            raise BadRequest("A NUL character in the address.")
        extra = {"title": capfirst(str(self.opts.verbose_name_plural)), **(extra_context or {})}
        answer: HttpResponse = super().changelist_view(request, extra)
        return answer

    def history_view(self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Django's, where there is a history of something that this person may see."""
        self.require_history()
        self.visible(request, unquote(object_id))
        answer: HttpResponse = super().history_view(request, object_id, extra_context)
        return answer

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """An earlier state, to be read and never to be written back: a status has one writer."""
        self.require_history()
        obj = self.visible(request, unquote(object_id))
        earlier = version(obj.history, version_id)
        if earlier is None:
            raise Http404
        context = {
            **self.admin_site.each_context(request),
            "title": f"{obj}: an earlier state",
            "original": obj,
            "opts": self.opts,
            "earlier": earlier,
            "fields": state_fields(earlier),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/earlier_state.html", context)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> HttpResponse:
        """Under a heading that says what the record is, not what might be done with it."""
        record, kind = context.get("original"), str(self.opts.verbose_name)
        context |= {"title": f"{capfirst(kind)} {record}" if record else f"New {kind}", "subtitle": None}
        answer: HttpResponse = super().render_change_form(request, context, *args, **kwargs)
        return answer

    def history_view_title(self, request: HttpRequest, obj: Any) -> str:
        """What the history is of."""
        return f"History of {obj}"

    def require_history(self) -> None:
        """Raises Http404 for what is written once and has no history of changes."""
        if not hasattr(self.model, "history"):
            raise Http404

    def revert_disabled(self, request: HttpRequest, obj: Any = None) -> bool:
        """An earlier state is never put back from here."""
        return True

    def visible(self, request: HttpRequest, object_id: str) -> Any:
        """The record, if this person may see it; otherwise the same answer as for one that does not exist.

        Raises Http404, PermissionDenied.
        """
        obj = self.get_object(request, object_id)
        if obj is None:
            raise Http404
        if not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        return obj
