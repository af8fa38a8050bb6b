"""Which candidate is made next, and which one stands. Rows are the queue; Celery only says when to look."""

import hashlib
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q

from cspr.lifecycle import save
from cspr.models import User
from publications import gate
from publications.checking import storing
from publications.models import Candidate, Publication

State = Candidate.State
MOST_TRIES = 3


@transaction.atomic
def ask(publication: Publication, *, by: User, at: datetime, anew: bool = False) -> Candidate:
    """Freeze the page as it stands now and ask a worker for its file. The publication is held by the caller.

    Where the newest candidate is of exactly this page, that is the answer, with what was accepted in it; unless it failed, its
    file is not what was made, or somebody asks for it `anew`.
    """
    page = gate.page_of(publication)
    stands = newest(publication)
    if stands is not None and stands.page_sha256 == gate.digest_of(page) and _serves(stands, anew):
        return stands
    # What a worker makes of an earlier one, or was making when it died, is of no use any more.
    earlier = Candidate.objects.filter(publication=publication, state__in=(State.ASKED, State.MAKING))
    earlier.update(state=State.FAILED, leased_until=None)
    candidate = Candidate(publication=publication, asked_at=at, asked_by=by, page=page, page_sha256=gate.digest_of(page))
    save(candidate, by=by)
    return candidate


def newest(publication: Publication) -> Candidate | None:
    """The newest one, in whatever state."""
    return Candidate.objects.filter(publication=publication).first()


def of_digest(publication: Publication, digest: str) -> Candidate | None:
    """The one that is ready and has this digest, or None."""
    return Candidate.objects.filter(publication=publication, state=State.READY, digest=digest).exclude(digest="").first()


@transaction.atomic
def take(*, at: datetime, pk: int | None = None) -> Candidate | None:
    """Take a candidate for the length of a lease: this one, or the oldest that waits or whose worker never came back.

    Workers skip what another one holds. What was tried too often is given up, so that it does not come round for ever.
    """
    waits = Q(state=State.ASKED) | Q(state=State.MAKING, leased_until__lt=at)
    rows = Candidate.objects.filter(waits, **({} if pk is None else {"pk": pk})).order_by("pk")
    candidate: Candidate | None = rows.select_for_update(skip_locked=True, of=("self",)).first()
    if candidate is None:
        return None
    candidate.tries += 1
    if candidate.tries > MOST_TRIES:
        candidate.state, candidate.leased_until = State.FAILED, None
        save(candidate, by=None)
        return take(at=at, pk=pk)
    candidate.state, candidate.leased_until = State.MAKING, at + timedelta(seconds=settings.CHECK_LEASE)
    save(candidate, by=None)
    return candidate


def ready(candidate: Candidate, *, at: datetime) -> bool:
    """Write what was made into the row, unless another worker was faster; then return False. Inside a transaction.

    Files of earlier candidates go: nobody can approve them any more. One that was approved and published stays.
    """
    if not still_mine(candidate).select_for_update().exists():
        return False
    candidate.state, candidate.made_at, candidate.leased_until = State.READY, at, None
    candidate.digest = hashlib.sha256(f"{candidate.page_sha256}{candidate.sha256}".encode()).hexdigest()
    save(candidate, by=None)
    _replace_earlier(candidate)
    return True


def failed(candidate: Candidate) -> bool:
    """It cannot be made, whoever tries: say so. False where another worker was faster. Inside a transaction."""
    return bool(still_mine(candidate).update(state=State.FAILED, leased_until=None))


def put_back(candidate: Candidate) -> None:
    """It could not be made now: the next look at the queue takes it up again, or gives it up."""
    still_mine(candidate).update(state=State.ASKED, leased_until=None)


def still_mine(candidate: Candidate) -> models.QuerySet[Candidate]:
    """The row, if no other worker has taken it up since."""
    return Candidate.objects.filter(pk=candidate.pk, state=State.MAKING, tries=candidate.tries)


def _serves(candidate: Candidate, anew: bool) -> bool:
    if candidate.state == State.ASKED:
        return True
    # Somebody who asks anew does not wait for the lease of a worker that may be gone.
    if candidate.state == State.MAKING:
        return not anew
    if anew or candidate.state != State.READY:
        return False
    try:
        storing.content_of(candidate)
    except storing.FileAltered:
        return False
    return True


def _replace_earlier(candidate: Candidate) -> None:
    publication = candidate.publication
    earlier = Candidate.objects.filter(publication=publication, pk__lt=candidate.pk).exclude(key="")
    for old in earlier.exclude(digest=publication.approved_digest or "-"):
        key, old.key, old.places = old.key, "", []
        save(old, by=None)
        transaction.on_commit(lambda key=key: storing.remove(key))  # type: ignore[misc]
