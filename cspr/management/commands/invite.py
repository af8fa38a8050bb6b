"""Invites a member of staff from the server: the first business manager joins this way."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from cspr import invitations, roles
from cspr.models import User


class Command(BaseCommand):
    """`manage.py invite EMAIL ROLE`"""

    help = "Invite somebody to join the staff. Prints the link and the key; the link also goes by e-mail."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whom, and as what."""
        parser.add_argument("email")
        parser.add_argument("role", choices=[role.code for role in roles.ROLES])
        parser.add_argument("--name", default="")
        parser.add_argument("--partner", default="", choices=["", *User.Partner.values], help="For a partner lead.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Invite and print."""
        try:
            _, token, key = invitations.invite(
                options["email"], options["role"], name=options["name"], partner=options["partner"], at=timezone.now()
            )
        except invitations.InvitationRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Link: {invitations.link(token)}\nKey:  {key}")
        self.stdout.write("The link works once, for 72 hours. Tell the key by telephone, never by e-mail.")
