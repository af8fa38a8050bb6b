"""/proc for the length of a run, where a bare root directory has none: the browser does not start without it."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from devtools.console import complain, say

WANTED = Path("/proc/self")


@contextmanager
def mounted() -> Iterator[None]:
    """Mount /proc if it is missing and we are root, and unmount it again; otherwise say what is missing and go on."""
    if WANTED.exists():
        yield
        return
    if os.geteuid() != 0 or subprocess.run(("mount", "-t", "proc", "proc", "/proc"), check=False).returncode:
        complain("/proc is not mounted here, so the tests that need a browser will fail: mount -t proc proc /proc")
        yield
        return
    say("/proc was missing; it is mounted until the tests are done.")
    try:
        yield
    finally:
        # Lazily: a browser that is on its way out may still hold it for a moment.
        subprocess.run(("umount", "--lazy", "/proc"), check=False)
