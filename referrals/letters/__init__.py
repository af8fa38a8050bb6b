"""What a referral looks like in words and on paper: the receipt, the whole of it, and the agency's own copy."""

from referrals.letters.papers import copy_pdf, file_pdf
from referrals.letters.receipt import Receipt, receipt_of, receipt_pdf
from referrals.letters.standing import Standing, standing_of
from referrals.letters.whole import MISSING, Line, Part, sections_of

__all__ = [
    "MISSING",
    "Line",
    "Part",
    "Receipt",
    "Standing",
    "copy_pdf",
    "file_pdf",
    "receipt_of",
    "receipt_pdf",
    "sections_of",
    "standing_of",
]
