"""A child and a partner's view of a notification, each on a page of its own, reached from the notification."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from cspr.audited import AuditedModelAdmin
from notifications.forms import NotifiedChildForm, PartnerStanceForm
from notifications.models import Notification, NotifiedChild, PartnerStance


class OfANotification(AuditedModelAdmin):
    """A row that is edited while its notification is being prepared, and stands in no menu."""

    case_path = "notification__case"
    list_select_related = ("notification__case",)
    change_form_template = "notifications/row_change_form.html"

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Not in the menu."""
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Each is there from the opening on, or taken over from the case."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """While it is being prepared. What is sent after that reaches the form, which refuses it and keeps what was typed."""
        closed = (
            obj is not None and request.method != "POST" and obj.notification.status != Notification.Status.PREPARING
        )  # fmt: skip
        return super().has_change_permission(request, obj) and not closed

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Back to the notification."""
        return HttpResponseRedirect(reverse("admin:notifications_notification_change", args=[obj.notification_id]))


@admin.register(NotifiedChild)
class NotifiedChildAdmin(OfANotification):
    """What the national system asks of a child, beyond what the case knows."""

    form = NotifiedChildForm
    fields = ("name", "age", "position", "health", "area", "placement", "child_in_need", "protection_plan", "known_to")
    readonly_fields = ("name", "age")
    list_display = ("__str__", "position")

    @admin.display(description="child")
    def name(self, row: NotifiedChild) -> str:
        """As the case has it."""
        return row.child.name

    @admin.display(description="age at the time")
    def age(self, row: NotifiedChild) -> str:
        """On the day of the incident."""
        return row.age_on(row.notification.incident_on) or "–"


@admin.register(PartnerStance)
class PartnerStanceAdmin(OfANotification):
    """Whether a partner would notify, in whose words, and when."""

    form = PartnerStanceForm
    fields = ("partner", "stance", "words", "given_by", "given_on")
    readonly_fields = ("partner",)
    radio_fields = {"stance": admin.VERTICAL}
    list_display = ("__str__", "partner", "stance")
    list_filter = ("partner", "stance")
