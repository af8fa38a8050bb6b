"""What a person should know before they take a step with a publication: said first on the page of the step."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from cspr import deadlines
from cspr.clocks import LONDON
from publications import checking, countdown, gate
from publications.models import Candidate, Publication

# After so long somebody who waits asks whether anybody is at it.
SLOW_AFTER = timedelta(minutes=5)

_NOT_CARRIED = (
    "It went out as a PDF that was made elsewhere. That PDF is not carried over: correct it where it was made, and lay the "
    "corrected PDF beside the new draft. Until you do, the PDF is made from the text."
)
_NOT_LAID = (
    "The version before went out as a PDF that was made elsewhere, and none lies beside this one: the PDF will be made from "
    "the text. If a corrected PDF is to go out, lay it beside the draft before you ask."
)
_NOT_SCANNED = (
    "No scanner has judged the PDF beside it yet, so it cannot be read, and approval would be refused. Usually that happens by "
    "itself within minutes: wait, or release it from quarantine, before you ask."
)


def needs_a_pdf(publication: Publication) -> bool:
    """Whether it corrects what went out as a PDF made elsewhere, and no such file lies beside it yet."""
    corrected = publication.replaces
    is_before = publication.status in countdown.BEFORE_PUBLICATION
    return is_before and corrected is not None and hasattr(corrected, "upload") and not hasattr(publication, "upload")


def no_working_day(day: date) -> str:
    """What to know of a day on which it is to go out and nobody works; empty for a working day."""
    why = deadlines.calendar().why_not(day)
    if not why:
        return ""
    return (
        f"{day:%A %-d %B %Y} is no working day ({why}): nobody may be in the office when it comes out. It stands as you chose "
        "it; choose another day if that was not meant."
    )


def delay(candidate: Candidate | None, *, at: datetime) -> str:
    """What to say of a candidate that takes long: nothing is lost when a worker stops; empty where it does not."""
    if candidate is None or candidate.state not in (Candidate.State.ASKED, Candidate.State.MAKING):
        return ""
    if at - candidate.asked_at < SLOW_AFTER:
        return ""
    since = f"Asked for on {candidate.asked_at.astimezone(LONDON):%-d %B %Y at %H:%M}, and not made yet. Nothing is lost"
    if candidate.leased_until is None:
        return f"{since}: a worker takes it up as soon as one runs. If none does within the hour, tell your support."
    until = f"{candidate.leased_until.astimezone(LONDON):%H:%M}"
    return f"{since}: a worker has it. If that one has stopped, another takes it up by itself after {until}."


def warning_for(slug: str, publication: Publication) -> str:
    """In words; empty where there is nothing to say."""
    warning = _WARNINGS.get(slug)
    return warning(publication) if warning is not None else ""


def _before_asking(publication: Publication) -> str:
    if publication.status != Publication.Status.DRAFT:
        return ""
    said = [
        _found_already(publication),
        _NOT_LAID if needs_a_pdf(publication) else "",
        _NOT_SCANNED if checking.waits_for_a_scan(publication) else "",
    ]
    return "\n\n".join(one for one in said if one)


def _found_already(publication: Publication) -> str:
    found = gate.findings_in(publication)
    if not found:
        return ""
    places = f"{len(found)} place{'' if len(found) == 1 else 's'}"
    return (
        f"In {places} of what was saved last something of the case was found; the page of the publication lists them. Rewrite "
        "what identifies somebody before you ask. What does not has to be accepted by the second person, each with a reason."
    )


def _before_withdrawing(publication: Publication) -> str:
    correction = getattr(publication, "replaced_by", None)
    if correction is None or correction.status not in countdown.BEFORE_PUBLICATION:
        return ""
    return (
        "A corrected version of it is being written. Once this one is withdrawn there is nothing to correct, and that draft "
        "cannot be published. To put the corrected version in its place, publish that instead: this one goes with it."
    )


def _before_correcting(publication: Publication) -> str:
    return _NOT_CARRIED if hasattr(publication, "upload") else ""


_WARNINGS: dict[str, Callable[[Publication], str]] = {
    "ask": _before_asking,
    "publish": countdown.warning,
    "correct": _before_correcting,
    "withdraw": _before_withdrawing,
}
