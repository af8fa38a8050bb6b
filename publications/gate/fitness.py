"""Whether a publication, and the exact bytes made of it, may go further. Refuses in words; alters nothing."""

from cspr.lifecycle import MoveRefused
from publications import identities
from publications.gate.findings import Finding, open_findings
from publications.gate.page import PROSE, digest_of, page_of
from publications.models import Candidate, Publication

LONGEST_BODY = 300_000  # characters; more than a hundred pages, and well inside what the search index can hold
# What has to be written; the report itself may be a file that was made elsewhere.
SOURCES = {"title": "pseudonym or title", "subject": "subject in one line", "summary": "summary", "body": "report"}
SHOWN = 20


def refuse_incomplete(publication: Publication) -> None:
    """Raise MoveRefused where something is missing, too long, or where nobody is named whom the gate could look for."""
    given = [name for name in SOURCES if getattr(publication, name).strip()]
    given += ["body"] if hasattr(publication, "upload") else []
    missing = [label for name, label in SOURCES.items() if name not in given]
    if missing:
        raise MoveRefused(f"Still to be written: {', '.join(missing)}. Nothing was altered.")
    if any(len(getattr(publication, name)) > LONGEST_BODY for name in PROSE):
        raise MoveRefused(f"The report is longer than {LONGEST_BODY:,} characters. Publish it in parts; nothing was altered.")
    if identities.is_empty(publication.case):
        raise MoveRefused(
            "No child of this case has a name on record, so nothing can be checked against it. Add the names to the "
            "case first, or to its list of identities; they stay there. Nothing was altered."
        )


def refuse_unfit(publication: Publication, candidate: Candidate | None) -> Candidate:
    """The candidate, if its bytes are complete, read and of these words, with nothing open in them; else raises MoveRefused."""
    refuse_incomplete(publication)
    if candidate is None or candidate.state == Candidate.State.FAILED:
        raise MoveRefused(
            "The page and the PDF could not be made and read, so nobody can approve or publish them. Nothing was altered. Have "
            "them made again from the page of the publication; if that fails too, tell your support."
        )
    if candidate.state != Candidate.State.READY:
        raise MoveRefused(
            "The page and the PDF are still being made and read. Nothing was altered: wait a minute, then look at the page of "
            "the publication again."
        )
    if candidate.page_sha256 != digest_of(page_of(publication)):
        raise MoveRefused(
            "Something was changed after the page and the PDF were made and read: a word, a theme, the file or the "
            "partnership's name. Nothing was altered. Send it back, and ask for approval again."
        )
    if found := open_findings(candidate):
        raise MoveRefused(_in_words(found))
    return candidate


def _in_words(found: list[Finding]) -> str:
    listed = "; ".join(str(finding) for finding in found[:SHOWN])
    rest = f"; and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
    return (
        f"The gate found something in {len(found)} place{'' if len(found) == 1 else 's'} that nobody has accepted: "
        f"{listed}{rest}. Nothing was altered. Rewrite these and ask again, or let a second person who wrote none of it accept "
        "each with a reason."
    )
