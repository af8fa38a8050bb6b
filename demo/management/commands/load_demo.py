"""Fills a demonstration with invented agencies, colleagues and cases."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from cspr.models import Case
from demo import cases, catalogue, marker, people, signins


class Command(BaseCommand):
    """`manage.py load_demo`"""

    help = "Load invented agencies, colleagues and cases into a demonstration. What is there already stays."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load what is missing; a second run changes nothing."""
        try:
            marker.require()
        except marker.NotADemonstration as refusal:
            raise CommandError(str(refusal)) from refusal
        with transaction.atomic():
            agencies, staff = people.load_agencies(), people.load_staff()
            signins.give_apps(staff)
        now = timezone.now()
        catalogue.load(now)
        if not Case.objects.exists():
            cases.tell(agencies, staff, now=now)
