"""The only writer of a Rapid Review's plan: made when it opens, made again, each step done or moved."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from cspr import deadlines, timeline
from cspr.clocks import london_date
from cspr.lifecycle import MoveRefused, lock, save
from cspr.models import Deadline, User
from cspr.working_days import Calendar
from rapid_reviews import plan
from rapid_reviews.clocks import RAPID_REVIEW
from rapid_reviews.models import Milestone, PlanTemplateStep, RapidReview
from rapid_reviews.plan import day_in_words

Status, Target = RapidReview.Status, RapidReview.Target
# While the report is not with the Panel, its plan may be altered.
PLANNED = frozenset({Status.OPEN, Status.DECIDED})
# Staff word the steps as they like; by these words the pages find the step that another one of theirs does.
LETTERS, RETURNS, MEETING = "letters", "returns", "meeting"


@dataclass(frozen=True)
class Frame:
    """What a plan hangs in: the dates of the clock, which of them it aims at, and the working days."""

    start: date
    due: date
    latest: date
    target: date
    calendar: Calendar


def frame_of(review: RapidReview) -> Frame:
    """The dates as the clock of the review has them now. Raises Deadline.DoesNotExist where none was ever started."""
    clock = Deadline.objects.filter(case=review.case_id, clock=RAPID_REVIEW.code).latest("pk")
    target = clock.latest_on if review.plan_target == Target.LATEST else clock.due_on
    return Frame(clock.started_on, clock.due_on, clock.latest_on, target, deadlines.calendar())


def has_plan(review: RapidReview) -> bool:
    """Whether its plan still leads anywhere. A later round has none: the clock was met by the first, and no other runs."""
    return review.status in PLANNED and review.round == 1


def open_steps(review: RapidReview) -> list[Milestone]:
    """The steps that are not done, in order; none once the review was with the Panel."""
    return list(review.milestones.filter(done_on=None)) if has_plan(review) else []


def markable_steps(review: RapidReview) -> list[Milestone]:
    """The open steps that somebody can mark as done: all but the last one, which is the sending itself."""
    last = review.milestones.last()
    return [step for step in open_steps(review) if step != last]


def done_steps(review: RapidReview) -> list[Milestone]:
    """The steps that are marked as done, the latest first; none once the review was with the Panel."""
    return list(review.milestones.exclude(done_on=None).order_by("-order")) if has_plan(review) else []


def step_called(review: RapidReview, word: str) -> Milestone | None:
    """The first step of the plan whose title has the word in it, or None."""
    return review.milestones.filter(title__icontains=word).first()


@transaction.atomic
def make(review: RapidReview, *, by: User, at: datetime) -> list[Milestone]:
    """Write the first plan of a review from the template as staff have it now."""
    steps = [Milestone(rapid_review=review, title=row.title, owner=row.owner, day=row.day) for row in _template()]
    for order, step in enumerate(steps, start=1):
        step.order = order
    _spread(review, steps, by=by, at=at)
    return steps


@transaction.atomic
def plan_again(review: RapidReview, *, by: User, at: datetime, target: str) -> RapidReview:
    """Spread the steps that are not done over the working days left until the target; those that are done stay.

    A review that has no plan yet gets one. Raises MoveRefused once it is with the Panel.
    """
    review = _open(review)
    review.plan_target = Target(target)
    save(review, by=by)
    steps = list(review.milestones.all())
    if steps:
        _spread(review, steps, by=by, at=at)
    else:
        make(review, by=by, at=at)
    aim = f"{review.get_plan_target_display()}, {day_in_words(frame_of(review).target)}"
    timeline.record(review.case, "rapid_review_planned", f"Steps of the Rapid Review planned again: {aim}.", at=at, by=by)
    return review


@transaction.atomic
def mark_done(
    review: RapidReview, *, by: User | None, at: datetime, step: Milestone, done_on: date, note: str = ""
) -> Milestone:
    """Record that a step was done on that London day. The others stay where they are until somebody plans again.

    The last step is done by recording the review as sent, which meets the clock. Raises MoveRefused.
    """
    review = _open(review)
    step = review.milestones.get(pk=step.pk)
    if step.done_on is not None:
        raise MoveRefused(f"“{step.title}” is already marked as done on {day_in_words(step.done_on)}. Nothing was altered.")
    if step not in markable_steps(review):
        raise MoveRefused(f"“{step.title}” is done by recording the Rapid Review as sent to the Panel. Take that step instead.")
    if done_on > london_date(at):
        raise MoveRefused("A step cannot have been done on a day that is still to come. Check the date; nothing was altered.")
    start = frame_of(review).start
    if done_on < start:
        words = f"The notification was sent on {day_in_words(start)}; a step cannot have been done before. Check the date."
        raise MoveRefused(words)
    step.done_on, step.note = done_on, note.strip()
    save(step, by=by)
    _tell(review, f"“{step.title}” done on {day_in_words(done_on)}", at=at, by=by)
    return step


@transaction.atomic
def mark_done_by_itself(review: RapidReview, word: str, *, by: User | None, at: datetime, done_on: date) -> None:
    """Mark the step with this word in its title as done on that London day: what has just happened is that step.

    Nothing happens where the plan has no such step, where it is marked already, or where it can only be marked by hand.
    """
    step = step_called(review, word)
    if step in markable_steps(review) and frame_of(review).start <= done_on <= london_date(at):
        mark_done(review, by=by, at=at, step=step, done_on=done_on)


@transaction.atomic
def mark_not_done(review: RapidReview, *, by: User, at: datetime, step: Milestone) -> Milestone:
    """Take back that a step was done; it stands again on the day it was planned for. Raises MoveRefused."""
    review = _open(review)
    step = review.milestones.get(pk=step.pk)
    if step.done_on is None:
        raise MoveRefused(f"“{step.title}” is not marked as done. Nothing was altered.")
    step.done_on = None
    save(step, by=by)
    _tell(review, f"“{step.title}” is not done after all", at=at, by=by)
    return step


@transaction.atomic
def move_step(review: RapidReview, *, by: User, at: datetime, step: Milestone, to: date) -> Milestone:
    """Plan a step for another working day. Later ones give way as far as they have to; none ends after the national limit,

    or after the day on which the plan ends now, if that is later still. Raises MoveRefused.
    """
    review = _open(review)
    step = review.milestones.get(pk=step.pk)
    if step.done_on is not None:
        raise MoveRefused(f"“{step.title}” is done; only a step that is still open can be moved. Nothing was altered.")
    frame = frame_of(review)
    rest = open_steps(review)
    days, index = [one.planned_on for one in rest], rest.index(step)
    limit = max(frame.latest, days[-1])
    first, last = plan.room(days, index, start=frame.start, today=london_date(at), limit=limit, calendar=frame.calendar)
    _refuse_outside(step, to, first, last, frame.calendar)
    for one, day in zip(rest, plan.moved(days, index, to, frame.calendar), strict=True):
        if one.planned_on != day:
            one.planned_on = day
            save(one, by=by)
            _tell(review, f"“{one.title}” moved to {day_in_words(day)}", at=at, by=by)
    return rest[index]


def close(review: RapidReview, *, by: User, on: date) -> None:
    """The last step is the sending itself: it was done on that London day. Part of the step that records it."""
    last = review.milestones.last()
    if last is not None:
        last.done_on = on
        save(last, by=by)


def _open(review: RapidReview) -> RapidReview:
    review = lock(review)
    if not has_plan(review):
        raise MoveRefused("The Rapid Review is, or has been, with the Panel, so its plan is closed. Nothing was altered.")
    return review


def _template() -> list[PlanTemplateStep]:
    return list(PlanTemplateStep.objects.filter(in_use=True))


def _spread(review: RapidReview, steps: list[Milestone], *, by: User, at: datetime) -> None:
    frame = frame_of(review)
    planned = plan.replan(
        [step.as_step() for step in steps],
        [step.done_on for step in steps],
        start=frame.start,
        today=london_date(at),
        target=frame.target,
        calendar=frame.calendar,
    )
    still_open = [step for step in steps if step.done_on is None]
    for step, day in zip(still_open, planned, strict=True):
        step.planned_on = day.on
        save(step, by=by)


def _refuse_outside(step: Milestone, to: date, first: date, last: date, calendar: Calendar) -> None:
    if first > last:
        raise MoveRefused(
            f"There is no working day to which “{step.title}” could go: the steps before and after it leave none. "
            "Plan again instead; nothing was altered."
        )
    if not calendar.is_working(to):
        raise MoveRefused(
            f"{day_in_words(to)} is no working day ({calendar.why_not(to)}). Choose another; nothing was altered."
        )
    if not first <= to <= last:
        raise MoveRefused(
            f"“{step.title}” can go to a working day from {day_in_words(first)} to {day_in_words(last)}: not in the past, "
            "after the step before it, and early enough for the steps after it. Nothing was altered."
        )


def _tell(review: RapidReview, words: str, *, at: datetime, by: User | None) -> None:
    timeline.record(review.case, "rapid_review_step", f"Plan of the Rapid Review: {words}.", at=at, by=by)
