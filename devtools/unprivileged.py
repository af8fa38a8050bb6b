"""How root starts a server that refuses to run as root: as nobody, without making an account."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

NOBODY = 65534
# Inside such a namespace the files of root are the server's own, so nothing changes hands.
NAMESPACE = ("unshare", "-U", f"--map-user={NOBODY}", f"--map-group={NOBODY}")


@dataclass(frozen=True)
class Launcher:
    """A prefix for the command line, and the account that owns the server's files (None: ours)."""

    prefix: tuple[str, ...]
    owner: int | None = None

    def can_run(self, program: Path, env: Mapping[str, str]) -> bool:
        """Whether the server's account can reach and start this program."""
        # By way of env: setpriv itself still opens the program with the rights of root.
        return _succeeds((*self.prefix, "env", str(program), "--version"), env)

    def can_enter(self, directory: Path) -> bool:
        """Whether the server's account can reach this directory."""
        return _succeeds((*self.prefix, "test", "-x", str(directory)))

    def hand_over(self, path: Path) -> None:
        """Make the server's account the owner of this one directory, which must be ours or already its own."""
        if self.owner is None:
            return
        if path.is_symlink() or path.stat().st_uid not in (os.geteuid(), self.owner):
            raise PermissionError(f"{path} belongs to somebody else. Remove it and start again.")
        os.chown(path, self.owner, -1)


@cache
def launcher() -> Launcher:
    """What this account needs: nothing, a user namespace, or a change to the account `nobody`."""
    if os.geteuid() != 0:
        return Launcher(())
    if _succeeds((*NAMESPACE, "true")):
        return Launcher(NAMESPACE)
    return Launcher(_as_nobody(), owner=pwd.getpwnam("nobody").pw_uid)


def _as_nobody() -> tuple[str, ...]:
    if not shutil.which("setpriv"):
        raise SystemExit(
            "PostgreSQL refuses to run as root, and here neither user namespaces nor setpriv are to be had.\n"
            "Start this command as an ordinary user, or name your own server in DATABASE_URL."
        )
    account = pwd.getpwnam("nobody")
    # A change of account makes the kernel forget the signal asked for by the parent, so setpriv asks again.
    return (
        "setpriv",
        f"--reuid={account.pw_uid}",
        f"--regid={account.pw_gid}",
        "--clear-groups",
        "--pdeathsig=INT",
    )


def _succeeds(argv: tuple[str, ...], env: Mapping[str, str] = os.environ) -> bool:
    try:
        return subprocess.run(argv, capture_output=True, cwd="/", env=dict(env), check=False).returncode == 0
    except OSError:
        return False
