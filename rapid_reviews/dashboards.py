"""What the pages say of a Rapid Review's plan, in words and as a drawing; the templates only print."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from cspr import deadlines
from cspr.models import Case, User
from cspr.panels import Plan as PlanOfClock
from cspr.standing import calendar_of, record_of
from cspr.working_days import Calendar
from rapid_reviews import plan, planning
from rapid_reviews.clocks import RAPID_REVIEW
from rapid_reviews.drawing import Drawing, Kind, Line, Mark, draw
from rapid_reviews.models import Milestone, RapidReview
from rapid_reviews.plan import Warned, day_in_words, working_days_in_words
from rapid_reviews.planning import Frame

# How long after the national limit the drawing still shows today.
STILL_DRAWN = timedelta(days=14)


@dataclass(frozen=True)
class StepLine:
    """One step in words. `state` says how it stands, `slack` by how much it may slip; `kind` only repeats what they say."""

    pk: int
    number: int
    title: str
    owner: str
    planned: str
    state: str
    slack: str
    note: str
    kind: Kind
    tone: str
    may_be_marked: bool


@dataclass(frozen=True)
class PlanView:
    """The section "The plan" of the review's page."""

    aim: str
    warned: Warned | None
    remarks: tuple[str, ...]
    steps: tuple[StepLine, ...]
    drawing: Drawing | None
    is_open: bool


def plan_of(review: RapidReview, *, on: date) -> PlanView:
    """The plan of the review as it stands on that London day."""
    frame = planning.frame_of(review)
    steps = list(review.milestones.all())
    is_open = planning.has_plan(review)
    rest = [step for step in steps if step.done_on is None] if is_open else []
    margins = dict(zip((step.pk for step in rest), _slack(rest, frame, on), strict=True))
    last = steps[-1] if steps else None
    return PlanView(
        aim=_aim(review, frame, is_open),
        warned=_warned(review, len(rest), frame, on),
        remarks=tuple(_remarks(review, rest, frame, on)),
        steps=tuple(_step(step, margins.get(step.pk), review, frame, on, step == last) for step in steps),
        drawing=_drawing(review, steps, frame, on, is_open) if steps else None,
        is_open=is_open,
    )


def next_step(review: RapidReview, *, on: date) -> str:
    """Agency returns due, Thursday 7 January: in 2 working days. Empty where no step is left, or the plan is closed."""
    step = next(iter(planning.open_steps(review)), None)
    if step is None:
        return ""
    return f"{step.in_words()}: {_when(step.planned_on, on, calendar_of(review.case))}"


def due_steps(user: User, *, on: date) -> list[tuple[Milestone, str]]:
    """The open steps whose day is here or has passed, the oldest first, each with how it stands."""
    reviews = RapidReview.objects.visible_to(user).filter(status__in=planning.PLANNED, round=1)
    rows = Milestone.objects.filter(rapid_review__in=reviews, done_on=None, planned_on__lte=on)
    calendar = deadlines.calendar()
    return [
        (step, _when(step.planned_on, on, calendar))
        for step in rows.select_related("rapid_review__case").order_by("planned_on", "pk")
    ]


def _when(day: date, on: date, calendar: Calendar) -> str:
    """today; in 2 working days; 2 working days ago."""
    if day == on:
        return "today"
    number = calendar.between(on, day)
    return f"in {working_days_in_words(number)}" if day > on else f"its day passed {working_days_in_words(-number)} ago"


def _slack(rest: Sequence[Milestone], frame: Frame, on: date) -> list[int]:
    days = [step.planned_on for step in rest]
    return plan.slack(days, start=frame.start, today=on, target=frame.target, calendar=frame.calendar)


def _name_of(review: RapidReview) -> str:
    return "the national limit" if review.plan_target == RapidReview.Target.LATEST else "our own standard"


def _aim(review: RapidReview, frame: Frame, is_open: bool) -> str:
    """Which date the plan aims at, and the other one."""
    aims = "The plan aims at" if is_open else "The plan aimed at"
    if frame.due == frame.latest:
        aim = f"{aims} {day_in_words(frame.due)} {frame.due.year}, our own standard and the national limit."
    elif review.plan_target == RapidReview.Target.LATEST:
        aim = f"{aims} the national limit, {day_in_words(frame.latest)} {frame.latest.year}. "
        aim += f"Our own standard: {day_in_words(frame.due)}."
    else:
        aim = f"{aims} our own standard, {day_in_words(frame.due)} {frame.due.year}. "
        aim += f"The national limit: {day_in_words(frame.latest)}."
    open_until = frame.calendar.last_working_day_on_or_before(frame.target)
    if open_until != frame.target:
        aim += (
            f" The office is shut on {day_in_words(frame.target)}; the last working day before is {day_in_words(open_until)}."
        )
    return aim


def _warned(review: RapidReview, left: int, frame: Frame, on: date) -> Warned | None:
    return plan.warning(
        left,
        start=frame.start,
        today=on,
        due=frame.due,
        latest=frame.latest,
        for_latest=review.plan_target == RapidReview.Target.LATEST,
        calendar=frame.calendar,
    )


def _remarks(review: RapidReview, rest: Sequence[Milestone], frame: Frame, on: date) -> Iterable[str]:
    """What is no alarm yet, and calls for planning again."""
    passed = [step.title for step in rest if step.planned_on < on]
    if passed:
        yield f"The day has passed for: {', '.join(passed)}. Mark what is done, or plan again."
    shut = [f"{step.title} ({frame.calendar.why_not(step.planned_on)})" for step in rest if _is_shut(step, frame)]
    if shut:
        yield f"Planned for a day on which the office is shut by now: {', '.join(shut)}. Plan again, or move it."
    if rest and rest[-1].planned_on > frame.target:
        yield f"As it is planned, it ends on {day_in_words(rest[-1].planned_on)}, after {_name_of(review)}."


def _is_shut(step: Milestone, frame: Frame) -> bool:
    return not frame.calendar.is_working(step.planned_on)


def _step(step: Milestone, margin: int | None, review: RapidReview, frame: Frame, on: date, is_last: bool) -> StepLine:
    is_open = margin is not None
    kind = _kind(step, on, is_open)
    return StepLine(
        pk=step.pk,
        number=step.order,
        title=step.title,
        owner=step.owner,
        planned=day_in_words(step.planned_on),
        state=_state(step, frame, on, is_open),
        slack="" if margin is None else _margin(margin, _name_of(review)),
        note=step.note,
        kind=kind,
        tone="past" if kind == "passed" or (margin is not None and margin < 0) else "",
        may_be_marked=is_open and not is_last,
    )


def _kind(step: Milestone, on: date, is_open: bool) -> Kind:
    if step.done_on is not None:
        return "done"
    return "passed" if is_open and step.planned_on < on else "open"


def _state(step: Milestone, frame: Frame, on: date, is_open: bool) -> str:
    if step.done_on is not None:
        return f"Done on {day_in_words(step.done_on)}"
    if not is_open:
        return "Not marked as done"
    words = _when(step.planned_on, on, frame.calendar)
    return words[:1].upper() + words[1:]


def _margin(margin: int, target: str) -> str:
    """3 working days to spare; no working day to spare; 2 working days too late for our own standard."""
    if margin < 0:
        return f"{working_days_in_words(-margin)} too late for {target}"
    return f"{working_days_in_words(margin)} to spare".capitalize()


def _drawing(review: RapidReview, steps: Sequence[Milestone], frame: Frame, on: date, is_open: bool) -> Drawing:
    marks = [Mark(step.done_on or step.planned_on, step.order, _kind(step, on, is_open)) for step in steps]
    return draw(marks, list(_lines(review, frame, on, is_open)), frame.start, frame.calendar)


def _lines(review: RapidReview, frame: Frame, on: date, is_open: bool) -> Iterable[Line]:
    """From the top: the limit, our standard, today."""
    if frame.due == frame.latest:
        yield Line(frame.latest, f"Target, {frame.latest:%-d %b}", "target")
    else:
        aims_at_latest = review.plan_target == RapidReview.Target.LATEST
        yield Line(frame.latest, f"National limit, {frame.latest:%-d %b}", "target" if aims_at_latest else "other")
        yield Line(frame.due, f"Our standard, {frame.due:%-d %b}", "other" if aims_at_latest else "target")
    if is_open and frame.start <= on <= frame.latest + STILL_DRAWN:
        yield Line(on, f"Today, {on:%-d %b}", "today")


def plans() -> dict[int, str]:
    """Where the plan of each case's Rapid Review stands, while it is under way."""
    under_way = RapidReview.objects.filter(status__in=planning.PLANNED, round=1).values_list("case", "pk")
    return {case: f"{reverse('admin:rapid_reviews_rapidreview_change', args=[pk])}#plan" for case, pk in under_way}


def address_of_plan(case: Case) -> str:
    """Where the plan of this case's Rapid Review stands, while it is under way."""
    review: RapidReview | None = record_of(case, "rapid_review")
    if review is None or not planning.has_plan(review):
        return ""
    return f"{reverse('admin:rapid_reviews_rapidreview_change', args=[review.pk])}#plan"


PLANS = (PlanOfClock(RAPID_REVIEW.code, plans, address_of_plan),)
