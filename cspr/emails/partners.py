"""Tells the partner leads that a stage took a step."""

from datetime import datetime

from django.conf import settings

from cspr import outbox
from cspr.models import Case, User


def tell_partners(case: Case, words: str, *, key: str, path: str, at: datetime) -> None:
    """Queue one message for each partner lead who may see the case: its reference, what step was taken, and a link.

    `key` names the step ("notification:7:sent"), so that the same thing is said once; `path` is a page of the staff site.
    """
    for lead in User.objects.with_roles("partner_lead").exclude(pk__in=case.conflicts.values("user")):
        outbox.queue(
            key=f"{key}:{lead.pk}",
            to=lead.email,
            subject=f"{case.reference}: {words}",
            body=f"{case.reference}: {words}.\n\nOpen it: {settings.STAFF_URL}{path}",
            case=case,
            at=at,
        )
