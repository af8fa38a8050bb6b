"""The countdown to a publication: the days around it, and the list of what has to be true before it goes out."""

from publications.countdown.days import (
    BEFORE_PUBLICATION,
    awaits_advance_copy,
    drop_plan,
    end_for,
    goes_in_advance,
    is_to_be_looked_at,
    keep,
    looked_at_again_on,
    plan,
    record_advance_copy,
    warning,
    was_published,
)
from publications.countdown.lines import Line, Said, lines_of, required_for, still_open, write
from publications.countdown.unready import obstacles, refuse_unready, refuse_unsayable

# What is written by the countdown and by whoever orders a moment; an edit of the words leaves it alone.
WRITTEN_HERE = (
    *("planned_on", "advance_copy_id", "advance_sent_at", "advance_sent_to", "kept_at", "kept_because"),
    *("publish_at", "publish_ordered_by_id", "publish_late", "publish_stopped_because"),
)

__all__ = [
    "BEFORE_PUBLICATION",
    "WRITTEN_HERE",
    "Line",
    "Said",
    "awaits_advance_copy",
    "drop_plan",
    "end_for",
    "goes_in_advance",
    "is_to_be_looked_at",
    "keep",
    "lines_of",
    "looked_at_again_on",
    "obstacles",
    "plan",
    "record_advance_copy",
    "refuse_unready",
    "refuse_unsayable",
    "required_for",
    "still_open",
    "warning",
    "was_published",
    "write",
]
