"""What sender and staff are told: a reference and, for staff, a link. Never a name, never a fact of the case."""

from datetime import datetime

from django.conf import settings

from cspr import outbox
from cspr.models import User
from referrals.models import Referral


def confirm(referral: Referral, *, at: datetime) -> None:
    """Tell the sender that the referral has arrived. The receipt number stays on the page."""
    outbox.queue(
        key=f"referral:{referral.pk}:confirmed",
        to=referral.sender_email,
        subject=f"{referral.reference}: we have received your referral",
        body=(
            f"Thank you. Your referral has arrived; its reference is {referral.reference}.\n\n"
            f"The {_unit()} will read it by the end of {referral.read_by:%A %-d %B %Y} and may call you. "
            f"Please do not send any details of it by e-mail. {_call()}\n\n"
            "If you did not send a referral, tell us at once."
        ),
        at=at,
    )


def tell_staff(referral: Referral, *, at: datetime) -> None:
    """Tell coordinators and business managers that there is something to read."""
    for person in User.objects.with_roles("coordinator", "business_manager"):
        outbox.queue(
            key=f"referral:{referral.pk}:arrived:{person.pk}",
            to=person.email,
            subject=f"{referral.reference}: a referral has arrived",
            body=(
                f"A referral has arrived. It is to be read by the end of {referral.read_by:%A %-d %B %Y}.\n\n"
                f"Reference: {referral.reference}\n"
                f"Open it: {settings.STAFF_URL}/referrals/referral/{referral.pk}/change/"
            ),
            at=at,
        )


def tell_decided(referral: Referral, *, at: datetime) -> None:
    """Tell the sender that the referral has been considered. What was decided is told by telephone."""
    outbox.queue(
        key=f"referral:{referral.pk}:decided",
        to=referral.sender_email,
        subject=f"{referral.reference}: your referral has been considered",
        body=(
            f"The partnership has considered your referral {referral.reference}. "
            f"The {_unit()} will tell you what happens next, and you can ask at any time. {_call()}"
        ),
        case=referral.case,
        at=at,
    )


def _unit() -> str:
    return str(settings.PARTNERSHIP["unit_name"])


def _call() -> str:
    phone = settings.PARTNERSHIP["unit_phone"]
    return f"The {_unit()} is on {phone}." if phone else f"You reach the {_unit()} through the partnership’s website."
