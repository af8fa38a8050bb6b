"""What every page of the staff admin does when somebody edits: no deleting, no second log, and no edit silently overwritten."""

from typing import Any, ClassVar, cast

from django import forms
from django.contrib.admin import ShowFacets, TabularInline
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.text import Truncator, capfirst
from simple_history.admin import SimpleHistoryAdmin

from cspr.inline_rows import StaffRows
from cspr.models import User

VERSION = "opened_version"
# The browser's own calendar: in the order of days and months that the person is used to, without a script of ours.
DATES: dict[type[models.Field[Any, Any]], dict[str, Any]] = {
    models.DateField: {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")},
    models.DateTimeField: {
        "form_class": forms.DateTimeField,
        "widget": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    },
}


def staff(request: HttpRequest) -> User:
    """The member of staff who asks. Raises PermissionDenied for anybody else."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def newest_version(record: models.Model) -> Any:
    """The newest row of the record's field history, or None."""
    history = getattr(record, "history", None)
    return None if history is None or record.pk is None else history.order_by("-history_id").first()


def version(history: Any, wanted: str) -> Any:
    """The row of a field history with the number that was sent as text, or None. No row has a number of 19 digits."""
    return history.filter(history_id=wanted).first() if wanted.isdecimal() and len(wanted) < 19 else None


def state_fields(earlier: Any) -> list[tuple[str, str]]:
    """An earlier state as pairs of label and words."""
    shown = []
    for field in earlier.tracked_fields:
        value = getattr(earlier, field.attname)
        words = getattr(earlier, f"get_{field.name}_display", None)
        if callable(words):
            value = words()
        if field.is_relation and value is not None:
            value = field.related_model._default_manager.filter(pk=value).first()
        shown.append((capfirst(str(field.verbose_name)), _in_words(value)))
    return shown


def _in_words(value: Any) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return str(forms.DateTimeInput().format_value(value)) if hasattr(value, "tzinfo") else str(value)


class VersionedForm(forms.ModelForm[Any]):
    """A form that knows which state of the record it was opened on, and is refused once when somebody else saved since."""

    opened_version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        newest = None if self.is_bound else newest_version(self.instance)
        if newest is not None:
            self.initial[VERSION] = str(newest.history_id)

    def clean(self) -> dict[str, Any] | None:
        """Refuse a save on top of somebody else's. Saving again, having read what they changed, is a decision."""
        cleaned = super().clean()
        opened = self.cleaned_data.get(VERSION)
        if opened and self.instance.pk is not None:
            # Held until the transaction of the page ends, so that two saves at the same moment come one after the other.
            type(self.instance)._default_manager.select_for_update(of=("self",)).filter(pk=self.instance.pk).first()
            newest = newest_version(self.instance)
            if newest is not None and str(newest.history_id) != opened:
                self._refuse(newest, opened)
        return cleaned

    def _refuse(self, newest: Any, opened: str) -> None:
        data = cast(QueryDict, self.data).copy()
        data[self.add_prefix(VERSION)] = str(newest.history_id)
        self.data = data
        who = newest.history_user or "Somebody else"
        when = timezone.localtime(newest.history_date)
        self.add_error(
            None,
            f"{who} saved this record on {when:%-d %B %Y at %H:%M}, while you had it open. Nothing of yours was saved yet; "
            "all you typed is still below. Read what changed, then press Save again to keep your own words.",
        )
        for line in _what_changed(newest, opened):
            self.add_error(None, line)


def _what_changed(newest: Any, opened: str) -> list[str]:
    """Which fields somebody else changed, and what they hold now."""
    before = version(type(newest).objects, opened)
    if before is None:
        return []
    names = {change.field for change in newest.diff_against(before, foreign_keys_are_objs=False).changes}
    fields = [field for field in newest.tracked_fields if field.name in names]
    return [
        f"Their “{field.verbose_name}” now reads: {Truncator(_in_words(getattr(newest, field.attname))).chars(400)}"
        for field in fields
    ]


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

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As changing."""
        return bool(self.has_change_permission(request, obj))


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
