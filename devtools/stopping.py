"""Ctrl-C, SIGTERM and a closed terminal: one orderly stop, and no second one in the middle of it."""

import signal
from types import FrameType

from devtools.console import say

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """Somebody asked us to stop."""


def on_signals() -> None:
    """From here on each of the signals raises Stopped, once."""
    for number in SIGNALS:
        signal.signal(number, _stop)


def hold_signals() -> None:
    """From here on the stop runs to its end (20 seconds at most); a second Ctrl-C does not cut it short."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def _stop(number: int, _frame: FrameType | None) -> None:
    hold_signals()
    say(f"{signal.Signals(number).name}: stopping ...")
    raise Stopped
