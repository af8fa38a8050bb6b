"""Agencies with somebody who answers for them, and reviews of which some were asked: invented, and plainly so."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import count

from cspr.models import Agency, AgencyContact, Child, Person, User
from rapid_reviews import asking
from rapid_reviews.models import AgencyRequest, RapidReview
from referrals.models import Answer, InvolvedAgency
from tests import walk
from tests.rapid_reviews.test_planning import christmas_review

_numbers = count(1)
# The Wednesday after Christmas: the plan has the letters on the day before, and the returns on Monday 4 January.
NOW = datetime(2026, 12, 30, 9, 0, tzinfo=UTC)
RETURNS = date(2027, 1, 4)


def agency(name: str = "", **fields: str) -> Agency:
    """An agency of the register at which nobody is named yet."""
    return Agency.objects.create(name=name or f"Agency {next(_numbers)}", kind=Agency.Kind.OTHER, **fields)


def contact(of: Agency | None = None, *, key: bool = True, **fields: object) -> AgencyContact:
    """Somebody who answers, with or without a key."""
    number = next(_numbers)
    given = {"key_digest": "!", "tries_left": 5} if key else {}
    facts = {"name": f"Contact {number}", "role": f"Lead {number}", "phone": "01225 000000", **given, **fields}
    return AgencyContact.objects.create(agency=of or agency(), email=f"lead{number}@agency.example", **facts)


def family_case(by: User) -> RapidReview:
    """An open review since Christmas Eve 2026, of a case with a child and a mother."""
    review = christmas_review(by)
    Child.objects.create(case=review.case, name="Rowan Invented", born_on=date(2024, 3, 1), address="1 Invented Way")
    Person.objects.create(case=review.case, name="Alex Invented", relation="Mother")
    return review


def refer(review: RapidReview, *names: str) -> None:
    """A referral of the case that names these agencies."""
    referral = walk.referral(case=review.case)
    for name in names:
        InvolvedAgency.objects.create(referral=referral, name=name, contact="x", still_involved=Answer.YES)


def ask(
    review: RapidReview, by: User, *contacts: AgencyContact, due_on: date = RETURNS, at: datetime = NOW, asks: str = ""
) -> list[AgencyRequest]:
    """Ask them, as the page does."""
    asking.prepare(review, contacts=contacts, due_on=due_on, scope=(None, None), asks=asks, by=by, at=at)
    return asking.send_all(review, by=by, at=at)


def asked_review(by: User, *, agencies: int = 2) -> tuple[RapidReview, Sequence[AgencyRequest]]:
    """A review of which so many agencies were asked on 30 December 2026, answers due on 4 January 2027."""
    review = family_case(by)
    return review, ask(review, by, *(contact() for _ in range(agencies)))
