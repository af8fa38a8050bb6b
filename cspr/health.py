"""Is anything that keeps the deadlines standing still? The only writer of Heartbeat.

The dates on the pages need none of this: they are computed when a page is asked for. What stops with the sweep, the
worker or the mail is that people are told.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Literal

from django.conf import settings
from django.db import connection
from django.db.models import Min
from redis import Redis

from cspr.clocks import LONDON, end_of, london_date
from cspr.deadlines import calendar
from cspr.models import Deadline, Heartbeat, OutgoingEmail

Now = Callable[[], datetime]
Tone = Literal["ok", "amber", "red"]
SWEEP, WORKER = "sweep", "worker"
KEEPER = "Tell whoever looks after the server."


class ClocksDiffer(RuntimeError):
    """The clock of this machine and that of the database are so far apart that nobody can say which day it is."""


@dataclass(frozen=True)
class Answer:
    """What a check found: `words` say to staff what is the matter, what still holds, and what to do."""

    tone: Tone
    words: str


@dataclass(frozen=True)
class Check:
    """One thing that must be so. `name` is all that strangers are told."""

    name: str
    ask: Callable[[Now], Answer]


@dataclass(frozen=True)
class Finding:
    """A check and its answer."""

    name: str
    tone: Tone
    words: str


@dataclass(frozen=True)
class Health:
    """Every finding, in the order of the checks."""

    findings: tuple[Finding, ...]

    @property
    def failing(self) -> list[str]:
        """The names of the checks that are red."""
        return [finding.name for finding in self.findings if finding.tone == "red"]

    @property
    def concerns(self) -> list[Finding]:
        """What staff should read: red first, then amber."""
        return sorted((one for one in self.findings if one.tone != "ok"), key=lambda one: one.tone, reverse=True)

    @property
    def last_sweep(self) -> str:
        """In words, when the deadlines were last looked through."""
        return next(one.words for one in self.findings if one.name == SWEEP)


class Told:
    """What strangers are told, kept for HEALTH_KEPT_FOR seconds in this process: however often they ask, it costs as much.

    A clock that was set back keeps nothing. Who asks while the checks run waits for them, and asks none.
    """

    def __init__(self) -> None:
        self._asking = Lock()
        self._failing: list[str] = []
        self._asked_at: datetime | None = None

    def failing(self, *, now: Now) -> list[str]:
        """The names of the checks that are red, or were a moment ago."""
        with self._asking:
            at = now()
            kept = timedelta(seconds=settings.HEALTH_KEPT_FOR)
            if self._asked_at is None or not timedelta(0) <= at - self._asked_at < kept:
                self._failing, self._asked_at = examine(now=now).failing, at
            return self._failing


def beat(name: str, *, at: datetime) -> None:
    """Write down that this work was done at that moment."""
    Heartbeat.objects.bulk_create(
        [Heartbeat(name=name, at=at)], update_conflicts=True, unique_fields=["name"], update_fields=["at"]
    )


def examine(*, now: Now) -> Health:
    """Ask every check. One that cannot be asked is red: no answer is no good news."""
    return Health(tuple(_asked(check, now) for check in CHECKS))


def refuse_if_clocks_differ(*, now: Now) -> None:
    """Called before a sweep: on the wrong day it would tell everybody the wrong thing. Raises ClocksDiffer."""
    apart = seconds_apart(now)
    if apart > settings.SWEEP_CLOCKS_APART:
        raise ClocksDiffer(f"This machine and the database are {apart:.0f} s apart. Nothing was written. Set the clock right.")


def seconds_apart(now: Now) -> float:
    """How far this machine's clock and that of the database differ, by the middle of the question's own duration."""
    before = now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (theirs,) = cursor.fetchone()
    after = now()
    apart: timedelta = theirs - (before + (after - before) / 2)
    return abs(apart.total_seconds())


def sweep(now: Now) -> Answer:
    """Whether the deadlines were looked through lately."""
    at = _last(SWEEP)
    if at is not None and now() - at <= timedelta(seconds=settings.HEALTH_SWEEP_WITHIN):
        return Answer("ok", f"Deadlines were last looked through on {_moment(at)}.")
    last = f"Deadlines were last looked through on {_moment(at)}" if at else "Deadlines have not been looked through yet"
    return Answer("red", f"{last}: nobody is being reminded. The dates on these pages are right. {KEEPER}")


def worker(now: Now) -> Answer:
    """Whether the process that sends what is due still works."""
    at = _last(WORKER)
    if at is not None and now() - at <= timedelta(seconds=settings.HEALTH_WORKER_WITHIN):
        return Answer("ok", "The worker is running.")
    last = f"The worker last answered on {_moment(at)}" if at else "The worker has not answered yet"
    return Answer("red", f"{last}: e-mails wait, none is lost. {KEEPER}")


def outbox(now: Now) -> Answer:
    """Whether any message has waited too long to be sent. Those that were given up have a banner of their own."""
    waiting = OutgoingEmail.objects.filter(sent_at__isnull=True, failed_at__isnull=True)
    oldest = waiting.aggregate(oldest=Min("created_at"))["oldest"]
    if oldest is None or now() - oldest <= timedelta(seconds=settings.HEALTH_UNSENT_WITHIN):
        return Answer("ok", "No e-mail has waited long.")
    return Answer("red", f"An e-mail has waited since {_moment(oldest)}. It is kept and tried again. {KEEPER}")


def holidays(now: Now) -> Answer:
    """Whether the bank holidays are known for long enough, and for every deadline that runs."""
    known_until, today = calendar().known_until, london_date(now())
    until = f"{known_until:%-d %B %Y}"
    if Deadline.objects.running().filter(latest_on__gt=known_until).exists():
        words = f"A deadline runs beyond {until}, until when bank holidays are known. Its date is marked provisional"
        return Answer("red", f"{words} and can only become later. {KEEPER} The new list comes with an update.")
    if known_until < end_of(today, settings.HEALTH_HOLIDAY_MONTHS, "months", calendar()):
        return Answer("amber", f"Bank holidays are known until {until} only. {KEEPER} The new list comes with an update.")
    return Answer("ok", f"Bank holidays are known until {until}.")


def broker(_: Now) -> Answer:
    """Whether the broker, through which the worker is told to begin, answers."""
    patience = settings.HEALTH_BROKER_TIMEOUT
    try:
        with Redis.from_url(settings.REDIS_URL, socket_timeout=patience, socket_connect_timeout=patience) as client:
            client.ping()
    # Whatever is wrong with it: refused, silent, still loading, or something else behind its address.
    except Exception:
        return Answer("red", f"The broker does not answer: e-mails and reminders may wait, none is lost. {KEEPER}")
    return Answer("ok", "The broker answers.")


def clock(now: Now) -> Answer:
    """Whether this machine and the database agree on the time."""
    apart = seconds_apart(now)
    if apart <= settings.HEALTH_CLOCKS_APART:
        return Answer("ok", "The clocks agree.")
    words = f"The clocks of this machine and of the database are {apart:.0f} seconds apart: a day may begin early or late here"
    return Answer("red", f"{words}. {KEEPER}")


TOLD = Told()
CHECKS = (
    Check("clock", clock),
    Check("sweep", sweep),
    Check("worker", worker),
    Check("outbox", outbox),
    Check("holidays", holidays),
    Check("broker", broker),
)


def _asked(check: Check, now: Now) -> Finding:
    try:
        answer = check.ask(now)
    except Exception:
        answer = Answer("red", f"It could not be found out whether this is well: {check.name}. {KEEPER}")
    return Finding(check.name, answer.tone, answer.words)


def _last(name: str) -> datetime | None:
    return Heartbeat.objects.filter(name=name).values_list("at", flat=True).first()


def _moment(at: datetime) -> str:
    return f"{at.astimezone(LONDON):%-d %B %Y at %H:%M}"
