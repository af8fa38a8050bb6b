"""Prints the doors of the demonstration and who may come in."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from demo import marker, signins


class Command(BaseCommand):
    """`manage.py demo_signins`"""

    help = "Print the addresses of the three sites and the demonstration sign-ins."

    def handle(self, *args: Any, **options: Any) -> None:
        """The table."""
        try:
            marker.require()
        except marker.NotADemonstration as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(signins.table())
