"""Bank holidays, the rules of the clocks with their authority, and the deadlines that follow from both."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from cspr import dashboards
from cspr.audited import AuditedModelAdmin
from cspr.clocks import london_date
from cspr.deadlines import clocks, explain
from cspr.editing import StaffModelAdmin, VersionedForm
from cspr.models import BankHoliday, ClockRule, Deadline
from cspr.working_days import FIRST, LAST

LONGEST = 400


def within_the_table(day: date) -> date:
    """The day, if working days can be counted from it. Raises ValidationError."""
    if not FIRST <= day <= LAST:
        raise ValidationError(f"{day:%-d %B} {day.year} is outside the years {FIRST.year} to {LAST.year}. Check the year.")
    return day


class BankHolidayForm(VersionedForm):
    """A day that is proclaimed."""

    def clean_date(self) -> date:
        """Within the table of working days."""
        return within_the_table(self.cleaned_data["date"])


class ClockRuleForm(VersionedForm):
    """A rule for one of the clocks that the stages declare."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "clock" in self.fields:
            declared = [(clock.code, clock.title) for clock in clocks().values()]
            self.fields["clock"] = forms.ChoiceField(label="Clock", choices=[("", "---------"), *declared])

    def clean_length(self) -> int:
        """From one to the longest that any rule could mean; a slip of the keyboard would move every date."""
        length: int = self.cleaned_data["length"]
        if not 1 <= length <= LONGEST:
            raise ValidationError(f"A clock runs for 1 to {LONGEST} working days, days or months. Check the number.")
        return length

    def clean_effective_from(self) -> date:
        """Within the table of working days."""
        return within_the_table(self.cleaned_data["effective_from"])


@admin.register(BankHoliday)
class BankHolidayAdmin(StaffModelAdmin):
    """The gov.uk list, and days that are proclaimed at short notice."""

    form = BankHolidayForm
    fields = ("date", "name")
    list_display = ("date", "name", "proclaimed")
    list_filter = ("proclaimed",)

    def has_change_permission(self, request: HttpRequest, obj: BankHoliday | None = None) -> bool:
        """Only a day that was added here may be corrected; the list of gov.uk stands."""
        allowed = bool(super().has_change_permission(request, obj))
        return allowed and (obj is None or obj.proclaimed)

    def save_model(self, request: HttpRequest, obj: BankHoliday, form: object, change: bool) -> None:
        """A day added by hand is marked as such."""
        obj.proclaimed = True
        super().save_model(request, obj, form, change)


@admin.register(ClockRule)
class ClockRuleAdmin(StaffModelAdmin):
    """How long each clock runs, and on whose authority."""

    form = ClockRuleForm
    fields = ("clock_in_words", "bound", "length", "unit", "authority", "source", "effective_from")
    list_display = ("clock_in_words", "bound", "runs", "authority", "source", "effective_from")
    list_display_links = ("clock_in_words",)

    def get_fields(self, request: HttpRequest, obj: ClockRule | None = None) -> list[str]:
        """A new rule names its clock by code; an existing one in words."""
        return [*self.fields] if obj else ["clock", *self.fields[1:]]

    def get_readonly_fields(self, request: HttpRequest, obj: ClockRule | None = None) -> tuple[str, ...]:
        """Which clock and which of its two dates stay as they are; a new length from a new day is a new rule."""
        return ("clock_in_words", "bound") if obj else ()

    @admin.display(description="clock", ordering="clock")
    def clock_in_words(self, rule: ClockRule) -> str:
        """The clock's title, as its stage declares it."""
        clock = clocks().get(rule.clock)
        return clock.title if clock else rule.clock

    @admin.display(description="runs for")
    def runs(self, rule: ClockRule) -> str:
        """15 working days."""
        unit = rule.get_unit_display()
        return f"{rule.length} {unit[:-1] if rule.length == 1 else unit}"


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


@admin.register(Deadline)
class DeadlineAdmin(AuditedModelAdmin):
    """Read only: the stages start, meet and end clocks."""

    fields = ("case", "clock_in_words", "started_on", "due_on", "latest_on", "ended_on", "state", "because", "authority")
    readonly_fields = fields
    list_display = ("case", "clock_in_words", "started_on", "due_on", "latest_on", "state", "because")
    list_display_links = ("case", "clock_in_words")
    list_filter = (DeadlineState, WhichClock)
    list_select_related = ("case",)
    lookups = ("case",)
    change_form_template = "admin/deadline_change_form.html"

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The deadline, with the account of every day that was or was not counted."""
        deadline: Deadline = self.visible(request, unquote(object_id))
        explanations = explain(deadline.clock, deadline.started_on)
        return super().change_view(request, object_id, form_url, {"explanations": explanations, **(extra_context or {})})

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
