"""The template of a plan to begin with, after the flow that Devon publishes; staff edit it."""

from rapid_reviews.models import PlanTemplateStep
from rapid_reviews.plan import Step

# Devon's pages: letters on working day 1, agency summaries in days 2 to 10, the meeting and the draft in days 10 to 12,
# sign-off in days 12 to 15, sent on day 15 at the latest.
STEPS = (
    Step("Letters to the agencies", "Business unit", 1),
    Step("Agency returns due", "Agencies", 8),
    Step("Rapid Review meeting", "Review group", 11),
    Step("Draft report", "Business unit", 12),
    Step("Sign-off", "The three partners", 14),
    Step("Sent to the Panel", "Business unit", 15),
)


def plan_template() -> None:
    """The steps above, where there is no template at all. One that staff have edited stays as it is."""
    if not PlanTemplateStep.objects.exists():
        for step in STEPS:
            PlanTemplateStep.objects.create(title=step.title, owner=step.owner, day=step.day)


SEEDS = (plan_template,)
