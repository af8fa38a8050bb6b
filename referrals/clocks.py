"""The clock of the referral: how soon somebody reads it. Pure: imports neither Django nor Celery."""

from cspr.clocks import Bound, Clock

READING = Clock(
    code="referral_reading",
    title="Referral read by the business unit",
    starts="the referral is received",
    ends="somebody records that they have read it",
    bounds=(
        Bound(
            "due",
            1,
            "working_days",
            "The partnership’s own rule: a clock of the local authority may already be running",
            "own rule",
        ),
    ),
)
CLOCKS = (READING,)
