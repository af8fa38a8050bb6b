"""How the steps of a Rapid Review are spread over the working days there really are. Pure: imports neither Django nor Celery.

The guidance asks for the end of a Rapid Review only; the steps before it are our own planning, after Devon's published flow.
The day on which the clock started is day 0. A working day of which a part is left counts as a day on which a step can be taken.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from cspr.working_days import Calendar


@dataclass(frozen=True)
class Step:
    """One step of a plan. `day` is its place among the days of the template: 8 where the last step stands at 15."""

    title: str
    owner: str
    day: int


@dataclass(frozen=True)
class Planned:
    """A step and its working day. `beyond`: it comes after the target, because no working day was left before it."""

    step: Step
    on: date
    beyond: bool


@dataclass(frozen=True)
class Warned:
    """That the steps which are left no longer fit: `past` our own standard, or `late`, the national limit too."""

    tone: Literal["past", "late"]
    title: str
    words: str


def day_in_words(day: date) -> str:
    """Tuesday 5 January."""
    return f"{day:%A} {day:%-d %B}"


def working_days_in_words(number: int) -> str:
    """1 working day, 2 working days, no working day."""
    return f"{number or 'no'} working day{'' if number in (0, 1) else 's'}"


def how_it_stands(due_on: date, on: date, calendar: Calendar) -> str:
    """due today; due in 2 working days; 2 working days late; late, while only days have passed on which nobody works."""
    if due_on == on:
        return "due today"
    number = calendar.between(on, due_on)
    if due_on > on:
        return f"due in {working_days_in_words(number)}"
    return f"{working_days_in_words(-number)} late" if number else "late"


def before(today: date, start: date, calendar: Calendar) -> date:
    """The day 0 of whatever is still to be done: so that today counts as day 1, and nothing comes before the start.

    Raises working_days.OutsideTheTable.
    """
    return max(start, calendar.add(today, -1))


def fits(steps: int, start: date, target: date, calendar: Calendar) -> bool:
    """Whether that many steps find a working day each after `start` and up to `target`. Raises working_days.OutsideTheTable."""
    return steps <= calendar.between(start, target)


def spread(steps: Sequence[Step], start: date, target: date, calendar: Calendar, *, base: int = 0) -> list[Planned]:
    """Put the steps, in their order, on the working days after `start`, in the proportions of the template.

    They stand at least one working day apart, and the last one on the last working day on or before `target`. Where there
    are fewer working days than steps they do not fit: then one follows the other on each working day, and those after the
    target say so. `base` is the template's day that `start` stands for: 0, or that of the last step done.
    Raises working_days.OutsideTheTable.
    """
    there = calendar.between(start, target)
    numbers = _numbers([step.day - base for step in steps], there) if len(steps) <= there else range(1, len(steps) + 1)
    days = [calendar.add(start, number) for number in numbers]
    return [Planned(step, day, day > target) for step, day in zip(steps, days, strict=True)]


def _numbers(places: Sequence[int], there: int) -> list[int]:
    """The number of the working day for each place, for at least as many working days as places."""
    if not places:
        return []
    whole = max(places[-1], 1)
    numbers: list[int] = []
    for place in places:
        # Halves go up: (2 * a + b) // (2 * b) is a / b to the nearest whole number.
        wanted = (2 * place * there + whole) // (2 * whole)
        numbers.append(max(wanted, numbers[-1] + 1 if numbers else 1))
    numbers[-1] = there
    for index in range(len(numbers) - 2, -1, -1):
        numbers[index] = min(numbers[index], numbers[index + 1] - 1)
    return numbers


def replan(
    steps: Sequence[Step], done: Sequence[date | None], *, start: date, today: date, target: date, calendar: Calendar
) -> list[Planned]:
    """Spread the steps that are not done over the working days that are left, today included; the others stay as they were.

    `done` has the day of each step, or None. The rest keeps its proportions from the last step done, as long as it fits so.
    Raises working_days.OutsideTheTable.
    """
    left = [step for step, day in zip(steps, done, strict=True) if day is None]
    if not left:
        return []
    passed = [(step.day, day) for step, day in zip(steps, done, strict=True) if day is not None and step.day < left[0].day]
    base = max((place for place, _ in passed), default=0)
    earliest = before(today, start, calendar)
    since = max([earliest, *(min(day, today) for _, day in passed)])
    return spread(left, since if fits(len(left), since, target, calendar) else earliest, target, calendar, base=base)


def slack(planned: Sequence[date], *, start: date, today: date, target: date, calendar: Calendar) -> list[int]:
    """By how many working days each open step may still slip before those after it no longer fit the target.

    A step whose day has passed is counted from the first day on which it can be taken now. Negative: by how many working
    days it comes too late. Raises working_days.OutsideTheTable.
    """
    since, found = before(today, start, calendar), []
    for number, day in enumerate(planned, start=1):
        taken = max(day, calendar.add(since, number))
        found.append(calendar.between(taken, target) - (len(planned) - number))
    return found


def moved(planned: Sequence[date], index: int, to: date, calendar: Calendar) -> list[date]:
    """The days of the open steps when one goes to another working day; later ones give way as far as they have to.

    Raises working_days.OutsideTheTable.
    """
    days = list(planned)
    days[index] = to
    for later in range(index + 1, len(days)):
        days[later] = max(days[later], calendar.add(days[later - 1], 1))
    return days


def room(
    planned: Sequence[date], index: int, *, start: date, today: date, limit: date, calendar: Calendar
) -> tuple[date, date]:
    """The first and the last working day to which an open step can go: after the one before it, never in the past, and

    early enough for those after it to end on `limit`. The first comes after the last where there is no such day.
    Raises working_days.OutsideTheTable.
    """
    since = before(today, start, calendar)
    if index:
        since = max(since, planned[index - 1])
    last = calendar.add(limit + timedelta(days=1), -(len(planned) - index))
    return calendar.add(since, 1), last


def warning(
    left: int, *, start: date, today: date, due: date, latest: date, for_latest: bool, calendar: Calendar
) -> Warned | None:
    """What to say where so many steps no longer fit our own standard (unless the limit is the target), or the national limit.

    Raises working_days.OutsideTheTable.
    """
    since = before(today, start, calendar)
    if left and not fits(left, since, latest, calendar):
        words = f"{_left(left, since, today, latest, calendar)} Tell the three partners now, and write down why."
        return Warned("late", "The rest no longer fits the national limit", words)
    if left and not for_latest and not fits(left, since, due, calendar):
        words = (
            f"{_left(left, since, today, due, calendar)} It still fits the national limit, {day_in_words(latest)}: "
            "plan again with that as the target."
        )
        return Warned("past", "The rest no longer fits our own standard", words)
    return None


def _left(left: int, since: date, today: date, end: date, calendar: Calendar) -> str:
    steps = f"{left} step{'' if left == 1 else 's'} {'is' if left == 1 else 'are'} left"
    if end < today:
        return f"{steps}, and {day_in_words(end)} has passed."
    days = working_days_in_words(max(calendar.between(since, end), 0))
    return f"{steps}, and {days} until {day_in_words(end)}, counting from today."
