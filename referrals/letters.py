"""The receipt, as facts for the page and as a tagged PDF. It names no child."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from cspr import pdf
from referrals.models import Referral


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


def receipt_of(referral: Referral) -> Receipt:
    """The receipt of a referral, its number in groups of four."""
    number = " ".join(referral.receipt[start : start + 4] for start in range(0, 16, 4))
    return Receipt(referral.reference, number, referral.received_at, referral.read_by, str(referral.agency))


def receipt_pdf(referral: Referral) -> bytes:
    """The receipt to keep in the agency's file, as PDF/UA."""
    context = {"receipt": receipt_of(referral), "partnership": settings.PARTNERSHIP}
    return pdf.render("referrals/receipt_pdf.html", context)
