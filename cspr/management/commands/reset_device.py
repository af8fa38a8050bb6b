"""Resets a lost device from the server: the way out when no other business manager is left to do it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from cspr import invitations
from cspr.models import User


class Command(BaseCommand):
    """`manage.py reset_device EMAIL`"""

    help = "Let somebody whose device is lost set up again how they sign in. The person and every manager are told."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose."""
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        """Reset and print."""
        user = User.objects.with_address(options["email"]).first()
        if user is None:
            raise CommandError("Nobody on the staff has this address. Check its spelling.")
        try:
            _, token, key = invitations.reset(user, at=timezone.now())
        except invitations.InvitationRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Link: {invitations.link(token)}\nKey:  {key}")
        self.stdout.write("The link works once, for 72 hours. Tell the key by telephone, never by e-mail.")
