"""Each step of a request to an agency: prepared, sent with the others, opened, signed, moved to another day, taken back."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from cspr import deadlines, outbox, timeline
from cspr.clocks import london_date
from cspr.lifecycle import MoveRefused, Moves, lock, move, save
from cspr.models import AgencyContact, User
from rapid_reviews import planning
from rapid_reviews.asking import mails
from rapid_reviews.models import AgencyRequest, RapidReview
from rapid_reviews.plan import day_in_words

Status = AgencyRequest.Status
MOVES: Moves = {
    Status.PREPARED: frozenset({Status.SENT, Status.CANCELLED}),
    Status.SENT: frozenset({Status.SIGNED, Status.CANCELLED}),
}
# Working days. An answer that is due later is a slip of the keyboard: the whole review has fifteen.
FURTHEST = 60


@transaction.atomic
def prepare(
    review: RapidReview,
    *,
    contacts: Iterable[AgencyContact],
    due_on: date,
    scope: tuple[date | None, date | None],
    asks: str = "",
    by: User,
    at: datetime,
) -> list[AgencyRequest]:
    """Write a request for each contact's agency that has none yet, and the period that is asked about; return the new ones.

    An agency that was asked already is passed over, so that the same page sent twice asks nobody twice.
    Raises MoveRefused for a day, a period or a contact that cannot be, and once the review is with the Panel.
    """
    review = _open(review)
    _refuse_day(due_on, at)
    _refuse_period(scope, at)
    review.scope_from, review.scope_to = scope
    save(review, by=by)
    asked = set(review.requests.exclude(status=Status.CANCELLED).values_list("agency", flat=True))
    made = []
    for contact in contacts:
        if not contact.is_active:
            raise MoveRefused(f"{contact} may no longer answer for the agency. Choose another contact; nothing was sent.")
        if contact.agency_id not in asked:
            asked.add(contact.agency_id)
            request = AgencyRequest(review=review, agency=contact.agency, contact=contact, due_on=due_on, asks=asks.strip())
            save(request, by=by)
            made.append(request)
    return made


@transaction.atomic
def send_all(review: RapidReview, *, by: User, at: datetime) -> list[AgencyRequest]:
    """Send every request that is prepared, all or none, one e-mail each; return those that were sent by this call.

    The step "letters" of the plan is done with it. A second call finds nothing left to send. Raises MoveRefused.
    """
    review = _open(review)
    waiting = review.requests.filter(status=Status.PREPARED).select_related("agency", "contact", "review__case")
    requests = list(waiting.select_for_update(of=("self",)))
    for request in requests:
        request.sent_at, request.sent_by = at, by
        move(request, Status.SENT, MOVES, by=by)
    if requests:
        outbox.queue_all([mails.sent(request, at=at) for request in requests])
        days = ", ".join(sorted({day_in_words(request.due_on) for request in requests}))
        names = ", ".join(str(request.agency) for request in requests)
        timeline.record(review.case, "agencies_asked", f"Information asked of {names}. Due: {days}.", at=at, by=by)
        planning.mark_done_by_itself(review, planning.LETTERS, by=by, at=at, done_on=london_date(at))
    return requests


@transaction.atomic
def cancel(request: AgencyRequest, *, because: str, by: User, at: datetime) -> AgencyRequest:
    """Take a request back, with the reason, and tell whoever was to answer. Then it may be asked again. Raises MoveRefused."""
    request = lock(request)
    was_sent = request.status == Status.SENT
    if not because.strip():
        raise MoveRefused("Say why the request is taken back. The reason is kept with it.")
    request.cancelled_because, request.ended_at = because.strip(), at
    move(request, Status.CANCELLED, MOVES, by=by)
    if was_sent:
        outbox.queue_all(mails.taken_back(request, at=at))
    words = f"Request to {request.agency} taken back: {request.cancelled_because.rstrip('.')}."
    timeline.record(request.review.case, "agency_request_taken_back", words, at=at, by=by)
    _all_in(request.review, by=by, at=at)
    return request


@transaction.atomic
def cancel_all(review: RapidReview, *, because: str, by: User, at: datetime) -> list[AgencyRequest]:
    """Take back every request that is still to be answered, as where the review ends."""
    awaited = review.requests.filter(status__in=(Status.PREPARED, Status.SENT))
    return [cancel(request, because=because, by=by, at=at) for request in awaited.order_by("pk")]


@transaction.atomic
def move_due(request: AgencyRequest, *, to: date, because: str, by: User, at: datetime) -> AgencyRequest:
    """Ask for the answer by another day, with the reason, and tell whoever answers. Raises MoveRefused."""
    request = refuse_unless_awaited(request)
    _refuse_day(to, at)
    if to == request.due_on:
        raise MoveRefused(f"The answer is due on {day_in_words(to)} already. Nothing was altered.")
    if not because.strip():
        raise MoveRefused("Say why the day is changed. The reason is kept on the timeline of the case.")
    before, request.due_on = request.due_on, to
    save(request, by=by)
    outbox.queue_all(mails.moved(request, at=at))
    days = f"{day_in_words(to)} instead of {day_in_words(before)}"
    words = f"Answer of {request.agency} due on {days}: {because.strip().rstrip('.')}."
    timeline.record(request.review.case, "agency_request_moved", words, at=at, by=by)
    return request


@transaction.atomic
def remind_now(request: AgencyRequest, *, by: User, at: datetime) -> AgencyRequest:
    """Remind whoever answers, at once; on one London day once. Raises MoveRefused."""
    request = refuse_unless_awaited(request)
    if not mails.answerers(request):
        raise MoveRefused("Whoever was asked no longer answers for the agency. Take it back, and ask another contact.")
    if not outbox.queue_all(mails.by_hand(request, at=at)):
        raise MoveRefused("They were reminded today already. Nothing was sent; ring them if it is urgent.")
    words = f"{request.agency} reminded of its answer."
    timeline.record(request.review.case, "agency_request_reminded", words, at=at, by=by)
    return request


@transaction.atomic
def mark_opened(request: AgencyRequest, *, at: datetime) -> None:
    """Keep when the agency first opened the request. Does nothing the second time, and nothing once it has ended."""
    request = lock(request)
    if request.opened_at is None and request.status == Status.SENT:
        request.opened_at = at
        save(request, by=None)


@transaction.atomic
def mark_signed(request: AgencyRequest, *, at: datetime) -> AgencyRequest:
    """The agency has signed its answer: nothing more is awaited of it. Raises MoveRefused, as where it was taken back."""
    request = lock(request)
    request.ended_at = at
    move(request, Status.SIGNED, MOVES, by=None)
    return request


def answered(request: AgencyRequest, *, by: User | None, at: datetime) -> None:
    """Follows a signature: the step "returns" of the plan is done with the last answer."""
    _all_in(request.review, by=by, at=at)


def refuse_unless_awaited(request: AgencyRequest) -> AgencyRequest:
    """The row, held; if its answer is still awaited. Raises MoveRefused."""
    request = lock(request)
    if request.status != Status.SENT:
        now = request.get_status_display()
        raise MoveRefused(f"No answer is awaited: this request stands at “{now}”. Nothing was altered and nothing was sent.")
    return request


def _open(review: RapidReview) -> RapidReview:
    review = lock(review)
    if review.status not in planning.PLANNED:
        raise MoveRefused(
            f"The Rapid Review stands at “{review.get_status_display()}”, so nobody is asked any more. Nothing was sent."
        )
    return review


def _all_in(review: RapidReview, *, by: User | None, at: datetime) -> None:
    stands = set(review.requests.exclude(status=Status.CANCELLED).values_list("status", flat=True))
    if stands == {Status.SIGNED}:
        planning.mark_done_by_itself(review, planning.RETURNS, by=by, at=at, done_on=london_date(at))


def _refuse_day(due_on: date, at: datetime) -> None:
    calendar, today = deadlines.calendar(), london_date(at)
    if due_on < today:
        raise MoveRefused(f"{day_in_words(due_on)} has passed. Choose a day that is still to come; nothing was sent.")
    if due_on > calendar.add(today, FURTHEST):
        words = f"is more than {FURTHEST} working days ahead. Check the month and the year; nothing was sent."
        raise MoveRefused(f"{day_in_words(due_on)} {due_on.year} {words}")
    if not calendar.is_working(due_on):
        why = calendar.why_not(due_on)
        raise MoveRefused(f"{day_in_words(due_on)} is no working day ({why}). Choose another; nothing was sent.")


def _refuse_period(scope: tuple[date | None, date | None], at: datetime) -> None:
    since, until = scope
    if since and until and until < since:
        raise MoveRefused("The period that is asked about ends before it begins. Check both dates; nothing was sent.")
    if since and since > london_date(at):
        raise MoveRefused("The period that is asked about begins in the future. Check the date; nothing was sent.")
