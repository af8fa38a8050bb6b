"""The clock of the local practice review."""

from cspr.clocks import Bound, Clock

PRACTICE_REVIEW = Clock(
    code="practice_review",
    title="Practice review published",
    starts="the decision to initiate the review",
    ends="the report is published, or is decided not to be",
    bounds=(
        Bound(
            "latest",
            6,
            "months",
            "Working Together, chapter 5: publish within six months of the decision to initiate (check before relying on it)",
            "cps.gov.uk/node/13469",
        ),
    ),
    reminders=(-40, -20, -10, -5, 0),
)
CLOCKS = (PRACTICE_REVIEW,)
