"""Several management commands in one process, because starting Django costs more than most of them.

`python -m devtools.prepare COMMAND ...` with the environment of a local process. Two words are steps of our own:
`static` collects the static files unless they are the same as last time, `signins=PATH` writes the demo sign-ins there.
"""

import hashlib
import sys
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command

from devtools import paths
from devtools.console import complain, step
from devtools.lock import Lock


def main(commands: list[str]) -> int:
    """Run the commands in their order; stop at the first that refuses and return its status."""
    django.setup()
    for command in commands:
        try:
            run(command)
        except CommandError as refusal:
            complain(f"`manage.py {command}` refused: {refusal}")
            return refusal.returncode
    return 0


def run(command: str) -> None:
    """Run one of them, saying what it is for."""
    if command == "static":
        collect_static()
    elif command.startswith("signins="):
        with Path(command.removeprefix("signins=")).open("w") as file:
            call_command("demo_signins", stdout=file)
    else:
        with step(TITLES.get(command, command)):
            call_command(command, verbosity=0)


TITLES = {
    "migrate": "Database: tables and rights",
    "mark_demo": "Database: marked as a demonstration",
    "load_demo": "Demonstration data",
}


def collect_static() -> None:
    """Collect and compress the static files, unless none has changed since the last time."""
    stamp = Path(f"{settings.STATIC_ROOT}.stamp")
    with Lock(Path(f"{settings.STATIC_ROOT}.lock")):
        wanted = _fingerprint()
        if stamp.exists() and stamp.read_text() == wanted:
            return
        with step("Static files"):
            call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(wanted)


def _fingerprint() -> str:
    digest = hashlib.sha256(str(settings.STORAGES).encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            digest.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


if __name__ == "__main__":
    sys.path.insert(0, str(paths.ROOT))
    sys.exit(main(sys.argv[1:]))
