"""Files that a worker makes: under names that say nothing, written whole or not at all, and removed where no row knows them."""

import contextlib
import hashlib
import os
import re
import secrets
import time
from collections.abc import Callable, Collection
from pathlib import Path
from typing import IO

# Seconds after which a file that no row knows is what a worker left that died half way.
STRAY_AFTER = 3600.0


class FileAltered(Exception):
    """The file is not there, or not what was made: its SHA-256 differs from the one on record."""


def new_key() -> str:
    """A name that says nothing."""
    return secrets.token_hex(32)


def path_in(folder: Path, key: str, ending: str) -> Path:
    """Where the file of a key lies in that folder. Raises ValueError for what is no key."""
    if not re.fullmatch(r"[0-9a-f]{64}", key):
        raise ValueError("This is not the key of a file.")
    return folder / f"{key}.{ending}"


def write(path: Path, fill: Callable[[IO[bytes]], object]) -> tuple[int, str]:
    """Let `fill` write a file so that a power cut leaves the whole file or none; return size and SHA-256. Raises OSError."""
    part = path.with_suffix(".part")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as target:
        fill(target)
        target.flush()
        os.fsync(target.fileno())
        size = target.tell()
    part.rename(path)
    sync(path.parent)
    return size, digest_of(path)


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal. Raises OSError."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def remove(path: Path) -> None:
    """Take a file away, with what a broken write may have left; one that is not there is as good as gone."""
    for one in (path, path.with_suffix(".part")):
        with contextlib.suppress(OSError):
            one.unlink()


def remove_strays(folder: Path, known: Collection[str]) -> int:
    """Remove files of none of these keys, left behind where a worker died half way. Returns how many."""
    oldest = time.time() - STRAY_AFTER
    files = list(folder.iterdir()) if folder.is_dir() else []
    strays = [path for path in files if path.stem not in known and path.stat().st_mtime < oldest]
    for path in strays:
        path.unlink(missing_ok=True)
    return len(strays)


def sync(folder: Path) -> None:
    """Make what was renamed in a folder outlast a power cut. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
