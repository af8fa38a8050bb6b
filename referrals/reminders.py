"""Reminds the unit of referrals that wait: of the provisional clock, and of those that nobody has read in time."""

from datetime import date, datetime

from django.db import transaction

from cspr import outbox
from cspr.clocks import london_date
from cspr.deadlines import calendar
from cspr.models import OutgoingEmail, User
from cspr.working_days import Calendar
from referrals import awareness
from referrals.awareness import Running
from referrals.emails import UNIT, to_staff
from referrals.models import Referral

# Working days before the provisional date on which the unit is reminded; on the day itself (0); and once it is past.
AHEAD = -2


@transaction.atomic
def sweep(*, at: datetime) -> int:
    """Write every reminder whose day has come and that is not yet written; return how many. Safe to run at any time."""
    today, days = london_date(at), calendar()
    people = list(User.objects.with_roles(*UNIT))
    undecided = list(Referral.objects.waiting())
    messages = _of_clocks(undecided, people, days, today, at)
    if days.is_working(today):
        messages += _of_unread(undecided, people, today, at)
    return outbox.queue_all(messages)


def _of_clocks(referrals: list[Referral], people: list[User], days: Calendar, today: date, at: datetime) -> list[OutgoingEmail]:
    messages = []
    for clock in awareness.running(referrals):
        rung = _rung(clock, days, today)
        if rung is not None:
            # A corrected date is another clock, with reminders of its own.
            step, subject = f"clock:{clock.started_on}:{rung}", _subject(clock, rung)
            words = f"The local authority’s clock on this referral, which is not decided yet: {clock.words}."
            messages += [to_staff(clock.referral, person, step, subject, words, at=at) for person in people]
    return messages


def _rung(clock: Running, days: Calendar, today: date) -> str | None:
    """The newest step of the ladder that has been reached, or None before the first."""
    if today > clock.due_on:
        return "past"
    if today == clock.due_on:
        return "today"
    return "ahead" if days.add(clock.due_on, AHEAD) <= today else None


def _subject(clock: Running, rung: str) -> str:
    if rung == "past":
        return f"the local authority’s clock ran out on {clock.due_on:%-d %B %Y}"
    return "the local authority’s clock " + ("ends today" if rung == "today" else f"ends on {clock.due_on:%-d %B %Y}")


def _of_unread(referrals: list[Referral], people: list[User], today: date, at: datetime) -> list[OutgoingEmail]:
    """Once on each working day: to the coordinators as a reminder, to the business managers as an escalation."""
    messages = []
    for referral in referrals:
        if referral.read_at is None and referral.read_by < today:
            words = f"Nobody has recorded that they read this referral. It was to be read by {referral.read_by:%A %-d %B %Y}."
            for person in people:
                own = "" if person.role == "coordinator" else " (escalation: no coordinator has read it in time)"
                subject = f"this referral is still to be read{own}"
                messages.append(to_staff(referral, person, f"unread:{today}", subject, words, at=at))
    return messages
