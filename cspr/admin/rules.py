"""Bank holidays and the versions of the clocks' rules: each change shows which deadlines it moves before it is made."""

import datetime as times
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse

from cspr import rules
from cspr.audited import OpenedByAStep, Verb
from cspr.deadlines import clocks
from cspr.forms import DayField, WordsField
from cspr.models import BankHoliday, ClockRule, User
from cspr.working_days import FIRST, LAST

LONGEST = 400
Typed = dict[str, Any]


def within_the_table(day: times.date) -> times.date:
    """The day, if working days can be counted from it. Raises ValidationError."""
    if not FIRST <= day <= LAST:
        raise ValidationError(f"{day:%-d %B} {day.year} is outside the years {FIRST.year} to {LAST.year}. Check the year.")
    return day


class HolidayForm(forms.Form):
    """A day that is proclaimed."""

    date = DayField(label="Date")
    name = forms.CharField(
        label="Name", max_length=100, help_text="As it was proclaimed, for example: National day of mourning."
    )

    def clean_date(self) -> times.date:
        """Within the table of working days."""
        return within_the_table(self.cleaned_data["date"])


class RemovalForm(forms.Form):
    """Why a day is taken away."""

    because = WordsField(label="Why it is taken away", rows=3, help_text="Kept with each date that moves.")


class VersionForm(forms.Form):
    """A version of a rule: how long, on whose authority, from which day on."""

    length = forms.IntegerField(label="Length")
    unit = forms.ChoiceField(label="Unit", choices=ClockRule.Unit.choices)
    authority = forms.CharField(label="On whose authority", max_length=300)
    source = forms.CharField(label="Source", max_length=300, help_text="Where anybody can read it.")
    effective_from = DayField(label="Effective from", help_text="It applies to clocks that start on this day or later.")

    def clean_length(self) -> int:
        """From one to the longest that any rule could mean; a slip of the keyboard would move every date."""
        length: int = self.cleaned_data["length"]
        if not 1 <= length <= LONGEST:
            raise ValidationError(f"A clock runs for 1 to {LONGEST} working days, days or months. Check the number.")
        return length

    def clean_effective_from(self) -> times.date:
        """Within the table of working days."""
        return within_the_table(self.cleaned_data["effective_from"])


class RuleForm(VersionForm):
    """A version of a rule for any clock that the stages declare."""

    clock = forms.ChoiceField(label="Clock")
    bound = forms.ChoiceField(label="Which of its dates", choices=ClockRule.Bound.choices)
    field_order = ("clock", "bound")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        declared = [(clock.code, clock.title) for clock in clocks().values()]
        self.fields["clock"] = forms.ChoiceField(label="Clock", choices=[("", "---------"), *declared])


def _add_holiday(record: None, typed: Typed, user: User, at: times.datetime) -> BankHoliday:
    return rules.add_holiday(typed["date"], typed["name"], by=user, at=at)


def _preview_holiday(record: None, typed: Typed, user: User, at: times.datetime) -> str:
    return rules.preview_holiday(typed["date"], by=user)


def _remove_holiday(holiday: BankHoliday, typed: Typed, user: User, at: times.datetime) -> None:
    rules.remove_holiday(holiday, because=typed["because"], by=user, at=at)


def _preview_removal(holiday: BankHoliday, typed: Typed, user: User, at: times.datetime) -> str:
    return rules.preview_removal(holiday, by=user)


def _facts(rule: ClockRule | None, typed: Typed) -> Typed:
    return typed if rule is None else {"clock": rule.clock, "bound": rule.bound, **typed}


def _add_version(rule: ClockRule | None, typed: Typed, user: User, at: times.datetime) -> ClockRule:
    return rules.add_version(_facts(rule, typed), by=user, at=at)


def _preview_version(rule: ClockRule | None, typed: Typed, user: User, at: times.datetime) -> str:
    return rules.preview_version(_facts(rule, typed), by=user, at=at)


class ChangedByAStep(OpenedByAStep):
    """Rows that no page edits: they come, and go, by steps that say first what they move."""

    case_path = None

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never in place."""
        return False


@admin.register(BankHoliday)
class BankHolidayAdmin(ChangedByAStep):
    """The gov.uk list, and days that are proclaimed at short notice."""

    fields = ("date", "name", "proclaimed", "added_at")
    list_display = ("date", "name", "proclaimed")
    list_filter = ("proclaimed",)
    opening = Verb(
        slug="add",
        label="Add a bank holiday",
        permission="cspr.add_bankholiday",
        form=HolidayForm,
        run=_add_holiday,
        when=lambda record: True,
        intro="A one-off day that was proclaimed for England and Wales. You see first which open deadlines move. The other "
        "managers and coordinators get an e-mail.",
        done="The day is added, and the dates that count past it have moved.",
        preview=_preview_holiday,
    )
    verbs = (
        Verb(
            slug="remove",
            label="Take this day away",
            permission="cspr.change_bankholiday",
            form=RemovalForm,
            run=_remove_holiday,
            when=lambda holiday: holiday.proclaimed,
            intro="For a day that was added by mistake. You see first which open deadlines move back. The history keeps it.",
            done="The day is taken away, and the dates that counted past it have moved back.",
            preview=_preview_removal,
        ),
    )

    def after_verb(self, obj: BankHoliday, verb: Verb) -> str:
        """A day that was taken away has no page any more."""
        return reverse("admin:cspr_bankholiday_changelist") if verb.slug == "remove" else super().after_verb(obj, verb)


@admin.register(ClockRule)
class ClockRuleAdmin(ChangedByAStep):
    """How long each clock runs, on whose authority and since when. No version is ever edited."""

    fields = ("clock_in_words", "bound", "runs", "authority", "source", "effective_from", "added_at", "added_by")
    list_display = ("clock_in_words", "bound", "runs", "authority", "source", "effective_from")
    list_display_links = ("clock_in_words",)
    opening = Verb(
        slug="add",
        label="Add a rule",
        permission="cspr.add_clockrule",
        form=RuleForm,
        run=_add_version,
        when=lambda record: True,
        intro="A rule holds for the clocks that start on its day or later. You see first which open deadlines move.",
        done="The rule is added. The running clocks to which it applies have their new dates.",
        preview=_preview_version,
    )
    verbs = (
        Verb(
            slug="new-version",
            label="New version",
            permission="cspr.add_clockrule",
            form=VersionForm,
            run=_add_version,
            when=lambda rule: True,
            intro="This version stays as it is, for the clocks that started under it. You see first which open deadlines move.",
            done="The new version is added. The running clocks to which it applies have their new dates.",
            preview=_preview_version,
        ),
    )

    def verb_initial(self, obj: ClockRule, verb: Verb) -> dict[str, Any]:
        """All as it is but the day from which on it holds."""
        return {name: getattr(obj, name) for name in ("length", "unit", "authority", "source")}

    @admin.display(description="clock", ordering="clock")
    def clock_in_words(self, rule: ClockRule) -> str:
        """The clock's title, as its stage declares it."""
        clock = clocks().get(rule.clock)
        return clock.title if clock else rule.clock

    @admin.display(description="runs for")
    def runs(self, rule: ClockRule) -> str:
        """15 working days."""
        return rule.in_words()
