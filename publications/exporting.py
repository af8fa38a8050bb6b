"""What the zip of a case holds of its publications; and last the records of the whole case: dates, timeline, who looked."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from cspr import ledger
from cspr.clocks import london_date
from cspr.exporting import Paper, Sheet, sheet_of
from cspr.models import AccessRecord, Case, Deadline, DeadlineMove, TimelineEntry
from publications.models import CountdownStep, CourtHold, GateFinding, KnownIdentity, Publication


def sheets(case: Case) -> Iterator[Sheet]:
    """Publications and what stood before each, then the records of the case."""
    yield sheet_of("Publications", Publication.objects.filter(case=case))
    steps = CountdownStep.objects.filter(publication__case=case).select_related("publication")
    yield sheet_of("Before publication", steps, {"Publication": lambda row: row.publication.get_kind_display()})
    yield sheet_of("Courts that went first", CourtHold.objects.filter(case=case).order_by("placed_at", "pk"))
    yield sheet_of("Must not be published", KnownIdentity.objects.filter(case=case).order_by("added_at", "pk"))
    found = GateFinding.objects.filter(candidate__publication__case=case).select_related("candidate__publication")
    yield sheet_of("Found before publication", found, {"Publication": _of_candidate})
    yield sheet_of("Deadlines", Deadline.objects.filter(case=case).order_by("started_on", "pk"))
    moves = DeadlineMove.objects.filter(deadline__case=case).select_related("deadline").order_by("at", "pk")
    yield sheet_of("Dates that moved", moves, {"Clock": lambda row: str(row.deadline.clock)})
    yield sheet_of("Timeline", TimelineEntry.objects.filter(case=case).order_by("at", "pk"))
    yield sheet_of("Who looked", AccessRecord.objects.filter(case=case).order_by("at", "pk"))


def _of_candidate(finding: GateFinding) -> str:
    publication = finding.candidate.publication
    return f"{publication.get_kind_display()}, asked for on {london_date(finding.candidate.asked_at).isoformat()}"


def papers(case: Case, at: datetime) -> Iterator[Paper]:
    """The dates of the case, day by day."""
    yield Paper("dates.pdf", "Dates of the case", partial(ledger.dates_of_case, case, at=at))


SHEETS, PAPERS = (sheets,), (papers,)
