"""The agenda on paper, and the meeting for a calendar: that one leaves the site, so it says a reference and a time only."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import icalendar
from django.conf import settings

from cspr import pdf
from cspr.clocks import LONDON
from rapid_reviews.meetings.quorum import quorum_of
from rapid_reviews.models import AgencyRequest, Meeting
from rapid_reviews.plan import day_in_words


def agenda_pdf(meeting: Meeting) -> bytes:
    """The agenda as it stands now: when, where, who is invited, which answers are in, and the items."""
    starts = meeting.starts_at.astimezone(LONDON)
    requests = meeting.review.requests.exclude(status=AgencyRequest.Status.CANCELLED).select_related("agency")
    return pdf.render(
        "rapid_reviews/agenda_pdf.html",
        {
            "case": meeting.review.case,
            "meeting": meeting,
            "day": f"{day_in_words(starts.date())} {starts.year}",
            "hours": f"{starts:%H:%M} to {starts + timedelta(minutes=meeting.minutes):%H:%M}",
            "invited": meeting.attendance.select_related("agency"),
            "quorum": quorum_of(meeting),
            "requests": requests.order_by("agency__name"),
            "items": [line.strip() for line in meeting.agenda.splitlines() if line.strip()],
            "marking": pdf.MARKING,
        },
    )


def calendar_file(meeting: Meeting, *, at: datetime) -> bytes:
    """The meeting for a calendar: RFC 5545. Nothing of its place, its chair or its agenda."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Safeguarding practice reviews//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(_event(meeting, at))
    return bytes(calendar.to_ical())


def _event(meeting: Meeting, at: datetime) -> icalendar.Event:
    event = icalendar.Event()
    starts = meeting.starts_at.astimezone(UTC)
    event.add("uid", f"{meeting.uid}@{urlsplit(settings.STAFF_URL).hostname or 'localhost'}")
    event.add("dtstamp", at)
    event.add("dtstart", starts)
    event.add("dtend", starts + timedelta(minutes=meeting.minutes))
    event.add("summary", f"{meeting.review.case.reference}: meeting")
    event.add("url", f"{settings.STAFF_URL}/rapid_reviews/meeting/{meeting.pk}/change/")
    # So that a calendar takes the newer file for the newer one.
    event.add("sequence", max(meeting.history.count() - 1, 0))
    event.add("status", "CANCELLED" if meeting.status == Meeting.Status.CANCELLED else "CONFIRMED")
    event.add("class", "PRIVATE")
    return event
