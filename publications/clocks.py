"""The clocks of a publication: the advance copy before it, and how long it stays public. Pure: no Django, no Celery."""

from cspr.clocks import Bound, Clock

ADVANCE_COPY = Clock(
    code="advance_copy",
    title="Advance copy to the Panel and the Secretary of State",
    starts="the day on which the report is to be published",
    ends="the copy is sent",
    bounds=(
        Bound(
            "latest",
            7,
            "working_days",
            "Working Together, chapter 5: at least seven working days before the publication",
            "as cps.gov.uk/node/13469 reports it; check the guidance itself before relying on it",
        ),
    ),
    counts_back=True,
)
STAYS_PUBLIC = Clock(
    code="stays_public",
    title="Report stays public",
    starts="the report is published",
    ends="it may be taken down",
    bounds=(
        Bound(
            "prompt",
            12,
            "months",
            "Working Together, chapter 5: publicly available for at least one year",
            "Working Together to Safeguard Children, chapter 5",
        ),
    ),
)
CLOCKS = (ADVANCE_COPY, STAYS_PUBLIC)
