"""The list of cases and the search: what they show, and how they stay quick where there are a hundred thousand."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects
from django.http import HttpRequest
from django.utils import timezone

from cspr.clocks import london_date
from cspr.models import Case, Child, Deadline

FOUND_AT_MOST = 50


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


class ByKeys(Paginator[Any]):
    """Finds first which rows stand on a page, then what it shows of them: a far page reads no more than the first."""

    def page(self, number: int | str) -> Page[Any]:
        """The page of that number. Raises InvalidPage."""
        wanted = self.validate_number(number)
        first = (wanted - 1) * self.per_page
        rows: Any = self.object_list
        keys = list(rows.values_list("pk", flat=True)[first : first + self.per_page])
        return Page(rows.filter(pk__in=keys), wanted, self)


def running() -> Prefetch[Any]:
    """The running clocks of each case, the earliest first, in one query for all."""
    return Prefetch("deadlines", Deadline.objects.running().order_by("due_on"), to_attr="running")


class CaseList(ChangeList):
    """The rows of one page, each with its running clocks."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Case]:
        """Django's, without the long texts of the stages, which no list shows."""
        rows: QuerySet[Case] = super().get_queryset(request, exclude_parameters)
        return rows.only("reference", "opened_at", "closed_at", *(f"{stage}__status" for stage in stages()))

    def get_results(self, request: HttpRequest) -> None:
        """Django's, then the clocks."""
        super().get_results(request)
        self.result_list = list(self.result_list)
        prefetch_related_objects(self.result_list, running())


def find(rows: QuerySet[Case], words: str) -> list[Case]:
    """Of these cases the newest whose reference, or the name of one of whose children, has these words in it."""
    named = Child.objects.filter(Q(name__icontains=words) | Q(also_known_as__icontains=words))
    # Each part is answered by an index of its own.
    keys = Case.objects.filter(reference__icontains=words).order_by().values("pk").union(named.order_by().values("case"))
    return list(rows.filter(pk__in=keys).order_by("-opened_at").prefetch_related(running())[:FOUND_AT_MOST])
