"""The notification as the pack repeats it: each field with what was recorded."""

from notifications import sheets
from notifications.models import Notification


def notification_sheet(notification: Notification) -> list[tuple[str, str]]:
    """Label and words of each field as it was sent; "" for one that should have been filled in and was not."""
    return [
        (f"{part.title}: {line.label[:1].lower()}{line.label[1:]}", line.words)
        for part in sheets.sheet(notification)
        for line in part.lines
        if line.words or line.needed
    ]
