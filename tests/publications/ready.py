"""What has to be true before a publication goes out, made true: the day, the advance copy, and the list of the countdown."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from cspr.clocks import london_date
from cspr.models import User
from publications import countdown
from publications.countdown import Said
from publications.models import Publication, Recipient


def tell_in_advance(publication: Publication, by: User, *, on: date, at: datetime) -> Publication:
    """The day is planned and the copy sent at `at`, to everybody; of a kind that nobody gets in advance, nothing."""
    if not countdown.goes_in_advance(publication):
        return publication
    publication = countdown.plan(publication, on=on, by=by, at=at)
    return countdown.record_advance_copy(publication, sent_at=at, to=Recipient.values, by=by, at=at)


def do_the_list(publication: Publication, by: User, *, at: datetime) -> Publication:
    """Every line that is asked for is done on that day."""
    lines = {line.what: Said("done", at.date(), "In a meeting.") for line in countdown.still_open(publication)}
    return countdown.write(publication, lines, by=by, at=at)


def ready(publication: Publication, by: User, *, on: date, at: datetime) -> Publication:
    """Both, so that it may go out on that day."""
    return do_the_list(tell_in_advance(publication, by, on=on, at=at), by, at=at)


def ready_today(publication: Publication, by: User) -> Publication:
    """For a publication at this moment: its copy went a month ago."""
    now = timezone.now()
    if countdown.goes_in_advance(publication):
        publication = countdown.plan(publication, on=london_date(now), by=by, at=now)
        sent = now - timedelta(days=30)
        publication = countdown.record_advance_copy(publication, sent_at=sent, to=Recipient.values, by=by, at=now)
    return do_the_list(publication, by, at=now)
