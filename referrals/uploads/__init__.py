"""Files that senders send: judged, scanned, stored, attached, and never shown to the sender again."""

from referrals.uploads.capped import LARGEST, SKIPPED, CappedUpload
from referrals.uploads.keeping import (
    PER_HOUR,
    PER_REFERRAL,
    FormBusy,
    attach,
    count_try,
    hold_form,
    keep,
    let_go,
    remove,
    remove_all,
)
from referrals.uploads.laying import lay, refusing_the_step
from referrals.uploads.names import ACCEPT
from referrals.uploads.places import Place
from referrals.uploads.quarantine import release, scan_waiting
from referrals.uploads.room import NoRoom, require_room
from referrals.uploads.storing import path_of
from referrals.uploads.sweeping import sweep
from referrals.uploads.words import NO_ROOM, TOO_LARGE, TOOK_TOO_LONG, FileRefused

__all__ = [
    "ACCEPT",
    "LARGEST",
    "NO_ROOM",
    "PER_HOUR",
    "PER_REFERRAL",
    "SKIPPED",
    "TOOK_TOO_LONG",
    "TOO_LARGE",
    "CappedUpload",
    "FileRefused",
    "FormBusy",
    "NoRoom",
    "Place",
    "attach",
    "count_try",
    "hold_form",
    "keep",
    "lay",
    "let_go",
    "path_of",
    "refusing_the_step",
    "release",
    "remove",
    "remove_all",
    "require_room",
    "scan_waiting",
    "sweep",
]
