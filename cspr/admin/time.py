"""Deadlines in the staff admin: how each came about, day by day, and every move of its dates."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import Case, F, QuerySet, When
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils import timezone

from cspr import dashboards, deadlines, ledger
from cspr.admin import register
from cspr.audited import AuditedModelAdmin, Verb
from cspr.clocks import london_date
from cspr.deadlines import clocks
from cspr.forms import DayField, WordsField
from cspr.models import ClockRule, Deadline, DeadlineMove, User


class DeadlineState(admin.SimpleListFilter):
    """Running, late, past our own standard, or ended; computed on the day the page is asked for."""

    title = "how it stands"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        """The choices."""
        return [("running", "Running"), ("past", "Past our own standard"), ("late", "Late"), ("ended", "Ended")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Deadline]) -> QuerySet[Deadline]:
        """The rows of the choice."""
        on, value = london_date(timezone.now()), self.value()
        if value == "ended":
            return queryset.exclude(outcome=Deadline.Outcome.RUNNING)
        if value in ("running", "past", "late"):
            running = queryset.filter(outcome=Deadline.Outcome.RUNNING)
            if value == "past":
                return running.filter(due_on__lt=on, latest_on__gte=on)
            return running.filter(latest_on__lt=on) if value == "late" else running
        return queryset


class WhichClock(admin.SimpleListFilter):
    """One clock, by its title."""

    title = "clock"
    parameter_name = "clock"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        """The clocks that the stages declare."""
        return [(clock.code, clock.title) for clock in clocks().values()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Deadline]) -> QuerySet[Deadline]:
        """The rows of the choice."""
        return queryset.filter(clock=self.value()) if self.value() else queryset


MAY_MOVE = "cspr.change_deadline"


class ExtendForm(forms.Form):
    """A later date, agreed on."""

    until = DayField(label="New date")
    review_by = DayField(label="To be looked at again by", help_text="It shows under “Work for today” from that day on.")
    because = WordsField(label="Why, and who agreed", rows=3, help_text="Kept with the dates, and the date of the rule too.")


class HoldForm(forms.Form):
    """No date for a while."""

    review_by = DayField(
        label="To be looked at again by", help_text="The clock stands still until then, and counts as late after it."
    )
    because = WordsField(label="Why, and who agreed", rows=3, help_text="For example: a criminal trial. Kept with the dates.")


class LiftForm(forms.Form):
    """The date of the rule again."""

    because = WordsField(label="Why", rows=3, help_text="Kept with the dates.")


def _extend(deadline: Deadline, typed: dict[str, Any], user: User, at: datetime) -> DeadlineMove:
    return deadlines.extend(deadline, by=user, at=at, **typed)


def _hold(deadline: Deadline, typed: dict[str, Any], user: User, at: datetime) -> DeadlineMove:
    return deadlines.hold(deadline, by=user, at=at, **typed)


def _lift(deadline: Deadline, typed: dict[str, Any], user: User, at: datetime) -> DeadlineMove:
    return deadlines.lift(deadline, by=user, at=at, **typed)


class PastForm(forms.Form):
    """The day on which somebody wants to know how the deadline was understood."""

    on = DayField(label="As it was understood on", required=False)


@admin.register(Deadline)
class DeadlineAdmin(AuditedModelAdmin):
    """Read only: the stages start, meet and end clocks."""

    fields = ("case", "clock_in_words", "started_on", "due_on", "latest_on", "ended_on", "state", "because", "authority")
    # Shown only where there is something to show.
    sometimes = ("late_decided_by", "panel_told", "panel_told_on", "agreed", "review_by")
    readonly_fields = (*fields, *sometimes)
    list_display = ("case", "clock_in_words", "started_on", "due_on", "latest_on", "state", "because")
    list_display_links = ("case", "clock_in_words")
    list_filter = (DeadlineState, WhichClock)
    list_select_related = ("case",)
    lookups = ("case",)
    change_form_template = "admin/deadline_change_form.html"
    change_list_template = "admin/deadline_change_list.html"
    # What runs comes first, the soonest at the head; then what has ended, the newest at the head.
    ordering = (Case(When(outcome="", then=F("due_on"))).asc(nulls_last=True), "-due_on", "pk")
    verbs = (
        Verb(
            slug="extend",
            label="Extend",
            permission=MAY_MOVE,
            form=ExtendForm,
            run=_extend,
            when=deadlines.may_be_extended,
            intro="For a date that the partners agreed to move. The date that the rule gives stays in the record.",
            done="The date is extended.",
        ),
        Verb(
            slug="hold",
            label="Hold",
            permission=MAY_MOVE,
            form=HoldForm,
            run=_hold,
            when=deadlines.may_be_held,
            intro="For a publication that has to wait, for example while a trial is on.",
            done="The clock is held.",
        ),
        Verb(
            slug="lift",
            label="Lift the extension or hold",
            permission=MAY_MOVE,
            form=LiftForm,
            run=_lift,
            when=lambda deadline: bool(deadline.agreed) and not deadline.outcome,
            intro="The clock has the date of its rule again, and may be late by it.",
            done="The clock has the date of its rule again.",
        ),
    )

    def get_fields(self, request: HttpRequest, obj: Deadline | None = None) -> list[str]:
        """One date where both are the same; and of what is rarely said, what was said."""
        shown = [name for name in self.fields if obj is None or name != "latest_on" or obj.due_on != obj.latest_on]
        return [*shown, *(name for name in self.sometimes if obj is not None and getattr(obj, name))]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The deadline, with the account of every day that was or was not counted, on an earlier day if one is asked for."""
        deadline: Deadline = self.visible(request, unquote(object_id))
        form = PastForm(request.GET if "on" in request.GET else None)
        as_of = form.cleaned_data["on"] if form.is_valid() else None
        account = ledger.ledger_of(deadline, on=london_date(timezone.now()), as_of=as_of)
        extra = {"past_form": form, "ledger": account}
        return super().change_view(request, object_id, form_url, {**extra, **(extra_context or {})})

    def get_urls(self) -> list[URLPattern]:
        """The late register, the dates of a case on paper, the steps, and Django's own."""
        return [*register.urls(self.admin_site), *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Deadline | None = None) -> bool:
        """Never by hand."""
        return False

    @admin.display(description="clock", ordering="clock")
    def clock_in_words(self, deadline: Deadline) -> str:
        """The clock's title."""
        clock = clocks().get(deadline.clock)
        return clock.title if clock else deadline.clock

    @admin.display(description="how it stands")
    def state(self, deadline: Deadline) -> str:
        """In words, for today."""
        return dashboards.state_of(deadline, on=london_date(timezone.now()))

    @admin.display(description="on whose authority")
    def authority(self, deadline: Deadline) -> str:
        """The sources of both dates, as the rules have them for that start."""
        rules = ClockRule.objects.filter(clock=deadline.clock, effective_from__lte=deadline.started_on)
        newest = {rule.bound: rule for rule in rules.order_by("effective_from")}
        return "; ".join(f"{rule.get_bound_display()}: {rule.authority} ({rule.source})" for rule in newest.values())
