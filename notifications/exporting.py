"""What the zip of a case holds of its notification."""

from collections.abc import Iterator

from cspr.exporting import Sheet, sheet_of
from cspr.models import Case
from notifications.models import AwarenessCorrection, DecisionNotToNotify, Notification, NotifiedChild, PartnerStance


def sheets(case: Case) -> Iterator[Sheet]:
    """The notification, its children, the partners' views, decisions against it, and corrections of awareness."""
    yield sheet_of("Notification", Notification.objects.filter(case=case))
    children = NotifiedChild.objects.filter(notification__case=case).select_related("child")
    yield sheet_of("Children notified", children, {"Child": lambda row: row.child.name})
    yield sheet_of("Views of partners", PartnerStance.objects.filter(notification__case=case))
    yield sheet_of("Decisions not to notify", DecisionNotToNotify.objects.filter(notification__case=case))
    yield sheet_of("Corrections of awareness", AwarenessCorrection.objects.filter(notification__case=case))


SHEETS = (sheets,)
