"""Celery's two beats: sweep and deliver. Neither decides anything; both may run at any time, any number of times."""

from celery import shared_task
from django.utils import timezone

from cspr import codes, emails, health, outbox


@shared_task
def sweep_deadlines() -> None:
    """Write the reminders that are due. Raises health.ClocksDiffer rather than work on the wrong day."""
    health.refuse_if_clocks_differ(now=timezone.now)
    emails.sweep_all(at=timezone.now())


@shared_task
def deliver_outbox() -> None:
    """Send what waits in the outbox."""
    health.beat(health.WORKER, at=timezone.now())
    outbox.deliver(now=timezone.now, digits=codes.digits_of)
