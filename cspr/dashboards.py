"""What the staff pages say about clocks and work, in words: small frozen dataclasses; the template only prints."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import cast

from django.urls import NoReverseMatch, reverse

from cspr import deadlines
from cspr.clocks import UNITS, Clock, Unit, why_shut
from cspr.models import Case, ClockRule, Deadline, OutgoingEmail, User
from cspr.panels import Expected, Panel, Plan, Provisional, Row, Waiting
from cspr.stages import declared
from cspr.standing import calendar_of
from cspr.working_days import Calendar, OutsideTheTable

# The drawn bar, in units of its own view box.
BAR_LENGTH = 100
SOON = timedelta(days=7)


@dataclass(frozen=True)
class Bar:
    """How much of a clock has run, for a drawn bar: lengths out of 100, and where our own standard stands if it differs."""

    filled: int
    standard_at: int | None
    tone: str


@dataclass(frozen=True)
class ClockLine:
    """One clock of one case, in words. `tone` is "", "past", "late" or "ended" and is always said in `state` too.

    `pk` is None for a provisional clock, which no row holds.
    """

    pk: int | None
    case: str
    title: str
    state: str
    words: str
    because: str
    tone: str
    url: str
    bar: Bar | None
    plan: str = ""


@dataclass(frozen=True)
class Group:
    """A block of the page: a heading, and lines under it."""

    slug: str
    title: str
    lines: tuple[ClockLine, ...]


@dataclass(frozen=True)
class Block:
    """Rows of a stage under a heading."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Work:
    """The page "Work for today"."""

    on: date
    groups: tuple[Group, ...]
    waiting: tuple[Block, ...]

    @property
    def nothing_is_due(self) -> bool:
        """Whether every list of clocks is empty."""
        return not any(group.lines for group in self.groups)


@dataclass(frozen=True)
class _Facts:
    """What all lines of a page share, fetched once."""

    on: date
    clocks: dict[str, Clock]
    units: dict[tuple[str, str], Unit]
    calendar: Calendar
    # By clock and case.
    plans: dict[tuple[str, int | None], str]


def day_in_words(day: date) -> str:
    """Tuesday 5 January 2027."""
    return f"{day:%A %-d %B %Y}"


def how_far_over(bound: date, end: date, calendar: Calendar) -> str:
    """3 working days; or, where only days at the weekend or bank holidays lie between, the days."""
    number, unit = calendar.between(bound, end), "working day"
    if not number:
        number, unit = (end - bound).days, "day"
    return f"{number} {unit}{'' if number == 1 else 's'}"


def work_for_today(user: User, *, on: date) -> Work:
    """Everything that this person may see and that is late, due, or waits for somebody, on that London day."""
    mine = Deadline.objects.filter(case__in=Case.objects.visible_to(user)).select_related("case")
    facts = _facts(on)
    ahead = [clock for stage in cast(list[Provisional], declared("panels", "EXPECTED")) for clock in stage.clocks(user, on)]
    groups = (
        ("late", "Late", mine.late(on=on)),
        ("review", "Extended or held, to be looked at again", mine.to_be_looked_at_again(on=on).exclude(latest_on__lt=on)),
        ("past", "Past our own standard", mine.past_our_standard(on=on)),
        ("today", "Due today", mine.due_between(on, on)),
        ("soon", "Due in the next seven days", mine.due_between(on + timedelta(days=1), on + SOON)),
    )
    return Work(
        on=on,
        groups=tuple(
            Group(slug, title, (*_expected(ahead, slug, facts), *(_line(deadline, facts) for deadline in rows)))
            for slug, title, rows in groups
        ),
        waiting=tuple(waiting(user, on=on)),
    )


def expected_line(clock: Expected, *, on: date) -> ClockLine:
    """A provisional clock, in words and with its bar."""
    return _expected_line(clock, _facts(on))


def _expected(clocks: Iterable[Expected], group: str, facts: _Facts) -> Iterable[ClockLine]:
    """The provisional clocks that belong under a heading of the page."""
    return (_expected_line(clock, facts) for clock in clocks if _group_of(clock, facts.on) == group)


def _group_of(clock: Expected, on: date) -> str:
    if clock.latest_on < on:
        return "late"
    if clock.due_on < on:
        return "past"
    return "today" if clock.due_on == on else "soon" if clock.due_on <= on + SOON else ""


def _expected_line(clock: Expected, facts: _Facts) -> ClockLine:
    dates = {"started_on": clock.started_on, "due_on": clock.due_on, "latest_on": clock.latest_on}
    line = _line(Deadline(case=Case(reference=clock.reference), clock=clock.clock, **dates), facts)
    return replace(line, pk=None, url=clock.url, state=f"{line.state}, provisional", words=f"{line.words} {clock.words}")


def waiting(user: User, *, on: date) -> Iterable[Block]:
    """What waits for somebody, as each stage declares it."""
    for block in cast(list[Waiting], declared("panels", "WAITING")):
        if rows := block.rows(user, on):
            yield Block(block.title, tuple(rows))


def panels(case: Case, user: User, *, on: date) -> list[Block]:
    """What each stage shows on the case page."""
    blocks = [
        Block(panel.title, tuple(panel.rows(case, user, on))) for panel in cast(list[Panel], declared("panels", "PANELS"))
    ]
    return [block for block in blocks if block.rows]


def clocks_of(case: Case, *, on: date) -> tuple[ClockLine, ...]:
    """Every clock of a case, running ones first."""
    rows = sorted(case.deadlines.select_related("case"), key=lambda deadline: (deadline.outcome != "", deadline.due_on))
    facts = _facts(on, case=case)
    return tuple(_line(deadline, facts) for deadline in rows)


def state_of(deadline: Deadline, *, on: date) -> str:
    """How a clock stands, in two or three words. Asks the database nothing."""
    if deadline.outcome:
        return _ended(deadline)[0]
    if deadline.is_late(on=on):
        return "Late"
    if deadline.is_past_our_standard(on=on):
        return "Past our own standard"
    return "Due today" if deadline.due_on == on else "Running"


def next_in_words(deadline: Deadline, *, on: date) -> str:
    """Notification to the Panel: due Tuesday 5 January 2027."""
    clock = deadlines.clocks().get(deadline.clock)
    title = clock.title if clock else deadline.clock
    if deadline.is_late(on=on):
        return f"{title}: late, latest {deadline.latest_on:%-d %B %Y}"
    if deadline.is_past_our_standard(on=on):
        return f"{title}: past our own standard, national limit {deadline.latest_on:%-d %B %Y}"
    return f"{title}: due {'today' if deadline.due_on == on else f'{deadline.due_on:%-d %B %Y}'}"


def failed_emails() -> int:
    """How many messages were given up: somebody has to tell the person in another way."""
    return OutgoingEmail.objects.undelivered().count()


def _facts(on: date, *, case: Case | None = None) -> _Facts:
    rules = ClockRule.objects.order_by("effective_from").values_list("clock", "bound", "unit")
    units = {(clock, bound): cast(Unit, unit) for clock, bound, unit in rules}
    plans: dict[tuple[str, int | None], str] = {
        (plan.clock, key): url
        for plan in cast(list[Plan], declared("dashboards", "PLANS"))
        for key, url in ({case.pk: plan.of_case(case)} if case else plan.addresses()).items()
    }
    days = calendar_of(case) if case else deadlines.calendar()
    return _Facts(on, deadlines.clocks(), units, days, plans)


def _line(deadline: Deadline, facts: _Facts) -> ClockLine:
    clock = facts.clocks.get(deadline.clock)
    state, words, tone = _ended(deadline) if deadline.outcome else _running(deadline, facts)
    return ClockLine(
        pk=deadline.pk,
        case=deadline.case.reference,
        title=clock.title if clock else deadline.clock.replace("_", " ").capitalize(),
        state=state,
        words=words,
        because=deadline.because,
        tone=tone,
        url=_url_of(deadline.case_id),
        bar=None if deadline.outcome or deadline.latest_on < deadline.started_on else _bar(deadline, facts.on, tone),
        plan="" if deadline.outcome else facts.plans.get((deadline.clock, deadline.case_id), ""),
    )


def _ended(deadline: Deadline) -> tuple[str, str, str]:
    ended = deadline.ended_on or deadline.due_on
    day = day_in_words(ended)
    if deadline.outcome == Deadline.Outcome.NOT_REQUIRED:
        return "Not required", f"Ended on {day}.", "ended"
    if deadline.is_late(on=ended):
        return "Met late", f"Met on {day}; the latest date was {day_in_words(deadline.latest_on)}.", "ended"
    if deadline.is_past_our_standard(on=ended):
        return "Met past our own standard", f"Met on {day}; our standard was {day_in_words(deadline.due_on)}.", "ended"
    return "Met", f"Met on {day}; due {day_in_words(deadline.due_on)}.", "ended"


def _running(deadline: Deadline, facts: _Facts) -> tuple[str, str, str]:
    on, due, latest = facts.on, deadline.due_on, deadline.latest_on
    state = state_of(deadline, on=on)
    provisional = " No bank holidays are known that far ahead, so the date may still move." * facts.calendar.is_provisional(
        latest
    )
    if deadline.is_late(on=on):
        over = how_far_over(latest, on, facts.calendar)
        return state, f"{over} late. The latest date was {day_in_words(latest)}.", "late"
    if deadline.is_past_our_standard(on=on):
        day = _day_of(deadline, "latest", latest, facts)
        words = f"Our standard was {day_in_words(due)}. {day}. National limit {day_in_words(latest)}."
        return state, words + _shut(latest, facts) + provisional, "past"
    if deadline.agreed and deadline.review_by:
        agreed = f"{deadline.get_agreed_display()} until {day_in_words(due)}; to be looked at again by"
        return state, f"{agreed} {day_in_words(deadline.review_by)}.{_shut(due, facts)}", ""
    limit = "" if due == latest else f" National limit {day_in_words(latest)}."
    shut = _shut(due, facts) + (_shut(latest, facts) if latest != due else "")
    return state, f"{_day_of(deadline, 'due', due, facts)}. Due {day_in_words(due)}.{limit}{shut}{provisional}", ""


def _shut(day: date, facts: _Facts) -> str:
    # An agreed date may lie beyond the years that the calendar knows.
    with suppress(OutsideTheTable):
        words = why_shut(day, facts.calendar)
        return f" {words}" if words else ""
    return ""


def _day_of(deadline: Deadline, bound: str, end: date, facts: _Facts) -> str:
    """Day 3 of 5 working days. Of a clock that is counted back, from which day."""
    if end < deadline.started_on:
        return f"Counted back from {day_in_words(deadline.started_on)}"
    unit = facts.units.get((deadline.clock, bound)) or facts.units.get((deadline.clock, "latest"), "days")
    if unit == "working_days":
        passed = facts.calendar.between(deadline.started_on, facts.on)
        length = facts.calendar.between(deadline.started_on, end)
    else:
        unit = "days"
        passed, length = (facts.on - deadline.started_on).days, (end - deadline.started_on).days
    return f"Day {max(passed, 0)} of {length} {UNITS[unit]}"


def _bar(deadline: Deadline, on: date, tone: str) -> Bar:
    """The whole bar is the time until `latest`."""
    whole = max((deadline.latest_on - deadline.started_on).days, 1)
    passed = min(max((on - deadline.started_on).days, 0), whole)
    standard = (deadline.due_on - deadline.started_on).days
    mark = None if deadline.due_on == deadline.latest_on else BAR_LENGTH * standard // whole
    return Bar(BAR_LENGTH * passed // whole, mark, tone or "running")


def _url_of(case: int | None) -> str:
    """The page of the case, on the site that has one."""
    with suppress(NoReverseMatch):
        return reverse("admin:cspr_case_change", args=[case])
    return ""
