"""Cases that have come some way, each step taken by the lifecycle itself, none written behind its back."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from cspr.models import Case, User
from notifications import lifecycle as notifying
from notifications.models import Notification
from practice_reviews import lifecycle as practice
from practice_reviews.models import PracticeReview
from rapid_reviews import lifecycle as rapid
from rapid_reviews.models import RapidReview
from referrals.models import Referral
from tests.cast import CHRISTMAS_EVE, agency

_numbers = count(1)
# Sent on 29 December 2026: our standard is 13 January 2027, the national limit 20 January 2027.
NOTIFIED_IN_TIME = datetime(2026, 12, 29, 9, 30, tzinfo=UTC)
DECIDED = datetime(2027, 1, 12, 15, 0, tzinfo=UTC)
SENT = datetime(2027, 1, 13, 9, 0, tzinfo=UTC)
INITIATED = datetime(2027, 1, 14, 9, 0, tzinfo=UTC)
REPORTED = datetime(2027, 5, 4, 9, 0, tzinfo=UTC)


def referral(case: Case | None = None, **fields: Any) -> Referral:
    """A referral as a sender sent it."""
    number = next(_numbers)
    fields = {
        "reference": f"REF-2026-{number:04d}",
        "receipt": f"R{number:06d}",
        "sender_email": f"sender{number}@school.example",
        "discussed_on": CHRISTMAS_EVE.date(),
        "read_by": date(2026, 12, 29),
        "agency_aware_on": CHRISTMAS_EVE.date(),
        "incident_on": CHRISTMAS_EVE.date(),
        "la_told": Referral.Told.YES,
        "outcome": Referral.Outcome.SERIOUS_HARM,
        "suspicion": Referral.Suspicion.SUSPECTED,
        "narrative": "An invented account.",
        **fields,
    }
    return Referral.objects.create(agency=agency(), case=case, **fields)


def notification(by: User, *, aware_at: datetime = CHRISTMAS_EVE) -> Notification:
    """A notification being prepared, due on 5 January 2027."""
    return notifying.open_case_directly(by=by, at=aware_at, aware_at=aware_at, incident_on=aware_at.date())


def sent_notification(by: User, *, sent_at: datetime = NOTIFIED_IN_TIME) -> Notification:
    """A notification sent in time, so that the Rapid Review is open: our standard 13 January, limit 20 January 2027."""
    return notifying.record_sent(notification(by), by=by, at=sent_at, sent_at=sent_at, national_reference="SIN-1")


def rapid_review(by: User, *, written: bool = True) -> RapidReview:
    """An open Rapid Review, its report written."""
    review = sent_notification(by).rapid_review
    if written:
        for part in RapidReview.PARTS:
            setattr(review, part, f"Invented words on {part}.")
        review.save()
    return review


def decided_rapid_review(by: User, *, decision: str = "local_review") -> RapidReview:
    """A Rapid Review that calls for a practice review."""
    return rapid.decide(
        rapid_review(by), by=by, at=DECIDED, decision=decision, reasons="Invented reasons.", nationally_important=False
    )


def sent_rapid_review(by: User, *, decision: str = "local_review") -> RapidReview:
    """A Rapid Review with the Panel, within our own standard."""
    return rapid.record_sent(decided_rapid_review(by, decision=decision), by=by, at=SENT, sent_at=SENT)


def practice_review(by: User) -> PracticeReview:
    """A practice review under way, to be published by 14 July 2027."""
    return practice.initiate(sent_rapid_review(by), by=by, at=INITIATED, decided_at=INITIATED, decided_by="The three partners")


def reported_practice_review(by: User) -> PracticeReview:
    """A practice review whose report is in."""
    return practice.receive_report(practice_review(by), by=by, at=REPORTED, received_at=REPORTED, report="An invented report.")
