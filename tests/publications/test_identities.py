"""Who must not be named: everything that the record says or once said, and what people add by hand and take off again."""

from datetime import UTC, date, datetime

import pytest

from cspr.lifecycle import MoveRefused
from cspr.models import Agency, AgencyContact, Case, Child, User
from publications import gate, identities
from publications.identities import day_in
from publications.models import KnownIdentity, Publication
from rapid_reviews.models import AgencyRequest, AgencyReturn, Attendance, ChronologyRow, Meeting, SearchedPerson
from tests.cast import agency, case
from tests.publications import drafts
from tests.walk import referral

AT = datetime(2021, 5, 12, 9, 0, tzinfo=UTC)


def told(publication: Publication, text: str) -> set[str]:
    """What is said to be found in a summary."""
    publication.summary = text
    return {finding.what for finding in gate.findings_in(publication) if finding.place == "Summary"}


def test_everything_that_the_record_once_said_is_looked_for(manager: User) -> None:
    publication = drafts.draft(manager)
    of = publication.case
    of.incident_place, of.incident_on = "Larkspur Recreation Ground", date(2019, 4, 17)
    of.save()
    of.incident_place = "Elsewhere"
    of.save()
    child = of.children.get()
    child.setting = "Tumbledown Primary School"
    child.save()
    for text, what in (
        ("Seen at Larkspur Recreation Ground", "the place of the incident"),
        ("On 17 April 2019", "the date of the incident"),
        ("At Tumbledown Primary School", "a school or setting"),
        (f"Case {of.reference}", "the reference of the case"),
    ):
        assert what in told(publication, text), text


def test_what_a_referral_says_of_people_schools_and_numbers_is_looked_for(manager: User) -> None:
    publication = drafts.draft(manager)
    sent = referral(
        publication.case,
        sender_name="Ignatius Plumtree",
        sender_email="i.plumtree@tumbledown.example",
        sender_phone="01225 555 0199",
        manager_name="Drusilla Oakapple",
        manager_contact="d.oakapple@tumbledown.example, 01225 555 0123",
    )
    sent.agency.name = "Tumbledown Academy"
    sent.agency.save()
    sent.children.create(
        name="Ariadne Silverlock", also_known_as="Ari", address="7 Applecross Lane", carer="Peregrine Foxglove",
        social_worker="Hyacinth Merryweather", setting="Puddleby Nursery",
    )  # fmt: skip
    sent.household.create(name="Thaddeus Winterbottom", relation="uncle")
    sent.agencies.create(name="Gorsefield Surgery", contact="Dr Quentin Marchbanks, 01225 555 0177", still_involved="yes")
    sent.key_dates.create(on=date(2019, 2, 3), event="A visit.")
    for text, what in (
        ("Ignatius Plumtree", "the name of a sender"),
        ("i.plumtree@tumbledown.example", "the e-mail address of a sender"),
        ("01225 5550199", "a telephone number"),
        ("Drusilla Oakapple", "the name of somebody who worked with the family"),
        ("012255550123", "a telephone number or an address of a manager"),
        ("Ariadne Silverlock", "the name of a child"),
        ("Peregrine Foxglove", "the name of a person around the child"),
        ("Hyacinth Merryweather", "the name of somebody who worked with the family"),
        ("Puddleby Nursery", "a school or setting"),
        ("Thaddeus Winterbottom", "the name of a person around the child"),
        ("Gorsefield Surgery", "a school or setting"),
        ("Quentin Marchbanks", "the name of somebody who worked with the family"),
        ("3 February 2019", "a date of the chronology that was sent"),
        ("Tumbledown Academy", "a school or setting"),
        (sent.reference, "the reference of a referral"),
    ):
        assert what in told(publication, text), text
    # Of many dates every month would be one; of a birth, a death and the event the month leads to the child.
    for text in ("It was in February 2019.", "It was on 3 February."):
        assert "a date of the chronology that was sent" not in told(publication, text), text


def test_people_of_the_notification_and_of_the_rapid_review_are_looked_for(manager: User) -> None:
    publication = drafts.draft(manager)
    of = publication.case
    of.notification.notifier_name, of.notification.national_reference = "Cordelia Hazelmere", "SIN-778899"
    of.notification.save()
    review = of.rapid_review
    SearchedPerson.objects.create(review=review, name="Barnaby Thistlewood", also_known_as="Baz", relation="stepfather")
    asked = agency("Foxhollow College")
    contact = AgencyContact.objects.create(
        agency=asked, name="Leocadia Pemberton", role="Lead", email="l.pemberton@foxhollow.example", phone="1"
    )
    assert asked.kind == Agency.Kind.EDUCATION
    request = AgencyRequest.objects.create(review=review, agency=asked, contact=contact, due_on=date(2021, 1, 4))
    AgencyReturn.objects.create(request=request, saved_at=AT, approver_name="Octavia Brambledown")
    ChronologyRow.objects.create(request=request, on=date(2020, 1, 2), people="Evadne Larkspur", event="x")
    meeting = Meeting.objects.create(review=review, starts_at=AT)
    there = Attendance.objects.create(meeting=meeting, name="Jocasta Fairweather")
    there.delete()
    for text, what in (
        ("Cordelia Hazelmere", "the name of who notified"),
        ("Reference SIN778899", "the national reference"),
        ("Barnaby Thistlewood", "the name of a person around the child"),
        ("Foxhollow College", "a school or setting"),
        ("Leocadia Pemberton", "the name of somebody who worked with the family"),
        ("Octavia Brambledown", "the name of somebody who worked with the family"),
        ("Evadne Larkspur", "a name in the chronology"),
        ("Jocasta Fairweather", "the name of somebody at a meeting"),
    ):
        assert what in told(publication, text), text


def test_the_independent_reviewer_is_named_in_public(manager: User) -> None:
    publication = drafts.draft(manager)
    assert publication.practice_review is not None
    publication.practice_review.reviewer = "Clementine Ashdown"
    publication.practice_review.save()
    assert told(publication, "Written by Clementine Ashdown") == set()


@pytest.mark.parametrize(
    ("sort", "text", "written"),
    [
        ("person", "Philomena Goodbody", "Aunt Philomena Goodbody said so"),
        ("nickname", "Zuzu", "Called Zuzu by friends"),
        ("practitioner", "Algernon Mossop", "Algernon Mossop visited"),
        ("school", "Puddleby Nursery", "At Puddleby Nursery"),
        ("place", "Gannet Court Estate", "On Gannet Court Estate"),
        ("date", "5 March 2019", "Born on 05/03/2019"),
        ("date", "the night of the fair", "It was the night of the fair"),
        ("number", "AB 123 456", "Number AB123456"),
        ("other", "the Golden Ferret", "At the golden ferret"),
    ],
)
def test_what_is_added_by_hand_is_looked_for_until_it_is_taken_off(manager: User, sort: str, text: str, written: str) -> None:
    publication = drafts.draft(manager)
    assert told(publication, written) == set()
    row = identities.add(publication.case, sort=sort, text=f" {text} ", note="A note", by=manager, at=AT)
    assert (row.text, row.note, row.added_by, str(row)) == (text, "A note", manager, publication.case.reference)
    assert any("added by hand" in what for what in told(publication, written))
    identities.take_off(row, because=" It is public. ", by=manager, at=AT)
    assert told(publication, written) == set()
    row.refresh_from_db()
    assert (row.removed_because, row.removed_at) == ("It is public.", AT)
    kinds = list(publication.case.timeline.order_by("-pk").values_list("kind", "words")[:2])
    assert [kind for kind, _ in kinds] == ["identity_taken_off", "identity_added"]
    assert not any(text in words for _, words in kinds)


def test_what_cannot_be_looked_for_or_stands_there_already_is_not_added(manager: User) -> None:
    of = case(manager)
    identities.add(of, sort="person", text="Philomena Goodbody", by=manager, at=AT)
    for sort, text, words in (
        ("person", "philomena  goodbody", "stands on the list already"),
        ("number", "12", "Nothing can be looked for"),
    ):
        with pytest.raises(MoveRefused, match=words):
            identities.add(of, sort=sort, text=text, by=manager, at=AT)
    assert KnownIdentity.objects.count() == 1


def test_taking_off_needs_a_reason_and_happens_once(manager: User) -> None:
    row = identities.add(case(manager), sort="person", text="Philomena Goodbody", by=manager, at=AT)
    with pytest.raises(MoveRefused, match="Say why"):
        identities.take_off(row, because=" ", by=manager, at=AT)
    identities.take_off(row, because="It is public.", by=manager, at=AT)
    with pytest.raises(MoveRefused, match="already"):
        identities.take_off(row, because="It is public.", by=manager, at=AT)


def test_a_list_without_a_name_is_empty_until_somebody_adds_a_person(manager: User) -> None:
    of: Case = case(manager)
    Child.objects.create(case=of, name="Not known")
    identities.add(of, sort="school", text="Puddleby Nursery", by=manager, at=AT)
    assert identities.is_empty(of)
    row = identities.add(of, sort="person", text="Philomena Goodbody", by=manager, at=AT)
    assert not identities.is_empty(of)
    identities.take_off(row, because="It is public.", by=manager, at=AT)
    assert identities.is_empty(of)
    Child.objects.create(case=of, name="Ariadne Silverlock")
    assert not identities.is_empty(of)


@pytest.mark.parametrize("text", ["5 March 2019", "5 Mar 2019", "05/03/2019", "5.3.2019", " 2019-03-05 "])
def test_a_day_is_understood_as_people_type_it(text: str) -> None:
    assert day_in(text) == date(2019, 3, 5)


def test_what_is_no_whole_day_is_looked_for_as_words() -> None:
    assert day_in("Easter 2019") is None
