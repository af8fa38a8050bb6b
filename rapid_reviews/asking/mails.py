"""The e-mails about a request: a reference, a day and a link; never a name, and nothing of what happened."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings

from cspr import outbox
from cspr.clocks import london_date
from cspr.models import AgencyContact, OutgoingEmail
from rapid_reviews.models import AgencyRequest
from rapid_reviews.plan import day_in_words

HOW = (
    "It opens with a code that is sent to this address, and with the key that we give you by telephone. "
    "If you have no key yet, or no longer know it, we will ring you; you can also ring us."
)


def link() -> str:
    """Where agencies answer: one address for all requests."""
    return f"{settings.REFERRALS_URL}/information/"


def answerers(request: AgencyRequest) -> list[AgencyContact]:
    """Whoever may answer: the contact, and the colleague to whom it was handed; nobody who was struck off or has moved."""
    asked = [one for one in (request.contact, request.delegate) if one is not None]
    return [one for one in asked if one.is_active and one.agency_id == request.agency_id]


def sent(request: AgencyRequest, *, at: datetime) -> OutgoingEmail:
    """The request itself."""
    words = f"We ask your agency for information, by {day_in_words(request.due_on)}"
    return outbox.message(
        key=f"request:{request.pk}:sent",
        to=request.contact.email,
        subject=f"{_reference(request)}: we ask your agency for information",
        body=_body(request, words, HOW),
        case=request.review.case,
        at=at,
    )


def taken_back(request: AgencyRequest, *, at: datetime) -> list[OutgoingEmail]:
    """That nothing is to be answered any more."""
    words = "we no longer ask your agency for information"
    return list(to_each(request, answerers(request), "taken-back", words, at=at, note="There is nothing left for you to do."))


def moved(request: AgencyRequest, *, at: datetime) -> list[OutgoingEmail]:
    """The other day. Moved there and back again, it is another message."""
    words = f"your agency’s answer is now due on {day_in_words(request.due_on)}"
    return list(to_each(request, answerers(request), f"moved:{at.isoformat()}", words, at=at))


def by_hand(request: AgencyRequest, *, at: datetime) -> list[OutgoingEmail]:
    """A reminder that staff send between those of the sweep; one on a day."""
    words = f"please remember your agency’s answer, due on {day_in_words(request.due_on)}"
    return list(to_each(request, answerers(request), f"by-hand:{london_date(at)}", words, at=at))


def to_each(
    request: AgencyRequest, contacts: Iterable[AgencyContact], step: str, words: str, *, at: datetime, note: str = HOW
) -> Iterable[OutgoingEmail]:
    """The same words to each of them, under a key of the request, the step and the person."""
    for contact in contacts:
        yield outbox.message(
            key=f"request:{request.pk}:{step}:{contact.pk}",
            to=contact.email,
            subject=f"{_reference(request)}: {words}",
            body=_body(request, words, note),
            case=request.review.case,
            at=at,
        )


def _body(request: AgencyRequest, words: str, note: str) -> str:
    return f"{words[0].upper()}{words[1:]}.\n\nReference: {_reference(request)}\nOpen it: {link()}\n\n{note}"


def _reference(request: AgencyRequest) -> str:
    return request.review.case.reference
