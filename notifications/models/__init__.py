"""The serious incident notification: the record of what the local authority told the national Panel, and when."""

from notifications.models.awareness import AwarenessAnswer, AwarenessCorrection, open_correction
from notifications.models.children import NotifiedChild
from notifications.models.notification import Notification
from notifications.models.partners import DecisionNotToNotify, PartnerStance

__all__ = [
    "AwarenessAnswer",
    "AwarenessCorrection",
    "DecisionNotToNotify",
    "Notification",
    "NotifiedChild",
    "PartnerStance",
    "open_correction",
]
