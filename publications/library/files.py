"""The files of the public disk: written whole or not at all, under names that nobody can guess."""

import hashlib
import os
import secrets
from pathlib import Path

from django.conf import settings

from cspr.files import sync
from publications.library.entries import File

# Seconds after which a file without a row is nobody's: publishing writes the file first and the row a moment later.
STRAY_AFTER = 3600


def new_key() -> str:
    """A key that nobody can guess: 256 bits."""
    return secrets.token_urlsafe(32)


def path_of(key: str) -> Path:
    """Where the file with that key lies."""
    return Path(settings.PUBLIC_MEDIA_ROOT) / f"{key}.pdf"


def write_file(key: str, content: bytes, pages: int) -> File:
    """Put the bytes on the public disk for good: written aside, flushed, then renamed, so that no half file is ever seen."""
    path = path_of(key)
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(".part")
    with open(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644), "wb") as file:
        file.write(content)
        file.flush()
        os.fchmod(file.fileno(), 0o644)
        os.fsync(file.fileno())
    aside.rename(path)
    sync(path.parent)
    return File(key, len(content), pages, hashlib.sha256(content).hexdigest())


def remove_file(key: str) -> None:
    """Take the file away, with what a broken write may have left."""
    for path in (path_of(key), path_of(key).with_suffix(".part")):
        path.unlink(missing_ok=True)


def remove_stray_files(known: set[str], *, before: float) -> int:
    """Remove files of no known key that were last written before that moment (a timestamp). Returns how many."""
    root = Path(settings.PUBLIC_MEDIA_ROOT)
    files = [path for path in root.glob("*") if path.suffix in (".pdf", ".part")] if root.is_dir() else []
    strays = [path for path in files if path.stem not in known and path.stat().st_mtime < before]
    for path in strays:
        path.unlink(missing_ok=True)
    return len(strays)
