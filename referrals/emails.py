"""What sender and staff are told: a reference, a date and, for staff, a link. Never a name, never a fact of the case."""

from datetime import datetime

from django.conf import settings

from cspr import outbox
from cspr.models import OutgoingEmail, User
from referrals import awareness
from referrals.models import InformationRequest, Referral

UNIT = ("coordinator", "business_manager")


def confirm(referral: Referral, *, at: datetime) -> None:
    """Tell the sender that the referral has arrived. The receipt number stays on the page."""
    _to_sender(
        referral,
        "confirmed",
        "we have received your referral",
        f"Thank you. Your referral has arrived; its reference is {referral.reference}.\n\n"
        f"The {_unit()} will read it by the end of {referral.read_by:%A %-d %B %Y} and may call you. "
        f"Please do not send any details of it by e-mail. {_call()}\n\n"
        f"To see how it stands, sign in at {settings.REFERRALS_URL} as you did before, and enter your receipt number. "
        "It is on the page that you printed or saved; no e-mail carries it.\n\n"
        "If you did not send a referral, tell us at once.",
        at=at,
    )


def tell_staff(referral: Referral, *, at: datetime) -> None:
    """Tell coordinators and business managers that there is something to read, and whether a clock may be running."""
    clock = awareness.provisional(referral)
    words = f"A referral has arrived. It is to be read by the end of {referral.read_by:%A %-d %B %Y}."
    if clock is not None:
        words += f"\n\nThe local authority’s clock runs provisionally: {clock.words}."
    _to_unit(referral, "arrived", "a referral has arrived", words, at=at)


def ask_sender(question: InformationRequest, *, at: datetime) -> None:
    """Tell the sender that there is a question. The question itself stands on the status page only."""
    _to_sender(
        question.referral,
        f"question:{question.pk}",
        "we have a question",
        f"We have a question about your referral {question.referral.reference}.\n\n"
        "Open the referral site as you did before, ask for a code, and enter your receipt number: the question is there, "
        f"with a box for your answer. Please do not answer by e-mail. {_call()}",
        at=at,
    )


def tell_replied(question: InformationRequest, *, at: datetime) -> None:
    """Tell the staff that the sender has answered."""
    words = "The sender has answered the question."
    _to_unit(question.referral, f"reply:{question.pk}", "the sender has answered", words, at=at)


def tell_decided(referral: Referral, *, at: datetime) -> None:
    """Tell the sender that the referral has been considered. What was decided is told by telephone."""
    _to_sender(
        referral,
        f"{at:%Y%m%d%H%M%S}:decided",
        "your referral has been considered",
        f"The partnership has considered your referral {referral.reference}. "
        f"The {_unit()} will tell you what happens next, and you can ask at any time. {_call()}",
        at=at,
    )


def tell_reopened(referral: Referral, *, at: datetime) -> None:
    """Tell the sender that the referral is considered again."""
    _to_sender(
        referral,
        f"{at:%Y%m%d%H%M%S}:reopened",
        "your referral is being considered again",
        f"The partnership is considering your referral {referral.reference} again. You need not do anything now; "
        f"the {_unit()} may call you. {_call()}",
        at=at,
    )


def _to_sender(referral: Referral, step: str, subject: str, body: str, *, at: datetime) -> None:
    outbox.queue(
        key=f"referral:{referral.pk}:{step}",
        to=referral.sender_email,
        subject=f"{referral.reference}: {subject}",
        body=body,
        case=referral.case,
        at=at,
    )


def _to_unit(referral: Referral, step: str, subject: str, words: str, *, at: datetime) -> None:
    people = User.objects.with_roles(*UNIT)
    outbox.queue_all([to_staff(referral, person, step, subject, words, at=at) for person in people])


def to_staff(referral: Referral, person: User, step: str, subject: str, words: str, *, at: datetime) -> OutgoingEmail:
    """A message for one member of staff, not written down yet: its words, the reference and a link."""
    return outbox.message(
        key=f"referral:{referral.pk}:{step}:{person.pk}",
        to=person.email,
        subject=f"{referral.reference}: {subject}",
        body=(
            f"{words}\n\nReference: {referral.reference}\n"
            f"Open it: {settings.STAFF_URL}/referrals/referral/{referral.pk}/change/"
        ),
        at=at,
    )


def _unit() -> str:
    return str(settings.PARTNERSHIP["unit_name"])


def _call() -> str:
    phone = settings.PARTNERSHIP["unit_phone"]
    return f"The {_unit()} is on {phone}." if phone else f"You reach the {_unit()} through the partnership’s website."
