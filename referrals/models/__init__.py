"""What a sender writes before sending, what they sent, and what the unit makes of it."""

from referrals.models.drafts import Draft, DraftStep, WrongNumber
from referrals.models.files import Attachment, FileTry
from referrals.models.people import HouseholdMember, InvolvedAgency, KeyDate, ReferredChild
from referrals.models.referral import Answer, Referral
from referrals.models.triage import InformationRequest, PartnerView

__all__ = [
    "Answer",
    "Attachment",
    "Draft",
    "DraftStep",
    "FileTry",
    "HouseholdMember",
    "InformationRequest",
    "InvolvedAgency",
    "KeyDate",
    "PartnerView",
    "Referral",
    "ReferredChild",
    "WrongNumber",
]
