"""What the zip of a case holds of its publications; and last the records of the whole case: dates, timeline, who looked."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from cspr import ledger
from cspr.exporting import Paper, Sheet, sheet_of
from cspr.models import AccessRecord, Case, Deadline, DeadlineMove, TimelineEntry
from publications.models import Publication


def sheets(case: Case) -> Iterator[Sheet]:
    """Publications, then the records of the case."""
    yield sheet_of("Publications", Publication.objects.filter(case=case))
    yield sheet_of("Deadlines", Deadline.objects.filter(case=case).order_by("started_on", "pk"))
    moves = DeadlineMove.objects.filter(deadline__case=case).select_related("deadline").order_by("at", "pk")
    yield sheet_of("Dates that moved", moves, {"Clock": lambda row: str(row.deadline.clock)})
    yield sheet_of("Timeline", TimelineEntry.objects.filter(case=case).order_by("at", "pk"))
    yield sheet_of("Who looked", AccessRecord.objects.filter(case=case).order_by("at", "pk"))


def papers(case: Case, at: datetime) -> Iterator[Paper]:
    """The dates of the case, day by day."""
    yield Paper("dates.pdf", "Dates of the case", partial(ledger.dates_of_case, case, at=at))


SHEETS, PAPERS = (sheets,), (papers,)
