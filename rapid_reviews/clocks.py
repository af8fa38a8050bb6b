"""The clocks of the Rapid Review: our own standard and the national limit, neither of them a constant."""

from cspr.clocks import UNIT_AND_PARTNERS, Bound, Clock, ladder

RAPID_REVIEW = Clock(
    code="rapid_review",
    title="Rapid Review with the Panel",
    starts="the notification is sent to the Panel",
    ends="the report and the decision are sent to the Panel",
    bounds=(
        Bound(
            "due",
            15,
            "days",
            "Our own standard: the partnership's page on practice reviews, within 15 days of the notification",
            "BCSSP, Child Safeguarding Practice Reviews",
        ),
        Bound(
            "latest",
            15,
            "working_days",
            "Guidance of the Child Safeguarding Practice Review Panel: 15 working days from the notification",
            "as safeguardingcambspeterborough.org.uk/children-board/serious-case-reviews reports it; check the guidance itself",
        ),
    ),
    ladder=ladder(-5, -3, -1, 0, late=UNIT_AND_PARTNERS),
)
PANEL_REPLY = Clock(
    code="panel_reply",
    title="Reply of the Panel",
    starts="the Rapid Review is sent to the Panel",
    ends="the Panel's letter arrives",
    bounds=(
        Bound(
            "prompt",
            10,
            "days",
            "No time is set for the Panel; another partnership reckons with about ten days",
            "as the Kent partnership's procedure reports it",
        ),
    ),
)
CLOCKS = (RAPID_REVIEW, PANEL_REPLY)
