"""Triage: the queue, the whole referral on one page to be read, its files, and the two decisions."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from cspr import deadlines
from cspr.audited import AuditedModelAdmin, Verb
from cspr.models import Deadline, User
from referrals import lifecycle
from referrals.admin import paper
from referrals.admin.files import AttachmentFile, AttachmentInline
from referrals.admin.rows import ReferredChildInline
from referrals.forms import AcceptForm, DeclineForm
from referrals.models import Referral


def _accept(referral: Referral, typed: dict[str, Any], by: User, at: datetime) -> Referral:
    return lifecycle.accept(referral, by=by, at=at, aware_at=typed["aware_at"], checked=typed["checked"])


def _decline(referral: Referral, typed: dict[str, Any], by: User, at: datetime) -> Referral:
    return lifecycle.decline(referral, by=by, at=at, because=typed["because"], route=typed["route"])


def _is_undecided(referral: Referral) -> bool:
    return bool(lifecycle.MOVES.get(referral.status))


ACCEPT = Verb(
    slug="accept",
    label="Accept",
    permission="referrals.change_referral",
    form=AcceptForm,
    run=_accept,
    when=_is_undecided,
    intro=(
        "Accepting opens a case with the children of this referral, and starts the local authority’s clock. "
        "Confirm with the local authority when it became aware: what the sender wrote is filled in where it was given."
    ),
    done="The referral is accepted and its case is open.",
)
DECLINE = Verb(
    slug="decline",
    label="Decline",
    permission="referrals.change_referral",
    form=DeclineForm,
    run=_decline,
    when=_is_undecided,
    intro="No case is opened. The sender is told that the referral was considered; tell them the reason by telephone.",
    done="The referral is declined, with its reason.",
)


STANDING = ("Where it stands", {"fields": ("status", "received_at", "read_by", "who")})
DECISION = ("Decision", {"fields": ("case", "la_aware_at", "decided_at", "decided_by", "decision_reason", "route")})


@admin.register(Referral)
class ReferralAdmin(AuditedModelAdmin):
    """Everything is to be read; the two steps change where the referral stands."""

    verbs = (ACCEPT, DECLINE)
    inlines = (ReferredChildInline, AttachmentInline)
    list_display = ("reference", "status", "agency", "received_at", "read_by", "authority_told")
    readonly_fields = ("who", "incident", "authority_told")
    list_filter = ("status",)
    list_select_related = ("agency", "case")
    ordering: ClassVar[Any] = [
        models.Case(models.When(status=Referral.Status.RECEIVED, then=0), default=1),
        models.F("la_told_at").asc(nulls_last=True),
        "read_by",
        "received_at",
    ]
    fieldsets = (
        ("What happened", {"fields": ("incident", "incident_place", "narrative")}),
        ("First criterion: abuse or neglect", {"fields": ("suspicion", "abuse_evidence")}),
        ("Second criterion: death or serious harm", {"fields": ("outcome", "harm_evidence")}),
        ("How agencies worked together (not a condition)", {"fields": ("agencies_working",)}),
        ("Who knew, and when", {"fields": ("agency_aware_on", "authority_told", "la_told_how")}),
        ("Other children now", {"fields": ("safety",)}),
        ("Who referred", {"fields": ("agency", "sender_name", "sender_role", "sender_phone", "sender_email")}),
        ("Senior manager consulted", {"fields": ("manager_name", "manager_role", "manager_contact", "discussed_on")}),
    )

    @admin.display(description="children")
    def who(self, referral: Referral) -> SafeString:
        """Each child on a line, so that the page says at once whom it is about."""
        return format_html_join(SafeString("<br>"), "{}", ((child.name,) for child in referral.children.all()))

    @admin.display(description="date of the incident")
    def incident(self, referral: Referral) -> str:
        """With whether it is approximate."""
        exactly = (
            "" if referral.incident_dated == Referral.Dated.EXACT else f" ({referral.get_incident_dated_display().lower()})"
        )
        return f"{referral.incident_on:%-d %B %Y}{exactly}"

    @admin.display(description="local authority told", ordering="la_told_at")
    def authority_told(self, referral: Referral) -> str:
        """When; or that it has not been told, or that the sender does not know."""
        if referral.la_told_at is None:
            return referral.get_la_told_display()
        return f"{localtime(referral.la_told_at):%-d %B %Y, %H:%M}"

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The decision is shown once there is one."""
        decided = obj is not None and not _is_undecided(obj)
        return (STANDING, DECISION, *self.fieldsets) if decided else (STANDING, *self.fieldsets)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A referral comes from a sender."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody rewrites what a sender wrote."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """Django's own, the steps, the files, and the referral on paper."""
        view = self.admin_site.admin_view(AttachmentFile.as_view())
        files = path("files/<slug:key>/", view, name="referrals_attachment_file")
        return [files, *paper.urls(self.admin_site), *super().get_urls()]

    def verb_initial(self, obj: Referral, verb: Verb) -> dict[str, Any]:
        """The time that the sender gave, to be confirmed."""
        return {"aware_at": obj.la_told_at} if verb is ACCEPT else {}

    def _take(self, request: HttpRequest, verb: Verb, obj: Referral, form: forms.Form) -> bool:
        taken = super()._take(request, verb, obj, form)
        if taken and verb is ACCEPT:
            obj.refresh_from_db()
            for line in running_clocks(obj):
                messages.info(request, line)
        return taken


def running_clocks(referral: Referral) -> list[str]:
    """What now runs on the referral's case, and until when, in words."""
    titles = deadlines.clocks()
    running = Deadline.objects.running().filter(case=referral.case)
    return [f"{titles[row.clock].title}: from {row.started_on:%-d %B %Y}, due {row.due_on:%-d %B %Y}." for row in running]
