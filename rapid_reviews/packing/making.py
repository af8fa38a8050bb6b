"""A worker makes the pack: reads the record, sets the pages, lays the files beside them, and writes down what came of it."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial

from cspr.clocks import london_date
from rapid_reviews import letters
from rapid_reviews.models import Pack
from rapid_reviews.packing import contents, queue, storing

logger = logging.getLogger(__name__)
Now = Callable[[], datetime]
# Every so many pages the progress is written down: often enough to be seen, too seldom to cost anything.
TELL_EVERY = 5
READ, SET, LAID = 10, 80, 95


def make_waiting(*, now: Now) -> int:
    """Make what waits, one pack after the other; return how many were made. Safe to run at any time, and many at once."""
    made = 0
    while pack := queue.take(at=now()):
        made += make(pack, now=now)
    return made


def make(pack: Pack, *, now: Now) -> bool:
    """Make a pack that was taken. Returns False where that failed, and it will be tried again, or another worker was faster."""
    key = storing.new_key()
    try:
        _make(pack, key, now)
        done = queue.ready(pack, at=now())
    # Whatever goes wrong in the making, the row says so and the next look tries again.
    except Exception as error:
        logger.exception("Pack %s could not be made: %s", pack.pk, type(error).__name__)
        queue.put_back(pack)
        done = False
    if not done:
        storing.remove(key)
    return done


def _make(pack: Pack, key: str, now: Now) -> None:
    gathered = contents.gather(pack.review, on=london_date(now()))
    queue.progress(pack, READ, "Setting the pages", at=now())
    expected = gathered.expected_pages

    def told(page: int) -> None:
        if page % TELL_EVERY == 0:
            percent = READ + min(int((SET - READ) * page / expected), SET - READ)
            queue.progress(pack, percent, f"Setting the pages: {page} so far", at=now())

    document = letters.pack_pdf(gathered.context, identifier=gathered.identifier, told=told)
    content = document.content
    pack.size, pack.sha256 = storing.write(key, "pdf", lambda target: target.write(content))
    queue.progress(pack, SET, "Laying the files beside it", at=now())
    reference, files = gathered.reference, gathered.files
    fill = partial(letters.write_parcel, reference=reference, document=content, files=files)
    pack.zip_size, pack.zip_sha256 = storing.write(key, "zip", fill)
    queue.progress(pack, LAID, "Writing it down", at=now())
    pack.key, pack.pages, pack.digest, pack.missing = key, document.pages, gathered.digest, gathered.missing
