"""The meeting of a Rapid Review. The only writer of Meeting's status, of who was present, and of conflicts declared there."""

from rapid_reviews.meetings.agenda import AGENDA
from rapid_reviews.meetings.paper import agenda_pdf, calendar_file
from rapid_reviews.meetings.quorum import Quorum, quorum_of
from rapid_reviews.meetings.steps import add_action, call_off, declare_conflict, finish_action, hold, plan_meeting

__all__ = [
    "AGENDA",
    "Quorum",
    "add_action",
    "agenda_pdf",
    "calendar_file",
    "call_off",
    "declare_conflict",
    "finish_action",
    "hold",
    "plan_meeting",
    "quorum_of",
]
