"""The only writer of a Rapid Review's status: opened, decided, sent to the Panel, answered."""

from datetime import date, datetime

from django.db import transaction

from cspr import deadlines, emails, timeline
from cspr.clocks import london_date
from cspr.deadlines import NOTHING_SAID, Late
from cspr.lifecycle import MoveRefused, Moves, lock, move, save
from cspr.models import User
from cspr.stages import announce
from notifications.models import Notification
from rapid_reviews import planning
from rapid_reviews.clocks import RAPID_REVIEW
from rapid_reviews.models import RapidReview

Status = RapidReview.Status
MOVES: Moves = {
    Status.OPEN: frozenset({Status.DECIDED}),
    Status.DECIDED: frozenset({Status.SENT}),
    Status.SENT: frozenset({Status.REPLIED}),
}


@transaction.atomic
def open_from(notification: Notification, *, by: User, at: datetime) -> RapidReview:
    """Open the Rapid Review that follows each notification, and plan its steps.

    Its clock runs from the moment the notification was sent.
    Raises MoveRefused where it was not sent.
    """
    if notification.sent_at is None:
        raise MoveRefused("A Rapid Review opens when the notification has been sent to the Panel, not before.")
    review = RapidReview(case=notification.case, notification=notification, opened_at=at)
    save(review, by=by)
    deadline = deadlines.start(review.case, RAPID_REVIEW.code, at=notification.sent_at, by=by)
    planning.make(review, by=by, at=at)
    words = f"Rapid Review opened; our standard {deadline.due_on:%-d %B %Y}, national limit {deadline.latest_on:%-d %B %Y}."
    timeline.record(review.case, "rapid_review_opened", words, at=at, by=by)
    announce("rapid_review_opened", review, by=by, at=at)
    return review


@transaction.atomic
def decide(
    review: RapidReview,
    *,
    by: User,
    at: datetime,
    decision: str,
    reasons: str,
    nationally_important: bool,
    national_reasons: str = "",
) -> RapidReview:
    """Record what the partners decided locally, and separately whether they think the case of national importance.

    Local criteria: SI 2018/789, regulation 11. Raises MoveRefused for a wrong status or missing reasons.
    """
    review = lock(review)
    review.decision, review.decision_reasons = RapidReview.Decision(decision), reasons.strip()
    review.nationally_important, review.national_reasons = nationally_important, national_reasons.strip()
    review.decided_at, review.decided_by = at, by
    move(review, Status.DECIDED, MOVES, by=by)
    if not review.decision_reasons:
        raise MoveRefused("Give the reasons for the decision. They go to the Panel with it.")
    if nationally_important and not review.national_reasons:
        raise MoveRefused("Say why the partners think this is of national importance. The reasons go to the Panel.")
    words = f"Rapid Review decided: {review.get_decision_display()}."
    words += " The partners think it of national importance." if nationally_important else ""
    timeline.record(review.case, "rapid_review_decided", words, at=at, by=by)
    announce("rapid_review_decided", review, by=by, at=at)
    return review


@transaction.atomic
def record_sent(review: RapidReview, *, by: User, at: datetime, sent_at: datetime, late: Late = NOTHING_SAID) -> RapidReview:
    """Record that report and decision were sent to the Panel. Meets the clock.

    Raises MoveRefused for a wrong status or moment, or while parts of the report are empty; ReasonNeeded after the
    national limit. Past our own standard only, a reason is welcome and not required.
    """
    review = lock(review)
    review.sent_at = sent_at
    move(review, Status.SENT, MOVES, by=by)
    missing = review.missing_parts()
    if missing:
        raise MoveRefused(
            f"The report is not complete. Still empty: {', '.join(missing)}. Write them first; nothing was altered."
        )
    if sent_at > at:
        raise MoveRefused("The report cannot have been sent at a time that is still to come. Check the date and the time.")
    notified_at = review.notification.sent_at
    if notified_at is None or sent_at < notified_at:
        raise MoveRefused("The report cannot have been sent before the notification. Check the date and the time.")
    timeline.record(review.case, "rapid_review_sent", "Rapid Review sent to the Panel.", at=sent_at, by=by)
    deadlines.meet(review.case, RAPID_REVIEW.code, at=sent_at, by=by, late=late)
    planning.close(review, by=by, on=london_date(sent_at))
    _tell_partners(review, "sent", "the Rapid Review was sent to the Panel", at=at)
    announce("rapid_review_sent", review, by=by, at=at)
    return review


@transaction.atomic
def record_reply(review: RapidReview, *, by: User, at: datetime, reply: str, reply_on: date, words: str) -> RapidReview:
    """Record the Panel's letter: its date, what kind of answer it is, and what it says. Raises MoveRefused."""
    review = lock(review)
    review.reply, review.reply_on, review.reply_words = RapidReview.Reply(reply), reply_on, words.strip()
    move(review, Status.REPLIED, MOVES, by=by)
    if reply_on > london_date(at):
        raise MoveRefused("The Panel's letter cannot carry a date that is still to come. Check the date.")
    if review.sent_at is not None and reply_on < london_date(review.sent_at):
        raise MoveRefused("The Panel's letter cannot be older than the Rapid Review that it answers. Check the date.")
    line = f"Panel replied: {review.get_reply_display()}. Letter of {reply_on:%-d %B %Y}."
    timeline.record(review.case, "panel_replied", line, at=at, by=by)
    _tell_partners(review, "replied", "the Panel has replied to the Rapid Review", at=at)
    announce("panel_replied", review, by=by, at=at)
    return review


def _tell_partners(review: RapidReview, step: str, words: str, *, at: datetime) -> None:
    path = f"/rapid_reviews/rapidreview/{review.pk}/change/"
    emails.tell_partners(review.case, words, key=f"rapid_review:{review.pk}:{step}", path=path, at=at)
