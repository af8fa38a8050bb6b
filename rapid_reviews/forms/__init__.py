"""What is typed about a Rapid Review, one module a subject: the forms of staff that have been there longest by name."""

from rapid_reviews.forms.review import (
    DecideForm,
    MoveStepForm,
    PlanAgainForm,
    PlanForm,
    PlanTemplateStepForm,
    RapidReviewForm,
    RecordReplyForm,
    RecordSentForm,
    StepDoneForm,
    StepNotDoneForm,
)

__all__ = [
    "DecideForm",
    "MoveStepForm",
    "PlanAgainForm",
    "PlanForm",
    "PlanTemplateStepForm",
    "RapidReviewForm",
    "RecordReplyForm",
    "RecordSentForm",
    "StepDoneForm",
    "StepNotDoneForm",
]
