"""The notification in the staff admin: the record in the order of the national system, and the sheet to copy from."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from notifications import facts, letters, sheets
from notifications.admin.stage import OpenedByAStepAdmin
from notifications.admin.steps import OPENING, VERBS
from notifications.forms import NotificationForm
from notifications.models import Notification

NEVER_TYPED = (
    "status", "aware_at", "sent_at", "national_reference", "sent_by", "no_review_because", "partners_told_at",
    "partners_told_how", "decided_not_at", "decided_not_by", "decided_not_because", "reopened_because", "withdrawn_at",
    "withdrawn_by", "withdrawn_because",
)  # fmt: skip
WITH_VIEWS = ("sent", "not-to-notify")


@admin.register(Notification)
class NotificationAdmin(OpenedByAStepAdmin):
    """Prepared here, sent by the local authority on the national system, and recorded here as sent."""

    form = NotificationForm
    list_display = ("__str__", "status", "aware_at", "sent_at", "national_reference", "decided_not_by")
    list_filter = ("status", "nature", "looked_after", "care_leaver")
    fieldsets = (
        (None, {"fields": ("status", "aware_at")}),
        ("Notifier", {"fields": sheets.NOTIFIER}),
        ("Incident", {"fields": (*sheets.INCIDENT, *sheets.KINDS, "incident_details")}),
        ("Further information, copies and documents", {"fields": ("further_information", "copied_to", "documents")}),
        ("The three partners", {"fields": ("partners_views", "partners_told_at", "partners_told_how")}),
        ("Sent to the Panel", {"fields": ("sent_at", "national_reference", "sent_by")}),
        ("No Rapid Review", {"fields": ("no_review_because",)}),
        (
            "Decided not to notify",
            {"fields": ("decided_not_at", "decided_not_by", "decided_not_because", "reopened_because")},
        ),
        ("Withdrawn", {"fields": ("withdrawn_at", "withdrawn_by", "withdrawn_because")}),
    )
    readonly_fields = NEVER_TYPED
    opening = OPENING
    change_form_template = "notifications/change_form.html"
    verbs = VERBS

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Without what has not happened."""
        happened = {
            "Sent to the Panel": obj is not None and obj.sent_at,
            "No Rapid Review": obj is not None and obj.no_review_because,
            "Decided not to notify": obj is not None and (obj.decided_not_at or obj.reopened_because),
            "Withdrawn": obj is not None and obj.withdrawn_at,
        }
        return [one for one in super().get_fieldsets(request, obj) if happened.get(str(one[0]), True)]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The record with its children, the partners' views, what is missing, and what was corrected or decided before."""
        notification: Notification = self.visible(request, unquote(object_id))
        page = {
            "corrections": notification.corrections.select_related("asked_by", "answer__by"),
            "decisions": list(notification.decisions_not.select_related("by")),
            "children": list(notification.children.select_related("child")),
            "stances": list(notification.stances.all()),
            **self._standing(notification),
        }
        return super().change_view(request, object_id, form_url, {**page, **(extra_context or {})})

    def verb_view(self, request: HttpRequest, object_id: str, slug: str) -> HttpResponse:
        """The page of a step; before it is sent, or decided not to be, with what is missing and how the partners see it."""
        answer = super().verb_view(request, object_id, slug)
        if slug in WITH_VIEWS and isinstance(answer, TemplateResponse) and answer.context_data is not None:
            notification: Notification = answer.context_data["original"]
            answer.context_data |= {
                "stances": list(notification.stances.all()),
                "no_review": facts.why_no_review(notification),
                "is_sending": slug == "sent",
                **self._standing(notification),
            }
            answer.template_name = "notifications/step.html"
        return answer

    def get_urls(self) -> list[URLPattern]:
        """Django's own, the steps, and the sheet as a page and as a document."""
        wrap, name = self.admin_site.admin_view, "notifications_notification"
        return [
            path("<path:object_id>/copy-sheet/", wrap(self.sheet_view), name=f"{name}_sheet"),
            path("<path:object_id>/copy-sheet.pdf", wrap(self.sheet_pdf_view), name=f"{name}_sheet_pdf"),
            *super().get_urls(),
        ]

    def sheet_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Every field in the order of the national system, easy to copy, with what is missing above."""
        notification: Notification = self.visible(request, unquote(object_id))
        self.record(request, "opened the copy sheet of", notification)
        parts = sheets.sheet(notification)
        context = {**self.admin_site.each_context(request), "original": notification, "opts": self.opts, "marking": True}
        context |= {"title": f"Copy sheet {notification}", "case": notification.case, "parts": parts}
        return TemplateResponse(request, "notifications/copy_sheet.html", {**context, **self._standing(notification, parts)})

    def sheet_pdf_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The same as a PDF; taking it away is recorded."""
        notification: Notification = self.visible(request, unquote(object_id))
        self.record(request, "downloaded the copy sheet of", notification)
        answer = HttpResponse(letters.copy_sheet(notification), content_type="application/pdf")
        answer["Content-Disposition"] = f'attachment; filename="{notification.case.reference}-notification.pdf"'
        return answer

    def _standing(self, notification: Notification, parts: list[sheets.Part] | None = None) -> dict[str, Any]:
        """What is missing while it is being prepared, each with the address at which it is filled in."""
        if notification.status != Notification.Status.PREPARING:
            return {"missing": None}
        lacking = sheets.missing(parts or sheets.sheet(notification))
        return {"missing": [(title, line.label, address_of(line.place)) for title, line in lacking]}


def address_of(place: sheets.Place | None) -> str:
    """Where a line is filled in."""
    if place is None:
        return ""
    kind, pk, name = place
    if kind == "case":
        return f"{reverse('admin:cspr_case_change', args=[pk])}#children-group"
    if kind == "take over":
        return reverse("admin:notifications_notification_verb", args=[pk, "take-over"])
    return f"{reverse(f'admin:notifications_{kind}_change', args=[pk])}#id_{name}"
