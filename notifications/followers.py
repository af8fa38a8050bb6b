"""What this stage does when an earlier one moves on."""

from cspr.stages import Follower
from notifications import lifecycle

FOLLOWERS = (Follower("referral_accepted", lifecycle.open_from),)
