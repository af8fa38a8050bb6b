"""What happened, in words. The only writer of TimelineEntry."""

from datetime import datetime

from cspr.models import Case, TimelineEntry, User


def record(case: Case, kind: str, words: str, *, at: datetime, by: User | None = None, actor: str = "") -> TimelineEntry:
    """Add an entry. `by` is a member of staff; `actor` names somebody who is none ("A sender", "The system")."""
    who = actor or (by.get_full_name() if by else "The system")
    return TimelineEntry.objects.create(case=case, at=at, kind=kind, words=words, by=by, actor=who)
