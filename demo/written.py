"""What senders of the demonstration have written already, with the receipt numbers that open it. Knows nothing of staff."""

from dataclasses import dataclass

from demo.referred import IS_ASKED, WRITES
from referrals import receipts
from referrals.models import Draft


@dataclass(frozen=True)
class Written:
    """A draft or a referral; a code for the address and this number open it."""

    title: str
    email: str
    number: str


def written() -> list[Written]:
    """A draft that waits to be finished, and a referral about which the unit has asked something, where they are loaded."""
    oldest = Draft.objects.order_by("started_at")
    found = (
        ("A saved draft", oldest.of(WRITES).unsent().first()),
        ("A referral with a question", oldest.of(IS_ASKED).exclude(sent_at=None).last()),
    )
    return [Written(title, draft.sender_email, receipts.number_of(draft)) for title, draft in found if draft]
