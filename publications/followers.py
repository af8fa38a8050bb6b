"""What this stage does when an earlier one moves on, and what it does from time to time."""

from cspr.stages import Follower
from publications import countdown, scheduling

FOLLOWERS = (Follower("review_not_to_be_published", countdown.end_for),)
SWEEPS = (scheduling.publish_due,)
