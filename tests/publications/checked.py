"""The worker that makes and reads what may go public, without waiting twice for the same words."""

from datetime import datetime

from publications import checking
from publications.checking import Made
from publications.models import Candidate, Publication

# The same page gives the same bytes: a test that is not about the making shares them with the one before.
_made: dict[str, Made] = {}


def make_and_read(publication: Publication, *, at: datetime) -> Candidate:
    """Make the newest candidate of it as a worker would; one that is made already stays as it is."""
    newest = checking.newest(publication)
    assert newest is not None, "nobody has asked for approval"
    candidate = checking.take(at=at, pk=newest.pk)
    if candidate is None:
        return newest
    if candidate.page_sha256 not in _made:
        _made[candidate.page_sha256] = checking.build(candidate)
    assert checking.finish(candidate, _made[candidate.page_sha256], now=lambda: at)
    return candidate
