"""Why is it due then? The day-by-day account of a case's deadlines, or of a clock from any day."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cspr.deadlines import UnknownClock, dates_for, explain
from cspr.models import Deadline
from cspr.working_days import OutsideTheTable


class Command(BaseCommand):
    """`manage.py explain_deadline REF` or `manage.py explain_deadline --rule CLOCK --from DATE`"""

    help = "Print every day that was counted, and every day that was not, with the rule and its authority."

    def add_arguments(self, parser: CommandParser) -> None:
        """A case's reference, or a clock and the day from which it runs."""
        parser.add_argument("reference", nargs="?", help="the reference of a case")
        parser.add_argument("--rule", help="a clock: notification, rapid_review, practice_review")
        parser.add_argument("--from", dest="start", type=date.fromisoformat, help="the day of the event, as 2026-12-24")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the account. Raises CommandError in words."""
        if options["reference"]:
            deadlines = Deadline.objects.filter(case__reference=options["reference"]).order_by("started_on")
            if not deadlines:
                raise CommandError(f"No deadline of a case with the reference {options['reference']}.")
            for deadline in deadlines:
                self.account(deadline.clock, deadline.started_on)
        elif options["rule"] and options["start"]:
            self.account(options["rule"], options["start"])
        else:
            raise CommandError("Give a case's reference, or both --rule and --from.")

    def account(self, clock: str, start: date) -> None:
        """One clock; the last line gives its dates."""
        try:
            explanations, dates = explain(clock, start), dates_for(clock, start)
        except (UnknownClock, OutsideTheTable) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{clock}, counted from {start:%A} {start:%-d %B %Y} (day 0)")
        for explanation in explanations:
            self.stdout.write(f"\n{explanation.bound}: {explanation.rule}\n{explanation.authority}\n{explanation.source}")
            for day in explanation.days:
                self.stdout.write(f"  {day.words}")
        if dates.provisional:
            self.stdout.write("\nProvisional: the list of bank holidays does not reach that far yet.")
        latest = "" if dates.latest_on == dates.due_on else f" latest {dates.latest_on.isoformat()}"
        self.stdout.write(f"\ndue {dates.due_on.isoformat()}{latest}")
