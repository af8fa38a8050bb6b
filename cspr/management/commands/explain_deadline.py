"""Why is it due then? The day-by-day account of a case's deadlines, or of a clock from any day."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cspr.clocks import london_date
from cspr.deadlines import Explanation, NotBegun, UnknownClock, as_understood, calendar, dates_for, explain, known_on
from cspr.models import Deadline
from cspr.working_days import OutsideTheTable


class Command(BaseCommand):
    """`manage.py explain_deadline REF [--as-of DATE]` or `manage.py explain_deadline --rule CLOCK --from DATE`"""

    help = "Print every day that was counted, and every day that was not, with the rule and its authority."

    def add_arguments(self, parser: CommandParser) -> None:
        """A case's reference, or a clock and the day from which it runs."""
        parser.add_argument("reference", nargs="?", help="the reference of a case")
        parser.add_argument("--rule", help="a clock: notification, rapid_review, practice_review")
        parser.add_argument("--from", dest="start", type=date.fromisoformat, help="the day of the event, as 2026-12-24")
        parser.add_argument("--as-of", type=date.fromisoformat, help="as it was understood at the end of that day")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the account. Raises CommandError in words."""
        try:
            if options["reference"]:
                self.case(options["reference"], options["as_of"])
            elif options["rule"] and options["start"]:
                self.rule(options["rule"], options["start"], options["as_of"])
            else:
                raise CommandError("Give a case's reference, or both --rule and --from.")
        except (UnknownClock, OutsideTheTable) as error:
            raise CommandError(str(error)) from error

    def case(self, reference: str, as_of: date | None) -> None:
        """Every deadline of a case, with every move of its dates."""
        deadlines = Deadline.objects.filter(case__reference=reference).order_by("started_on", "pk")
        if not deadlines:
            raise CommandError(f"No deadline of a case with the reference {reference}.")
        for deadline in deadlines:
            try:
                past = as_understood(deadline, as_of) if as_of else None
            except NotBegun as not_begun:
                self.stdout.write(f"{deadline.clock}: {not_begun}")
                continue
            start = past.started_on if past else deadline.started_on
            self.heading(deadline.clock, start, as_of)
            self.account(past.explanations if past else explain(deadline.clock, start))
            for moved in reversed(deadline.moves.all()):
                if as_of is None or london_date(moved.at) <= as_of:
                    self.stdout.write(f"\nMoved on {london_date(moved.at):%-d %B %Y}: {moved.words}. {moved.because}")
            due_on, latest_on = (past.due_on, past.latest_on) if past else (deadline.due_on, deadline.latest_on)
            self.provisional(calendar().is_provisional(latest_on))
            self.dates(due_on, latest_on)

    def rule(self, clock: str, start: date, as_of: date | None) -> None:
        """A clock from any day, without a case."""
        explanations = explain(clock, start, as_of=as_of)
        dates = known_on(as_of).dates(clock, start) if as_of else dates_for(clock, start)
        self.heading(clock, start, as_of)
        self.account(explanations)
        self.provisional(dates.provisional)
        self.dates(dates.due_on, dates.latest_on)

    def heading(self, clock: str, start: date, as_of: date | None) -> None:
        """Which clock, from when, and as understood when."""
        understood = f", as it was understood on {as_of:%-d %B %Y}" if as_of else ""
        self.stdout.write(f"{clock}, counted from {start:%A} {start:%-d %B %Y} (day 0){understood}")

    def account(self, explanations: list[Explanation]) -> None:
        """Every day of every bound, and whether the office is shut on the last."""
        for explanation in explanations:
            self.stdout.write(f"\n{explanation.bound}: {explanation.rule}\n{explanation.authority}\n{explanation.source}")
            for day in explanation.days:
                self.stdout.write(f"  {day.words}")
            if explanation.shut:
                self.stdout.write(explanation.shut)

    def provisional(self, yes: bool) -> None:
        """Whether the date may still move."""
        if yes:
            self.stdout.write("\nProvisional: the list of bank holidays does not reach that far yet.")

    def dates(self, due_on: date, latest_on: date) -> None:
        """The last line; one date where both are the same."""
        latest = "" if latest_on == due_on else f" latest {latest_on.isoformat()}"
        self.stdout.write(f"\ndue {due_on.isoformat()}{latest}")
