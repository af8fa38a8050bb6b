"""Where a sender's file lies, and how it gets there whole or not at all."""

import contextlib
import hashlib
import os
import re
import secrets
from pathlib import Path
from typing import IO

from django.conf import settings

from cspr import files
from referrals.uploads import words
from referrals.uploads.words import FileRefused


def new_key() -> str:
    """A name that says nothing."""
    return secrets.token_hex(32)


def path_of(key: str) -> Path:
    """Where a file lies: a folder for each first two characters, so that none grows too large."""
    if not re.fullmatch(r"[0-9a-f]{64}", key):
        raise ValueError("This is not the key of a file.")
    return Path(settings.REFERRALS_MEDIA_ROOT) / key[:2] / key


def write(content: IO[bytes], path: Path) -> tuple[int, str]:
    """Store the bytes so that a power cut leaves the whole file or none. Returns size and SHA-256. Raises FileRefused."""
    digest, size = hashlib.sha256(), 0
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        content.seek(0)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
            while chunk := content.read(1 << 16):
                digest.update(chunk)
                size += target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
        part.rename(path)
        files.sync(path.parent)
    except OSError as error:
        for half in (part, path):
            with contextlib.suppress(OSError):
                half.unlink()
        raise FileRefused(words.NOT_STORED) from error
    return size, digest.hexdigest()


def unlink(key: str) -> None:
    """Destroy a file; one that is not there is as good as destroyed."""
    with contextlib.suppress(OSError):
        path_of(key).unlink()
