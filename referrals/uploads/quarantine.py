"""What becomes of a file that no scanner had judged: it is scanned later, or a person releases it. Writes Attachment.state."""

import time
from datetime import datetime

from django.db import transaction

from cspr import lifecycle, stages, timeline
from cspr.lifecycle import MoveRefused
from cspr.models import User
from referrals.models import Attachment
from referrals.uploads.parser import PARSER
from referrals.uploads.scanning import Finding, is_up, scan
from referrals.uploads.storing import path_of, unlink
from referrals.uploads.telling import tell_staff_of_malware

State = Attachment.State
# In one go; the rest is taken up by the next.
MOST_AT_ONCE = 200
# Seconds after which no further file is begun: a task has 90, and one file may take 60 of them.
LONGEST = 30.0


def scan_waiting(*, at: datetime) -> int:
    """Scan what waits, of drafts and of referrals, and return how many were judged. Safe to run many times at once.

    Stops where the scanner is down: it will be asked again. In no order, so that a file which it never judges holds up no
    other, not even where there is time for a few only.
    """
    judged, until = 0, time.monotonic() + LONGEST
    for file in Attachment.objects.waiting().order_by("?")[:MOST_AT_ONCE]:
        finding = _scan_again(file)
        if finding is Finding.UNKNOWN and not is_up():
            break
        if finding not in (None, Finding.UNKNOWN):
            judged += _settle(file, finding, at)
        if time.monotonic() > until:
            break
    return judged


def _scan_again(file: Attachment) -> Finding | None:
    """No lock is held meanwhile: sending a referral must never wait for a scanner. None where the file cannot be read."""
    try:
        with path_of(file.key).open("rb") as content:
            examined = PARSER.examine(file.kind, content)
            return scan(content, examined.inside, arriving=False) if examined.refused is None else None
    except OSError:
        return None


@transaction.atomic
def _settle(file: Attachment, finding: Finding, at: datetime) -> int:
    """Write the finding down, unless somebody else is at the file or has settled it. Returns how many were written."""
    still = Attachment.objects.waiting().filter(pk=file.pk).select_for_update(skip_locked=True, of=("self",)).first()
    if still is None:
        return 0
    still.state, still.scanned_at = (State.INFECTED if finding is Finding.MALWARE else State.CLEAN), at
    still.save(update_fields=["state", "scanned_at"])
    if still.state == State.INFECTED:
        transaction.on_commit(lambda: unlink(still.key))
        tell_staff_of_malware(still, at=at)
        stages.announce("file_found_infected", still, by=None, at=at)
    return 1


@transaction.atomic
def release(file: Attachment, *, by: User, because: str, at: datetime) -> Attachment:
    """Let staff open a file that no scanner has judged, on a person's word and with their reason. Raises MoveRefused."""
    locked = lifecycle.lock(file)
    if locked.state != State.WAITING or locked.removed_at is not None:
        raise MoveRefused(
            f"This file is not in quarantine any more: {locked.get_state_display().lower()}. "
            "Nothing was altered; reload the page."
        )
    locked.state, locked.released_by, locked.released_because = State.RELEASED, by, because.strip()
    lifecycle.save(locked, by=by)
    if locked.referral is not None and locked.referral.case is not None:
        words = f"A file of referral {locked.referral.reference} released from quarantine, not scanned."
        timeline.record(locked.referral.case, "file_released", words, at=at, by=by)
    return locked
