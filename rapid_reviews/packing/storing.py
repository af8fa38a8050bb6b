"""Where the files of a pack lie: under names that say nothing, written whole or not at all, and checked when they are read."""

from collections.abc import Callable
from pathlib import Path
from typing import IO

from django.conf import settings

from cspr import files
from cspr.files import STRAY_AFTER, FileAltered, digest_of, new_key
from rapid_reviews.models import Pack

__all__ = ["STRAY_AFTER", "FileAltered", "digest_of", "file_of", "new_key", "path_of", "remove", "remove_strays", "write"]
KINDS = ("pdf", "zip")


def path_of(key: str, kind: str) -> Path:
    """Where the PDF or the zip of a key lies. Raises ValueError for anything else."""
    if kind not in KINDS:
        raise ValueError("This is not the key of a file of a pack.")
    return files.path_in(_folder(), key, kind)


def write(key: str, kind: str, fill: Callable[[IO[bytes]], object]) -> tuple[int, str]:
    """Let `fill` write a file so that a power cut leaves the whole file or none; return size and SHA-256. Raises OSError."""
    return files.write(path_of(key, kind), fill)


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
        files.remove(path_of(key, kind))


def remove_strays() -> int:
    """Remove files that belong to no pack, left behind where a worker died half way. Returns how many."""
    return files.remove_strays(_folder(), set(Pack.objects.exclude(key="").values_list("key", flat=True)))


def _folder() -> Path:
    return Path(settings.STAFF_MEDIA_ROOT) / "packs"
