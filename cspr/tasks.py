"""Celery's two beats: sweep and deliver. Neither decides anything; both may run at any time, any number of times."""

from celery import shared_task
from django.utils import timezone

from cspr import codes, emails, outbox


@shared_task
def sweep_deadlines() -> None:
    """Write the reminders that are due."""
    emails.sweep_all(at=timezone.now())


@shared_task
def deliver_outbox() -> None:
    """Send what waits in the outbox."""
    outbox.deliver(now=timezone.now, digits=codes.digits_of)
