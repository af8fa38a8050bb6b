"""Tells staff that malware was found in a file after it had been accepted. A reference only."""

from datetime import datetime

from django.conf import settings

from cspr import outbox
from cspr.models import User
from referrals.models import Attachment, Referral


def tell_staff_of_malware(file: Attachment, *, at: datetime) -> None:
    """Once for each file and person who may see the referral. A file of a draft is told of when the draft is sent."""
    referral = file.referral
    if referral is None:
        return
    for person in User.objects.with_roles("coordinator", "business_manager"):
        if not Referral.objects.visible_to(person).filter(pk=referral.pk).exists():
            continue
        outbox.queue(
            key=f"attachment:{file.pk}:malware:{person.pk}",
            to=person.email,
            subject=f"{referral.reference}: malware was found in a file",
            body=(
                f"The scanner found malware in a file of {referral.reference}. The file was destroyed; nobody could open it "
                "before. The rest of the referral is unharmed.\n\n"
                "Tell the sender by telephone, so that their IT team can look at their computer, and ask what the file was "
                "to say.\n\n"
                f"Open the referral: {settings.STAFF_URL}/referrals/referral/{referral.pk}/change/"
            ),
            at=at,
        )
