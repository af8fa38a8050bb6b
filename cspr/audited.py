"""Admin pages and views whose every reading is recorded, by construction; and the pages on which staff take a step."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.contrib.admin import SimpleListFilter
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.views.generic import View

from cspr import access
from cspr.deadlines import NotAgreed, ReasonNeeded
from cspr.editing import VERSION, StaffModelAdmin, meanwhile, newest_version, staff
from cspr.lifecycle import MoveRefused
from cspr.models import Case, User

__all__ = ["AuditedModelAdmin", "AuditedView", "OpenedByAStep", "Verb", "staff"]

# The box in which the mark of what was read comes back.
CONFIRMED = "confirmed_preview"
# What a filter in the sidebar adds to the name of its field.
FILTER_ENDINGS = ("", "__exact", "__in", "__isnull", "__id__exact", "__gte", "__lt")


@dataclass(frozen=True)
class Verb:
    """A step that staff may take with a record, on a page of its own.

    `form` judges what was typed; `run(record, cleaned_data, user, at)` calls the lifecycle, which judges whether it may
    happen; `when(record)` says whether the button is shown; `permission` is "app.codename".
    `preview(record, cleaned_data, user, at)` says what would follow: the step is taken once the person has confirmed that
    they read it, for exactly what they typed. It may raise MoveRefused.
    """

    slug: str
    label: str
    permission: str
    form: type[forms.Form]
    run: Callable[[Any, dict[str, Any], User, datetime], object]
    when: Callable[[Any], bool]
    intro: str = ""
    done: str = "Done."
    preview: Callable[[Any, dict[str, Any], User, datetime], str] | None = None

    @property
    def asks_first(self) -> bool:
        """Whether there is something to be read and confirmed: a template would call `preview` itself."""
        return self.preview is not None


@dataclass(frozen=True)
class Read:
    """What would follow from a step, and the mark that the Confirm button sends back for exactly these words."""

    words: str
    mark: str


class AuditedModelAdmin(StaffModelAdmin):
    """A ModelAdmin that shows only what the person may see, writes down that they looked, and never deletes.

    `case_path` leads from the model to its case ("" for Case itself, None for a model that belongs to no case).
    `lookups` are the only query parameters, besides those of `list_filter`, by which the list may be narrowed.
    """

    audited = True
    case_path: ClassVar[str | None] = "case"
    verbs: ClassVar[Sequence[Verb]] = ()
    lookups: ClassVar[Sequence[str]] = ()

    def case_of(self, obj: Any) -> Case | None:
        """The case to which a record belongs."""
        if self.case_path is None or obj is None:
            return None
        for step in filter(None, self.case_path.split("__")):
            obj = getattr(obj, step, None)
        return obj if isinstance(obj, Case) else None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Need to know: what the model's own `visible_to` gives, else rows of visible cases only."""
        rows: Any = super().get_queryset(request)
        if hasattr(rows, "visible_to"):
            visible: QuerySet[Any] = rows.visible_to(staff(request))
            return visible
        if self.case_path is not None:
            rows = rows.filter(**{f"{self.case_path}__in": Case.objects.visible_to(staff(request))})
        found: QuerySet[Any] = rows
        return found

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Only the filters that the page itself offers: a free filter would answer questions about a name."""
        allowed = set(self.lookups)
        for item in self.get_list_filter(request):
            if isinstance(item, type) and issubclass(item, SimpleListFilter):
                allowed.add(str(item.parameter_name))
            else:
                name = item if isinstance(item, str) else item[0]
                allowed.update(f"{name}{ending}" for ending in FILTER_ENDINGS)
        return lookup in allowed

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list, recorded."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        self.record(request, "listed")
        return super().changelist_view(request, {"marking": True, **(extra_context or {})})

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The page for a new record, recorded."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        self.record(request, "added" if request.method == "POST" else "opened the page for a new")
        return super().add_view(request, form_url, {"marking": True, **(extra_context or {})})

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The record, recorded, with the steps that may be taken now."""
        obj = self.visible(request, unquote(object_id))
        self.record(request, "changed" if request.method == "POST" else "opened", obj)
        extra = {"verbs": self.open_verbs(request, obj), "marking": True, "case": self.case_of(obj)}
        # Records of a case are opened by a step or one at a time: nobody saves one to type the next.
        extra["show_save_and_add_another"] = False
        return super().change_view(request, object_id, form_url, {**extra, **(extra_context or {})})

    def history_view(self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The history, recorded."""
        self.require_history()
        self.record(request, "read the history of", self.visible(request, unquote(object_id)))
        return super().history_view(request, object_id, {"marking": True, **(extra_context or {})})

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """An earlier state, recorded."""
        self.require_history()
        self.record(request, "read an earlier state of", self.visible(request, unquote(object_id)))
        return super().history_form_view(request, object_id, version_id, {"marking": True, **(extra_context or {})})

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
        step = path("<path:object_id>/do/<slug:slug>/", self.admin_site.admin_view(self.verb_view), name=name)
        return [step, *super().get_urls()]

    def verb_view(self, request: HttpRequest, object_id: str, slug: str) -> HttpResponse:
        """Show the form of a step, or take it."""
        obj = self.visible(request, unquote(object_id))
        verb = next((verb for verb in self.verbs if verb.slug == slug), None)
        if verb is None:
            raise Http404
        if not staff(request).has_perm(verb.permission):
            raise PermissionDenied
        self.record(request, f"{'step' if request.method == 'POST' else 'opened the step'}: {verb.slug}", obj)
        form, read, since = self.verb_form(request, obj, verb), None, None
        if request.method == "POST" and form.is_valid():
            # Of two people who take a step at the same moment the second finds what the first did, as if it were an hour ago.
            with transaction.atomic():
                since = meanwhile(obj, request.POST.get(VERSION, ""), form)
                read = None if since or form.errors else self._to_be_read(request, verb, obj, form)
                if not since and read is None and not form.errors and self._take(request, verb, obj, form):
                    return self.taken(request, obj, verb)
        context = {"verb": verb, "form": form, "original": obj, "opts": self.opts, "case": self.case_of(obj), "marking": True}
        newest = newest_version(obj)
        context |= {
            "title": f"{verb.label}: {obj}",
            "may": verb.when(obj),
            "read": read,
            "meanwhile": since,
            "opened": newest and newest.history_id,
            **self.admin_site.each_context(request),
        }
        return TemplateResponse(request, "admin/verb.html", context)

    def verb_form(self, request: HttpRequest, obj: Any, verb: Verb) -> forms.Form:
        """The step's form, filled in once it was sent."""
        sent = request.method == "POST"
        return verb.form(request.POST if sent else None, request.FILES if sent else None, initial=self.verb_initial(obj, verb))

    def verb_initial(self, obj: Any, verb: Verb) -> dict[str, Any]:
        """What a step's form starts with."""
        return {}

    def taken(self, request: HttpRequest, obj: Any, verb: Verb) -> HttpResponse:
        """The answer to a step that was taken."""
        return HttpResponseRedirect(self.after_verb(obj, verb))

    def after_verb(self, obj: Any, verb: Verb) -> str:
        """Where the person goes after the step."""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[obj.pk])

    def _to_be_read(self, request: HttpRequest, verb: Verb, obj: Any, form: forms.Form) -> "Read | None":
        """What the person has to confirm first, or None: nothing is to be confirmed, or it was, word for word."""
        if verb.preview is None:
            return None
        try:
            words = verb.preview(obj, form.cleaned_data, staff(request), timezone.now())
        except (MoveRefused, NotAgreed, ReasonNeeded) as refusal:
            form.add_error(None, str(refusal))
            return None
        typed = [(name, request.POST.getlist(name)) for name in sorted(form.fields)]
        mark = salted_hmac("cspr.audited.preview", repr((verb.slug, str(obj and obj.pk), words, typed))).hexdigest()
        return None if constant_time_compare(request.POST.get(CONFIRMED, ""), mark) else Read(words, mark)

    def _take(self, request: HttpRequest, verb: Verb, obj: Any, form: forms.Form) -> bool:
        self._run(request, verb, obj, form)
        return not form.errors

    def _run(self, request: HttpRequest, verb: Verb, obj: Any, form: forms.Form) -> Any:
        """What the step gave; None with an error in the form, if it was refused."""
        try:
            made = verb.run(obj, form.cleaned_data, staff(request), timezone.now())
        except (MoveRefused, NotAgreed, ReasonNeeded) as refusal:
            form.add_error(None, str(refusal))
            return None
        messages.success(request, verb.done)
        return made

    def record(self, request: HttpRequest, action: str, obj: models.Model | None = None) -> None:
        """Write that this request looks. Raises cspr.access.AccessNotRecorded."""
        case, what = self.case_of(obj), str(self.opts.verbose_name)
        # A referral that has no case yet is named by its own reference.
        if obj is not None and case is None and self.case_path is not None:
            what = f"{what} {obj}"
        access.record(request, action, what, case=case, obj=obj)


class OpenedByAStep(AuditedModelAdmin):
    """A record that is not added field by field: the page for a new one is a step of the lifecycle.

    `opening` says what the page asks; its `run(None, cleaned_data, user, at)` returns the new record.
    """

    opening: ClassVar[Verb]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Ask, let what follows be read where it has to be, then open; recorded like every other page."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        self.record(request, "added" if request.method == "POST" else "opened the page for a new")
        form, read = self.opening_form(request), None
        if request.method == "POST" and form.is_valid():
            read = self._to_be_read(request, self.opening, None, form)
            made = self._run(request, self.opening, None, form) if read is None and not form.errors else None
            if made is not None:
                return HttpResponseRedirect(self.after_verb(made, self.opening))
        context = {"verb": self.opening, "form": form, "original": None, "opts": self.opts, "may": True, "marking": True}
        context |= {"title": self.opening.label, "read": read, **self.admin_site.each_context(request)}
        return TemplateResponse(request, "admin/verb.html", context)

    def opening_form(self, request: HttpRequest) -> forms.Form:
        """The form of the page, filled in once it was sent."""
        return self.opening.form(request.POST if request.method == "POST" else None)


class AuditedView(View):
    """A page with case data outside the admin. `what` names the kind of thing; `find` is asked before the page is made."""

    audited = True
    what: ClassVar[str]
    action: ClassVar[str] = "opened"
    found: Any = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Find, record, then serve; what was found is at `self.found`."""
        self.found = self.find(request, **kwargs)
        case = self.found if isinstance(self.found, Case) else getattr(self.found, "case", None)
        access.record(request, self.action, self.what, case=case, obj=self.found)
        return super().dispatch(request, *args, **kwargs)

    def find(self, request: HttpRequest, **kwargs: Any) -> Any:
        """The record that the page shows, if this person may see it. Raises Http404."""
        raise NotImplementedError
