"""A worker makes a candidate: sets its PDF or cleans the one laid beside it, reads the bytes, and looks through them."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from publications import cleaning, gate, letters, reading
from publications.checking import queue, storing, uploading
from publications.models import Candidate, Publication
from publications.reading import Trouble

logger = logging.getLogger(__name__)
Now = Callable[[], datetime]
State = Candidate.State


@dataclass(frozen=True)
class Made:
    """The bytes of the file, and what was read in them. Without bytes: why there are none."""

    content: bytes
    pages: int
    places: tuple[tuple[str, str], ...]
    troubles: tuple[Trouble, ...]


def make_waiting(*, now: Now) -> int:
    """Make what waits, one after the other; return how many were made. Safe to run at any time, and many at once."""
    made = 0
    while candidate := queue.take(at=now()):
        made += make(candidate, now=now)
    return made


def make(candidate: Candidate, *, now: Now) -> bool:
    """Make one that was taken. Returns False where that failed, and it will be tried again, or another worker was faster."""
    try:
        return finish(candidate, build(candidate), now=now)
    # Whatever goes wrong in the making, the row says so and the next look tries again.
    except Exception as error:
        logger.exception("Candidate %s could not be made: %s", candidate.pk, type(error).__name__)
        queue.put_back(candidate)
        return False


def build(candidate: Candidate) -> Made:
    """The bytes and all that stands in them. The same page gives the same bytes. Writes nothing."""
    words = tuple(gate.places_of(candidate.page).items())
    try:
        content = _file_of(candidate)
    except (uploading.NotUsable, cleaning.CannotClean) as refusal:
        return Made(b"", 0, words, (Trouble("unread", "The PDF that was laid beside it", str(refusal)),))
    # Of a file that was made elsewhere every page is also read as a picture: what it shows may be no text at all.
    read = reading.read("pdf", content, every_page=bool(candidate.page["uploaded"]))
    places = tuple((f"PDF, {place.name}", place.text) for place in read.places)
    troubles = tuple(Trouble(one.sort, f"PDF, {one.place}", one.what) for one in read.troubles)
    return Made(content, read.pages, words + places, troubles)


def finish(candidate: Candidate, made: Made, *, now: Now) -> bool:
    """Keep what was made: the file first, then its row with what was found. False where another worker was faster."""
    key = storing.new_key() if made.content else ""
    try:
        done = _keep(candidate, key, made, now())
    except BaseException:
        _forget(key)
        raise
    if not done:
        _forget(key)
    return done


def _keep(candidate: Candidate, key: str, made: Made, at: datetime) -> bool:
    if key:
        candidate.sha256 = storing.write(key, made.content)
    candidate.key, candidate.size, candidate.pages = key, len(made.content), made.pages
    candidate.places = [list(place) for place in made.places]
    with transaction.atomic():
        # One at a time, and never beside an edit or an approval of the same publication.
        candidate.publication = Publication.objects.select_for_update(of=("self",)).get(pk=candidate.publication_id)
        done = queue.ready(candidate, at=at) if key else queue.failed(candidate)
        if done:
            gate.write(candidate, made.troubles)
    return done


def _file_of(candidate: Candidate) -> bytes:
    if not candidate.page["uploaded"]:
        return letters.report(candidate.page).content
    return cleaning.clean(uploading.content_of(candidate.publication, candidate.page["uploaded"]))


def _forget(key: str) -> None:
    if key:
        storing.remove(key)
