"""Prints the code that a demonstration colleague's authenticator app would show now."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from demo import marker, signins


class Command(BaseCommand):
    """`manage.py demo_code [EMAIL]`"""

    help = "Print the current one-time code of a demonstration colleague, or of all of them."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose."""
        parser.add_argument("email", nargs="?", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        """One line for each; the bare digits for one."""
        try:
            marker.require()
        except marker.NotADemonstration as refusal:
            raise CommandError(str(refusal)) from refusal
        found = signins.codes(at=timezone.now(), email=options["email"])
        if not found:
            raise CommandError("No demonstration colleague has this address. Without an address all are listed.")
        for code in found:
            self.stdout.write(code.digits if options["email"] else f"{code.digits}  {code.email}  {code.role}")
