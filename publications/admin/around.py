"""What stands around a publication on its page: the countdown, the ordered moment, holds of courts, and other versions."""

from dataclasses import dataclass
from datetime import datetime

from cspr.clocks import LONDON
from publications import countdown, holds, scheduling
from publications.countdown import Line
from publications.models import CourtHold, Publication


@dataclass(frozen=True)
class Around:
    """All of it, in words. `in_the_way` is what would stop it at the moment it goes out, or now where none is ordered."""

    is_before: bool
    lines: list[Line]
    in_the_way: list[str]
    advance: str
    advance_is_done: bool
    order: str
    stopped: str
    holds: list[CourtHold]
    corrected: Publication | None
    correction: Publication | None


def around(publication: Publication, *, at: datetime) -> Around:
    """As it stands at that moment."""
    is_before = publication.status in countdown.BEFORE_PUBLICATION
    moment = max(publication.publish_at or _noon(publication) or at, at)
    return Around(
        is_before=is_before,
        lines=countdown.lines_of(publication),
        in_the_way=countdown.obstacles(publication, at=moment) if is_before else [],
        advance=_advance(publication),
        advance_is_done=not countdown.goes_in_advance(publication) or publication.advance_sent_at is not None,
        order=scheduling.in_london(publication.publish_at) if is_before and publication.publish_at else "",
        stopped=publication.publish_stopped_because if is_before else "",
        holds=holds.standing(publication.case),
        corrected=publication.replaces,
        correction=Publication.objects.filter(replaces=publication).first(),
    )


def _noon(publication: Publication) -> datetime | None:
    day = publication.planned_on
    return datetime(day.year, day.month, day.day, 12, tzinfo=LONDON) if day else None


def _advance(publication: Publication) -> str:
    if not countdown.goes_in_advance(publication):
        return "Not asked for: nobody gets this kind of document, or a corrected version, in advance."
    if publication.advance_sent_at is not None:
        sent = publication.advance_sent_at.astimezone(LONDON)
        return f"Sent on {sent:%-d %B %Y} to {publication.advance_sent_to}."
    if publication.planned_on is None or publication.advance_copy is None:
        return "To be sent at least seven working days before; plan the day first."
    due = publication.advance_copy.latest_on
    return f"To be sent by {due:%-d %B %Y}, seven working days before {publication.planned_on:%-d %B %Y}."
