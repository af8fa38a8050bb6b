"""The records of the invented notifications: complete, with the partners' views; one withdrawn, one that no review follows."""

from typing import Any

from cspr.lifecycle import save
from cspr.models import User
from demo import words
from demo.stage import Stage
from notifications import lifecycle
from notifications.models import Notification, PartnerStance
from referrals.models import Referral, ReferredChild

NOTIFIER: dict[str, str] = {
    "notifier_name": "A demonstration notifier",
    "notifier_phone": "01632 960 201",
    "notifier_email": "notifier@council.example",
    "documents": "Invented: note of the strategy meeting",
}
OF_A_CHILD: dict[str, str] = {"health": "Invented: well until then; immunised; no known condition", "known_to": words.KNOWN_TO}
LEADS: dict[str, str] = {
    User.Partner.LOCAL_AUTHORITY: "Director of children’s services",
    User.Partner.POLICE: "Head of protecting vulnerable people",
    User.Partner.ICB: "Designated nurse",
}

AN_ACCIDENT: dict[str, Any] = {"suspicion": Notification.Suspicion.NEITHER}
IN_CARE: dict[str, Any] = {
    "narrative": words.IN_CARE,
    "outcome": Referral.Outcome.DEATH,
    "suspicion": Referral.Suspicion.NEITHER,
    "harm_types": [],
    "abuse_evidence": "",
    "harm_evidence": words.IN_CARE,
}
IN_CARE_CHILD: dict[str, Any] = {
    "legal_status": ReferredChild.LegalStatus.CARE_ORDER,
    "placing_authority": "Bath and North East Somerset",
    "placement": ReferredChild.Placement.FOSTER,
    "has_died": True,
}


def complete(stage: Stage, notification: Notification, *, days: float, against: str = "", **facts: Any) -> Notification:
    """Everything that the national system asks is filled in; `against` names the partner who would not notify."""
    notification.refresh_from_db()
    for name, value in {**NOTIFIER, **facts}.items():
        setattr(notification, name, value)
    save(notification, by=stage.coordinator)
    for row in notification.children.all():
        row.health = OF_A_CHILD["health"]
        row.known_to = row.known_to or OF_A_CHILD["known_to"]
        save(row, by=stage.coordinator)
    for stance in notification.stances.all():
        _give(stage, stance, days=days, against=stance.partner == against)
    return notification


def _give(stage: Stage, stance: PartnerStance, *, days: float, against: bool) -> None:
    stance.stance = PartnerStance.Stance.DOES_NOT if against else PartnerStance.Stance.AGREES
    stance.words = words.AGAINST if against else words.AGREEMENT
    stance.given_by, stance.given_on = LEADS[stance.partner], stage.day(days)
    save(stance, by=stage.coordinator)


def withdraw(stage: Stage, notification: Notification, *, days: float) -> Notification:
    """The local authority withdrew it; its Rapid Review has ended."""
    at = stage.ago(days)
    decided_by = LEADS[User.Partner.LOCAL_AUTHORITY]
    return lifecycle.withdraw(notification, by=stage.coordinator, at=at, decided_by=decided_by, because=words.WITHDRAWN)
