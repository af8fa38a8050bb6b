"""What keeps a publication from going out now, in words. No reason and no switch skips any of it."""

from datetime import datetime

from cspr import deadlines
from cspr.clocks import london_date
from cspr.lifecycle import MoveRefused
from cspr.working_days import OutsideTheTable
from publications import correction, holds, kinds
from publications.clocks import ADVANCE_COPY
from publications.countdown.days import goes_in_advance
from publications.countdown.lines import still_open
from publications.models import Publication


def refuse_unready(publication: Publication, *, at: datetime) -> None:
    """Raises MoveRefused with everything that is in the way at that moment."""
    if found := obstacles(publication, at=at):
        raise MoveRefused(f"{' '.join(found)} Nothing was published.")


def refuse_unsayable(publication: Publication) -> None:
    """Raises MoveRefused where its words cannot go out as they stand, before a second person is asked to read them."""
    if found := _of_the_words(publication):
        raise MoveRefused(f"{' '.join(found)} Nothing was altered.")


def obstacles(publication: Publication, *, at: datetime) -> list[str]:
    """What is in the way at that moment, one sentence or two for each; empty where it may go out."""
    around = (_held(publication), *_of_the_words(publication), _early(publication, at), _open_lines(publication))
    return [words for words in around if words]


def _of_the_words(publication: Publication) -> list[str]:
    found = (kinds.no_longer_possible(publication), kinds.tells_the_reason(publication), correction.unsaid(publication))
    return [words for words in found if words]


def _held(publication: Publication) -> str:
    standing = holds.standing(publication.case)
    if not standing:
        return ""
    listed = "; ".join(f"{hold.because} (to be looked at again by {hold.review_by:%-d %B %Y})" for hold in standing)
    return f"A court hold stands, and nothing of this case goes out while it does: {listed}."


def _early(publication: Publication, at: datetime) -> str:
    """Whether the advance copy went seven working days before that day, to whom it has to go (Working Together, chapter 5)."""
    if not goes_in_advance(publication):
        return ""
    day = london_date(at)
    try:
        latest = deadlines.dates_for(ADVANCE_COPY.code, day).latest_on
    except (OutsideTheTable, deadlines.UnknownClock):
        return f"Nobody can count seven working days back from {day:%-d %B %Y}: that year has no calendar here."
    sent = publication.advance_sent_at
    if sent is None:
        return (
            "No advance copy is recorded. The Panel and the Secretary of State have to have it at least seven working days "
            "before the publication (Working Together, chapter 5)."
        )
    if london_date(sent) > latest:
        return (
            f"The advance copy went on {london_date(sent):%-d %B %Y}. For a publication on {day:%-d %B %Y} it had to go by "
            f"{latest:%-d %B %Y}, seven working days before (Working Together, chapter 5). Plan a later day."
        )
    return ""


def _open_lines(publication: Publication) -> str:
    listed = "; ".join(str(line.what.label) for line in still_open(publication))
    return f"Still open in the countdown: {listed}." if listed else ""
