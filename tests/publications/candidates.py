"""Candidates at each place in the queue, of which a worker made whatever a test invents."""

from datetime import datetime

from cspr.models import User
from publications import checking, lifecycle
from publications.checking import Made
from publications.models import Candidate
from tests.publications import drafts
from tests.publications.drafts import DRAFTED


def made(*places: tuple[str, str]) -> Made:
    """A file of one page, in which these places were read."""
    return Made(b"%PDF-1.7 invented", 1, places, ())


def asked(by: User, **changes: object) -> Candidate:
    """A draft for which approval was asked; nobody has made anything yet."""
    publication = lifecycle.ask_for_approval(drafts.draft(by, **changes), by=by, at=DRAFTED)
    candidate = checking.newest(publication)
    assert candidate is not None
    return candidate


def taken(candidate: Candidate, at: datetime = DRAFTED) -> Candidate:
    """The candidate in the hands of a worker."""
    found = checking.take(at=at, pk=candidate.pk)
    assert found is not None
    return found


def finished(by: User, what: Made, **changes: object) -> Candidate:
    """A candidate of which a worker made that."""
    candidate = taken(asked(by, **changes))
    assert checking.finish(candidate, what, now=lambda: DRAFTED)
    return candidate
