"""What staff are told about deadlines: a reference, a date and a link. Written by a sweep, delivered by the outbox."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from cspr import health, outbox
from cspr.clocks import Clock, london_date
from cspr.deadlines import calendar, clocks
from cspr.models import Case, CaseConflict, Deadline, OutgoingEmail, User
from cspr.stages import sweeps
from cspr.working_days import Calendar

# Working days before `due` (or on it) on which a clock that names none of its own reminds.
REMINDERS = (-2, -1, 0)
# Who is told while there is time, and who besides once our own standard is past.
IN_TIME, AFTERWARDS = ("coordinator",), ("coordinator", "business_manager")


def sweep_all(*, at: datetime) -> int:
    """Write every reminder that is due, of the clocks and of what each stage waits for; return how many were new.

    The heartbeat comes last: it says that all of it was done, and nothing if any part failed.
    """
    written = sweep(at=at) + sum(one(at=at) for one in sweeps())
    health.beat(health.SWEEP, at=at)
    return written


@transaction.atomic
def sweep(*, at: datetime) -> int:
    """Write every reminder whose day has come and that is not yet written; return how many.

    Asks what is due, not what became due lately: a sweep a month late writes the newest step of each ladder once.
    """
    today, days, known = london_date(at), calendar(), clocks()
    ahead = max(-offset for clock in known.values() for offset in (clock.reminders or REMINDERS))
    running = Deadline.objects.running().filter(due_on__lte=days.add(today, ahead + 1)).select_related("case")
    conflicts = set(CaseConflict.objects.values_list("case_id", "user_id"))
    staff = list(User.objects.with_roles(*AFTERWARDS))
    messages: list[OutgoingEmail] = []
    for deadline in running:
        clock = known.get(deadline.clock)
        step = _newest_step(deadline, clock, days, today)
        if step is not None:
            people = [person for person in staff if (deadline.case_id, person.pk) not in conflicts]
            messages += [_reminder(deadline, step, clock, person, today=today, at=at) for person in _told(step, people)]
    return outbox.queue_all(messages)


def _newest_step(deadline: Deadline, clock: Clock | None, days: Calendar, today: date) -> str | None:
    """The latest rung of the ladder that has been reached, or None before the first."""
    if today > deadline.latest_on:
        return "late"
    if today > deadline.due_on:
        return "limit" if days.add(deadline.latest_on, -1) <= today else "past"
    offsets = clock.reminders if clock and clock.reminders else REMINDERS
    reached = [offset for offset in offsets if days.add(deadline.due_on, offset) <= today]
    return f"{max(reached)}" if reached else None


def _told(step: str, people: list[User]) -> list[User]:
    """Those of the unit who hear of this step: the business managers too, once it is past or where nobody else is left."""
    afterwards = step in ("past", "limit", "late")
    return [person for person in people if afterwards or person.role in IN_TIME] or people


def _reminder(deadline: Deadline, step: str, clock: Clock | None, person: User, *, today: date, at: datetime) -> OutgoingEmail:
    title = clock.title if clock else deadline.clock
    return outbox.message(
        key=f"deadline:{deadline.pk}:{step}:{person.pk}",
        to=person.email,
        subject=f"{deadline.case.reference}: {title} {_state(deadline, step, today)}",
        body=_body(deadline, title, step, today),
        case=deadline.case,
        at=at,
    )


def _state(deadline: Deadline, step: str, today: date) -> str:
    if step == "late":
        return f"is late (latest was {deadline.latest_on:%-d %B %Y})"
    if step in ("past", "limit"):
        return f"is past our own standard (latest {deadline.latest_on:%-d %B %Y})"
    return "is due today" if deadline.due_on == today else f"is due {deadline.due_on:%-d %B %Y}"


def _body(deadline: Deadline, title: str, step: str, today: date) -> str:
    lines = [f"{title} {_state(deadline, step, today)}.", ""]
    if step == "late":
        lines += ["When it is done, the system will ask for the reason; it is kept with the dates.", ""]
    lines += [f"Reference: {deadline.case.reference}", f"Open it: {settings.STAFF_URL}/cspr/case/{deadline.case_id}/change/"]
    return "\n".join(lines)


def tell_partners(case: Case, words: str, *, key: str, path: str, at: datetime) -> None:
    """Queue one message for each partner lead who may see the case: its reference, what step was taken, and a link.

    `key` names the step ("notification:7:sent"), so that the same thing is said once; `path` is a page of the staff site.
    """
    for lead in User.objects.with_roles("partner_lead").exclude(pk__in=case.conflicts.values("user")):
        outbox.queue(
            key=f"{key}:{lead.pk}",
            to=lead.email,
            subject=f"{case.reference}: {words}",
            body=f"{case.reference}: {words}.\n\nOpen it: {settings.STAFF_URL}{path}",
            case=case,
            at=at,
        )
