"""What agencies of the demonstration were asked, what they answered, and the meeting that is planned about it."""

from datetime import date, datetime, time, timedelta

from cspr import contacts, deadlines
from cspr.clocks import LONDON, london_date
from cspr.models import Agency, AgencyContact
from demo.stage import Stage
from rapid_reviews import answering, asking, meetings
from rapid_reviews.models import AgencyRequest, RapidReview

# Agency, name, job title, and how the request went. Invented, like the agencies themselves.
ASKED = (
    ("Community health services", "Rowena Tansley", "Named nurse for safeguarding", "full"),
    ("City hospital", "Idris Farrow", "Safeguarding lead", "full"),
    ("Police, protecting vulnerable people", "Petra Voss", "Detective inspector", "opened"),
    ("Youth justice service", "Anselm Reed", "Service manager", "nil"),
    ("Bridge housing association", "Maeve Corran", "Head of housing", "no key"),
)
SUMMARY = "Invented: we saw the child five times. The last planned visit did not take place, and nobody was told."
Rows = tuple[tuple[int, str, str, str], ...]
# By agency: how many days ago, who, what, and where it is recorded. Two of them tell of one meeting with two days.
ROWS: dict[str, Rows] = {
    "Community health services": (
        (110, "Mother and child", "Invented: home visit, both well.", "Visit notes"),
        (40, "Child", "Invented: strategy meeting with the hospital about a bruise to the cheek.", "Minutes"),
        (25, "Child", "Invented: the planned visit did not take place.", "Diary"),
    ),
    "City hospital": (
        (47, "Child", "Invented: attended strategy discussion about a bruised cheek.", "Ward notes"),
        (46, "Child", "Invented: referral made to the youth justice service for the brother.", "Letters"),
    ),
}
MEETING_AT = time(10, 0, tzinfo=LONDON)


def tell(stage: Stage, review: RapidReview, *, days: float) -> None:
    """Agencies were asked that many days ago: some have answered, one is late, and one has no key yet."""
    at = stage.ago(days)
    asking.fill_family(review, by=stage.coordinator)
    people = [_contact(stage, name, who, role, has_key=how != "no key", at=at) for name, who, role, how in ASKED]
    asking.prepare(
        review,
        contacts=people,
        due_on=_due(at),
        scope=(stage.day(730), stage.day(days)),
        asks="Invented: please say how your agency was told of the visit that did not take place.",
        by=stage.coordinator,
        at=at,
    )
    asking.send_all(review, by=stage.coordinator, at=at)
    for person, (agency, _, _, how) in zip(people, ASKED, strict=True):
        _answer(stage, review.requests.get(contact=person), how, ROWS.get(agency, ()), at=at + timedelta(days=3))
    meetings.plan_meeting(
        review,
        starts_at=datetime.combine(deadlines.calendar().add(london_date(stage.now), 1), MEETING_AT),
        minutes=120,
        place="online",
        chair=stage.lead.name,
        agenda=meetings.AGENDA,
        by=stage.coordinator,
        at=stage.now,
    )


def _due(at: datetime) -> date:
    return deadlines.calendar().add(london_date(at), 5)


def _contact(stage: Stage, agency: str, name: str, role: str, *, has_key: bool, at: datetime) -> AgencyContact:
    of: Agency = stage.agencies[agency]
    domain = of.domains.values_list("domain", flat=True)[0]
    person = AgencyContact.objects.filter(agency=of, name=name).first()
    if person is None:
        address = f"{name.split()[0].lower()}@{domain}"
        made = AgencyContact(agency=of, name=name, role=role, email=address, phone="01632 960 100")
        person = contacts.keep(made, by=stage.coordinator)
    if has_key and not person.key_digest:
        # Nobody is told it: whoever tries the demonstration gives another on the page of the contact.
        contacts.give_key(person, by=stage.coordinator, at=at)
        person.refresh_from_db()
    return person


def _answer(stage: Stage, request: AgencyRequest, how: str, rows: Rows, *, at: datetime) -> None:
    contact = request.contact
    if how == "no key":
        return
    answer = answering.begin(request, contact=contact, at=at)
    if how == "nil":
        answering.sign_nil(request, contact.name, contact=contact, at=at)
    if how == "full":
        words = {"summary": SUMMARY, "files_secured": "yes", "files_secured_on": london_date(at)}
        words |= {"approver_name": "Invented manager", "approver_role": "Head of service"}
        answering.save(request, words, answer.version, contact=contact, at=at)
        for before, people, event, source in rows:
            facts = {"on": stage.day(before), "people": people, "event": event, "source": source}
            answering.add_row(request, facts, contact=contact)
        answering.sign(request, contact.name, contact=contact, at=at)
