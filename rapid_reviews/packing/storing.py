"""Where the files of a pack lie: under names that say nothing, written whole or not at all, and checked when they are read."""

import contextlib
import hashlib
import os
import re
import secrets
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

from django.conf import settings

from rapid_reviews.models import Pack

# Seconds after which a file that no pack knows is what a worker left that died half way.
STRAY_AFTER = 3600.0
KINDS = ("pdf", "zip")


class FileAltered(Exception):
    """The file is not there, or not what was made: its SHA-256 differs from the one on record."""


def new_key() -> str:
    """A name that says nothing."""
    return secrets.token_hex(32)


def path_of(key: str, kind: str) -> Path:
    """Where the PDF or the zip of a key lies. Raises ValueError for anything else."""
    if not re.fullmatch(r"[0-9a-f]{64}", key) or kind not in KINDS:
        raise ValueError("This is not the key of a pack.")
    return _folder() / f"{key}.{kind}"


def write(key: str, kind: str, fill: Callable[[IO[bytes]], object]) -> tuple[int, str]:
    """Let `fill` write a file so that a power cut leaves the whole file or none; return size and SHA-256. Raises OSError."""
    path = path_of(key, kind)
    part = path.with_suffix(".part")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as target:
        fill(target)
        target.flush()
        os.fsync(target.fileno())
        size = target.tell()
    part.rename(path)
    return size, digest_of(path)


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal. Raises OSError."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def file_of(pack: Pack, kind: str) -> Path:
    """Where the PDF or the zip lies, once it is seen to be what was made. Raises FileAltered, ValueError."""
    path = path_of(pack.key, kind)
    try:
        found = digest_of(path)
    except OSError as error:
        raise FileAltered from error
    if found != (pack.sha256 if kind == "pdf" else pack.zip_sha256):
        raise FileAltered
    return path


def remove(key: str) -> None:
    """Take both files away; one that is not there is as good as gone."""
    for kind in KINDS if key else ():
        for path in (path_of(key, kind), path_of(key, kind).with_suffix(".part")):
            with contextlib.suppress(OSError):
                path.unlink()


def remove_strays() -> int:
    """Remove files that belong to no pack, left behind where a worker died half way. Returns how many."""
    known = set(Pack.objects.exclude(key="").values_list("key", flat=True))
    folder, oldest = _folder(), time.time() - STRAY_AFTER
    files = list(folder.iterdir()) if folder.is_dir() else []
    strays = [path for path in files if path.stem not in known and path.stat().st_mtime < oldest]
    for path in strays:
        path.unlink(missing_ok=True)
    return len(strays)


def _folder() -> Path:
    return Path(settings.STAFF_MEDIA_ROOT) / "packs"
