"""Carries what an accepted referral says into a case: a new one, or one that is open."""

from datetime import datetime

from cspr import timeline
from cspr.clocks import LONDON
from cspr.lifecycle import MoveRefused, lock, open_case, save
from cspr.models import Case, Child, Person, User
from referrals.models import HouseholdMember, Referral, ReferredChild

# What a case takes over of each child and each person; the rest stays with the referral.
OF_A_CHILD = (
    "name", "also_known_as", "born_on", "expected_on", "died_on", "sex", "ethnicity", "first_language", "religion",
    "disability", "nhs_number", "address", "setting",
)  # fmt: skip
OF_A_PERSON = ("name", "relation", "born_on", "address")


def join(referral: Referral, into: Case | None, *, by: User, at: datetime) -> Case:
    """The case to which the referral belongs from now on, with its children and household. Raises MoveRefused."""
    case = _opened(referral, by=by, at=at) if into is None else _open_one(into, by=by)
    for child in referral.children.all():
        _add_child(case, child, by=by)
    for member in referral.household.all():
        _add_person(case, member, by=by)
    _tell(case, referral, by=by, at=at)
    return case


def _opened(referral: Referral, *, by: User, at: datetime) -> Case:
    because = f"referral {referral.reference} accepted"
    return open_case(
        by=by, at=at, because=because, incident_on=referral.incident_on, incident_place=referral.incident_place[:200]
    )


def _open_one(into: Case, *, by: User) -> Case:
    case = lock(into)
    if case.closed_at is not None or not Case.objects.visible_to(by).filter(pk=case.pk).exists():
        raise MoveRefused("That case is not open to you any more. Choose another one, or a new case; nothing was altered.")
    return case


def _add_child(case: Case, child: ReferredChild, *, by: User) -> None:
    if not case.children.filter(name__iexact=child.name.strip(), born_on=child.born_on).exists():
        facts = {name: getattr(child, name) for name in OF_A_CHILD}
        save(Child(case=case, looked_after=child.is_looked_after, **facts), by=by)


def _add_person(case: Case, member: HouseholdMember, *, by: User) -> None:
    if not case.people.filter(name__iexact=member.name.strip(), born_on=member.born_on).exists():
        save(Person(case=case, **{name: getattr(member, name) for name in OF_A_PERSON}), by=by)


def _tell(case: Case, referral: Referral, *, by: User, at: datetime) -> None:
    """What happened to the referral before the case was there, and the decision, on the timeline."""
    name = f"Referral {referral.reference}"
    words = f"{name} received from {referral.agency}."
    timeline.record(case, "referral_received", words, at=referral.received_at, actor="A sender")
    if referral.read_at is not None and referral.read_at < at:
        timeline.record(case, "referral_read", f"{name} read.", at=referral.read_at, by=referral.reader)
    for question in referral.questions.all():
        timeline.record(case, "referral_question", f"{name}: sender asked.", at=question.asked_at, by=question.asked_by)
        if question.reply and question.replied_at:
            timeline.record(case, "referral_reply", f"{name}: sender answered.", at=question.replied_at, actor="A sender")
    aware = f"{referral.la_aware_at.astimezone(LONDON):%-d %B %Y at %H:%M}" if referral.la_aware_at else "a day not recorded"
    words = f"{name} accepted. The local authority became aware on {aware}."
    timeline.record(case, "referral_accepted", words, at=at, by=by)
