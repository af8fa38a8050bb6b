"""The copy sheet as a document to attach: one tagged PDF, made from the record alone."""

from cspr import pdf
from notifications import sheets
from notifications.models import Notification


def copy_sheet(notification: Notification) -> bytes:
    """The sheet as it stands now, or as it was sent. While it is being prepared, its first page says what is missing."""
    parts = sheets.sheet(notification)
    return pdf.render(
        "notifications/copy_sheet_pdf.html",
        {
            "notification": notification,
            "case": notification.case,
            "parts": parts,
            "missing": sheets.missing(parts) if notification.as_sent is None else [],
            "marking": pdf.MARKING,
        },
    )
