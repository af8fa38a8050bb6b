"""The list of cases and the search: what they show, and how they stay quick where there are a hundred thousand."""

from datetime import date, timedelta
from functools import cache
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst

from cspr.clocks import london_date
from cspr.models import Case, Child, Deadline

FOUND_AT_MOST = 50
# Up to here a page is read at once: to look for its keys first would take longer than to step over the rows before it.
NEAR = 1000


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


@cache
def stages() -> dict[str, str]:
    """The records of the later stages that a case has one of, in the order of the apps; they carry a status each.

    Their name on a case, and what they are called.
    """
    return {
        str(relation.get_accessor_name()): capfirst(str(relation.related_model._meta.verbose_name))
        for relation in Case._meta.related_objects
        if relation.one_to_one and any(field.name == "status" for field in relation.related_model._meta.get_fields())
    }


@cache
def _statuses(stage: str) -> dict[str, str]:
    """The statuses of a stage in words."""
    model: Any = Case._meta.get_field(stage).related_model
    return {str(status): str(words) for status, words in model._meta.get_field("status").flatchoices}


def as_listed(rows: QuerySet[Case]) -> QuerySet[Case]:
    """What a list shows of each case, and none of the long texts of its stages: their statuses, and the next running clock."""
    statuses = {f"status_of_{stage}": F(f"{stage}__status") for stage in stages()}
    running = Deadline.objects.running().filter(case=OuterRef("pk")).order_by("due_on")
    soonest = running.values(facts=JSONObject(clock="clock", due_on="due_on", latest_on="latest_on"))[:1]
    shown = rows.select_related(None).only("reference", "opened_at", "closed_at")
    return shown.annotate(soonest=Subquery(soonest), **statuses)


def stage_of(case: Case) -> str:
    """The furthest stage of a listed case and how it stands, in words."""
    if case.closed_at:
        return "Closed"
    reached = [(stage, title) for stage, title in stages().items() if getattr(case, f"status_of_{stage}")]
    if not reached:
        return "Opened"
    stage, title = reached[-1]
    return f"{title}: {_statuses(stage).get(getattr(case, f'status_of_{stage}'), '')}"


def next_of(case: Case) -> Deadline | None:
    """The running clock of a listed case that is due first."""
    facts: dict[str, str] | None = getattr(case, "soonest", None)
    if not facts:
        return None
    due_on, latest_on = (date.fromisoformat(facts[name]) for name in ("due_on", "latest_on"))
    return Deadline(clock=facts["clock"], due_on=due_on, latest_on=latest_on)


class ByKeys(Paginator[Any]):
    """Finds first which rows stand on a page, then what it shows of them; a page of the last half is counted from the end.

    So the last page is as near as the first, and none reads the long rows of those before it.
    """

    def page(self, number: int | str) -> Page[Any]:
        """The page of that number. Raises InvalidPage."""
        wanted = self.validate_number(number)
        first = (wanted - 1) * self.per_page
        last = min(first + self.per_page, self.count)
        rows: Any = self.object_list
        if last <= NEAR:
            return Page(as_listed(rows)[first:last], wanted, self)
        keys = rows.values_list("pk", flat=True)
        from_the_end = first > self.count // 2
        found = keys.reverse()[self.count - last : self.count - first] if from_the_end else keys[first:last]
        return Page(as_listed(rows.filter(pk__in=list(found))), wanted, self)


class CaseList(ChangeList):
    """The rows of one page."""

    def get_results(self, request: HttpRequest) -> None:
        """Django's, read once. Where all fit on one page, or all are asked for, Django does not ask the paginator."""
        super().get_results(request)
        all_at_once = not self.multi_page or (self.show_all and self.can_show_all)
        self.result_list = list(as_listed(self.queryset) if all_at_once else self.result_list)


def find(rows: QuerySet[Case], words: str) -> list[Case]:
    """Of these cases the newest whose reference, or the name of one of whose children, has these words in it.

    An imported case is also found by its whole reference in the earlier records.
    """
    named = Child.objects.filter(Q(name__icontains=words) | Q(also_known_as__icontains=words))
    # Each part is answered by an index of its own.
    by_reference = Case.objects.filter(reference__icontains=words).order_by().values("pk")
    imported = Case.objects.filter(old_reference=words.strip()).order_by().values("pk")
    keys = by_reference.union(imported, named.order_by().values("case"))
    return list(as_listed(rows.filter(pk__in=keys)).order_by("-opened_at")[:FOUND_AT_MOST])
