"""Adds versions of clock rules, and bank holidays that are proclaimed. The only writer of both, but for the seeds.

Whatever is added or taken away says first which running deadlines it would move, and then moves each with its record.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from cspr import deadlines, outbox
from cspr.lifecycle import MoveRefused, save
from cspr.models import BankHoliday, Case, ClockRule, Deadline, DeadlineMove, User

# Who hears of a change that somebody else made to the days or the rules.
TOLD = ("business_manager", "coordinator")


def new_version(facts: dict[str, Any], *, by: User | None, at: datetime) -> ClockRule:
    """A version that is not written yet. `facts`: clock, bound, length, unit, authority, source, effective_from."""
    return ClockRule(added_at=at, added_by=by.get_full_name() if by else "", **facts)


def preview_version(facts: dict[str, Any], *, by: User, at: datetime) -> str:
    """Which running deadlines the version would move, in words. Raises MoveRefused."""
    rule = new_version(facts, by=by, at=at)
    _refuse_unknown(rule)
    running = Deadline.objects.running().filter(clock=rule.clock).select_related("case")
    return _in_words(deadlines.would_move(running, deadlines.known(adding=rule)), by)


@transaction.atomic
def add_version(facts: dict[str, Any], *, by: User, at: datetime) -> ClockRule:
    """Add a version of a rule and move the running deadlines to which it applies. Raises MoveRefused."""
    deadlines.change_the_rules()
    rule = new_version(facts, by=by, at=at)
    _refuse_unknown(rule)
    save(rule, by=by)
    title = deadlines.clocks()[rule.clock].title
    words = f"{title}, {rule.get_bound_display()}: {rule.in_words()} from {rule.effective_from:%-d %B %Y} on. {rule.authority}."
    running = Deadline.objects.running().filter(clock=rule.clock)
    moves = deadlines.recalculate(running, why=DeadlineMove.Why.RULE, because=f"New rule: {words}", by=by, at=at)
    _tell(f"rule:{rule.pk}", "a clock has a new rule", words, len(moves), by=by, at=at)
    return rule


def preview_holiday(day: date, *, by: User) -> str:
    """Which running deadlines a bank holiday on that day would move, in words. Raises MoveRefused."""
    _refuse_known(day)
    added = deadlines.calendar(adding=BankHoliday(date=day, name="proclaimed", proclaimed=True))
    return _in_words(deadlines.would_move(_running(), deadlines.known(days=added)), by)


@transaction.atomic
def add_holiday(day: date, name: str, *, by: User, at: datetime) -> BankHoliday:
    """Add a day that was proclaimed and move the running deadlines that count past it. Raises MoveRefused."""
    deadlines.change_the_rules()
    _refuse_known(day)
    holiday = BankHoliday(date=day, name=name.strip(), proclaimed=True, added_at=at)
    save(holiday, by=by)
    words = f"{holiday} is a bank holiday"
    moves = deadlines.recalculate(_running(), why=DeadlineMove.Why.HOLIDAY, because=f"{words}.", by=by, at=at)
    _tell(f"holiday:{holiday.pk}:added", "a bank holiday was added", words, len(moves), by=by, at=at)
    return holiday


def preview_removal(holiday: BankHoliday, *, by: User) -> str:
    """Which running deadlines move back if the day counts again, in words. Raises MoveRefused."""
    _refuse_official(holiday)
    return _in_words(deadlines.would_move(_running(), deadlines.known(days=deadlines.calendar(without=holiday.date))), by)


@transaction.atomic
def remove_holiday(holiday: BankHoliday, *, because: str, by: User, at: datetime) -> None:
    """Take away a day that was added by mistake; the deadlines move back and the history keeps the day. Raises MoveRefused."""
    deadlines.change_the_rules()
    _refuse_official(holiday)
    if not because.strip():
        raise MoveRefused("Say why the day is taken away. The reason is kept with each date that moves; nothing was altered.")
    key, words = f"holiday:{holiday.pk}:removed", f"{holiday} is not a bank holiday after all: {because.strip()}"
    holiday_row: Any = holiday
    holiday_row._history_user, holiday_row._history_date = by, at
    holiday.delete()
    moves = deadlines.recalculate(_running(), why=DeadlineMove.Why.HOLIDAY, because=words, by=by, at=at)
    _tell(key, "a bank holiday was taken away", words.removesuffix("."), len(moves), by=by, at=at)


def _running() -> Any:
    return Deadline.objects.running().select_related("case")


def _refuse_known(day: date) -> None:
    known = BankHoliday.objects.filter(date=day).first()
    if known is not None:
        raise MoveRefused(f"{known} is on the list already. Nothing was altered.")


def _refuse_official(holiday: BankHoliday) -> None:
    if not holiday.proclaimed:
        raise MoveRefused("This day is on the list of gov.uk and stays. Only a day that was added here can be taken away.")


def _refuse_unknown(rule: ClockRule) -> None:
    if rule.clock not in deadlines.clocks():
        raise MoveRefused("No stage of the work declares such a clock. Nothing was altered.")


def _in_words(moves: list[deadlines.WouldMove], by: User) -> str:
    """How many dates move, and which; of cases that are shut to the person, only how many."""
    if not moves:
        return "No open deadline moves."
    visible = set(
        Case.objects.visible_to(by).filter(pk__in=[one.deadline.case_id for one in moves]).values_list("pk", flat=True)
    )
    titles = {code: clock.title for code, clock in deadlines.clocks().items()}
    lines = [
        f"{one.deadline.case.reference}, {titles.get(one.deadline.clock, one.deadline.clock)}: {one.words}"
        for one in moves
        if one.deadline.case_id in visible
    ]
    shut = len(moves) - len(lines)
    if shut:
        lines.append(f"and {shut} of a case that is not open to you" if shut == 1 else f"and {shut} of cases not open to you")
    return "\n".join([_count(len(moves)), "", *lines])


def _count(number: int) -> str:
    return "1 open deadline moves." if number == 1 else f"{number} open deadlines move."


def _tell(key: str, subject: str, words: str, moved: int, *, by: User, at: datetime) -> None:
    """Let the other managers and coordinators know: one person may do this, and nobody does it unseen."""
    people: Iterable[User] = User.objects.with_roles(*TOLD).exclude(pk=by.pk)
    body = f"{words}.\n\nEntered by {by.get_full_name()}. {_moved(moved)}\n\nLook at it: {settings.STAFF_URL}/"
    outbox.queue_all(
        [outbox.message(key=f"{key}:{one.pk}", to=one.email, subject=f"Dates: {subject}", body=body, at=at) for one in people]
    )


def _moved(number: int) -> str:
    if not number:
        return "No open deadline moved."
    return "1 open deadline moved." if number == 1 else f"{number} open deadlines moved; each says so on its page."
