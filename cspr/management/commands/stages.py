"""Prints which verb follows which event."""

from typing import Any

from django.core.management.base import BaseCommand

from cspr.stages import followers


class Command(BaseCommand):
    """`manage.py stages`"""

    help = "List every event with the verb of the later stage that follows it."

    def handle(self, *args: Any, **options: Any) -> None:
        """One line for each follower."""
        for follower in followers():
            self.stdout.write(str(follower))
