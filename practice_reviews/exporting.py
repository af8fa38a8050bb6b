"""What the zip of a case holds of its practice review."""

from collections.abc import Iterator

from cspr.exporting import Sheet, sheet_of
from cspr.models import Case
from practice_reviews.models import PracticeReview, ProgressNote


def sheets(case: Case) -> Iterator[Sheet]:
    """The review, and each check of its progress."""
    yield sheet_of("Practice review", PracticeReview.objects.filter(case=case))
    yield sheet_of("Checks of progress", ProgressNote.objects.filter(practice_review__case=case))


SHEETS = (sheets,)
