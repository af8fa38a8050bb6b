"""The report of a Rapid Review as the Panel receives it: one tagged PDF, made from the record alone."""

from dataclasses import dataclass
from datetime import date

from cspr import markdown, pdf
from cspr.deadlines import clocks
from cspr.models import Deadline
from notifications.clocks import NOTIFICATION
from rapid_reviews.clocks import RAPID_REVIEW
from rapid_reviews.models import RapidReview


@dataclass(frozen=True)
class LedgerRow:
    """One clock of the case as the report prints it."""

    title: str
    started_on: date
    due_on: date
    latest_on: date
    ended: str
    because: str


def report(review: RapidReview) -> bytes:
    """The document as it stands now. It may be made at any time; a review that is not yet sent says so on its first page."""
    return pdf.render(
        "rapid_reviews/report_pdf.html",
        {
            "review": review,
            "notification": review.notification,
            "case": review.case,
            "parts": parts(review),
            "ledger": ledger(review),
            "marking": pdf.MARKING,
        },
    )


def parts(review: RapidReview) -> list[tuple[str, str]]:
    """The parts of the report, each with its title and its words as HTML; "" for one that is empty."""
    return [
        (title[:1].upper() + title[1:], in_html(words, about=f"part-{n}")) for n, (title, words) in enumerate(review.parts())
    ]


def in_html(words: str, *, about: str, top: int = 3) -> str:
    """What people wrote in Markdown, as HTML whose headings stand below those of the document."""
    return markdown.render(words, top=top, about=about).html if words.strip() else ""


def ledger(review: RapidReview) -> list[LedgerRow]:
    """The clocks up to this review: what was due, and when it was done. Later clocks are none of the Panel's report."""
    titles = {code: clock.title for code, clock in clocks().items()}
    rows = Deadline.objects.filter(case=review.case, clock__in=(NOTIFICATION.code, RAPID_REVIEW.code)).order_by(
        "started_on", "pk"
    )
    return [LedgerRow(titles[row.clock], row.started_on, row.due_on, row.latest_on, _ended(row), row.because) for row in rows]


def _ended(row: Deadline) -> str:
    if row.ended_on is None:
        return "Not yet"
    met = f"{row.ended_on:%-d %B %Y}"
    if row.is_late(on=row.ended_on):
        return f"{met} (late)"
    return f"{met} (past our own standard)" if row.is_past_our_standard(on=row.ended_on) else met
