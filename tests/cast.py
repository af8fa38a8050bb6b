"""The people and the cases of the tests: invented, and plainly so."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from cspr import lifecycle
from cspr.deadlines import Late
from cspr.models import Agency, AgencyDomain, Case, User

_numbers = count(1)
# A Thursday before three bank holidays: five working days later is 5 January 2027.
CHRISTMAS_EVE = datetime(2026, 12, 24, 10, 0, tzinfo=UTC)


def person(role: str, **fields: Any) -> User:
    """A member of staff with that role."""
    number = next(_numbers)
    fields = {"name": f"{role.replace('_', ' ').title()} {number}", "email": f"{role}{number}@council.example", **fields}
    return User.objects.create_user(password="correct horse battery staple", role=role, **fields)


def agency(name: str = "", domain: str = "") -> Agency:
    """An agency whose domain may refer."""
    number = next(_numbers)
    made = Agency.objects.create(name=name or f"School {number}", kind=Agency.Kind.EDUCATION)
    AgencyDomain.objects.create(agency=made, domain=domain or f"school{number}.example")
    return made


def late(because: str) -> Late:
    """All that is asked of a date that was missed."""
    return Late(because=because, decided_by="The Director", panel_told=False)


def case(by: User | None = None, at: datetime = CHRISTMAS_EVE, **facts: Any) -> Case:
    """A case that somebody opened."""
    return lifecycle.open_case(by=by, at=at, because="a test", **facts)
