"""What this stage does when an earlier one moves on, and what it does from time to time."""

from cspr.stages import Follower
from rapid_reviews import answering, asking, deciding, lifecycle, reminders

FOLLOWERS = (
    Follower("notification_sent", lifecycle.open_from),
    Follower("notification_withdrawn", lifecycle.end_from),
    Follower("agency_return_signed", asking.answered),
    Follower("file_found_infected", answering.tell_of_malware),
)
SWEEPS = (reminders.sweep, deciding.remind)
