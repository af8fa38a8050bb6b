"""Whose a request is, and holding it while its answer is written."""

from typing import Any

from django.db.models import Q, QuerySet

from cspr.lifecycle import MoveRefused, lock
from cspr.models import AgencyContact
from rapid_reviews.models import AgencyRequest

Status = AgencyRequest.Status
MISSED = (
    "Meanwhile the answer was signed, or the request was taken back or handed to somebody else, so nothing was saved. What you "
    "typed stands below and is kept nowhere else: copy it, and call the business unit if it matters."
)


def requests_of(contact: AgencyContact) -> QuerySet[AgencyRequest]:
    """What this person may open: what their own agency was asked through them, or they were handed, and was not taken back.

    Somebody who has moved to another agency of the register leaves the requests behind.
    """
    own = Q(contact=contact) | Q(delegate=contact)
    found = AgencyRequest.objects.filter(own, agency=contact.agency_id, status__in=(Status.SENT, Status.SIGNED))
    return found.select_related("review__case", "agency", "contact", "delegate")


def hold(asked: AgencyRequest, contact: AgencyContact) -> AgencyRequest:
    """The request while it may still be answered by this person, and nobody else's to change until the transaction ends.

    Raises MoveRefused.
    """
    locked = lock(asked)
    if locked.status != Status.SENT or not requests_of(contact).filter(pk=locked.pk).exists():
        raise MoveRefused(MISSED)
    return locked


def keep(record: Any, contact: AgencyContact) -> None:
    """Save, and name in the field history who did it: a contact is no User."""
    record._history_user = None
    record._change_reason = who(contact)
    record.save()


def who(contact: AgencyContact) -> str:
    """How the field history names them."""
    return f"{contact.name}, {contact}"[:100]
