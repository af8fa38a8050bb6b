"""Takes a reminder further up where nobody has opened the case since: the next person up is told, once for each deadline."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef

from cspr import outbox
from cspr.clocks import LADDER, Clock, london_date
from cspr.deadlines import clocks
from cspr.emails.telling import LISTED, Line, Staff, messages
from cspr.models import AccessRecord, Reminder, User
from cspr.working_days import Calendar


def take_further(days: Calendar, *, at: datetime) -> int:
    """On working days: tell the next person up of each reminder that nobody has looked into; return how many messages."""
    today = london_date(at)
    if not days.is_working(today):
        return 0
    opened = AccessRecord.objects.filter(
        case=OuterRef("deadline__case"), user__isnull=False, at__gte=OuterRef("written_at"), at__lte=at
    )
    waiting = list(
        Reminder.objects.filter(look_by__lt=today)
        .annotate(opened=Exists(opened))
        .select_related("deadline__case")
        .order_by("look_by", "pk")[:LISTED]
    )
    if not waiting:
        return 0
    known = clocks()
    staff = Staff(reminder.deadline.case_id for reminder in waiting)
    told: list[tuple[User, Line]] = []
    done = _told_before(waiting)
    for reminder in waiting:
        settled = reminder.opened or reminder.deadline.outcome
        role, people = ("", []) if settled else staff.above(_heard(reminder, known), reminder.deadline.case_id)
        if (reminder.deadline_id, role) not in done:
            told += [(person, _line(reminder, known)) for person in people]
        done.add((reminder.deadline_id, role))
        reminder.taken_to, reminder.look_by = role or reminder.taken_to, days.add(today, 1) if role else None
    Reminder.objects.bulk_update(waiting, ["taken_to", "look_by"])
    return outbox.queue_all(messages(told, more=False, at=at))


def _told_before(waiting: Sequence[Reminder]) -> set[tuple[int, str]]:
    """Which roles were already told that nobody had looked, of which deadline."""
    of = Reminder.objects.filter(deadline__in={reminder.deadline_id for reminder in waiting}).exclude(taken_to="")
    return set(of.values_list("deadline_id", "taken_to"))


def _heard(reminder: Reminder, known: dict[str, Clock]) -> tuple[str, ...]:
    """Who has heard of it so far."""
    if reminder.taken_to:
        return (reminder.taken_to,)
    clock = known.get(reminder.deadline.clock)
    ladder = clock.ladder if clock else LADDER
    return next((rung.told for rung in ladder if rung.name == reminder.rung), LADDER[0].told)


def _line(reminder: Reminder, known: dict[str, Clock]) -> Line:
    clock = known.get(reminder.deadline.clock)
    title = clock.title if clock else reminder.deadline.clock
    since = f"{london_date(reminder.written_at):%-d %B %Y}"
    words = f"nobody has opened the case since the reminder of {since} ({title})"
    return Line(f"unread:{reminder.pk}:{reminder.look_by}", reminder.deadline.case, words)
