"""Publishing at a moment that somebody ordered. The rows say what is due; who asks them, and how often, decides nothing.

At the minute everything is checked again by `lifecycle.publish`. What is refused then stays back until a person looks.
"""

import logging
from dataclasses import asdict
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from cspr import outbox, timeline
from cspr.clocks import LONDON, london_date
from cspr.deadlines import NOTHING_SAID, Late, ReasonNeeded
from cspr.lifecycle import Busy, MoveRefused, lock, save
from cspr.models import User
from publications import countdown, library, lifecycle
from publications.models import Publication

PUBLISH = "publications.publish_publication"
Status = Publication.Status
# Our own bound, not the law's: a day farther off is a slip of the pen.
FARTHEST = timedelta(days=366)
# After so long without being published or stopped somebody is told in red: no worker is looking.
OVERDUE_AFTER = timedelta(minutes=10)
# What one look publishes at most; the next one goes on.
AT_ONCE = 50
logger = logging.getLogger(__name__)


@transaction.atomic
def order(publication: Publication, moment: datetime, *, by: User, at: datetime, late: Late = NOTHING_SAID) -> Publication:
    """Order that what is approved goes out by itself at that moment, or at another one than before. Raises MoveRefused.

    `late` is kept for that moment, where the six months of a practice review are over by then.
    """
    publication = lock(publication)
    if publication.status != Status.APPROVED:
        raise MoveRefused("Only what a second person has approved is ordered for a time. Nothing was altered.")
    if not at < moment <= at + FARTHEST:
        raise MoveRefused("Choose a time that is still to come, within a year. Nothing was altered.")
    _refuse_another_day(publication, london_date(moment))
    publication.publish_at, publication.publish_ordered_by = moment, by
    publication.publish_late = _kept(late)
    publication.publish_stopped_because = ""
    save(publication, by=by)
    words = f"Ordered to be published on {in_london(moment)}, if everything still holds then."
    timeline.record(publication.case, "publication_ordered", words, at=at, by=by)
    return publication


@transaction.atomic
def cancel(publication: Publication, *, because: str, by: User, at: datetime) -> Publication:
    """It no longer goes out by itself. Raises MoveRefused."""
    publication = lock(publication)
    if publication.publish_at is None or publication.status not in countdown.BEFORE_PUBLICATION:
        raise MoveRefused("Nothing is ordered for it, or it is public already. Look where it stands; nothing was altered.")
    if not because.strip():
        raise MoveRefused("Say in a line why it does not go out at that time. Nothing was altered.")
    moment = publication.publish_at
    publication.publish_at, publication.publish_ordered_by, publication.publish_late = None, None, {}
    publication.publish_stopped_because = ""
    save(publication, by=by)
    words = f"No longer to be published on {in_london(moment)}: {because.strip()}"
    timeline.record(publication.case, "publication_order_cancelled", words, at=at, by=by)
    return publication


def publish_due(*, at: datetime) -> int:
    """Publish everything whose moment has come, and return how many. Safe to run at any time, and by many at once.

    A row is claimed for as long as its transaction lasts; a worker that dies loses its claim, and nothing else.
    """
    published = 0
    for pk in list(due(at=at).values_list("pk", flat=True)[:AT_ONCE]):
        try:
            with library.changing(), transaction.atomic():
                published += _publish_if_free(pk, at=at)
        # A full disk or a broken connection is no refusal: the row stays due, and the next look tries again.
        except Exception:
            logger.exception("Publication %s could not be published at its moment; the next look tries again.", pk)
    return published


def due(*, at: datetime) -> QuerySet[Publication]:
    """Whose moment has come and that nothing has stopped yet, the one first that waits longest."""
    rows = Publication.objects.filter(publish_at__lte=at, status__in=countdown.BEFORE_PUBLICATION, publish_stopped_because="")
    return rows.order_by("publish_at", "pk")


def in_london(moment: datetime) -> str:
    """Thursday 5 June 2021 at 09:30, as the clock on the wall in London shows it."""
    return f"{moment.astimezone(LONDON):%A %-d %B %Y at %H:%M}"


def _publish_if_free(pk: int, *, at: datetime) -> bool:
    """Claim the row, unless somebody holds it or was faster; publish it, or write down why not."""
    publication = due(at=at).select_for_update(skip_locked=True, of=("self",)).filter(pk=pk).first()
    if publication is None:
        return False
    try:
        by = _who(publication)
        lifecycle.publish(publication, by=by, at=at, late=_said(publication))
    except Busy:
        # Nothing was decided: the next look tries again.
        return False
    except (MoveRefused, ReasonNeeded) as refusal:
        _stop(publication, str(refusal), at=at)
        return False
    return True


def _who(publication: Publication) -> User:
    """Whoever ordered it, if they still may. Raises MoveRefused."""
    by = publication.publish_ordered_by
    if by is None or not by.is_active or not by.has_perm(PUBLISH):
        raise MoveRefused("Whoever ordered it may no longer publish. Somebody who may has to order it again.")
    if not Publication.objects.visible_to(by).filter(pk=publication.pk).exists():
        raise MoveRefused("Whoever ordered it may no longer see this case. Somebody who may has to order it again.")
    return by


def _stop(publication: Publication, because: str, *, at: datetime) -> None:
    """Keep why it did not go out, and tell the unit once for this order."""
    publication.publish_stopped_because = because
    save(publication, by=None)
    case, moment = publication.case, publication.publish_at or at
    words = f"Not published on {in_london(moment)} as ordered: {because}"
    timeline.record(case, "publication_stopped", words, at=at, actor="The system")
    # A person is told by reference only; who may not see the case is not told at all.
    for one in User.objects.with_roles("business_manager", "coordinator").exclude(pk__in=case.conflicts.values("user")):
        outbox.queue(
            key=f"publication-stopped:{publication.pk}:{moment:%Y-%m-%dT%H:%M:%S}:{one.pk}",
            to=one.email,
            subject=f"{case.reference}: a publication was stopped",
            body=f"{case.reference}: a publication that was ordered for {in_london(moment)} did not go out. The reason stands "
            f"on its page.\n\nOpen it: {settings.STAFF_URL}/publications/publication/{publication.pk}/change/",
            case=case,
            at=at,
        )


def _refuse_another_day(publication: Publication, day: date) -> None:
    """The day that is planned, from which the advance copy is counted back, and the day ordered are one."""
    if not countdown.goes_in_advance(publication) or publication.planned_on == day:
        return
    planned = f"It is planned for {publication.planned_on:%-d %B %Y}" if publication.planned_on else "No day is planned for it"
    raise MoveRefused(
        f"{planned}, and the advance copy is counted back from the planned day. Order a time on that day, or plan the day "
        "first. Nothing was altered."
    )


def _kept(late: Late) -> dict[str, object]:
    """What was said of a late day, as a row can keep it."""
    if late == NOTHING_SAID:
        return {}
    return {**asdict(late), "panel_told_on": late.panel_told_on.isoformat() if late.panel_told_on else None}


def _said(publication: Publication) -> Late:
    kept = dict(publication.publish_late)
    if kept.get("panel_told_on"):
        kept["panel_told_on"] = date.fromisoformat(kept["panel_told_on"])
    return Late(**kept)
