"""Starts, meets, ends and moves clocks. The only writer of Deadline. Late is a query, never a fact that is stored."""

from cspr.deadlines.agreeing import NotAgreed, extend, hold, lift, may_be_extended, may_be_held
from cspr.deadlines.moving import WouldMove, count_from, recalculate, would_move
from cspr.deadlines.past import NotBegun, Understood, as_understood
from cspr.deadlines.reckoning import (
    Dates,
    Explanation,
    Known,
    UnknownClock,
    calendar,
    clocks,
    dates_for,
    dates_for_each,
    explain,
    known,
    known_on,
)
from cspr.deadlines.rows import Cause, change_the_rules
from cspr.deadlines.running import NOTHING_SAID, Late, ReasonNeeded, end_as_not_required, meet, reopen, start

__all__ = [
    "NOTHING_SAID",
    "Cause",
    "Dates",
    "Explanation",
    "Known",
    "Late",
    "NotAgreed",
    "NotBegun",
    "ReasonNeeded",
    "Understood",
    "UnknownClock",
    "WouldMove",
    "as_understood",
    "calendar",
    "change_the_rules",
    "clocks",
    "count_from",
    "dates_for",
    "dates_for_each",
    "end_as_not_required",
    "explain",
    "extend",
    "hold",
    "known",
    "known_on",
    "lift",
    "may_be_extended",
    "may_be_held",
    "meet",
    "recalculate",
    "reopen",
    "start",
    "would_move",
]
