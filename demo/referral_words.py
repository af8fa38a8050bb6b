"""The words of the invented referrals. No person, place or event here is real, nor like a real one on purpose."""

from typing import Any

from cspr.models import Child
from demo.stage import Stage
from referrals.models import Answer, KeyDate, Referral, ReferredChild
from referrals.models.people import Plan

SENDER: dict[str, Any] = {
    "sender_name": "A demonstration sender",
    "sender_role": "Designated safeguarding lead",
    "sender_phone": "01632 960 101",
    "manager_name": "A demonstration manager",
    "manager_role": "Head of safeguarding",
    "manager_contact": "01632 960 102",
    "declared_by": "A demonstration sender",
}
CRITERIA: dict[str, Any] = {
    "request": Referral.Request.STATUTORY,
    "outcome": Referral.Outcome.SERIOUS_HARM,
    "harm_types": [Referral.Harm.PHYSICAL, Referral.Harm.NEGLECT],
    "harm_evidence": "Invented: the child was admitted to hospital with injuries that needed treatment.",
    "suspicion": Referral.Suspicion.SUSPECTED,
    "abuse_evidence": "Invented: the explanations that were given do not fit the injuries.",
    "improvements": Answer.YES,
    "improvements_evidence": "Invented: a visit that did not take place was written down, and nobody asked why.",
    "recurrent": Answer.NOT_KNOWN,
    "agencies_concern": Answer.YES,
    "agencies_working": "Invented: two agencies each believed that the other was visiting the family.",
    "panel_asked": Answer.NO,
}
NEITHER_CRITERION: dict[str, Any] = {
    "request": Referral.Request.OTHER_LEARNING,
    "outcome": Referral.Outcome.OTHER,
    "harm_types": [],
    "harm_evidence": "",
    "suspicion": Referral.Suspicion.NEITHER,
    "abuse_evidence": "",
}
NOW: dict[str, Any] = {
    "narrative": "Invented: a health visitor noticed a change, and the family was not seen for three weeks. "
    "Then the child was hurt.",
    "incident_place": "At home",
    "incident_time": "In the evening",
    "household_known": Answer.YES,
    "agencies_involved": Answer.YES,
    "safety_steps": [Referral.Safety.SOCIAL_CARE, Referral.Safety.POLICE],
    "safety": "Invented: brothers and sisters stay with a grandparent, and a social worker has seen them.",
    "proceedings": [Referral.Proceeding.POLICE],
    "proceedings_details": "Invented: the police have opened an investigation. Nobody has been charged.",
    "media_interest": Answer.NO,
    "family_told": Answer.YES,
    "family_details": "Invented: the mother was told by the ward sister, and asked what would happen next.",
}
CHILD: dict[str, Any] = {
    "sex": Child.Sex.NOT_KNOWN,
    "ethnicity": "Not known",
    "first_language": "English",
    "address": "1 Invented Lane, Nowhere",
    "whereabouts": "At home",
    "carer": "The mother",
    "education": ReferredChild.Education.NOT_KNOWN,
    "setting": "Not known",
    "legal_status": ReferredChild.LegalStatus.NONE,
    "care_leaver": Answer.NO,
    "protection_plan": Plan.NEVER,
    "child_in_need": Answer.YES,
    "social_care": Answer.YES,
    "social_worker": "A demonstration social worker",
}
HOUSEHOLD: tuple[dict[str, Any], ...] = (
    {"name": "Zinnia Inventley", "relation": "Mother", "address": "1 Invented Lane, Nowhere"},
    {"name": "Caspian Inventley", "relation": "Brother", "address": "With his grandmother", "protection_plan": Plan.NOT_KNOWN},
)
AGENCIES: tuple[dict[str, Any], ...] = (
    {"name": "Community health services", "contact": "Health visitor, 01632 960 103", "still_involved": Answer.YES},
    {"name": "Children’s social care", "contact": "First contact team, 01632 960 104", "still_involved": Answer.NOT_KNOWN},
)
SEEN_WITH_OTHERS = "Invented: a teacher saw a change in the child over a month, and no agency had the whole picture."
CONCERN = "Invented: the police were called to the home three times in a year, and each time the child was in another room."
WHAT_WE_ASK = "Invented: when did your agency last see the child, and who was told about the visit that failed?"
WHAT_THEY_REPLY = "Invented: the child was last seen at the clinic. The health visitor was told on the day after."
MET = "Invented: the pattern of calls suggests neglect, and the harm was serious."
NOT_MET = "Invented: we see no sign of neglect in the health records, and would rather learn from an audit."
DECLINED = "Invented: neither criterion is met. The agency looks at its own practice and tells us what it learned."
AUDITED = "Invented: the harm was not serious. The matter joins the audit of missed appointments, which reports in spring."


def key_dates(stage: Stage, *, days: float) -> tuple[dict[str, Any], ...]:
    """A short chronology that ends where the referral begins."""
    rows = (
        (200, KeyDate.Precision.MONTH, "The family moves to the area.", "Council children’s social care"),
        (40, KeyDate.Precision.ABOUT, "A visit does not take place.", "Community health services"),
        (3, KeyDate.Precision.DAY, "The child is taken to hospital.", "City hospital"),
    )
    return tuple(
        {"on": stage.day(days + before), "precision": how, "event": f"Invented: {what}", "agency": agency, "source": "Records"}
        for before, how, what, agency in rows
    )
