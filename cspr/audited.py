"""Admin pages and views whose every reading is recorded, by construction; and the pages on which staff take a step."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.generic import View
from simple_history.admin import SimpleHistoryAdmin

from cspr import access
from cspr.deadlines import ReasonNeeded
from cspr.lifecycle import MoveRefused
from cspr.models import Case, User


@dataclass(frozen=True)
class Verb:
    """A step that staff may take with a record, on a page of its own.

    `form` judges what was typed; `run(record, cleaned_data, user, at)` calls the lifecycle, which judges whether it may
    happen; `when(record)` says whether the button is shown; `permission` is "app.codename".
    """

    slug: str
    label: str
    permission: str
    form: type[forms.Form]
    run: Callable[[Any, dict[str, Any], User, datetime], object]
    when: Callable[[Any], bool]
    intro: str = ""
    done: str = "Done."


class AuditedModelAdmin(SimpleHistoryAdmin):
    """A ModelAdmin that shows only what the person may see, writes down that they looked, and never deletes.

    `case_path` leads from the model to its case ("" for Case itself, None for a model that belongs to no case).
    """

    audited = True
    case_path: ClassVar[str | None] = "case"
    verbs: ClassVar[Sequence[Verb]] = ()
    change_form_template = "admin/audited_change_form.html"
    show_full_result_count = False
    list_per_page = 50

    def case_of(self, obj: Any) -> Case | None:
        """The case to which a record belongs."""
        if self.case_path is None or obj is None:
            return None
        for step in filter(None, self.case_path.split("__")):
            obj = getattr(obj, step, None)
        return obj if isinstance(obj, Case) else None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Need to know: rows of visible cases only."""
        rows = super().get_queryset(request)
        if self.case_path is None:
            return rows
        visible = Case.objects.visible_to(staff(request))
        return rows.filter(**{f"{self.case_path or 'pk'}__in": visible})

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Case records are not deleted; retention is a matter of its own."""
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list, recorded."""
        self._record(request, "listed")
        return super().changelist_view(request, extra_context)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The page for a new record, recorded."""
        self._record(request, "opened the page for a new")
        return super().add_view(request, form_url, extra_context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The record, recorded, with the steps that may be taken now."""
        obj = self._visible(request, object_id)
        self._record(request, "opened" if request.method == "GET" else "changed", obj)
        extra = {"verbs": self.open_verbs(request, obj), **(extra_context or {})}
        return super().change_view(request, object_id, form_url, extra)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The history, recorded."""
        self._record(request, "read the history of", self._visible(request, object_id))
        return super().history_view(request, object_id, extra_context)

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """An earlier state, recorded."""
        self._record(request, "read an earlier state of", self._visible(request, object_id))
        return super().history_form_view(request, object_id, version_id, extra_context)

    def open_verbs(self, request: HttpRequest, obj: Any) -> list[tuple[Verb, str]]:
        """The steps this person may take with this record now, each with its address."""
        user = staff(request)
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_verb"
        return [
            (verb, reverse(name, args=[obj.pk, verb.slug]))
            for verb in self.verbs
            if user.has_perm(verb.permission) and verb.when(obj)
        ]

    def get_urls(self) -> list[URLPattern]:
        """Django's own, and one for the steps."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_verb"
        step = path(
            "<path:object_id>/do/<slug:slug>/", self.admin_site.admin_view(self.verb_view), name=name
        )
        return [step, *super().get_urls()]

    def verb_view(self, request: HttpRequest, object_id: str, slug: str) -> HttpResponse:
        """Show the form of a step, or take it."""
        obj = self._visible(request, object_id)
        verb = next((verb for verb in self.verbs if verb.slug == slug), None)
        if verb is None:
            raise Http404
        if not staff(request).has_perm(verb.permission):
            raise PermissionDenied
        self._record(request, f"step: {verb.slug}", obj)
        form = verb.form(request.POST or None, request.FILES or None, initial=self.verb_initial(obj, verb))
        if request.method == "POST" and form.is_valid() and self._take(request, verb, obj, form):
            return HttpResponseRedirect(self.after_verb(obj, verb))
        context = {**self.admin_site.each_context(request), "verb": verb, "form": form, "original": obj, "opts": self.opts}
        return TemplateResponse(request, "admin/verb.html", {**context, "title": verb.label, "may": verb.when(obj)})

    def verb_initial(self, obj: Any, verb: Verb) -> dict[str, Any]:
        """What a step's form starts with."""
        return {}

    def after_verb(self, obj: Any, verb: Verb) -> str:
        """Where the person goes after the step."""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[obj.pk])

    def _take(self, request: HttpRequest, verb: Verb, obj: Any, form: forms.Form) -> bool:
        try:
            verb.run(obj, form.cleaned_data, staff(request), timezone.now())
        except (MoveRefused, ReasonNeeded) as refusal:
            form.add_error(None, str(refusal))
            return False
        messages.success(request, verb.done)
        return True

    def _visible(self, request: HttpRequest, object_id: str) -> Any:
        """The record, if this person may see it; otherwise the same answer as for one that does not exist."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            raise Http404
        if not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        return obj

    def _record(self, request: HttpRequest, action: str, obj: models.Model | None = None) -> None:
        access.record(request, action, str(self.opts.verbose_name), case=self.case_of(obj), obj=obj)


class AuditedView(View):
    """A page with case data outside the admin. `what` names the kind of thing; `case` is asked before the page is made."""

    audited = True
    what: ClassVar[str]
    action: ClassVar[str] = "opened"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Find, record, then serve."""
        obj = self.find(request, **kwargs)
        case = obj if isinstance(obj, Case) else getattr(obj, "case", None)
        access.record(request, self.action, self.what, case=case, obj=obj)
        return super().dispatch(request, *args, **kwargs)

    def find(self, request: HttpRequest, **kwargs: Any) -> Any:
        """The record that the page shows, if this person may see it. Raises Http404."""
        raise NotImplementedError


def staff(request: HttpRequest) -> User:
    """The member of staff who asks. Raises PermissionDenied for anybody else."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
