"""The steps that every invented case takes, from the accepted referral to the practice review."""

from datetime import timedelta

from cspr.clocks import london_date
from cspr.models import CaseAssignment
from demo import notified, words
from demo.stage import Stage
from notifications import lifecycle as notifying
from notifications.models import Notification
from practice_reviews import lifecycle as practice
from practice_reviews.models import PracticeReview
from rapid_reviews import lifecycle as rapid
from rapid_reviews.models import RapidReview
from referrals import lifecycle as referring
from referrals.models import Referral


def accept(stage: Stage, referral: Referral, *, days: float) -> Notification:
    """The coordinator accepts; the local authority became aware when it was told."""
    at, aware_at = stage.ago(days), referral.la_told_at or stage.ago(days)
    referring.accept(referral, by=stage.coordinator, at=at, aware_at=aware_at, agency=referral.agency)
    return Notification.objects.get(referral=referral)


def notify(stage: Stage, notification: Notification, number: int, *, days: float) -> RapidReview:
    """The local authority notified the Panel; the Rapid Review opens by itself."""
    at = stage.ago(days)
    notified.complete(stage, notification, days=days)
    number_given = f"DEMO-{number:04d}"
    notifying.record_sent(
        notification, by=stage.coordinator, at=at, sent_at=at, national_reference=number_given, partners_told=True
    )
    return RapidReview.objects.get(notification=notification)


def finish(stage: Stage, review: RapidReview, decision: str, *, days: float) -> RapidReview:
    """The report is written, the partners decide and give their keys, and it goes to the Panel."""
    for part, text in words.RAPID_REVIEW.items():
        setattr(review, part, text)
    review.save()
    at = stage.ago(days)
    review = rapid.decide(
        review, by=stage.manager, at=at, decision=decision, reasons=words.DECISIONS[decision], nationally_important=False
    )
    for lead in stage.leads:
        rapid.sign(review, partner=lead.partner, agrees=True, reasons="", by=lead, at=at)
    return rapid.record_sent(review, by=stage.coordinator, at=at, sent_at=at)


def initiate(stage: Stage, review: RapidReview, *, days: float) -> PracticeReview:
    """A local review begins, with its reviewer, who may see this one case."""
    at = stage.ago(days)
    started = practice.initiate(review, by=stage.manager, at=at, decided_at=at, decided_by="The three safeguarding partners")
    started.reviewer, started.terms_of_reference = stage.reviewer.name, words.TERMS
    started.save()
    until = london_date(stage.now) + timedelta(days=180)
    CaseAssignment.objects.create(case=started.case, user=stage.reviewer, until=until)
    return started


def reported(stage: Stage, referral: Referral, number: int, *, days: float, in_days: float) -> PracticeReview:
    """A practice review whose report came in `in_days` ago, of a referral that was received `days` ago."""
    review = notify(stage, accept(stage, referral, days=days - 1), number, days=days - 2)
    started = initiate(stage, finish(stage, review, "local_review", days=days - 14), days=days - 20)
    half = (days - 20 + in_days) / 2
    practice.record_progress(started, by=stage.coordinator, at=stage.ago(half), on=stage.day(half), words=words.PROGRESS)
    at = stage.ago(in_days)
    practice.receive_report(started, by=stage.coordinator, at=at, received_at=at, report=words.REPORT)
    started.refresh_from_db()
    return started
