"""The clocks of the local practice review."""

from cspr.clocks import UNIT_AND_PARTNERS, Bound, Clock, ladder

PRACTICE_REVIEW = Clock(
    code="practice_review",
    title="Practice review published",
    starts="it is decided to initiate the review",
    ends="the report is published, or is decided not to be",
    bounds=(
        Bound(
            "latest",
            6,
            "months",
            "Working Together, chapter 5: publish within six months of the decision to initiate",
            "as cps.gov.uk/node/13469 reports it; check the guidance itself before relying on it",
        ),
    ),
    ladder=ladder(-40, -20, -10, -5, 0, late=UNIT_AND_PARTNERS),
    may_be_extended=True,
    may_be_held=True,
)
PROGRESS = Clock(
    code="review_progress",
    title="Check of a practice review's time and quality",
    starts="the review is initiated, or was checked last",
    ends="the next check is noted",
    bounds=(
        Bound(
            "prompt",
            1,
            "months",
            "SI 2018/789, regulation 14, asks for checks; how often is our own choice",
            "own rule, on legislation.gov.uk/uksi/2018/789",
        ),
    ),
)
CLOCKS = (PRACTICE_REVIEW, PROGRESS)
