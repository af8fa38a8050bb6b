"""What a person should know before they take a step with a publication: said first on the page of the step."""

from collections.abc import Callable

from publications import checking, countdown, gate
from publications.models import Publication

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


def _before_correcting(publication: Publication) -> str:
    return _NOT_CARRIED if hasattr(publication, "upload") else ""


_WARNINGS: dict[str, Callable[[Publication], str]] = {
    "ask": _before_asking,
    "publish": countdown.warning,
    "correct": _before_correcting,
}
