"""What leaves the house about a Rapid Review: the report, and the pack with everything on which it rests."""

from rapid_reviews.letters.pack import pack_pdf
from rapid_reviews.letters.parcel import Enclosed, write_parcel
from rapid_reviews.letters.report import LedgerRow, in_html, ledger, parts, report

__all__ = ["Enclosed", "LedgerRow", "in_html", "ledger", "pack_pdf", "parts", "report", "write_parcel"]
