"""Where the file of a candidate lies: under a name that says nothing, written whole or not at all, checked at every use."""

import contextlib
import hashlib
import os
import re
import secrets
import time
from pathlib import Path

from django.conf import settings

from publications.models import Candidate

# Seconds after which a file that no candidate knows is what a worker left that died half way.
STRAY_AFTER = 3600.0


class FileAltered(Exception):
    """The file is not there, or not what was made: its SHA-256 differs from the one on record."""


def new_key() -> str:
    """A name that says nothing."""
    return secrets.token_hex(32)


def path_of(key: str) -> Path:
    """Where the file of a key lies. Raises ValueError for anything else."""
    if not re.fullmatch(r"[0-9a-f]{64}", key):
        raise ValueError("This is not the key of a candidate.")
    return _folder() / f"{key}.pdf"


def write(key: str, content: bytes) -> str:
    """Keep the bytes so that a power cut leaves the whole file or none; return their SHA-256. Raises OSError."""
    path = path_of(key)
    part = path.with_suffix(".part")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as target:
        target.write(content)
        target.flush()
        os.fsync(target.fileno())
    part.rename(path)
    return hashlib.sha256(content).hexdigest()


def content_of(candidate: Candidate) -> bytes:
    """The bytes, once they are seen to be what was made and read. Raises FileAltered."""
    try:
        content = path_of(candidate.key).read_bytes()
    except (OSError, ValueError) as error:
        raise FileAltered from error
    if hashlib.sha256(content).hexdigest() != candidate.sha256:
        raise FileAltered
    return content


def remove(key: str) -> None:
    """Take the file away, with what a broken write may have left; one that is not there is as good as gone."""
    for path in (path_of(key), path_of(key).with_suffix(".part")):
        with contextlib.suppress(OSError):
            path.unlink()


def remove_strays() -> int:
    """Remove files that belong to no candidate, left behind where a worker died half way. Returns how many."""
    known = set(Candidate.objects.exclude(key="").values_list("key", flat=True))
    folder, oldest = _folder(), time.time() - STRAY_AFTER
    files = list(folder.iterdir()) if folder.is_dir() else []
    strays = [path for path in files if path.stem not in known and path.stat().st_mtime < oldest]
    for path in strays:
        path.unlink(missing_ok=True)
    return len(strays)


def _folder() -> Path:
    return Path(settings.STAFF_MEDIA_ROOT) / "candidates"
