"""The notification as the pack repeats it: each field with what was recorded."""

from typing import Any

from django.utils import timezone

from notifications.models import Notification

FIELDS = (
    "national_reference",
    "sent_at",
    "aware_at",
    "nature",
    "notifier_name",
    "notifier_contact",
    "incident_details",
    "partners_views",
    "partners_told_at",
    "partners_told_how",
)


def notification_sheet(notification: Notification) -> list[tuple[str, str]]:
    """Label and words of each field, "" where nothing was recorded."""
    return [(_label(name), _words(notification, name)) for name in FIELDS]


def _label(name: str) -> str:
    label = str(Notification._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return label[:1].upper() + label[1:]


def _words(notification: Notification, name: str) -> str:
    shown: Any = getattr(notification, f"get_{name}_display", None)
    value = shown() if shown is not None else getattr(notification, name)
    if value is None:
        return ""
    return f"{timezone.localtime(value):%-d %B %Y, %H:%M}" if hasattr(value, "tzinfo") else str(value).strip()
