"""The only writer of a Rapid Review's status: opened, decided and signed, sent to the Panel, answered, considered again."""

from datetime import date, datetime

from django.db import transaction

from cspr import deadlines, emails, timeline
from cspr.clocks import london_date
from cspr.deadlines import NOTHING_SAID, Late
from cspr.lifecycle import MoveRefused, Moves, lock, move, refuse_move, save
from cspr.models import Deadline, User
from cspr.stages import announce
from notifications.models import Notification
from rapid_reviews import asking, deciding, packing, planning
from rapid_reviews.clocks import RAPID_REVIEW
from rapid_reviews.models import PanelReply, RapidReview, Signature

Status = RapidReview.Status
MOVES: Moves = {
    Status.OPEN: frozenset({Status.DECIDED, Status.ENDED}),
    # New facts lead to a new decision, beside the earlier one.
    Status.DECIDED: frozenset({Status.DECIDED, Status.SENT, Status.ENDED}),
    Status.SENT: frozenset({Status.REPLIED, Status.ENDED}),
    Status.REPLIED: frozenset({Status.OPEN, Status.ENDED}),
}


@transaction.atomic
def open_from(notification: Notification, *, by: User, at: datetime) -> RapidReview:
    """Open the Rapid Review that follows each notification, plan its steps, and lay out the four criteria.

    Its clock runs from the moment the notification was sent.
    Raises MoveRefused where it was not sent.
    """
    if notification.sent_at is None:
        raise MoveRefused("A Rapid Review opens when the notification has been sent to the Panel, not before.")
    review = RapidReview(case=notification.case, notification=notification, opened_at=at)
    save(review, by=by)
    deciding.open_criteria(review, by=by)
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
    because: str = "",
) -> RapidReview:
    """Record what the partners decided locally, and separately whether they think the case of national importance.

    Report, criteria and decision are kept as they stand, and the three keys are asked. It may be decided anew until it is
    sent: `because` then says what is new, and the earlier decision stays as it was.
    Local criteria: SI 2018/789, regulation 11. Raises MoveRefused for a wrong status or missing reasons.
    """
    review = lock(review)
    is_anew = review.status == Status.DECIDED
    if is_anew and not because.strip():
        raise MoveRefused(
            "This is decided already. Somebody may have changed it since you opened the page; nothing was altered. To decide "
            "anew, say which facts are new: the earlier decision is kept beside the new one."
        )
    review.decision, review.decision_reasons = RapidReview.Decision(decision), reasons.strip()
    review.nationally_important, review.national_reasons = nationally_important, national_reasons.strip()
    review.decided_at, review.decided_by, review.unsigned_because = at, by, ""
    move(review, Status.DECIDED, MOVES, by=by)
    if not review.decision_reasons:
        raise MoveRefused("Give the reasons for the decision. They go to the Panel with it.")
    if nationally_important and not review.national_reasons:
        raise MoveRefused("Say why the partners think this is of national importance. The reasons go to the Panel.")
    deciding.keep(review, because=because.strip(), by=by, at=at)
    words = f"Rapid Review decided{' anew' if is_anew else ''}: {review.get_decision_display()}."
    words += " The partners think it of national importance." if nationally_important else ""
    timeline.record(review.case, "rapid_review_decided", words, at=at, by=by)
    deciding.ask(review, at=at)
    announce("rapid_review_decided", review, by=by, at=at)
    return review


@transaction.atomic
def sign(review: RapidReview, *, partner: str, agrees: bool, reasons: str, by: User, at: datetime) -> Signature:
    """Give a partner's key on the words as they stand: agree, or dissent with reasons. Dissent is a key, too.

    Raises MoveRefused for another partner's lead, a wrong status, an unfinished report, or a dissent without its reasons.
    """
    review = lock(review)
    if not agrees and not reasons.strip():
        raise MoveRefused("Give the reasons for the dissent. They go to the Panel word for word.")
    signature = deciding.give(review, partner=partner, agrees=agrees, reasons=reasons.strip(), by=by, at=at)
    words = f"{User.Partner(partner).label}: {'signed the decision' if agrees else 'dissented from the decision'}."
    timeline.record(review.case, "rapid_review_signed", words, at=at, by=by)
    announce("rapid_review_signed", review, by=by, at=at)
    return signature


@transaction.atomic
def explain_unsigned(review: RapidReview, *, because: str, by: User, at: datetime) -> RapidReview:
    """Write down why it will go to the Panel without every key. It stands in the pack. Raises MoveRefused."""
    review = lock(review)
    missing = deciding.lacking(deciding.standing_of(review))
    if review.status != Status.DECIDED or not missing:
        raise MoveRefused("No key is missing from a decision that is still to be sent. Nothing was altered.")
    if not because.strip():
        raise MoveRefused("Say why the key is missing. The Panel reads it.")
    review.unsigned_because = because.strip()
    save(review, by=by)
    words = f"Said why it goes without the key of: {deciding.by_name(missing)}."
    timeline.record(review.case, "rapid_review_unsigned", words, at=at, by=by)
    return review


@transaction.atomic
def record_sent(
    review: RapidReview, *, by: User, at: datetime, sent_at: datetime, late: Late = NOTHING_SAID, unsigned_because: str = ""
) -> RapidReview:
    """Record that report and decision were sent to the Panel. Meets the clock, the first time; binds the newest pack.

    Raises MoveRefused for a wrong status or moment, while parts of the report are empty, or while a key is missing and nobody
    says why; ReasonNeeded after the national limit. Past our own standard only, a reason is welcome and not required.
    """
    review = lock(review)
    review.sent_at = sent_at
    missing = refuse_unready(review, sent_at=sent_at, unsigned_because=unsigned_because)
    review.unsigned_because = (unsigned_because.strip() or review.unsigned_because) if missing else ""
    deciding.keep_as_sent(review, by=by, at=at)
    move(review, Status.SENT, MOVES, by=by)
    _refuse_moment(review, sent_at, at)
    words = f"Rapid Review sent to the Panel{' again' if review.round > 1 else ''}."
    words += f" Without the key of: {deciding.by_name(missing)}." if missing else ""
    timeline.record(review.case, "rapid_review_sent", words, at=sent_at, by=by)
    if _is_running(review):
        deadlines.meet(review.case, RAPID_REVIEW.code, at=sent_at, by=by, late=late)
        planning.close(review, by=by, on=london_date(sent_at))
    packing.bind(review, by=by, at=at)
    _tell_partners(review, "sent", "the Rapid Review was sent to the Panel", at=at)
    announce("rapid_review_sent", review, by=by, at=at)
    return review


@transaction.atomic
def record_reply(
    review: RapidReview, *, by: User, at: datetime, reply: str, reply_on: date, words: str, asks: str = ""
) -> RapidReview:
    """Record the Panel's letter: its date, what kind of answer it is, what it says and what it asks for.

    Every letter is kept; the newest is shown with the review. Raises MoveRefused.
    """
    review = lock(review)
    review.reply, review.reply_on, review.reply_words = RapidReview.Reply(reply), reply_on, words.strip()
    move(review, Status.REPLIED, MOVES, by=by)
    if reply_on > london_date(at):
        raise MoveRefused("The Panel's letter cannot carry a date that is still to come. Check the date.")
    if review.sent_at is not None and reply_on < london_date(review.sent_at):
        raise MoveRefused("The Panel's letter cannot be older than the Rapid Review that it answers. Check the date.")
    PanelReply.objects.create(
        review=review, round=review.round, reply=review.reply, reply_on=reply_on, words=review.reply_words, asks=asks.strip(),
        by=by, at=at,
    )  # fmt: skip
    line = f"Panel replied: {review.get_reply_display()}. Letter of {reply_on:%-d %B %Y}."
    timeline.record(review.case, "panel_replied", line, at=at, by=by)
    _tell_partners(review, "replied", "the Panel has replied to the Rapid Review", at=at)
    announce("panel_replied", review, by=by, at=at)
    return review


@transaction.atomic
def reconsider(review: RapidReview, *, because: str, by: User, at: datetime) -> RapidReview:
    """Consider it again, because the Panel asked to: a new round begins. The clock stays as it was met the first time.

    The decisions, keys, packs and letters of earlier rounds stay as they are. Raises MoveRefused.
    """
    review = lock(review)
    if review.status == Status.REPLIED and review.reply != RapidReview.Reply.RECONSIDER:
        raise MoveRefused("The Panel's letter does not ask to reconsider. Nothing was altered.")
    if not because.strip():
        raise MoveRefused("Say in a sentence what is to be considered again.")
    review.round += 1
    review.decision = review.decision_reasons = review.national_reasons = review.unsigned_because = ""
    review.nationally_important = review.decided_at = review.decided_by = review.sent_at = None
    review.reply, review.reply_on, review.reply_words = "", None, ""
    move(review, Status.OPEN, MOVES, by=by)
    words = f"Rapid Review considered again, round {review.round}: {because.strip()}"
    timeline.record(review.case, "rapid_review_reconsidered", words, at=at, by=by)
    announce("rapid_review_reconsidered", review, by=by, at=at)
    return review


@transaction.atomic
def end(review: RapidReview, *, because: str, by: User, at: datetime) -> RapidReview:
    """End it visibly, because its notification was withdrawn. Its clock is no longer required, its requests are taken back.

    Everything that was written stays. Raises MoveRefused.
    """
    review = lock(review)
    if not because.strip():
        raise MoveRefused("Say why the Rapid Review ends.")
    review.ended_at, review.ended_because = at, because.strip()
    asking.cancel_all(review, because="The Rapid Review has ended.", by=by, at=at)
    move(review, Status.ENDED, MOVES, by=by)
    if _is_running(review):
        deadlines.end_as_not_required(review.case, RAPID_REVIEW.code, at=at, by=by, because=review.ended_because)
    timeline.record(review.case, "rapid_review_ended", "Rapid Review ended: the notification was withdrawn.", at=at, by=by)
    _tell_partners(review, "ended", "the Rapid Review has ended", at=at)
    announce("rapid_review_ended", review, by=by, at=at)
    return review


def end_from(notification: Notification, *, by: User, at: datetime) -> RapidReview | None:
    """Follows a notification that was withdrawn: its Rapid Review, if there is one, ends for the same reason."""
    review = RapidReview.objects.filter(notification=notification).exclude(status=Status.ENDED).first()
    return review and end(review, because=notification.withdrawn_because, by=by, at=at)


def _is_running(review: RapidReview) -> bool:
    return Deadline.objects.running().filter(case=review.case, clock=RAPID_REVIEW.code).exists()


def refuse_unready(review: RapidReview, *, sent_at: datetime, unsigned_because: str = "") -> list[deciding.Key]:
    """Raises MoveRefused for what could not be recorded as sent then; returns the keys that are missing by reason."""
    refuse_move(review, Status.SENT, MOVES)
    parts = review.missing_parts()
    if parts:
        raise MoveRefused(
            f"The report is not complete. Still empty: {', '.join(parts)}. Write them first; nothing was altered."
        )
    missing = deciding.lacking(deciding.at_sending(deciding.standing_of(review), sent_at))
    if missing and not (unsigned_because.strip() or review.unsigned_because):
        states = "; ".join(f"{key.name}: {key.words[:1].lower()}{key.words[1:]}" for key in missing)
        raise MoveRefused(
            f"Not every partner has given the key on the words as they stand now. {states}. Ask for the keys, or say why it "
            "was sent without; nothing was altered."
        )
    return missing


def _refuse_moment(review: RapidReview, sent_at: datetime, at: datetime) -> None:
    if sent_at > at:
        raise MoveRefused("The report cannot have been sent at a time that is still to come. Check the date and the time.")
    notified_at = review.notification.sent_at
    if notified_at is None or sent_at < notified_at:
        raise MoveRefused("The report cannot have been sent before the notification. Check the date and the time.")
    letter = review.replies.first()
    if letter is not None and london_date(sent_at) < letter.reply_on:
        raise MoveRefused("It cannot have been sent again before the Panel's letter that asked for it. Check the date.")


def _tell_partners(review: RapidReview, step: str, words: str, *, at: datetime) -> None:
    path = f"/rapid_reviews/rapidreview/{review.pk}/change/"
    again = f":{review.round}" if review.round > 1 else ""
    emails.tell_partners(review.case, words, key=f"rapid_review:{review.pk}:{step}{again}", path=path, at=at)
