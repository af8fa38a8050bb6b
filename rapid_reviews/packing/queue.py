"""Which pack is made next, how far it is, and which one was sent. Rows are the queue; Celery only says when to look."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q

from cspr import timeline
from cspr.lifecycle import MoveRefused, lock, save
from cspr.models import User
from rapid_reviews import deciding
from rapid_reviews.models import Pack, RapidReview, Signature
from rapid_reviews.packing import storing

State = Pack.State
# While it is one of these, a pack may be made; once it was sent, the pack that was sent stands.
DRAFTED = frozenset({RapidReview.Status.OPEN, RapidReview.Status.DECIDED})
MOST_TRIES = 3
# The moment of sending is typed to the minute.
TYPED_TO = timedelta(minutes=1)
GIVEN_UP = "It could not be made. The record is as it was: ask for the pack again, and tell your support if that fails, too."


@transaction.atomic
def ask(review: RapidReview, *, by: User, at: datetime) -> Pack:
    """Ask for the pack. Where one is already waiting or being made, that is the answer. Raises MoveRefused."""
    review = lock(review)
    if review.status not in DRAFTED:
        raise MoveRefused(
            f"This stands at “{review.get_status_display()}”: the pack that was sent is kept as it is, and no other is made. "
            "Nothing was altered."
        )
    under_way: Pack | None = review.packs.filter(round=review.round, state__in=(State.ASKED, State.MAKING)).first()
    if under_way is not None:
        return under_way
    pack = Pack(review=review, round=review.round, asked_at=at, asked_by=by, doing="Waiting for the worker")
    save(pack, by=by)
    timeline.record(review.case, "pack_asked", "Pack for the Panel asked for.", at=at, by=by)
    return pack


def newest(review: RapidReview) -> Pack | None:
    """The newest pack of the present round that can be read, or None."""
    found: Pack | None = review.packs.filter(round=review.round, state=State.READY).exclude(key="").first()
    return found


@transaction.atomic
def take(*, at: datetime, pk: int | None = None) -> Pack | None:
    """Take a pack for the length of a lease: this one, or the oldest that waits or whose worker never came back.

    Workers skip what another one holds. What was tried too often is given up, so that it does not come round for ever.
    """
    waits = Q(state=State.ASKED) | Q(state=State.MAKING, leased_until__lt=at)
    rows = Pack.objects.filter(waits, **({} if pk is None else {"pk": pk})).order_by("pk")
    pack: Pack | None = rows.select_for_update(skip_locked=True, of=("self",)).select_related("review__case").first()
    if pack is None:
        return None
    pack.tries += 1
    if pack.tries > MOST_TRIES:
        pack.state, pack.doing, pack.leased_until = State.FAILED, GIVEN_UP, None
        save(pack, by=None)
        return take(at=at, pk=pk)
    pack.state, pack.begun_at, pack.percent, pack.doing = State.MAKING, at, 0, "Reading the record"
    pack.leased_until = at + timedelta(seconds=settings.PACK_LEASE)
    save(pack, by=None)
    return pack


def progress(pack: Pack, percent: int, doing: str, *, at: datetime) -> None:
    """Say how far it is, and hold it longer. Says nothing where another worker has taken it meanwhile."""
    until = at + timedelta(seconds=settings.PACK_LEASE)
    _still_mine(pack).update(percent=percent, doing=doing, leased_until=until)


@transaction.atomic
def ready(pack: Pack, *, at: datetime) -> bool:
    """Write what was made into the row, unless another worker was faster; then return False.

    Earlier packs that were not sent are replaced: their files go. The review is held meanwhile, so that nobody records one of
    them as sent at this moment.
    """
    lock(pack.review)
    if not _still_mine(pack).select_for_update().exists():
        return False
    pack.state, pack.percent, pack.doing, pack.made_at, pack.leased_until = State.READY, 100, "Ready", at, None
    save(pack, by=None)
    for old in Pack.objects.filter(review=pack.review, sent_at=None, pk__lt=pack.pk).exclude(key=""):
        key, old.key, old.doing = old.key, "", "Replaced by a newer one"
        save(old, by=None)
        transaction.on_commit(lambda key=key: storing.remove(key))  # type: ignore[misc]
    return True


@transaction.atomic
def put_back(pack: Pack) -> None:
    """It could not be made now: the next look at the queue takes it up again, or gives it up."""
    _still_mine(pack).update(state=State.ASKED, doing="It could not be made at once and is tried again", leased_until=None)


def bind(review: RapidReview, *, by: User, at: datetime) -> Pack | None:
    """Part of recording the Rapid Review as sent: the newest pack is kept for good, if it can be the one that went.

    Where it cannot, the timeline says why, and no pack is kept as sent.
    """
    pack, sent_at = newest(review), review.sent_at or at
    if pack is None:
        return None
    if why_not := why_not_sent(pack, sent_at=sent_at):
        words = f"No pack is kept as the one that was sent. {why_not}"
        timeline.record(review.case, "pack_not_kept", words, at=sent_at, by=by)
        return None
    pack.sent_at = sent_at
    save(pack, by=by)
    words = f"Pack sent: {pack.pages} pages, SHA-256 {pack.sha256}."
    timeline.record(review.case, "pack_sent", words, at=sent_at, by=by)
    return pack


def moved_on(pack: Pack) -> str:
    """What has changed in the record since a pack that is ready was made, in words; "" if neither words nor keys have."""
    if pack.digest != deciding.digest_of(deciding.snapshot_of(pack.review)):
        return "Report, criteria or decision have changed since it was made."
    given = Signature.objects.filter(decision__review=pack.review, decision__round=pack.round)
    is_newer = pack.begun_at is not None and given.filter(at__gt=pack.begun_at).exists()
    return "A key was given after it was made." if is_newer else ""


def why_not_sent(pack: Pack, *, sent_at: datetime) -> str:
    """Why a pack that is ready cannot be what was sent at that moment, in words; "" if it can."""
    if pack.made_at is None or pack.made_at >= sent_at + TYPED_TO:
        return "It was made after that moment."
    return moved_on(pack)


def _still_mine(pack: Pack) -> models.QuerySet[Pack]:
    return Pack.objects.filter(pk=pack.pk, state=State.MAKING, tries=pack.tries)
