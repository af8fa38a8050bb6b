"""The only writer of a practice review's status: initiated, report received, published or decided not to be."""

from datetime import date, datetime

from django.db import transaction

from cspr import deadlines, timeline
from cspr.clocks import london_date
from cspr.deadlines import NOTHING_SAID, Late
from cspr.lifecycle import MoveRefused, Moves, lock, move, save
from cspr.models import User
from cspr.stages import announce
from practice_reviews.clocks import PRACTICE_REVIEW
from practice_reviews.models import PracticeReview, ProgressNote, rapid_reviews_to_follow
from rapid_reviews.models import RapidReview

Status = PracticeReview.Status
MOVES: Moves = {
    Status.INITIATED: frozenset({Status.REPORT_RECEIVED}),
    Status.REPORT_RECEIVED: frozenset({Status.PUBLISHED, Status.NOT_TO_BE_PUBLISHED}),
}


@transaction.atomic
def initiate(rapid_review: RapidReview, *, by: User, at: datetime, decided_at: datetime, decided_by: str) -> PracticeReview:
    """Begin the local review that the Rapid Review decided upon, or that the Panel asked to reconsider.

    The six months run from the decision to initiate. Raises MoveRefused.
    """
    rapid_review = lock(rapid_review)
    if not rapid_reviews_to_follow().filter(pk=rapid_review.pk).exists():
        raise MoveRefused(
            "A practice review begins once for a case: when the Rapid Review has decided upon one, or when the Panel asked to "
            "reconsider. Look at the page of the case to see where it stands; nothing was altered."
        )
    if not decided_by.strip():
        raise MoveRefused("Say who decided to initiate the review.")
    _not_in_the_future(decided_at, at)
    notified_at = rapid_review.notification.sent_at
    if notified_at is not None and decided_at < notified_at:
        raise MoveRefused("The review cannot have been initiated before the notification was sent. Check the date.")
    review = PracticeReview(
        case=rapid_review.case, rapid_review=rapid_review, initiated_at=decided_at, initiated_by=decided_by.strip()
    )
    save(review, by=by)
    deadline = deadlines.start(review.case, PRACTICE_REVIEW.code, at=decided_at, by=by)
    words = f"Practice review initiated; to be published by {deadline.latest_on:%-d %B %Y}. Decided by {review.initiated_by}."
    timeline.record(review.case, "practice_review_initiated", words, at=decided_at, by=by)
    announce("practice_review_initiated", review, by=by, at=at)
    return review


@transaction.atomic
def record_progress(review: PracticeReview, *, by: User, at: datetime, on: date, words: str) -> ProgressNote:
    """Write down a check of time and quality (SI 2018/789, regulation 14). It cannot be changed later. Raises MoveRefused."""
    review = lock(review)
    if review.status != Status.INITIATED:
        raise MoveRefused("Progress is noted while the review is under way. The report has been received; nothing was altered.")
    if not words.strip():
        raise MoveRefused("Say in a sentence or two what was found.")
    if not london_date(review.initiated_at) <= on <= london_date(at):
        raise MoveRefused(
            "The check cannot have been made before the review began, nor on a day still to come. Check the date."
        )
    note = ProgressNote.objects.create(practice_review=review, on=on, words=words.strip(), by=by)
    timeline.record(review.case, "practice_review_progress", f"Progress checked on {on:%-d %B %Y}.", at=at, by=by)
    return note


@transaction.atomic
def receive_report(review: PracticeReview, *, by: User, at: datetime, received_at: datetime, report: str) -> PracticeReview:
    """Record the reviewer's report. The clock runs on: it ends with the publication. Raises MoveRefused."""
    review = lock(review)
    review.report_received_at, review.report = received_at, report.strip()
    move(review, Status.REPORT_RECEIVED, MOVES, by=by)
    if not review.report:
        raise MoveRefused("Add the text of the report. It stays with the case and is not shown to the public.")
    _not_in_the_future(received_at, at)
    if received_at < review.initiated_at:
        raise MoveRefused("The report cannot have been received before the review was initiated. Check the date.")
    timeline.record(review.case, "review_report_received", "Report of the practice review received.", at=received_at, by=by)
    announce("review_report_received", review, by=by, at=at)
    return review


@transaction.atomic
def decide_not_to_publish(review: PracticeReview, *, by: User, at: datetime, because: str) -> PracticeReview:
    """Record that the report is not to be published, and why; the clock ends as not required.

    The partners must then publish information about the improvements instead (Children Act 2004, section 16F). Raises
    MoveRefused.
    """
    review = lock(review)
    review.decided_not_to_publish_at, review.not_published_because = at, because.strip()
    move(review, Status.NOT_TO_BE_PUBLISHED, MOVES, by=by)
    if not review.not_published_because:
        raise MoveRefused("Give the reasons not to publish. They are kept with the case, and the Panel will ask for them.")
    timeline.record(review.case, "review_not_to_be_published", "Report decided not to be published.", at=at, by=by)
    deadlines.end_as_not_required(review.case, PRACTICE_REVIEW.code, at=at, by=by, because=review.not_published_because)
    announce("review_not_to_be_published", review, by=by, at=at)
    return review


@transaction.atomic
def record_published(review: PracticeReview, *, by: User, at: datetime, late: Late = NOTHING_SAID) -> PracticeReview:
    """Record that the review was published now, which meets the clock. The stage of publications calls this.

    A further publication of the same review, or one of improvements where the report itself is not to be published,
    changes nothing here. Raises MoveRefused before the report is received, ReasonNeeded after the six months.
    """
    review = lock(review)
    if review.status in (Status.PUBLISHED, Status.NOT_TO_BE_PUBLISHED):
        return review
    review.published_at = at
    move(review, Status.PUBLISHED, MOVES, by=by)
    timeline.record(review.case, "practice_review_published", "Practice review published.", at=at, by=by)
    deadlines.meet(review.case, PRACTICE_REVIEW.code, at=at, by=by, late=late)
    announce("practice_review_published", review, by=by, at=at)
    return review


def _not_in_the_future(moment: datetime, at: datetime) -> None:
    if moment > at:
        raise MoveRefused("This cannot have happened at a time that is still to come. Check the date and the time.")
