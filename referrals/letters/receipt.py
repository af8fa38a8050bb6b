"""The receipt, as facts for the page and as a tagged PDF. It names no child."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from cspr import pdf
from referrals import receipts
from referrals.models import Draft, Referral


@dataclass(frozen=True)
class Receipt:
    """What the sender may see of a referral after sending it."""

    reference: str
    number: str
    received_at: datetime
    read_by: date
    agency: str

    @property
    def file_name(self) -> str:
        """The name under which a browser saves the PDF."""
        return f"receipt-{self.reference}.pdf"


def receipt_of(draft: Draft, referral: Referral) -> Receipt:
    """The receipt of a referral; its number belongs to the draft that it was written as."""
    number = receipts.number_of(draft)
    return Receipt(referral.reference, number, referral.received_at, referral.read_by, str(referral.agency))


def receipt_pdf(receipt: Receipt) -> bytes:
    """The receipt to keep in the agency's file, as PDF/UA."""
    context = {"receipt": receipt, "partnership": settings.PARTNERSHIP, "site": settings.REFERRALS_URL}
    return pdf.render("referrals/receipt_pdf.html", context)
