"""Tells every public process, through one small file, which state of the library its stored answers may stand for.

The file holds a token. It is empty while the library is changing: then nothing may be answered from store, because one
process may still see the old rows while another sees the new ones.
"""

import fcntl
import os
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import transaction

_held = threading.local()


def version_path() -> Path:
    """The file that changes with every publication and withdrawal. Missing or empty: answer nothing from store."""
    return Path(settings.PUBLIC_MEDIA_ROOT) / "version"


@contextmanager
def changing() -> Iterator[None]:
    """Hold this around every transaction that publishes or withdraws. One at a time; within itself it does nothing more.

    The file is empty until the block has ended, by a commit or a rollback, and then holds a new token. A crash leaves it
    empty until `heal`: no answer is stored meanwhile, and none is wrong. It belongs outside of the transaction; where somebody
    is inside of one already, another token follows its commit.
    """
    if getattr(_held, "by_us", False):
        yield
        return
    with _alone():
        _write("")
        _held.by_us = True
        try:
            yield
        finally:
            _held.by_us = False
            _new_token()
            if transaction.get_connection().in_atomic_block:
                transaction.on_commit(_new_token)


def heal() -> bool:
    """Write a token where the file is empty or missing and nobody is changing anything. Returns whether it did."""
    path = version_path()
    if path.is_file() and path.stat().st_size:
        return False
    try:
        with _alone(wait=False):
            _new_token()
    except BlockingIOError:
        return False
    return True


@contextmanager
def _alone(*, wait: bool = True) -> Iterator[None]:
    """Hold the lock of the public disk. Raises BlockingIOError where it is not to be waited for."""
    root = Path(settings.PUBLIC_MEDIA_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    with open(os.open(root / "version.lock", os.O_RDWR | os.O_CREAT, 0o600), "wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        yield


def _new_token() -> None:
    _write(secrets.token_urlsafe(16))


def _write(token: str) -> None:
    """By rename, so that a reader finds the old file or the new one, never a part."""
    path = version_path()
    aside = path.with_name(f"version.{secrets.token_hex(8)}")
    with open(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644), "w", encoding="ascii") as file:
        file.write(token)
        os.fchmod(file.fileno(), 0o644)
        file.flush()
        os.fsync(file.fileno())
    aside.rename(path)
