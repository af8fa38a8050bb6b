"""What a second person lets stay of what the gate found: in the newest bytes, with a reason, never what nobody could read."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from cspr import timeline
from cspr.lifecycle import MoveRefused, lock
from cspr.models import User
from publications import gate
from publications.checking.queue import newest
from publications.models import GateFinding, Publication

# While it is one of these, a second person looks at what the gate found.
LOOKED_AT = (Publication.Status.IN_APPROVAL, Publication.Status.APPROVED)


def accept_finding(finding: GateFinding, *, because: str, by: User, at: datetime) -> None:
    """Let one thing that the gate found stay. Raises MoveRefused."""
    accept_findings(finding.candidate.publication, digests=[finding.digest], because=because, by=by, at=at)


@transaction.atomic
def accept_findings(publication: Publication, *, digests: Collection[str], because: str, by: User, at: datetime) -> int:
    """Let these stay with one reason for all of them; return how many. Raises MoveRefused."""
    publication = lock(publication)
    refuse_first_person(publication, by)
    if publication.status not in LOOKED_AT:
        raise MoveRefused("It is not waiting for a second person now, so nothing of it is accepted. Nothing was altered.")
    if not because.strip():
        raise MoveRefused("Say why it may stay: the reason is kept beside what was found. Nothing was altered.")
    candidate = newest(publication)
    found = {one.digest: one for one in gate.open_findings(candidate)} if candidate is not None else {}
    if candidate is None or not digests or not set(digests) <= set(found):
        raise MoveRefused(
            "What you chose is no longer open: it was accepted or rewritten meanwhile. Nothing was altered. Look at the list "
            "again."
        )
    if not all(found[digest].may_be_accepted for digest in digests):
        raise MoveRefused(
            "Active content, and what could not be read, is never accepted. Nothing was altered. Have it made again, or lay "
            "another file beside it."
        )
    gate.write(candidate)
    rows = list(candidate.findings.filter(digest__in=digests))
    gate.accept(rows, because=because.strip(), by=by, at=at)
    words = f"Findings of the gate accepted by a second person: {len(rows)}."
    timeline.record(publication.case, "publication_findings_accepted", words, at=at, by=by)
    return len(rows)


def refuse_first_person(publication: Publication, by: User) -> None:
    """Raises MoveRefused unless this person may approve publications and wrote nothing of this one."""
    if not by.has_perm("publications.approve_publication"):
        raise MoveRefused("Your role does not approve publications. Ask the business manager; nothing was altered.")
    if by.pk in gate.writers_of(publication):
        raise MoveRefused(
            "You wrote this, or a part of it. Approval needs a second person: ask a colleague who wrote none of it to read it. "
            "Nothing changed."
        )
