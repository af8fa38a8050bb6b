"""Where the local servers keep their files, and where their sockets go when the checkout lies too deep."""

import hashlib
import os
import stat
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"

# macOS allows 104 bytes for a socket address and Linux 108, each with a closing zero.
LONGEST_SOCKET_PATH = 103
LONGEST_SOCKET_NAME = "/.s.PGSQL.5432.lock"


def private_dir(path: Path, owner: int | None = None) -> Path:
    """Make `path` for this user alone and return it; raise PermissionError where somebody else made it first.

    `owner` is another account that may own it already: the one that root starts a server as.
    """
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {os.geteuid(), owner}:
        raise PermissionError(f"{path} belongs to somebody else. Remove it and start again.")
    path.chmod(0o700)
    return path


def short_hash(path: Path) -> str:
    """Ten characters that stand for this path in the name of a directory elsewhere."""
    return hashlib.sha256(str(path).encode()).hexdigest()[:10]


def socket_dir(wanted: Path, owner: int | None = None) -> Path:
    """Return `wanted`, or a short private directory where a socket in `wanted` would have too long an address."""
    if len(os.fsencode(wanted)) + len(LONGEST_SOCKET_NAME) <= LONGEST_SOCKET_PATH:
        return private_dir(wanted, owner)
    return private_dir(Path("/tmp") / f"cspr-{os.geteuid()}-{short_hash(wanted)}", owner)


def open_place() -> Path:
    """A directory of ours that other accounts can pass through, for when the checkout lies below one they cannot."""
    place = private_dir(Path("/var/tmp") / f"cspr-{os.geteuid()}-{short_hash(ROOT)}")
    place.chmod(0o711)
    return place
