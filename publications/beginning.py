"""A draft that is begun with a button: one, however often the button is pressed."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from cspr.lifecycle import lock
from cspr.models import Case, User
from publications import lifecycle
from publications.kinds import Source
from publications.models import Publication

# A person who presses a button twice does so within this time. Our own bound.
PRESSED_TWICE = timedelta(minutes=1)


@transaction.atomic
def begin(source: Source, *, by: User, at: datetime, kind: str) -> Publication:
    """Begin a draft, or find the one that this person began a moment ago and has not written in. Raises MoveRefused."""
    case = lock(source if isinstance(source, Case) else source.case)
    begun = Publication.objects.filter(case=case, kind=kind, status=Publication.Status.DRAFT, drafted_by=by, replaces=None)
    pressed = begun.filter(drafted_at__gte=at - PRESSED_TWICE, edited_at=F("drafted_at")).first()
    return pressed or lifecycle.draft_from(source, by=by, at=at, kind=kind)
