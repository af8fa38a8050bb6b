"""Prints the clocks as a table for the README, from what the stages declare."""

from typing import Any

from django.core.management.base import BaseCommand

from cspr.deadlines import clocks


def clock_table() -> str:
    """The declared clocks in Markdown."""
    lines = ["| clock | runs from | until | our standard | national limit | on whose authority |", "|---|---|---|---|---|---|"]
    for clock in clocks().values():
        bounds = {bound.which: bound for bound in clock.bounds}
        due = bounds["due"].words if "due" in bounds else "the same"
        latest = bounds["latest"].words if "latest" in bounds else "none"
        if clock.counts_back:
            latest += " before"
        if "prompt" in bounds:
            due = f"expected after {bounds['prompt'].words}, never late"
        authority = "; ".join(bound.authority for bound in clock.bounds)
        lines.append(f"| {clock.title} | {clock.starts} | {clock.ends} | {due} | {latest} | {authority} |")
    return "\n".join(lines)


class Command(BaseCommand):
    """`manage.py clock_table`"""

    help = "Print the clocks as a Markdown table."

    def handle(self, *args: Any, **options: Any) -> None:
        """The table, on standard output."""
        self.stdout.write(clock_table())
