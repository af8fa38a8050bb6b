"""The clocks that run from when the local authority became aware."""

from cspr.clocks import UNIT_AND_PARTNERS, Bound, Clock, ladder

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
    ladder=ladder(-3, -2, -1, 0, late=UNIT_AND_PARTNERS),
)
PARTNERS_TOLD = Clock(
    code="partners_told",
    title="Local authority tells its safeguarding partners",
    starts="the local authority becomes aware",
    ends="its partners are told, and other areas where that is appropriate",
    bounds=(
        Bound(
            "latest",
            5,
            "working_days",
            "Guidance on reporting a serious child safeguarding incident: the partners within five working days too",
            "gov.uk/guidance/report-a-serious-child-safeguarding-incident",
        ),
    ),
)
CLOCKS = (NOTIFICATION, PARTNERS_TOLD)
# Counted from the moment at which the local authority became aware, and anew if that is corrected.
FROM_AWARENESS = (NOTIFICATION.code, PARTNERS_TOLD.code)
