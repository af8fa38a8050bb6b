"""The words of the invented cases. No person, place or event here is real, nor like a real one on purpose."""

from typing import Any

SENDER: dict[str, Any] = {
    "sender_name": "A demonstration sender",
    "sender_role": "Designated safeguarding lead",
    "sender_phone": "01225 000000",
    "manager_name": "A demonstration manager",
    "manager_role": "Head of safeguarding",
    "manager_contact": "01225 000000",
}
CHILD: dict[str, Any] = {
    "sex": "not_known",
    "ethnicity": "Not known",
    "address": "1 Invented Lane, Nowhere",
    "setting": "Not known",
    "legal_status": "not_known",
}
HARM = "Invented: the child was admitted to hospital with injuries that needed treatment."
ABUSE = "Invented: the explanations that were given do not fit the injuries."
WORKING = "Invented: two agencies each believed that the other was visiting the family."
NARRATIVE = "Invented: a health visitor noticed a change, and the family was not seen for three weeks. Then the child was hurt."
SAFETY = "Invented: brothers and sisters stay with a grandparent, and a social worker has seen them."
RAPID_REVIEW = {
    "facts": "Invented: what each agency knew, and when it acted.",
    "immediate_action": "Invented: both agencies now tell each other when a visit fails.",
    "analysis": "Invented: a missed visit was recorded and not followed up.",
    "context": "Invented: the family had moved twice and spoke little English; no interpreter was offered.",
    "next_steps": "Invented: the partners share the learning with their teams.",
}
DECISIONS = {
    "local_review": "Invented: several agencies were involved, and the learning reaches further than this case.",
    "other_learning": "Invented: the learning is clear already, and a briefing will bring it to those who need it.",
}
PANEL_AGREES = "Invented: the Panel agrees with the decision and thanks the partnership."
TERMS = "Invented: from the birth of the child to the day of the incident; how visits were shared between agencies."
PROGRESS = "Invented: the meetings with practitioners are held, and the family has been offered a conversation."
LATE_SUMMARY = "Invented: a child was hurt outside the home. The local authority told us by telephone."
NOT_NOTIFIED = "Invented: the injury was an accident, and nothing suggests abuse or neglect."
DECLINED = "Invented: neither criterion is met. The agency looks at its own practice and tells us what it learned."
REPORT = "Invented report of the practice review, before anonymisation."
THEMES = ("physical-abuse", "babies-and-infants")
PUBLICATION = (
    "Child W",
    "A baby who was harmed while several agencies visited (an invented demonstration)",
    "An invented review, which shows what a published review looks like. It asks how agencies can notice that nobody has seen "
    "a baby for weeks, although each of them believes that another has.",
    "## What happened\n\nThis review is invented. A baby was harmed at home while several agencies were visiting the family. "
    "The baby recovered.\n\n"
    "## What we learned\n\n"
    "- A visit that does not take place is news, and somebody has to own it.\n"
    "- Families who move are easily counted twice, or not at all.\n"
    "- An interpreter should be offered before anybody has to ask.\n\n"
    "## What the partners will do\n\nThey will tell each other about missed visits within a day, and look after six months "
    "whether this happens.\n",
)
