"""Who looked. The only writer of AccessRecord: in the same request, before the page; no record, no page."""

from django.conf import settings
from django.db import DatabaseError, models
from django.http import HttpRequest

from cspr.models import AccessRecord, Case, User


class AccessNotRecorded(Exception):
    """The record could not be written, so the page must not be served."""


def record(
    request: HttpRequest,
    action: str,
    what: str,
    *,
    case: Case | None = None,
    obj: models.Model | None = None,
    sender: str = "",
    user: User | None = None,
) -> None:
    """Write that this request looks at something. `what` names a kind of thing, never a person.

    Who looks is the member of staff, or on the referral site the sender's address; `user` where no session says who.

    Raises AccessNotRecorded.
    """
    user = user or getattr(request, "user", None)
    try:
        AccessRecord.objects.create(
            user=user if isinstance(user, User) else None,
            sender=sender or getattr(request, "sender", None) or "",
            site=settings.SITE or "all",
            action=action,
            what=what,
            object_id="" if obj is None or obj.pk is None else str(obj.pk),
            case=case,
        )
    except DatabaseError as error:
        raise AccessNotRecorded from error
