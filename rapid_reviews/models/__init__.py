"""The Rapid Review's models, by subject."""

from rapid_reviews.models.chronology import ChronologyRow, RowQuestion
from rapid_reviews.models.deciding import Criterion, Decision, Evidence, PanelReply, Signature
from rapid_reviews.models.meeting import Action, Attendance, Meeting
from rapid_reviews.models.pack import HeldFile, Pack
from rapid_reviews.models.plan import Milestone, PlanTemplateStep
from rapid_reviews.models.requests import AgencyRequest, AgencyReturn, SearchedPerson
from rapid_reviews.models.review import RapidReview

__all__ = [
    "Action",
    "AgencyRequest",
    "AgencyReturn",
    "Attendance",
    "ChronologyRow",
    "Criterion",
    "Decision",
    "Evidence",
    "HeldFile",
    "Meeting",
    "Milestone",
    "Pack",
    "PanelReply",
    "PlanTemplateStep",
    "RapidReview",
    "RowQuestion",
    "SearchedPerson",
    "Signature",
]
