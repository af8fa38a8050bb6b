"""Whether there is room: asked before anything is accepted, so that a full disk never leaves half of it."""

import os
from pathlib import Path

from django.conf import settings

from referrals.uploads import words

MEGABYTE = 1024 * 1024


class NoRoom(Exception):
    """The disk of senders' files is full. The text tells the sender."""


def require_room(size: int = 0) -> None:
    """Raise NoRoom unless `size` bytes fit and the reserve of UPLOAD_RESERVE_MB stays free."""
    if free_bytes() < size + settings.UPLOAD_RESERVE_MB * MEGABYTE:
        raise NoRoom(words.NO_ROOM)


def free_bytes() -> int:
    """What is left for files, as an ordinary account may use it."""
    place = Path(settings.REFERRALS_MEDIA_ROOT)
    while not place.is_dir():
        place = place.parent
    found = os.statvfs(place)
    return found.f_bavail * found.f_frsize
