"""What the commands say to the person who started them."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


def say(text: str = "") -> None:
    """Print one line at once; a terminal that has gone away is no reason to stop half-way."""
    try:
        print(text, flush=True)
    except OSError:
        sys.stdout = sys.stderr


def complain(text: str) -> None:
    """Print to standard error."""
    try:
        print(text, file=sys.stderr, flush=True)
    except OSError:
        return


@contextmanager
def step(title: str) -> Iterator[None]:
    """Say what begins, and how long it took where that was worth noticing (over two seconds)."""
    say(f"{title} ...")
    began = time.monotonic()
    yield
    took = time.monotonic() - began
    if took > 2:
        say(f"  done in {took:.0f} s")
