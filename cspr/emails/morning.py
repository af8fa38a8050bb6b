"""The morning's message: what is late, past our own standard, due today and due soon. It comes even when nothing is."""

from datetime import date, datetime, timedelta

from django.conf import settings

from cspr import outbox
from cspr.clocks import LONDON, Clock, london_date
from cspr.deadlines import calendar, clocks
from cspr.emails.telling import LISTED, TIERS, link_to
from cspr.models import Deadline, OutgoingEmail, User
from cspr.models.time import DeadlineQuerySet

SOON = timedelta(days=7)
ONE_DAY = timedelta(days=1)
SWITCH = "You can switch this message off on your own page"


def write(*, at: datetime) -> int:
    """Write each person's message of a working day once, from the hour DIGEST_HOUR on; return how many were new.

    A day on which nothing ran until the evening has its message in the evening; a day that is over has none.
    """
    today = london_date(at)
    if at.astimezone(LONDON).hour < settings.DIGEST_HOUR or not calendar().is_working(today):
        return 0
    people = {key_of(person, today): person for person in User.objects.with_roles(*TIERS).filter(morning_email=True)}
    written = set(OutgoingEmail.objects.filter(key__in=people).values_list("key", flat=True))
    known = clocks()
    return outbox.queue_all([_message(key, person, known, today, at) for key, person in people.items() if key not in written])


def key_of(person: User, day: date) -> str:
    """One message for each person and day."""
    return f"morning:{day}:{person.pk}"


def _message(key: str, person: User, known: dict[str, Clock], today: date, at: datetime) -> OutgoingEmail:
    mine = Deadline.objects.visible_to(person).select_related("case")
    parts = [
        _part("Late", mine.late(on=today), known),
        _part("Past our own standard", mine.past_our_standard(on=today), known),
        _part("Due today", mine.due_between(today, today), known),
        _part("Due in the next seven days", mine.due_between(today + ONE_DAY, today + SOON), known),
    ]
    said = [part for part in parts if part] or ["Nothing is due."]
    subject = f"{today:%A %-d %B %Y}: {'what is due' if any(parts) else 'nothing is due'}"
    ending = f"Work for today: {settings.STAFF_URL}/\n{SWITCH}: {settings.STAFF_URL}/your-reminders/"
    return outbox.message(key=key, to=person.email, subject=subject, body="\n\n".join([*said, ending]), at=at)


def _part(title: str, rows: DeadlineQuerySet, known: dict[str, Clock]) -> str:
    found = list(rows[: LISTED + 1])
    lines = [_words(deadline, known) for deadline in found[:LISTED]]
    if len(found) > LISTED:
        lines.append("There are more; the page “Work for today” has them all.")
    return "\n\n".join([title, *lines]) if found else ""


def _words(deadline: Deadline, known: dict[str, Clock]) -> str:
    """CSPR-2026-0001: Notification to the Panel, due 5 January 2027, and the link."""
    clock = known.get(deadline.clock)
    dates = f"due {deadline.due_on:%-d %B %Y}"
    if deadline.latest_on != deadline.due_on:
        dates += f", latest {deadline.latest_on:%-d %B %Y}"
    return f"{deadline.case.reference}: {clock.title if clock else deadline.clock}, {dates}\n{link_to(deadline.case_id)}"
