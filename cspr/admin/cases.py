"""The pages of a case: the list, the search, and one page with everything that the stages know about it."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.text import capfirst

from cspr import dashboards, standing
from cspr.audited import AuditedModelAdmin, staff
from cspr.clocks import london_date
from cspr.editing import StaffInline
from cspr.models import Case, CaseAssignment, CaseConflict, Child, Deadline, Person

FOUND_AT_MOST = 50
# Entries of the timeline on the page of a case; the rest is one link away.
HAPPENED = 40


class ChildInline(StaffInline):
    """The children of the case."""

    model = Child
    template = "admin/numbered_rows.html"
    fields = (
        ("name", "also_known_as"),
        ("born_on", "died_on", "expected_on"),
        ("sex", "ethnicity"),
        ("first_language", "religion"),
        ("disability", "nhs_number"),
        ("setting", "looked_after"),
        "address",
    )


class PersonInline(StaffInline):
    """Family, household and others."""

    model = Person


class AssignmentInline(StaffInline):
    """Who has access to this one case, until when."""

    model = CaseAssignment
    verbose_name_plural = "people with access to this case only"


class ConflictInline(StaffInline):
    """For whom the case is shut."""

    model = CaseConflict


class ClockFilter(admin.SimpleListFilter):
    """Cases by how their running clocks stand today."""

    title = "running clocks"
    parameter_name = "clock"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        """The choices."""
        return [
            ("late", "Late"),
            ("past", "Past our own standard"),
            ("soon", "Due in the next seven days"),
            ("none", "None running"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Case]) -> QuerySet[Case]:
        """The rows of the choice."""
        on = london_date(timezone.now())
        running = Deadline.objects.running().filter(case=OuterRef("pk"))
        if self.value() == "late":
            return queryset.filter(Exists(running.late(on=on)))
        if self.value() == "past":
            return queryset.filter(Exists(running.past_our_standard(on=on)))
        if self.value() == "soon":
            return queryset.filter(Exists(running.due_between(on, on + timedelta(days=7))))
        return queryset.exclude(Exists(running)) if self.value() == "none" else queryset


class OpenFilter(admin.SimpleListFilter):
    """Open or closed."""

    title = "open or closed"
    parameter_name = "open"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        """The choices."""
        return [("yes", "Open"), ("no", "Closed")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Case]) -> QuerySet[Case]:
        """The rows of the choice."""
        return queryset.filter(closed_at__isnull=self.value() == "yes") if self.value() else queryset


class FindForm(forms.Form):
    """A reference or a name; sent by POST, so that no name stands in an address."""

    words = forms.CharField(label="Reference, or a child's name", max_length=200, min_length=2)


def stages() -> list[str]:
    """The records of the later stages that a case has one of, in the order of the apps; they carry a status each."""
    return [
        str(relation.get_accessor_name())
        for relation in Case._meta.related_objects
        if relation.one_to_one and any(field.name == "status" for field in relation.related_model._meta.get_fields())
    ]


def running() -> Prefetch[Any]:
    """The running clocks of each case, the earliest first, in one query for all."""
    return Prefetch("deadlines", Deadline.objects.running().select_related("case").order_by("due_on"), to_attr="running")


class CaseList(ChangeList):
    """The rows of one page, each with its running clocks."""

    def get_results(self, request: HttpRequest) -> None:
        """Django's, then the clocks."""
        super().get_results(request)
        self.result_list = list(self.result_list)
        prefetch_related_objects(self.result_list, running())


@admin.register(Case)
class CaseAdmin(AuditedModelAdmin):
    """A case is opened by a stage, never by hand; here its facts are kept, and everything about it is found."""

    case_path = ""
    fields = ("reference", "opened_at", "summary", "incident_on", "incident_place")
    readonly_fields = ("reference", "opened_at")
    inlines = (ChildInline, PersonInline, AssignmentInline, ConflictInline)
    list_display = ("reference", "opened_on", "stage", "next_deadline")
    list_filter = (OpenFilter, ClockFilter)
    search_fields = ("reference",)
    change_form_template = "admin/case_change_form.html"
    change_list_template = "admin/case_change_list.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        """By accepting a referral, or by recording a notification."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Case]:
        """With the record that each stage has."""
        rows: QuerySet[Case] = super().get_queryset(request)
        return rows.select_related(*stages())

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """The list of cases."""
        return CaseList

    @admin.display(description="opened", ordering="opened_at")
    def opened_on(self, case: Case) -> str:
        """The London day."""
        return f"{london_date(case.opened_at):%-d %B %Y}"

    @admin.display(description="stage")
    def stage(self, case: Case) -> str:
        """The furthest stage and how it stands, in words."""
        if case.closed_at:
            return "Closed"
        reached = [found for found in (getattr(case, name, None) for name in stages()) if found is not None]
        if not reached:
            return "Opened"
        return f"{capfirst(str(reached[-1]._meta.verbose_name))}: {reached[-1].get_status_display()}"

    @admin.display(description="next deadline")
    def next_deadline(self, case: Case) -> str:
        """The earliest running clock, in words."""
        running: list[Deadline] = getattr(case, "running", [])
        if not running:
            return "No clock is running"
        return dashboards.next_in_words(running[0], on=london_date(timezone.now()))

    def get_urls(self) -> list[URLPattern]:
        """Django's own, the steps, and the search."""
        find = path("find/", self.admin_site.admin_view(self.find_view), name="cspr_case_find")
        return [find, *super().get_urls()]

    def find_view(self, request: HttpRequest) -> HttpResponse:
        """Find cases by reference or by a child's name."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        self.record(request, "searched for")
        form = FindForm(request.POST if request.method == "POST" else None)
        cases: list[Case] = []
        if form.is_bound and form.is_valid():
            words = form.cleaned_data["words"]
            named = Child.objects.filter(Q(name__icontains=words) | Q(also_known_as__icontains=words)).values("case")
            found = self.get_queryset(request).filter(Q(reference__icontains=words) | Q(pk__in=named))
            cases = list(found.order_by("-opened_at").prefetch_related(running())[:FOUND_AT_MOST])
        rows = [(case, self.opened_on(case), self.stage(case), self.next_deadline(case)) for case in cases]
        context = {**self.admin_site.each_context(request), "title": "Find a case", "opts": self.opts, "form": form}
        return TemplateResponse(request, "admin/find_case.html", {**context, "rows": rows, "marking": True})

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The case with its clocks, its stages, its timeline, and who looked."""
        obj = self.visible(request, object_id)
        user, on = staff(request), london_date(timezone.now())
        extra: dict[str, Any] = {
            "clocks": dashboards.clocks_of(obj, on=on),
            "panels": dashboards.panels(obj, user, on=on),
            "overview": standing.overview(obj, user, on=on),
        }
        if user.has_perm("cspr.view_timelineentry"):
            happened = list(obj.timeline.all()[: HAPPENED + 1])
            extra |= {"timeline": happened[:HAPPENED], "timeline_goes_on": len(happened) > HAPPENED}
        if user.has_perm("cspr.view_accessrecord"):
            extra["who_looked"] = obj.access_records.select_related("user")[:10]
        return super().change_view(request, object_id, form_url, {**extra, **(extra_context or {})})
