"""Compares the disk with the rows: files that no row knows are removed, rows without their file are told. Alters no row."""

import contextlib
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from referrals.models import Attachment
from referrals.uploads.storing import path_of

# A file comes before its row; a younger one may still be waiting for it.
SPARED_FOR = timedelta(days=1)
State = Attachment.State
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Swept:
    """How many files were removed, and the numbers of the rows whose file is not there."""

    removed: int
    missing: list[int]


def sweep(*, at: datetime) -> Swept:
    """Do it once; safe at any time. What is left behind comes from a process that ended at the wrong moment."""
    old = [path for path in Path(settings.REFERRALS_MEDIA_ROOT).glob("??/*") if _is_old(path, at)]
    rows = dict(Attachment.objects.filter(removed_at=None).exclude(state=State.INFECTED).values_list("key", "pk"))
    removed = sum(_remove(path) for path in old if path.name not in rows)
    missing = sorted(number for key, number in rows.items() if not path_of(key).is_file())
    for number in missing:
        logger.error("The bytes of file %s are not on the disk.", number)
    if removed:
        logger.warning("%s files that no row knows were removed from the disk.", removed)
    return Swept(removed, missing)


def _is_old(path: Path, at: datetime) -> bool:
    try:
        return path.stat().st_mtime < (at - SPARED_FOR).timestamp()
    except OSError:
        return False


def _remove(path: Path) -> bool:
    with contextlib.suppress(OSError):
        path.unlink()
        return True
    return False
