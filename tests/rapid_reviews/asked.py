"""Contacts of agencies, requests that were sent to them, and a browser that has both locks open. Everything is invented."""

import time
from collections.abc import Iterable
from datetime import date
from itertools import count
from typing import Any

from django.test import Client
from django.utils import timezone

from cspr import contacts, deadlines
from cspr.clocks import london_date
from cspr.models import Agency, AgencyContact, User
from rapid_reviews import asking
from rapid_reviews.models import AgencyRequest, RapidReview, SearchedPerson
from rapid_reviews.views.door import CONTACT
from referrals.middleware import SENDER, SINCE
from tests import cast, walk

_numbers = count(1)
CHILD = "Wrenna Quillfeather"


def contact(agency: Agency | None = None, **fields: Any) -> AgencyContact:
    """Somebody who answers for an agency; without a key."""
    number = next(_numbers)
    fields = {
        "name": f"Alma Archer {number}",
        "role": "Safeguarding lead",
        "email": f"lead{number}@agency.example",
        "phone": "01225 000111",
        **fields,
    }
    return AgencyContact.objects.create(agency=agency or cast.agency(), **fields)


def with_key(person: AgencyContact, by: User) -> str:
    """The key that the contact was told."""
    key = contacts.give_key(person, by=by, at=timezone.now())
    person.refresh_from_db()
    return key


def ask(
    people: Iterable[AgencyContact], by: User, *, review: RapidReview | None = None, asks: str = "What do you know?"
) -> list[AgencyRequest]:
    """A Rapid Review with a family list, and a request to each of these contacts, sent."""
    review = review or walk.rapid_review(by)
    if not review.family.exists():
        SearchedPerson.objects.create(review=review, name=CHILD, relation="the child", born_on=date(2019, 3, 27))
    now = timezone.now()
    due = deadlines.calendar().add(london_date(now), 5)
    asking.prepare(review, contacts=people, due_on=due, scope=(date(2024, 1, 1), None), asks=asks, by=by, at=now)
    return asking.send_all(review, by=by, at=now)


def inside(client: Client, person: AgencyContact) -> Client:
    """The client with both locks open, without the pages that lead there."""
    session = client.session
    session[SENDER], session[SINCE] = person.email.lower(), int(time.time())
    session[CONTACT] = [person.pk, person.key_serial]
    session.save()
    return client
