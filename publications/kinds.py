"""Which documents may be drafted from which record, and whether that still holds when one of them goes out."""

import re

from cspr.models import Case
from practice_reviews.models import PracticeReview
from publications import gate
from publications.models import Kind, Publication
from rapid_reviews.models import RapidReview

Source = PracticeReview | RapidReview | Case
# Either of these is "the report": publishing it ends the six months (Working Together, chapter 5).
THE_REPORT = (Kind.FULL_REPORT, Kind.SUMMARY)
BRIEFINGS = (Kind.LEARNING_BRIEFING, Kind.SEVEN_MINUTE_BRIEFING)
# As many words of the inner reason in a row are no chance.
WORDS_IN_A_ROW = 6
_WORD = re.compile(r"\w+")


def kinds_from(source: Source) -> tuple[Kind, ...]:
    """What may be drafted from that source now; nothing where it is too early.

    Information on improvements stands instead of a report, so only where the report is decided not to be published (Children
    Act 2004, section 16F).
    """
    if isinstance(source, Case):
        return (Kind.EXISTING_REPORT,)
    if isinstance(source, RapidReview):
        learning = source.decision == RapidReview.Decision.OTHER_LEARNING
        return (Kind.RAPID_REVIEW_LEARNING, *BRIEFINGS) if learning else ()
    return {
        PracticeReview.Status.REPORT_RECEIVED.value: (*THE_REPORT, *BRIEFINGS, Kind.ACTION_PLAN),
        PracticeReview.Status.PUBLISHED.value: (*THE_REPORT, *BRIEFINGS, Kind.ACTION_PLAN),
        PracticeReview.Status.NOT_TO_BE_PUBLISHED.value: (Kind.IMPROVEMENTS, Kind.ACTION_PLAN),
    }.get(source.status, ())


def no_longer_possible(publication: Publication) -> str:
    """Why a first publication of this kind is no longer open, where something was decided since it was drafted."""
    source: Source = publication.practice_review or publication.rapid_review or publication.case
    if publication.replaces_id or publication.kind in kinds_from(source):
        return ""
    return (
        f"“{publication.get_kind_display()}” can no longer be published from this record: it was decided otherwise since the "
        "draft was begun. Look at the practice review or the Rapid Review of the case."
    )


def tells_the_reason(publication: Publication) -> str:
    """Whether the reasons not to publish the report, which stay inside, stand in what the public would read."""
    review = publication.practice_review
    reason = _words(review.not_published_because) if review else []
    if not reason:
        return ""
    told = f" {' '.join(_words('  '.join(getattr(publication, name) for name in gate.LABELS)))} "
    length = min(len(reason), WORDS_IN_A_ROW)
    runs = (reason[start : start + length] for start in range(len(reason) - length + 1))
    if not any(f" {' '.join(run)} " in told for run in runs):
        return ""
    return "The reasons not to publish the report stay inside, and words of them stand in this text. Rewrite these first."


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
