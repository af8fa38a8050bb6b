"""What the zip of a case holds of its notification."""

from collections.abc import Iterator

from cspr.exporting import Sheet, sheet_of
from cspr.models import Case
from notifications.models import AwarenessCorrection, Notification


def sheets(case: Case) -> Iterator[Sheet]:
    """The notification, and each correction of when the local authority became aware."""
    yield sheet_of("Notification", Notification.objects.filter(case=case))
    yield sheet_of("Corrections of awareness", AwarenessCorrection.objects.filter(notification__case=case))


SHEETS = (sheets,)
