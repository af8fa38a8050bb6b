"""A person's own calendar: references, clocks and dates, under an address that is secret. The only writer of CalendarFeed."""

import hashlib
import secrets
from datetime import date, datetime
from urllib.parse import urlsplit

import icalendar
from django.conf import settings

from cspr.deadlines import clocks
from cspr.models import CalendarFeed, Case, Deadline, User
from cspr.stages import declared

# As many random bytes as the address carries.
TOKEN_BYTES = 32


def renew(user: User, *, at: datetime) -> str:
    """Give the person a new secret and return it; it is nowhere kept and the address of before answers no more."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    CalendarFeed.objects.update_or_create(user=user, defaults={"token_digest": _digest(token), "made_at": at})
    return token


def switch_off(user: User) -> None:
    """The address answers no more."""
    CalendarFeed.objects.filter(user=user).delete()


def find(token: str) -> CalendarFeed | None:
    """The calendar behind a secret, if there is one and its owner is still on the staff."""
    return CalendarFeed.objects.select_related("user").filter(token_digest=_digest(token), user__is_active=True).first()


def calendar_of(user: User, *, at: datetime) -> bytes:
    """The running clocks that the person may see now and what stages add to them, as days without hours: RFC 5545."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Safeguarding practice reviews//Deadlines//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Deadlines")
    titles = {code: clock.title for code, clock in clocks().items()}
    for deadline in Deadline.objects.running().visible_to(user).select_related("case"):
        title = f"{deadline.case.reference}: {titles.get(deadline.clock, deadline.clock)}"
        key = f"deadline-{deadline.pk}"
        calendar.add_component(_event(f"{key}-due", deadline.case, f"{title}, due", deadline.due_on, at))
        if deadline.latest_on != deadline.due_on:
            calendar.add_component(_event(f"{key}-latest", deadline.case, f"{title}, latest", deadline.latest_on, at))
    for one in (day for days in declared("panels", "DAYS") for day in days(user)):
        calendar.add_component(_event(one.key, one.case, f"{one.case.reference}: {one.words}", one.on, at))
    return bytes(calendar.to_ical())


def _event(key: str, case: Case, summary: str, day: date, at: datetime) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", f"{key}@{urlsplit(settings.STAFF_URL).hostname or 'localhost'}")
    event.add("dtstamp", at)
    event.add("dtstart", day)
    event.add("summary", summary)
    event.add("url", f"{settings.STAFF_URL}/cspr/case/{case.pk}/change/")
    event.add("transp", "TRANSPARENT")
    return event


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
