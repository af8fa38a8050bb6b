"""The kernel's models, by subject."""

from cspr.models.agencies import Agency, AgencyAddress, AgencyContact, AgencyDomain
from cspr.models.base import AppendOnly, DatabaseAccess
from cspr.models.cases import Case, CaseAssignment, CaseConflict, Child, Person
from cspr.models.heartbeats import Heartbeat
from cspr.models.mail import EmailCode, OutgoingEmail
from cspr.models.moves import DeadlineMove
from cspr.models.people import Invitation, User
from cspr.models.records import AccessRecord, TimelineEntry
from cspr.models.reminders import CalendarFeed, Reminder
from cspr.models.time import BankHoliday, ClockRule, Deadline

__all__ = [
    "AccessRecord",
    "Agency",
    "AgencyAddress",
    "AgencyContact",
    "AgencyDomain",
    "AppendOnly",
    "BankHoliday",
    "CalendarFeed",
    "Case",
    "CaseAssignment",
    "CaseConflict",
    "Child",
    "ClockRule",
    "DatabaseAccess",
    "Deadline",
    "DeadlineMove",
    "EmailCode",
    "Heartbeat",
    "Invitation",
    "OutgoingEmail",
    "Person",
    "Reminder",
    "TimelineEntry",
    "User",
]
