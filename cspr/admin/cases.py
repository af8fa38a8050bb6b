"""The pages of a case: the list, the search, and one page with everything that the stages know about it."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from cspr import dashboards, standing
from cspr.admin import export
from cspr.admin.case_list import ByKeys, CaseList, ClockFilter, FindForm, OpenFilter, find, next_of, stage_of, stages
from cspr.audited import AuditedModelAdmin, staff
from cspr.clocks import london_date
from cspr.editing import StaffInline, shows_one
from cspr.models import Case, CaseAssignment, CaseConflict, Child, Person
from cspr.stages import declared

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


@admin.register(Case)
class CaseAdmin(AuditedModelAdmin):
    """A case is opened by a stage, never by hand; here its facts are kept, and everything about it is found."""

    case_path = ""
    fields = ("reference", "opened_at", "summary", "incident_on", "incident_place")
    readonly_fields = ("reference", "opened_at")
    inlines = (ChildInline, PersonInline, AssignmentInline, ConflictInline)
    list_display = ("reference", "opened_on", "stage", "next_deadline")
    list_filter = (OpenFilter, ClockFilter)
    paginator = ByKeys
    change_form_template = "admin/case_change_form.html"
    change_list_template = "admin/case_change_list.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        """By accepting a referral, or by recording a notification."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Case]:
        """With the record that each stage has, and on the page of one case with what the stages want beside it."""
        rows: QuerySet[Case] = super().get_queryset(request)
        beside = {one.name: one.facts for one in declared("panels", "BESIDE_THE_CASE")} if shows_one(request) else {}
        return rows.select_related(*stages()).annotate(**beside)

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
        return stage_of(case)

    @admin.display(description="next deadline")
    def next_deadline(self, case: Case) -> str:
        """The earliest running clock, in words."""
        soonest = next_of(case)
        return dashboards.next_in_words(soonest, on=london_date(timezone.now())) if soonest else "No clock is running"

    def get_urls(self) -> list[URLPattern]:
        """Django's own, the steps, and the search."""
        find = path("find/", self.admin_site.admin_view(self.find_view), name="cspr_case_find")
        return [find, *export.urls(self.admin_site), *super().get_urls()]

    def find_view(self, request: HttpRequest) -> HttpResponse:
        """Find cases by reference or by a child's name."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        self.record(request, "searched for")
        form = FindForm(request.POST if request.method == "POST" else None)
        cases: list[Case] = []
        if form.is_bound and form.is_valid():
            words = form.cleaned_data["words"]
            cases = find(self.get_queryset(request), words)
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
        if user.has_perm(export.MAY):
            extra["export_url"] = reverse(f"admin:{export.ROUTE}", args=[obj.pk])
        if user.has_perm("cspr.view_timelineentry"):
            happened = list(obj.timeline.all()[: HAPPENED + 1])
            extra |= {"timeline": happened[:HAPPENED], "timeline_goes_on": len(happened) > HAPPENED}
        if user.has_perm("cspr.view_accessrecord"):
            extra["who_looked"] = obj.access_records.select_related("user")[:10]
        return super().change_view(request, object_id, form_url, {**extra, **(extra_context or {})})
