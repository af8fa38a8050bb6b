"""What is written once: what happened, who looked, and which messages went out. Read only."""

import re
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import F, QuerySet
from django.http import HttpRequest

from cspr import outbox
from cspr.audited import AuditedModelAdmin, Verb, staff
from cspr.models import AccessRecord, Case, OutgoingEmail, TimelineEntry, User
from cspr.outbox import CODE_PLACEHOLDER

# What follows in the link of an invitation: half of what it takes to accept it.
INVITATION = re.compile(r"invitation/\S+")


class ReadOnlyAdmin(AuditedModelAdmin):
    """Pages on which nothing can be typed, of rows without a history of changes."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Never."""
        return False

    def has_view_history_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """What is written once has no history."""
        return False


@admin.register(TimelineEntry)
class TimelineEntryAdmin(ReadOnlyAdmin):
    """What happened to the cases this person may see."""

    fields = ("case", "at", "words", "actor", "recorded_at")
    list_display = ("at", "case", "words", "actor")
    list_select_related = ("case",)
    lookups = ("case",)


class WhoLooked(admin.SimpleListFilter):
    """One member of staff."""

    title = "person"
    parameter_name = "person"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        """Everybody who has or had an account."""
        return [(str(pk), name or email) for pk, name, email in User.objects.values_list("pk", "name", "email")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[AccessRecord]) -> QuerySet[AccessRecord]:
        """What that person looked at."""
        value = self.value() or ""
        return queryset.filter(user=int(value)) if value.isdecimal() and len(value) < 19 else queryset


@admin.register(AccessRecord)
class AccessRecordAdmin(ReadOnlyAdmin):
    """Who looked at what. It holds references and no facts of a case, so the auditor sees all of it."""

    case_path = None
    fields = ("at", "who", "action", "what", "object_id", "case", "site")
    list_display = ("at", "who", "action", "what", "case", "site")
    list_filter = (WhoLooked,)
    list_select_related = ("case", "user")
    lookups = ("case",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[AccessRecord]:
        """All but the cases with which this person has a conflict of interest."""
        shut = Case.objects.filter(conflicts__user=staff(request))
        rows: QuerySet[AccessRecord] = super().get_queryset(request).exclude(case__in=shut)
        return rows

    def case_of(self, obj: object) -> Case | None:
        """The record's own case is where this reading is counted, too."""
        return obj.case if isinstance(obj, AccessRecord) else None

    @admin.display(description="who", ordering=F("user__name"))
    def who(self, row: AccessRecord) -> str:
        """A member of staff by name, a sender by address."""
        return str(row.user) if row.user else row.sender


class EmailState(admin.SimpleListFilter):
    """Sent, waiting, or given up."""

    title = "how it stands"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        """The choices."""
        return [("failed", "Given up"), ("waiting", "Waiting to be sent"), ("sent", "Sent")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[OutgoingEmail]) -> QuerySet[OutgoingEmail]:
        """The rows of the choice."""
        chosen = {
            "failed": {"failed_at__isnull": False, "settled_at__isnull": True},
            "waiting": {"failed_at__isnull": True, "sent_at__isnull": True},
            "sent": {"sent_at__isnull": False},
        }
        return queryset.filter(**chosen.get(self.value() or "", {}))


class SettleForm(forms.Form):
    """How the person was told."""

    how = forms.CharField(label="How the person was told", max_length=200, help_text="For example: by telephone, today.")


def _try_again(email: OutgoingEmail, typed: dict[str, Any], user: User, at: datetime) -> None:
    outbox.try_again(email, at=at)


def _settle(email: OutgoingEmail, typed: dict[str, Any], user: User, at: datetime) -> None:
    outbox.settle(email, by=user, at=at, how=typed["how"])


def _is_undelivered(email: OutgoingEmail) -> bool:
    return email.failed_at is not None and email.settled_at is None


@admin.register(OutgoingEmail)
class OutgoingEmailAdmin(ReadOnlyAdmin):
    """Every message on its way or sent. A code is never in the row, so it cannot be shown."""

    fields = ("to", "subject", "text", "case", "created_at", "state", "sent_at", "attempts", "last_error")
    list_display = ("created_at", "to", "subject", "state", "attempts", "last_error")
    list_filter = (EmailState,)
    list_select_related = ("case",)
    verbs = (
        Verb(
            slug="again",
            label="Try again",
            permission="cspr.change_outgoingemail",
            form=forms.Form,
            run=_try_again,
            when=_is_undelivered,
            intro="The message is sent once more, to the same address. If the address is wrong, correct it where it was "
            "taken from and tell the person in another way.",
            done="It is among the messages to be sent again.",
        ),
        Verb(
            slug="settle",
            label="Record as told in another way",
            permission="cspr.change_outgoingemail",
            form=SettleForm,
            run=_settle,
            when=_is_undelivered,
            done="Recorded. The message is no longer shown as undelivered.",
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[OutgoingEmail]:
        """Messages about visible cases, and those about no case."""
        visible = Case.objects.visible_to(staff(request))
        every: QuerySet[OutgoingEmail] = OutgoingEmail.objects.select_related("case")
        return (every.filter(case__isnull=True) | every.filter(case__in=visible)).order_by("-created_at")

    @admin.display(description="text")
    def text(self, email: OutgoingEmail) -> str:
        """The body, with the place of a code and the link of an invitation left blank."""
        return INVITATION.sub("invitation/●●●●●●", email.body.replace(CODE_PLACEHOLDER, "●●●●●●"))

    @admin.display(description="how it stands")
    def state(self, email: OutgoingEmail) -> str:
        """In words."""
        if email.sent_at:
            return "Sent"
        if email.settled_at:
            return f"Told in another way: {email.settled_how}"
        return "Given up: tell the person in another way" if email.failed_at else "Waiting to be sent"
