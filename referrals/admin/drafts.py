"""Drafts as staff see them: whose, and how old, never what is in them. And a new receipt number for a lost one."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from cspr.addresses import normal
from cspr.audited import Verb
from cspr.models import Agency, Case, User
from referrals import drafts, receipts
from referrals.admin.finding import FindingAdmin
from referrals.admin.overview import moment
from referrals.forms.decisions import NewNumberForm
from referrals.models import Draft, Referral


def phones_of(draft: Draft) -> list[str]:
    """The registered telephones of the agency for which the sender writes, or of those for which they may."""
    agencies = [draft.agency] if draft.agency else Agency.objects.for_address(draft.sender_email)
    return [f"{agency}: {agency.phone}" for agency in agencies if agency.phone]


def _renew(draft: Draft, typed: dict[str, Any], by: User, at: datetime) -> object:
    return drafts.renew_number(draft, by=by, at=at)


@admin.register(Draft)
class DraftAdmin(FindingAdmin):
    """A sender who lost their receipt number is called back at the agency's registered number, and told a new one."""

    case_path = None
    fields = ("sender_email", "agency", "started", "saved", "sent", "renewed")
    readonly_fields = fields
    list_display = ("sender_email", "agency", "started", "saved", "sent")
    list_select_related = ("agency", "number_renewed_by")
    find_label = "The sender’s whole e-mail address"
    find_columns = (("Sender", "sender_email"), ("Agency", "agency"), ("Started", "started"), ("Sent", "sent"))
    verbs = (
        Verb(
            slug="new-number",
            label="Issue a new receipt number",
            permission="referrals.renew_receipt_number",
            form=NewNumberForm,
            run=_renew,
            when=lambda draft: True,
            intro=(
                "Call the sender back at the telephone that is registered for their agency, never at one that they give you. "
                "The new number is shown once, to be read out: nobody sends it. The earlier number no longer opens the draft."
            ),
            done="A new receipt number is issued.",
        ),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A sender begins it."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A sender writes it."""
        return False

    def has_view_history_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """There is none: what was typed is nobody's to read."""
        return False

    def case_of(self, obj: Any) -> Case | None:
        """Of a draft that was sent and taken into a case: looking is counted there, too."""
        sent = Referral.objects.filter(form_uuid=obj.pk).select_related("case").first() if obj is not None else None
        return sent.case if sent else None

    @admin.display(description="started", ordering="started_at")
    def started(self, draft: Draft) -> str:
        """In London."""
        return moment(draft.started_at)

    @admin.display(description="last saved", ordering="saved_at")
    def saved(self, draft: Draft) -> str:
        """In London."""
        return moment(draft.saved_at)

    @admin.display(description="sent", ordering="sent_at")
    def sent(self, draft: Draft) -> str:
        """When; or until when it is kept."""
        return moment(draft.sent_at) if draft.sent_at else f"Not sent; kept until {draft.kept_until:%-d %B %Y}"

    @admin.display(description="new receipt number")
    def renewed(self, draft: Draft) -> str:
        """When and by whom one was issued last."""
        at = draft.number_renewed_at
        return f"Issued {moment(at)}, by {draft.number_renewed_by}" if at else "None was issued"

    def find(self, request: HttpRequest, words: str) -> QuerySet[Draft]:
        """Of exactly this address."""
        rows: QuerySet[Draft] = self.get_queryset(request).filter(sender_email=normal(words)).select_related("agency")
        return rows

    def verb_form(self, request: HttpRequest, obj: Any, verb: Verb) -> forms.Form:
        """With the number to call."""
        return NewNumberForm(request.POST if request.method == "POST" else None, phones=phones_of(obj))

    def taken(self, request: HttpRequest, obj: Any, verb: Verb) -> HttpResponse:
        """The new number, once, in the answer itself: it goes into no message, no session and no address."""
        obj.refresh_from_db()
        context = {
            **self.admin_site.each_context(request),
            "title": "The new receipt number",
            "opts": self.opts,
            "original": obj,
        }
        context |= {"number": receipts.number_of(obj), "marking": True}
        return TemplateResponse(request, "admin/receipt_number.html", context)
