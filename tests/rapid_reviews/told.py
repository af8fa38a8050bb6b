"""Chronologies that agencies have signed: a small one with one fault of each kind, and an invented one of 600 rows."""

from datetime import UTC, date, datetime, time

from cspr.models import Agency, AgencyContact, User
from rapid_reviews.models import AgencyRequest, AgencyReturn, ChronologyRow, RapidReview, SearchedPerson
from tests.chronology.maker import make
from tests.rapid_reviews.agencies import NOW, RETURNS, contact
from tests.rapid_reviews.test_planning import christmas_review

AT = datetime(2026, 12, 30, 9, 0, tzinfo=UTC)
SOCIAL_CARE, POLICE, SCHOOL, HEALTH = (
    "Children's Social Care",
    "Invented Police",
    "Invented Primary School",
    "Health Visiting Service",
)
FAMILY = (("Kelly Inventa", "mother"), ("Darren Ficta", "father"), ("Harper Inventa", "the child"))
Line = tuple[str, date, time | None, str, str]
SMALL: tuple[Line, ...] = (
    (SOCIAL_CARE, date(2025, 3, 4), None, "child", "Strategy meeting held with police. Bruise to left cheek."),
    (POLICE, date(2025, 4, 3), None, "child", "Attended strategy discussion with social care. Bruising on L cheek."),
    (SOCIAL_CARE, date(2025, 5, 6), None, "mother", "Joint visit with police. Mother seen, rent arrears."),
    (POLICE, date(2025, 5, 6), None, "father", "Joint visit with the social worker. Rent arrears, notice."),
    (SCHOOL, date(2025, 5, 20), None, "child", "Referral made to MASH: arrives hungry and unkempt."),
    (SCHOOL, date(2025, 6, 2), time(9, 0), "child", "Late, collected by mother."),
    (SCHOOL, date(2025, 6, 2), None, "child", "late, colected by mother"),
    (SCHOOL, date(2025, 9, 15), None, "child", "Parents' evening."),
)


def request(review: RapidReview, agency: Agency, by: User, *, signed: bool = True) -> AgencyRequest:
    """A request to that agency, answered and signed, or not yet."""
    who: AgencyContact = contact(agency)
    status = AgencyRequest.Status.SIGNED if signed else AgencyRequest.Status.SENT
    made = AgencyRequest.objects.create(
        review=review,
        agency=agency,
        contact=who,
        due_on=RETURNS,
        status=status,
        sent_at=NOW,
        sent_by=by,
        ended_at=AT if signed else None,
    )
    AgencyReturn.objects.create(
        request=made, saved_at=AT, signed_at=AT if signed else None, signed_name=who.name if signed else ""
    )
    return made


def review_of(lines: tuple[Line, ...], by: User, *, names: tuple[str, ...] = ()) -> RapidReview:
    """A review whose agencies told these lines: agency, day, time, people, event."""
    review = christmas_review(by)
    for name, relation in FAMILY:
        SearchedPerson.objects.create(review=review, name=name, relation=relation)
    requests = {}
    for name in dict.fromkeys([*names, *(line[0] for line in lines)]):
        agency, _ = Agency.objects.get_or_create(name=name, defaults={"kind": Agency.Kind.OTHER})
        requests[name] = request(review, agency, by)
    ChronologyRow.objects.bulk_create(
        ChronologyRow(request=requests[name], on=on, time=at, people=people, event=event, source="Record")
        for name, on, at, people, event in lines
    )
    return review


def small(by: User) -> RapidReview:
    """One fault of each kind; the health visitors know nothing."""
    return review_of(SMALL, by, names=(HEALTH,))


def large(by: User, seed: int = 1) -> RapidReview:
    """Twelve agencies, 600 rows."""
    made = make(seed)
    review = christmas_review(by)
    review.scope_from, review.scope_to = made.first, min(made.last, NOW.date())
    review.save()
    for one in made.family:
        SearchedPerson.objects.create(review=review, name=one.name, also_known_as=one.known_as, relation=one.relation)
    requests = {}
    for name in made.agencies:
        agency, _ = Agency.objects.get_or_create(name=name, defaults={"kind": Agency.Kind.OTHER})
        requests[name] = request(review, agency, by)
    ChronologyRow.objects.bulk_create(
        ChronologyRow(
            request=requests[row.agency], on=row.on, time=row.at, people=row.people, event=row.event, source=row.source
        )
        for row in made.rows
    )
    return review
