"""Where a case stands with its notification, the step that comes next in it, and its paper."""

from datetime import date

from django.urls import reverse

from cspr.clocks import london_date
from cspr.models import Case, User
from cspr.panels import Row
from cspr.standing import Stage, Standing, record_of
from notifications.models import Notification

VIEW, CHANGE = "notifications.view_notification", "notifications.change_notification"
Status = Notification.Status


def stands(case: Case, user: User, on: date) -> Standing | None:
    """Being prepared, sent, or not to be sent; and whether the partners still have to be told."""
    notification: Notification | None = record_of(case, "notification")
    if notification is None or not user.has_perm(VIEW):
        return None
    words = str(notification.get_status_display())
    if notification.status == Status.PREPARING:
        return Standing("now", words, _step(notification, user, "sent", "Send the notification to the Panel, and record it"))
    if notification.status != Status.SENT:
        return Standing("left", words)
    if notification.sent_at:
        words = f"{words}, {london_date(notification.sent_at):%-d %B %Y}"
    if notification.no_review_because:
        words = (
            f"{words}. No Rapid Review opens: {notification.no_review_because[:1].lower()}{notification.no_review_because[1:]}"
        )
    told = notification.partners_told_at is not None or bool(case.old_reference)
    step = None if told else _step(notification, user, "partners-told", "Tell the safeguarding partners, and record it")
    return Standing("done", words, step)


def _step(notification: Notification, user: User, slug: str, label: str) -> Row:
    may = user.has_perm(CHANGE)
    return Row(label, "", reverse("admin:notifications_notification_verb", args=[notification.pk, slug]) if may else "")


def documents(case: Case, user: User, on: date) -> list[Row]:
    """The copy sheet."""
    notification: Notification | None = record_of(case, "notification")
    if notification is None or not user.has_perm(VIEW):
        return []
    url = reverse("admin:notifications_notification_sheet_pdf", args=[notification.pk])
    return [Row("Copy sheet of the notification", "PDF", url)]


STAGES = (Stage("Notification", stands),)
DOCUMENTS = (documents,)
