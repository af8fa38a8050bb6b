"""What this stage does from time to time, whatever the clocks of a case say."""

from referrals import reminders

SWEEPS = (reminders.sweep,)
