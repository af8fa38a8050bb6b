"""Who and what must not be named in a publication of a case: all that its record says or once said, and what people added.

The independent reviewer of a practice review is named in public and is left out. The only writer of KnownIdentity.
"""

import contextlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet

from cspr import timeline
from cspr.lifecycle import MoveRefused, lock, save
from cspr.models import Agency, Case, Child, Person, User
from notifications.models import Notification
from publications import anonymisation
from publications.anonymisation import Identity
from publications.models import KnownIdentity
from rapid_reviews.models import AgencyRequest, AgencyReturn, Attendance, ChronologyRow, SearchedPerson
from referrals.models import HouseholdMember, InvolvedAgency, KeyDate, Referral, ReferredChild

Sort = KnownIdentity.Sort
# A field of a row: its name, how it is looked for, and what it is called where it is found.
Field = tuple[str, str, str]
CHILD, BIRTH, DEATH = "the name of a child", "a child's date of birth", "a child's date of death"
AROUND, AROUND_BIRTH = "the name of a person around the child", "the date of birth of a person around the child"
WORKER, ADDRESS, SCHOOL = "the name of somebody who worked with the family", "an address", "a school or setting"
INCIDENT, WHERE = "the date of the incident", "the place of the incident"
_SETTING = re.compile(r"(?i)school|nursery|academy|college|surgery|pre-?school|playgroup|childminder|hospital|children.s home")
_OF_A_CHILD: tuple[Field, ...] = (
    ("name", "name", CHILD),
    ("also_known_as", "nickname", "another name of a child"),
    ("born_on", "day", BIRTH),
    ("expected_on", "day", "the day on which a child was expected"),
    ("died_on", "day", DEATH),
    ("nhs_number", "number", "an NHS number"),
    ("address", "address", ADDRESS),
    ("setting", "place", SCHOOL),
)
_OF_A_PERSON: tuple[Field, ...] = (("name", "name", AROUND), ("born_on", "day", AROUND_BIRTH), ("address", "address", ADDRESS))
_BY_HAND = {
    Sort.PERSON: ("name", "a name that was added by hand"),
    Sort.NICKNAME: ("nickname", "a nickname that was added by hand"),
    Sort.PRACTITIONER: ("practitioner", "the name of a practitioner that was added by hand"),
    Sort.SCHOOL: ("place", "a school that was added by hand"),
    Sort.PLACE: ("place", "a place that was added by hand"),
    Sort.DATE: ("words", "a date that was added by hand"),
    Sort.NUMBER: ("number", "a number that was added by hand"),
    Sort.OTHER: ("words", "words that were added by hand"),
}

_AS_WORDS = {
    "name": anonymisation.name,
    "practitioner": anonymisation.practitioner,
    "address": anonymisation.address,
    "place": anonymisation.place,
    "words": anonymisation.words,
}
_EMAIL = re.compile(r"\S+@\S+")
_TELEPHONE = re.compile(r"\+?\d[\d ()./-]{5,}\d")


@dataclass(frozen=True)
class Known:
    """One thing that must not be named: from which part of the record it comes, what it is, and how it is looked for."""

    group: str
    what: str
    how: str
    value: str | date

    @property
    def words(self) -> str:
        """As people read it."""
        return f"{self.value:%-d %B %Y}" if isinstance(self.value, date) else self.value


def of_case(case: Case) -> list[Identity]:
    """All that the gate looks for, from the record with its history and from what was added by hand."""
    found = [identity for known in [*of_record(case), *_added(case)] for identity in _looked_for(known)]
    return list(dict.fromkeys(found))


def is_empty(case: Case) -> bool:
    """Whether nobody is named whom the gate could look for: no child on record, and no person added by hand."""
    if any(anonymisation.name("", child.name) for child in case.children.all()):
        return False
    return not any(anonymisation.name("", row.text) for row in by_hand(case).filter(sort__in=(Sort.PERSON, Sort.NICKNAME)))


def by_hand(case: Case) -> "QuerySet[KnownIdentity]":
    """What people added to the list and nobody took off it."""
    rows: QuerySet[KnownIdentity] = KnownIdentity.objects.filter(case=case, removed_at=None)
    return rows.select_related("added_by")


@transaction.atomic
def add(case: Case, *, sort: str, text: str, note: str = "", by: User, at: datetime) -> KnownIdentity:
    """Put something on the list that the record does not say. Raises MoveRefused where it is there, or cannot be looked for."""
    text = " ".join(text.split())
    # Whoever publishes holds the row of the case too: what is added now is looked for, or it went out before.
    case = lock(case)
    if any(row.sort == sort and row.text.casefold() == text.casefold() for row in by_hand(case)):
        raise MoveRefused("It stands on the list already. Nothing was altered.")
    row = KnownIdentity(case=case, sort=sort, text=text, note=note.strip(), added_by=by, added_at=at)
    if not list(_looked_for(_known(row))):
        raise MoveRefused(
            "Nothing can be looked for in these words: a number needs at least six signs, a name at least one that is no "
            "general word. Nothing was kept; write it as it would stand in a text."
        )
    save(row, by=by)
    words = f"Added to the list of who must not be named: {row.get_sort_display().lower()}."
    timeline.record(case, "identity_added", words, at=at, by=by)
    return row


@transaction.atomic
def take_off(row: KnownIdentity, *, because: str, by: User, at: datetime) -> KnownIdentity:
    """Take a row that was added by hand off the list. It stays on record, with the reason. Raises MoveRefused."""
    row = lock(row)
    if row.removed_at is not None:
        raise MoveRefused("It was taken off the list already. Nothing was altered; reload the page.")
    if not because.strip():
        raise MoveRefused("Say why it is taken off the list: the reason is kept with it. Nothing was altered.")
    row.removed_at, row.removed_because = at, because.strip()
    save(row, by=by)
    words = f"Taken off the list of who must not be named: {row.get_sort_display().lower()}."
    timeline.record(row.case, "identity_taken_off", words, at=at, by=by)
    return row


def of_record(case: Case) -> list[Known]:
    """What the record says or once said, each once, in the order of its parts."""
    parts = (_of_the_case, _of_referrals, _of_the_notification, _of_the_rapid_review)
    found = (known for part in parts for known in part(case))
    return [known for known in dict.fromkeys(found) if list(_looked_for(known))]


def _of_the_case(case: Case) -> Iterator[Known]:
    yield Known("Reference numbers", "the reference of the case", "number", case.reference)
    yield Known("Reference numbers", "the reference in the earlier records", "number", case.old_reference)
    yield from _rows("Children", _past_and_present(Child, case_id=case.pk), _OF_A_CHILD)
    yield from _rows("People around the child", _past_and_present(Person, case_id=case.pk), _OF_A_PERSON)
    event: tuple[Field, ...] = (("incident_on", "day", INCIDENT), ("incident_place", "place", WHERE))
    yield from _rows("Incident", _past_and_present(Case, id=case.pk), event)


def _of_referrals(case: Case) -> Iterator[Known]:
    referrals = list(Referral.objects.filter(case=case).select_related("agency").order_by("pk"))
    keys = [referral.pk for referral in referrals]
    sent: tuple[Field, ...] = (
        ("sender_name", "practitioner", "the name of a sender"),
        ("sender_email", "words", "the e-mail address of a sender"),
        ("sender_phone", "number", "a telephone number"),
        ("manager_name", "practitioner", WORKER),
        ("manager_contact", "contact", "a telephone number or an address of a manager"),
        ("declared_by", "practitioner", WORKER),
    )
    event: tuple[Field, ...] = (
        ("incident_on", "day", INCIDENT),
        ("incident_until", "day", INCIDENT),
        ("incident_place", "place", WHERE),
    )
    of_a_child: tuple[Field, ...] = (
        *_OF_A_CHILD,
        ("whereabouts", "place", "where a child was"),
        ("carer", "name", AROUND),
        ("social_worker", "practitioner", WORKER),
    )
    yield from _rows("Reference numbers", referrals, (("reference", "number", "the reference of a referral"),))
    yield from _rows("Children", _past_and_present(ReferredChild, referral_id__in=keys), of_a_child)
    yield from _rows("People around the child", _past_and_present(HouseholdMember, referral_id__in=keys), _OF_A_PERSON)
    yield from _rows("Incident", _past_and_present(Referral, id__in=keys), event)
    exact = KeyDate.objects.filter(referral__in=referrals, precision=KeyDate.Precision.DAY).order_by("pk")
    yield from _rows("Incident", exact, (("on", "exact day", "a date of the chronology that was sent"),))
    yield from _rows("Practitioners and senders", _past_and_present(Referral, id__in=keys), sent)
    others = _past_and_present(InvolvedAgency, referral_id__in=keys)
    yield from _rows("Practitioners and senders", others, (("contact", "contact", WORKER),))
    schools = [agency for referral in referrals if (agency := referral.agency).kind == Agency.Kind.EDUCATION]
    yield from _rows("Schools and settings", schools, (("name", "place", SCHOOL),))
    settings = [agency for agency in others if _SETTING.search(agency.name)]
    yield from _rows("Schools and settings", settings, (("name", "place", SCHOOL),))


def _of_the_notification(case: Case) -> Iterator[Known]:
    rows = _past_and_present(Notification, case_id=case.pk)
    yield from _rows("Reference numbers", rows, (("national_reference", "number", "the national reference"),))
    yield from _rows("Incident", rows, (("incident_on", "day", INCIDENT), ("incident_place", "place", WHERE)))
    notifier: tuple[Field, ...] = (
        ("notifier_name", "practitioner", "the name of who notified"),
        ("notifier_phone", "number", "a telephone number"),
        ("notifier_email", "words", "the e-mail address of who notified"),
    )
    yield from _rows("Practitioners and senders", rows, notifier)


def _of_the_rapid_review(case: Case) -> Iterator[Known]:
    searched = _past_and_present(SearchedPerson, review__case_id=case.pk)
    yield from _rows("People around the child", searched, (*_OF_A_PERSON, ("also_known_as", "nickname", AROUND)))
    asked = list(AgencyRequest.objects.filter(review__case=case).select_related("agency", "contact", "delegate").order_by("pk"))
    contacts = [contact for one in asked for contact in (one.contact, one.delegate) if contact is not None]
    reached: tuple[Field, ...] = (("name", "practitioner", WORKER), ("email", "words", "the e-mail address of a practitioner"))
    yield from _rows("Practitioners and senders", contacts, reached)
    answers = _past_and_present(AgencyReturn, request__review__case_id=case.pk)
    signed: tuple[Field, ...] = (("approver_name", "practitioner", WORKER), ("signed_name", "practitioner", WORKER))
    yield from _rows("Practitioners and senders", answers, signed)
    concerned = ChronologyRow.objects.filter(request__in=asked).exclude(people="").order_by("people").distinct("people")
    yield from _rows("Practitioners and senders", concerned, (("people", "contact", "a name in the chronology"),))
    attended = _past_and_present(Attendance, meeting__review__case_id=case.pk)
    yield from _rows("Practitioners and senders", attended, (("name", "practitioner", "the name of somebody at a meeting"),))
    schools = [one.agency for one in asked if one.agency.kind == Agency.Kind.EDUCATION]
    yield from _rows("Schools and settings", schools, (("name", "place", SCHOOL),))


def _added(case: Case) -> Iterator[Known]:
    yield from map(_known, by_hand(case))


def _known(row: KnownIdentity) -> Known:
    how, what = _BY_HAND[Sort(row.sort)]
    on = day_in(row.text) if row.sort == Sort.DATE else None
    return Known("Added by hand", what, how, on or row.text)


def day_in(text: str) -> date | None:
    """The day that somebody typed, as 5 March 2019, 05/03/2019 or 2019-03-05; None where it is no whole day."""
    for shape in ("%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d"):
        with contextlib.suppress(ValueError):
            return datetime.strptime(text.strip(), shape).date()
    return None


def _past_and_present(model: Any, **of: Any) -> list[Any]:
    """The rows as they are, and as they ever were: who was renamed or taken out stays protected."""
    return [*model.objects.filter(**of).order_by("pk"), *model.history.filter(**of).order_by("history_id")]


def _rows(group: str, rows: Iterable[Model], fields: tuple[Field, ...]) -> Iterator[Known]:
    for row in rows:
        for name, how, what in fields:
            value = getattr(row, name)
            if value:
                yield Known(group, what, how, value)


def _looked_for(known: Known) -> Iterator[Identity]:
    """What the gate looks for because of one thing that is known; nothing where the box says “not known”."""
    made: list[Identity | None] = []
    if isinstance(known.value, date):
        made = [anonymisation.day(known.what, known.value, near=known.how == "day")]
    elif known.how == "nickname":
        pieces = dict.fromkeys([known.value, *known.value.split(",")])
        made = [identity for piece in pieces for identity in anonymisation.nickname(known.what, piece)]
    elif known.how == "contact":
        made += [identity for address in _EMAIL.findall(known.value) for identity in anonymisation.words(known.what, address)]
        made += [anonymisation.number(known.what, number) for number in _TELEPHONE.findall(known.value)]
        made += anonymisation.practitioner(known.what, _TELEPHONE.sub(" ", _EMAIL.sub(" ", known.value)))
    elif known.how == "number":
        made = [anonymisation.number(known.what, known.value)]
    else:
        made = list(_AS_WORDS[known.how](known.what, known.value))
    yield from (identity for identity in made if identity is not None)
