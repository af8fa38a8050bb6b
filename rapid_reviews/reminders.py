"""Reminds agencies of the answers they owe, and climbs: to the unit, to the partners, to colleagues in the agency.

The ladder is our own practice; no law or guidance sets one. No message has a name, an agency or a fact of the case in it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.conf import settings
from django.db import transaction

from cspr import outbox
from cspr.clocks import london_date
from cspr.deadlines import calendar
from cspr.emails.telling import Staff
from cspr.models import AgencyContact, Case, OutgoingEmail, User
from cspr.working_days import Calendar
from rapid_reviews import planning
from rapid_reviews.asking import mails
from rapid_reviews.models import AgencyRequest
from rapid_reviews.plan import day_in_words, how_it_stands

# Who answers (the contact, and the delegate); the other contacts of the agency; and roles of staff.
Told = Literal["answerers", "colleagues", "coordinator", "business_manager", "partner_lead"]


@dataclass(frozen=True)
class Rung:
    """A step of the ladder: so many working days after the day of the answer (before it, if negative), and who is told."""

    name: str
    working_days: int
    told: tuple[Told, ...]

    @property
    def roles(self) -> list[str]:
        """Those of the told who are staff."""
        return [told for told in self.told if told not in ("answerers", "colleagues")]


LADDER = (
    Rung("ahead", -2, ("answerers",)),
    Rung("today", 0, ("answerers",)),
    Rung("late", 1, ("answerers", "coordinator", "business_manager")),
    Rung("further", 3, ("answerers", "colleagues", "coordinator", "business_manager", "partner_lead")),
)


@transaction.atomic
def sweep(*, at: datetime) -> int:
    """Write every reminder whose day has come and that is not yet written; return how many. Safe to run at any time.

    A sweep a month late tells only of the newest rung of each request.
    """
    today, days = london_date(at), calendar()
    on_a_rung = [
        (request, rung) for request in awaited() if (rung := rung_of(request.due_on, request.sent_at, today, days)) is not None
    ]
    messages = [message for request, rung in on_a_rung for message in _to_the_agency(request, rung, today, days, at)]
    return outbox.queue_all([*messages, *_to_staff(on_a_rung, at)])


def awaited() -> list[AgencyRequest]:
    """Every request that an agency has to answer, those that are due first."""
    rows = AgencyRequest.objects.filter(status=AgencyRequest.Status.SENT, review__status__in=planning.PLANNED)
    related = rows.select_related("review__case", "agency", "contact", "delegate").prefetch_related("agency__contacts")
    return list(related.order_by("due_on", "agency__name", "pk"))


def rung_of(due_on: date, sent_at: datetime | None, today: date, days: Calendar) -> Rung | None:
    """The newest rung that has been reached, or None. One whose day was the day of sending, or before, says nothing new."""
    reached = None
    for rung in LADDER:
        day = days.add(due_on, rung.working_days)
        if day <= today and sent_at is not None and day > london_date(sent_at):
            reached = rung
    return reached


def _to_the_agency(request: AgencyRequest, rung: Rung, today: date, days: Calendar, at: datetime) -> Iterable[OutgoingEmail]:
    step = f"{request.due_on}:{rung.name}"
    stands = how_it_stands(request.due_on, today, days)
    if "answerers" in rung.told:
        answerers = mails.answerers(request)
        words = f"your agency’s answer is {stands} ({day_in_words(request.due_on)})"
        yield from mails.to_each(request, answerers, step, words, at=at)
    if "colleagues" in rung.told:
        words = f"an answer of your agency is {stands}"
        note = "Only the colleague whom we asked can open it. Please see that somebody answers, or ring us."
        yield from mails.to_each(request, _colleagues(request), step, words, at=at, note=note)


def _colleagues(request: AgencyRequest) -> list[AgencyContact]:
    answering = {contact.pk for contact in mails.answerers(request)}
    return [one for one in request.agency.contacts.all() if one.is_active and one.pk not in answering]


def _to_staff(on_a_rung: list[tuple[AgencyRequest, Rung]], at: datetime) -> Iterator[OutgoingEmail]:
    """One message to each person for each case, day and rung, however many agencies are late."""
    groups = {(one.review.case, one.due_on, rung) for one, rung in on_a_rung if rung.roles}
    if not groups:
        return
    staff = Staff(case.pk for case, _, _ in groups)
    for case, due_on, rung in sorted(groups, key=lambda group: (group[1], group[0].pk)):
        for person in staff.or_further_up(tuple(rung.roles), case.pk):
            yield _to_one(person, case, due_on, rung, at)


def _to_one(person: User, case: Case, due_on: date, rung: Rung, at: datetime) -> OutgoingEmail:
    words = f"answers of agencies are late, due on {day_in_words(due_on)}"
    page = f"{settings.STAFF_URL}/cspr/case/{case.pk}/change/"
    return outbox.message(
        key=f"answers:{case.pk}:{due_on}:{rung.name}:{person.pk}",
        to=person.email,
        subject=f"{case.reference}: {words}",
        body=f"{words[0].upper()}{words[1:]}.\n\nReference: {case.reference}\nWhich they are: {page}",
        case=case,
        at=at,
    )
