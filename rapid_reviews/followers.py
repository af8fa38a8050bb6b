"""What this stage does when an earlier one moves on."""

from cspr.stages import Follower
from rapid_reviews import lifecycle

FOLLOWERS = (Follower("notification_sent", lifecycle.open_from),)
