"""Marks an empty database as a demonstration."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from demo import marker


class Command(BaseCommand):
    """`manage.py mark_demo`"""

    help = "Say, once and for ever, that every case in this database is invented. Refused where there are people or cases."

    def handle(self, *args: Any, **options: Any) -> None:
        """Mark, or refuse."""
        try:
            marker.mark(at=timezone.now())
        except marker.NotADemonstration as refusal:
            raise CommandError(str(refusal)) from refusal
