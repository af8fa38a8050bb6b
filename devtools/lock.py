"""One holder at a time, who says in the file who it is."""

import fcntl
import json
import os
from pathlib import Path
from typing import Self, TextIO


class HeldByAnotherError(Exception):
    """Somebody else holds the lock; `holder` is what they wrote about themselves."""

    def __init__(self, holder: dict[str, str]) -> None:
        """Keep what the holder wrote."""
        super().__init__(holder.get("what", ""))
        self.holder = holder


class Lock:
    """A lock that goes with its process, however that ends, and is not passed on to its children."""

    def __init__(self, path: Path) -> None:
        """Name the file; nothing is taken yet."""
        self._path = path
        self._file: TextIO | None = None

    def take(self, **about: str) -> Self:
        """Take the lock and describe ourselves; raise HeldByAnotherError at once if it is taken."""
        file = self._open()
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = _read(file.read())
            file.close()
            raise HeldByAnotherError(holder) from None
        self._file = file
        self.describe(**about)
        return self

    def __enter__(self) -> Self:
        """Wait for the lock as long as it takes, and take it."""
        file = self._open()
        fcntl.flock(file, fcntl.LOCK_EX)
        self._file = file
        self.describe()
        return self

    def __exit__(self, *_: object) -> None:
        """Give it back."""
        self.release()

    def _open(self) -> TextIO:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        return self._path.open("a+")

    def describe(self, **about: str) -> None:
        """Write who holds the lock."""
        if self._file is None:
            raise RuntimeError("Only a holder can describe itself.")
        self._file.seek(0)
        self._file.truncate()
        self._file.write(json.dumps({"pid": str(os.getpid()), **about}))
        self._file.flush()

    def release(self) -> None:
        """Give the lock back."""
        if self._file is not None:
            self._file.truncate(0)
            self._file.close()
            self._file = None


def _read(text: str) -> dict[str, str]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
