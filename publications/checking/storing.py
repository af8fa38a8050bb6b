"""Where the file of a candidate lies: under a name that says nothing, written whole or not at all, checked at every use."""

import hashlib
from pathlib import Path

from django.conf import settings

from cspr import files
from cspr.files import STRAY_AFTER, FileAltered, new_key
from publications.models import Candidate

__all__ = ["STRAY_AFTER", "FileAltered", "content_of", "new_key", "path_of", "remove", "remove_strays", "write"]


def path_of(key: str) -> Path:
    """Where the file of a key lies. Raises ValueError for anything else."""
    return files.path_in(_folder(), key, "pdf")


def write(key: str, content: bytes) -> str:
    """Keep the bytes so that a power cut leaves the whole file or none; return their SHA-256. Raises OSError."""
    return files.write(path_of(key), lambda target: target.write(content))[1]


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
    """Take the file away; one that is not there is as good as gone."""
    files.remove(path_of(key))


def remove_strays() -> int:
    """Remove files that belong to no candidate, left behind where a worker died half way. Returns how many."""
    return files.remove_strays(_folder(), set(Candidate.objects.exclude(key="").values_list("key", flat=True)))


def _folder() -> Path:
    return Path(settings.STAFF_MEDIA_ROOT) / "candidates"
