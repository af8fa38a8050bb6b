"""The words of the invented cases, after the referral. Nobody and nothing here is real, nor like it on purpose."""

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
KNOWN_TO = "Health visitor, children’s social care"
AGREEMENT = "Invented: we agree that the criteria are met."
AGAINST = "Invented: we see an accident, and nothing that suggests abuse or neglect."
WITHDRAWN = "Invented: the post-mortem examination found a natural cause, and nothing suggests abuse or neglect any more."
IN_CARE = "Invented: a child in foster care died of an illness that had long been known."
NOT_NOTIFIED = "Invented: the injury was an accident, and nothing suggests abuse or neglect."
REPORT = "Invented report of the practice review, before anonymisation."
