"""What a meeting begins with: its agenda, and who is invited."""

from cspr.models import User
from rapid_reviews.meetings.quorum import TO_BE_NAMED
from rapid_reviews.models import AgencyRequest, Attendance, Meeting, RapidReview

# Our own order; what the Panel expects of a Rapid Review stands in it.
AGENDA = "\n".join(
    (
        "1. Welcome, apologies, and whether all three safeguarding partners are present",
        "2. Conflicts of interest",
        "3. The child and the family: who they are, what happened, and how they are told of this review",
        "4. Whether every child is safe now, and what was done at once",
        "5. What the agencies answered: the chronology, where accounts differ, and what is still missing",
        "6. What the child’s days were like, and what race, disability and other inequality meant for them",
        "7. What could be improved, and what is to be learned at once",
        "8. The local criteria (a) to (d), one by one, each with its evidence",
        "9. The decision: no further review, a local review, or other learning; and whether it is of national importance",
        "10. Actions: who does what by when, and who tells the family and the staff concerned",
    )
)


def invite(meeting: Meeting) -> list[Attendance]:
    """Whom the meeting is planned with, not saved: the leads of the partners, then the contacts of the agencies asked."""
    return [*_leads(meeting), *_contacts(meeting)]


def _leads(meeting: Meeting) -> list[Attendance]:
    conflicted = meeting.review.case.conflicts.values("user")
    leads = list(User.objects.with_roles("partner_lead").exclude(partner="").exclude(pk__in=conflicted))
    rows = []
    for partner in User.Partner:
        own = [lead for lead in leads if lead.partner == partner]
        people = [(lead.name, lead.job_title) for lead in own] or [(TO_BE_NAMED, "")]
        rows += [Attendance(meeting=meeting, name=name, role=role, partner=partner) for name, role in people]
    return rows


def _contacts(meeting: Meeting) -> list[Attendance]:
    review: RapidReview = meeting.review
    asked = review.requests.exclude(status=AgencyRequest.Status.CANCELLED).select_related("contact", "delegate", "agency")
    answering = [(request.delegate or request.contact, request.agency) for request in asked.order_by("agency__name")]
    return [Attendance(meeting=meeting, name=one.name, role=one.role, agency=agency) for one, agency in answering]
