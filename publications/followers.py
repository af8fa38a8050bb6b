"""What this stage does when an earlier one moves on."""

from cspr.stages import Follower
from publications import countdown

FOLLOWERS = (Follower("review_not_to_be_published", countdown.end_for),)
