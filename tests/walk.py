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
from tests.cast import agency, person

_numbers = count(1)
# The Thursday before Christmas, as in 2026: the notification is due on 5 January 2021.
AWARE = datetime(2020, 12, 24, 10, 0, tzinfo=UTC)
# Sent on 29 December 2020: our standard is 13 January 2021, the national limit 20 January 2021.
NOTIFIED_IN_TIME = datetime(2020, 12, 29, 9, 30, tzinfo=UTC)
DECIDED = datetime(2021, 1, 12, 15, 0, tzinfo=UTC)
SENT = datetime(2021, 1, 13, 9, 0, tzinfo=UTC)
INITIATED = datetime(2021, 1, 14, 9, 0, tzinfo=UTC)
UNSIGNED = "Invented: the three leads were away."
REPORTED = datetime(2021, 5, 4, 9, 0, tzinfo=UTC)


def referral(case: Case | None = None, **fields: Any) -> Referral:
    """A referral as a sender sent it."""
    number = next(_numbers)
    fields = {
        "reference": f"REF-2020-{number:04d}",
        "sender_email": f"sender{number}@school.example",
        "discussed_on": AWARE.date(),
        "read_by": date(2020, 12, 29),
        "agency_aware_on": AWARE.date(),
        "incident_on": AWARE.date(),
        "la_told": Referral.Told.YES,
        "outcome": Referral.Outcome.SERIOUS_HARM,
        "suspicion": Referral.Suspicion.SUSPECTED,
        "narrative": "An invented account.",
        **fields,
    }
    return Referral.objects.create(agency=agency(), case=case, **fields)


def notification(by: User, *, aware_at: datetime = AWARE, partners_told: bool = False) -> Notification:
    """A notification being prepared, due on 5 January 2021; with `partners_told`, its own clock is the only one that runs."""
    opened = notifying.open_case_directly(by=by, at=aware_at, aware_at=aware_at, incident_on=aware_at.date())
    if not partners_told:
        return opened
    return notifying.record_partners_told(opened, by=by, at=aware_at, told_at=aware_at, how="By telephone")


def sent_notification(by: User, *, sent_at: datetime = NOTIFIED_IN_TIME) -> Notification:
    """A notification sent in time, and the partners told: the Rapid Review is open, our standard 13, limit 20 January 2021."""
    return notifying.record_sent(
        notification(by), by=by, at=sent_at, sent_at=sent_at, national_reference="SIN-1", partners_told=True
    )


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


def leads() -> list[User]:
    """One lead for each of the three partners."""
    return [person("partner_lead", partner=partner) for partner in User.Partner.values]


def signed_rapid_review(by: User, *, decision: str = "local_review", leading: list[User] | None = None) -> RapidReview:
    """A Rapid Review that was decided, with the three keys on the words as they stand."""
    review = decided_rapid_review(by, decision=decision)
    for lead in leading or leads():
        rapid.sign(review, partner=lead.partner, agrees=True, reasons="", by=lead, at=DECIDED)
    return review


def sent_rapid_review(by: User, *, decision: str = "local_review") -> RapidReview:
    """A Rapid Review with the Panel, within our own standard; nobody was asked for a key."""
    review = decided_rapid_review(by, decision=decision)
    return rapid.record_sent(review, by=by, at=SENT, sent_at=SENT, unsigned_because=UNSIGNED)


def answered_rapid_review(by: User, *, reply: str = "reconsider") -> RapidReview:
    """Signed by the three partners, sent, and answered by the Panel."""
    sent = rapid.record_sent(signed_rapid_review(by), by=by, at=SENT, sent_at=SENT)
    return rapid.record_reply(sent, by=by, at=INITIATED, reply=reply, reply_on=INITIATED.date(), words="Invented words.")


def practice_review(by: User) -> PracticeReview:
    """A practice review under way, to be published by 14 July 2021."""
    return practice.initiate(sent_rapid_review(by), by=by, at=INITIATED, decided_at=INITIATED, decided_by="The three partners")


def reported_practice_review(by: User) -> PracticeReview:
    """A practice review whose report is in."""
    return practice.receive_report(practice_review(by), by=by, at=REPORTED, received_at=REPORTED, report="An invented report.")
