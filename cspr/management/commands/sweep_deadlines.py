"""The same sweep as Celery's, for a system timer: reminders go out even when broker, worker and beat are all dead."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cspr import codes, emails, health, outbox


class Command(BaseCommand):
    """`manage.py sweep_deadlines`"""

    help = "Write the reminders that are due, then deliver what waits in the outbox."

    def handle(self, *args: Any, **options: Any) -> None:
        """Sweep and deliver; safe to run at any time, any number of times. Raises CommandError where the clocks differ."""
        try:
            health.refuse_if_clocks_differ(now=timezone.now)
        except health.ClocksDiffer as error:
            raise CommandError(str(error)) from error
        written = emails.sweep_all(at=timezone.now())
        sent = outbox.deliver(now=timezone.now, digits=codes.digits_of)
        self.stdout.write(f"{written} written, {sent} sent")
