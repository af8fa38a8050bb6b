"""Files that senders send: judged, stored, attached, and never shown to the sender again."""

from referrals.uploads.judging import ACCEPT, FileRefused
from referrals.uploads.keeping import (
    LARGEST,
    PER_HOUR,
    TOO_LARGE,
    CappedUpload,
    FormBusy,
    attach,
    hold_form,
    keep,
    path_of,
    remove,
    remove_all,
)

__all__ = [
    "ACCEPT",
    "LARGEST",
    "PER_HOUR",
    "TOO_LARGE",
    "CappedUpload",
    "FileRefused",
    "FormBusy",
    "attach",
    "hold_form",
    "keep",
    "path_of",
    "remove",
    "remove_all",
]
