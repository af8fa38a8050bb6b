"""What staff are told about deadlines: a reference, a date and a link. Written by a sweep, delivered by the outbox."""

from datetime import datetime

from django.db import connection, transaction

from cspr import health
from cspr.deadlines import calendar
from cspr.emails import ladder, morning, unread
from cspr.emails.partners import tell_partners
from cspr.stages import sweeps

__all__ = ["sweep", "sweep_all", "tell_partners"]

# One for all sweeps: they take turns, so that none reads what another is about to write.
TURN = 20_180_790


def sweep_all(*, at: datetime) -> int:
    """Write every message that is due, of the clocks and of what each stage waits for; return how many were new.

    The heartbeat comes last: it says that all of it was done, and nothing if any part failed.
    """
    written = sweep(at=at) + tell_the_day(at=at) + sum(one(at=at) for one in sweeps())
    health.beat(health.SWEEP, at=at)
    return written


@transaction.atomic
def sweep(*, at: datetime) -> int:
    """Write every rung that is reached and not yet written, and tell whoever has to hear; return how many messages.

    Asks what is due, not what became due lately. Safe to run at any time, any number of times, and at once.
    """
    _wait_for_a_turn()
    days = calendar()
    return ladder.climb(days, at=at) + unread.take_further(days, at=at)


@transaction.atomic
def tell_the_day(*, at: datetime) -> int:
    """Write the morning's messages, once the hour has come; return how many were new."""
    _wait_for_a_turn()
    return morning.write(at=at)


def _wait_for_a_turn() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])
