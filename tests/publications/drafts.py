"""Publications that have come some way, about children who are invented."""

from datetime import UTC, date, datetime
from typing import Any

from cspr.models import Case, Child, Person, User
from publications import lifecycle
from publications.models import Publication, PublishedReview, Theme
from tests.cast import person
from tests.publications.checked import make_and_read
from tests.publications.ready import ready
from tests.walk import reported_practice_review

DRAFTED = datetime(2021, 5, 10, 9, 0, tzinfo=UTC)
APPROVED = datetime(2021, 5, 17, 9, 0, tzinfo=UTC)
PUBLISHED = datetime(2021, 5, 20, 9, 0, tzinfo=UTC)
WITHDRAWN = datetime(2021, 6, 1, 9, 0, tzinfo=UTC)
BODY = """## What happened

A baby was harmed at home. **Agencies** knew the family.

## What was learned

- Ask who else lives with the child.
- Write down what the child's day is like.

| Agency | Learning |
|--------|----------|
| Health | Ask about fathers |
"""
WORDS = {
    "title": "Child R",
    "subject": "A baby who was harmed while agencies knew the family",
    "summary": "A baby was seriously harmed at home. Agencies seldom asked about the men in the household.",
    "body": BODY,
    "year_of_incident": 2026,
    "age_band": "under_1",
}


def name_the_family(case: Case) -> Child:
    """The identities that the record of the case holds: all invented."""
    Person.objects.create(case=case, name="Marisol Featherstonehaugh", relation="mother", born_on=date(1998, 9, 2))
    return Child.objects.create(
        case=case,
        name="Zephyrine Anne Quillfeather",
        also_known_as="Zephy Quill",
        born_on=date(2026, 3, 5),
        died_on=date(2026, 12, 23),
        nhs_number="943 476 5919",
        address="12 Marrowbone Road\nTwerton\nBath\nBA2 1QX",
    )


def write(publication: Publication, by: User, **changes: Any) -> Publication:
    """Somebody writes the words of a publication and saves them."""
    for name, value in {**WORDS, **changes}.items():
        setattr(publication, name, value)
    lifecycle.save_edit(publication, by=by, at=DRAFTED)
    publication.themes.set(Theme.objects.filter(slug__in=["neglect", "fathers-and-partners"]))
    return publication


def save_as(publication: Publication, by: User, **changes: Any) -> None:
    """Somebody alters these words, and nothing else, and saves."""
    for name, value in changes.items():
        setattr(publication, name, value)
    lifecycle.save_edit(publication, by=by, at=DRAFTED)


def draft(by: User, **changes: Any) -> Publication:
    """A complete draft from a practice review, with nothing in it that identifies anybody."""
    review = reported_practice_review(by)
    name_the_family(review.case)
    begun = lifecycle.draft_from(review, by=by, at=DRAFTED, kind="full_report")
    return write(begun, by, **changes)


def waiting(by: User, **changes: Any) -> Publication:
    """One that waits for a second person: its page and its PDF are made and read."""
    return asked(draft(by, **changes), by)


def asked(publication: Publication, by: User) -> Publication:
    """Somebody asks for approval of a draft, and a worker makes and reads what would go public."""
    publication = lifecycle.ask_for_approval(publication, by=by, at=DRAFTED)
    make_and_read(publication, at=DRAFTED)
    return publication


def approved(by: User, **changes: Any) -> Publication:
    """One that a second person has approved, with the countdown done for the day on which it is published."""
    one = lifecycle.approve(waiting(by, **changes), by=person("partner_lead"), at=APPROVED)
    return ready(one, by, on=PUBLISHED.date(), at=DRAFTED)


def approved_only(by: User, **changes: Any) -> Publication:
    """One that a second person has approved, and for which nothing else is done yet."""
    return lifecycle.approve(waiting(by, **changes), by=person("partner_lead"), at=APPROVED)


def published(by: User, **changes: Any) -> tuple[Publication, PublishedReview]:
    """One that is public, and its public copy."""
    publication = approved(by, **changes)
    review = lifecycle.publish(publication, by=by, at=PUBLISHED)
    publication.refresh_from_db()
    return publication, review
