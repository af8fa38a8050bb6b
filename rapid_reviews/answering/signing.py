"""Handing a request to a colleague, and signing the answer: read-only from then on."""

import hashlib
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from cspr import outbox, timeline
from cspr.lifecycle import MoveRefused, lock
from cspr.models import AgencyContact
from cspr.stages import announce
from rapid_reviews import asking
from rapid_reviews.answering.holding import hold, keep
from rapid_reviews.models import AgencyRequest, AgencyReturn

Secured = AgencyReturn.Secured
# Where the form asks for what no answer can do without.
NEEDED = (
    ("summary", "Write a summary of your agency’s involvement", "involvement"),
    ("files_secured", "Say whether the files are secured", "records"),
    ("approver_name", "Name the manager who approves the answer", "approval"),
    ("approver_role", "Give the role of the manager who approves the answer", "approval"),
)
CHANGED = (
    "The answer was changed in the meantime, from another window or by your colleague. It is not signed yet: read it through "
    "once more, then sign."
)
NOT_NIL = (
    "Something is written in this answer already, so it cannot be signed as “we do not know this family”. Take it out first, "
    "or sign the answer as it is."
)


@transaction.atomic
def delegate(asked: AgencyRequest, to: AgencyContact | None, *, contact: AgencyContact, at: datetime) -> AgencyRequest:
    """Hand the request to a registered colleague of the same agency, or take it back with None.

    Only whom the unit asked may do so, and keeps it too. The colleague is told by a message that holds a reference and a
    link. Raises MoveRefused.
    """
    locked = hold(asked, contact)
    if locked.contact_id != contact.pk:
        raise MoveRefused("Only the person whom we asked can hand the request on. Ask them, or call us. Nothing was altered.")
    if to is not None and (to.pk == contact.pk or not colleagues(locked).filter(pk=to.pk).exists()):
        raise MoveRefused("Choose a colleague of your own agency who is registered with us. Nothing was altered.")
    if locked.delegate_id == (to.pk if to else None):
        return locked
    locked.delegate = to
    keep(locked, contact)
    case = locked.review.case
    words = "handed its answer to a colleague" if to else "took its answer back from a colleague"
    timeline.record(case, "agency_request_handed_on", f"{locked.agency} {words}.", at=at, actor=str(locked.agency))
    if to is not None:
        outbox.queue(
            key=f"request:{locked.pk}:handed:{to.pk}:{at:%Y%m%d%H%M%S%f}",
            to=to.email,
            subject=f"{case.reference}: a request for information was handed to you",
            body=(
                f"A colleague of your agency has handed you the request for information {case.reference}.\n\n"
                f"Open it: {settings.REFERRALS_URL}/information/\n\n"
                "You need a code, which we send to this address, and your own key. If you have no key yet, telephone the "
                f"{settings.PARTNERSHIP['unit_name']}: we ring you back and tell you one."
            ),
            at=at,
            case=case,
        )
    return locked


def colleagues(asked: AgencyRequest) -> QuerySet[AgencyContact]:
    """Everybody else of the agency who is registered to answer."""
    return AgencyContact.objects.who_may_answer().filter(agency=asked.agency_id).exclude(pk=asked.contact_id)


def missing(answer: AgencyReturn) -> list[tuple[str, str]]:
    """What has to be done before it can be signed: the words, and the page of the form."""
    found = [(words, page) for name, words, page in NEEDED if not str(getattr(answer, name)).strip()]
    if answer.files_secured == Secured.YES and answer.files_secured_on is None:
        found.append(("Enter the day on which the files were secured", "records"))
    return found


def seen_of(asked: AgencyRequest) -> str:
    """A mark of the whole answer as it stands: its words, its rows and its files. What was read is what is signed."""
    answer = AgencyReturn.objects.filter(request=asked).first()
    parts = [str(answer.version if answer else 0)]
    for row in asked.rows.order_by("pk").values_list("pk", "on", "until", "time", "people", "event", "source"):
        parts.append(repr(row))
    parts += [str(number) for number in asked.files.order_by("pk").values_list("attachment", flat=True)]
    return hashlib.sha256("\x1e".join(parts).encode()).hexdigest()


@transaction.atomic
def sign(asked: AgencyRequest, name: str, *, contact: AgencyContact, at: datetime, seen: str = "") -> AgencyReturn:
    """Sign the answer. `seen` is `seen_of` the answer as the person read it, where a page showed it.

    Raises MoveRefused where something is missing or was changed meanwhile, or it may not be answered any more.
    """
    locked = hold(asked, contact)
    answer = lock(AgencyReturn.objects.get(request=locked))
    if seen and seen != seen_of(locked):
        raise MoveRefused(CHANGED)
    if todo := missing(answer):
        raise MoveRefused(f"The answer is not complete yet. {todo[0][0]}. Nothing was signed.")
    return _sign(locked, answer, name, contact, at)


@transaction.atomic
def sign_nil(asked: AgencyRequest, name: str, *, contact: AgencyContact, at: datetime) -> AgencyReturn:
    """Sign that the agency does not know the family. Raises MoveRefused, also where something is written already."""
    locked = hold(asked, contact)
    answer = lock(AgencyReturn.objects.get(request=locked))
    if any(words.strip() for _, words in answer.parts()) or locked.rows.exists() or locked.files.exists():
        raise MoveRefused(NOT_NIL)
    answer.is_nil, answer.files_secured = True, Secured.NONE
    return _sign(locked, answer, name, contact, at)


def _sign(locked: AgencyRequest, answer: AgencyReturn, name: str, contact: AgencyContact, at: datetime) -> AgencyReturn:
    if not name.strip():
        raise MoveRefused("Type your full name to sign. Nothing was signed.")
    answer.signed_name, answer.signed_by, answer.signed_at = name.strip(), contact, at
    answer.version, answer.saved_at = answer.version + 1, at
    keep(answer, contact)
    signed = asking.mark_signed(locked, at=at)
    words = "it does not know the family" if answer.is_nil else "the answer is signed"
    line = f"{signed.agency} answered: {words}."
    timeline.record(signed.review.case, "agency_return_signed", line, at=at, actor=str(signed.agency))
    announce("agency_return_signed", signed, by=None, at=at)
    return answer
