"""Courts go first: while a hold stands, nothing of the case goes out. The only writer of CourtHold."""

from datetime import date, datetime, timedelta

from django.db import transaction

from cspr import timeline
from cspr.clocks import london_date
from cspr.lifecycle import MoveRefused, lock, save
from cspr.models import Case, User
from publications.models import CourtHold

# Our own bound, not the law's: a hold is looked at again by then, so that nobody forgets it, and may stand on.
LONGEST = timedelta(days=366)


def standing(case: Case) -> list[CourtHold]:
    """The holds that stand, the one first that is to be looked at again first."""
    return list(case.court_holds.filter(lifted_at__isnull=True).order_by("review_by", "pk"))


@transaction.atomic
def place(case: Case, *, because: str, review_by: date, by: User, at: datetime) -> CourtHold:
    """Hold everything of the case back for a proceeding or an order, until somebody lifts it. Raises MoveRefused.

    A button pressed twice places one hold: where this person's own stands for the same, by the same day, it is that one.
    """
    # Whoever publishes holds the case's row too, so that a hold and a publication never pass each other.
    case = lock(case)
    _refuse_wordless(because, "Say which proceeding or order it is, without a name. Nothing was altered.")
    _refuse_day(review_by, at)
    told = {"because": because.strip(), "review_by": review_by, "placed_by": by}
    stands: CourtHold | None = CourtHold.objects.filter(case=case, **told, lifted_at=None).first()
    if stands is not None:
        return stands
    hold = CourtHold(case=case, **told, placed_at=at)
    save(hold, by=by)
    words = f"Court hold placed: {hold.because}. To be looked at again by {review_by:%-d %B %Y}."
    timeline.record(case, "court_hold_placed", words, at=at, by=by)
    return hold


@transaction.atomic
def look_again(hold: CourtHold, *, review_by: date, because: str, by: User, at: datetime) -> CourtHold:
    """It stands on: say why in a line, and by when somebody looks again. Raises MoveRefused."""
    hold = lock(hold)
    _refuse_lifted(hold)
    _refuse_wordless(because, "Say in a line how the proceeding stands. Nothing was altered.")
    _refuse_day(review_by, at)
    hold.review_by = review_by
    save(hold, by=by)
    words = f"Court hold stands on: {because.strip()} To be looked at again by {review_by:%-d %B %Y}."
    timeline.record(hold.case, "court_hold_stands", words, at=at, by=by)
    return hold


@transaction.atomic
def lift(hold: CourtHold, *, because: str, by: User, at: datetime) -> CourtHold:
    """It no longer stands. The row stays, with who lifted it and why. Raises MoveRefused."""
    hold = lock(hold)
    _refuse_lifted(hold)
    _refuse_wordless(because, "Say why it no longer stands: which proceeding ended, and when. Nothing was altered.")
    hold.lifted_by, hold.lifted_at, hold.lifted_because = by, at, because.strip()
    save(hold, by=by)
    timeline.record(hold.case, "court_hold_lifted", f"Court hold lifted: {hold.lifted_because}", at=at, by=by)
    return hold


def _refuse_lifted(hold: CourtHold) -> None:
    if hold.lifted_at is not None:
        raise MoveRefused("It was lifted already. Place another one if a proceeding begins; nothing was altered.")


def _refuse_wordless(words: str, refusal: str) -> None:
    if not words.strip():
        raise MoveRefused(refusal)


def _refuse_day(day: date, at: datetime) -> None:
    today = london_date(at)
    if not today < day <= today + LONGEST:
        raise MoveRefused("Choose a day after today, within a year, by which somebody looks at it again. Nothing was altered.")
