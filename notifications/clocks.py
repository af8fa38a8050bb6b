"""The clock of the notification."""

from cspr.clocks import Bound, Clock

NOTIFICATION = Clock(
    code="notification",
    title="Notification to the Panel",
    starts="the local authority becomes aware",
    ends="the notification is sent on the national system",
    bounds=(
        Bound(
            "latest",
            5,
            "working_days",
            "Working Together, chapter 5: five working days from becoming aware",
            "gov.uk/guidance/report-a-serious-child-safeguarding-incident",
        ),
    ),
    reminders=(-3, -2, -1, 0),
)
CLOCKS = (NOTIFICATION,)
# Counted from the moment at which the local authority became aware, and anew if that is corrected.
FROM_AWARENESS = (NOTIFICATION.code,)
