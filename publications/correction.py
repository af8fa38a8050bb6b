"""A corrected version of what is public: a new draft with the same words, which goes through the whole gate again."""

from datetime import datetime

from django.db import transaction

from cspr import timeline
from cspr.lifecycle import MoveRefused, lock, save
from cspr.models import User
from publications import gate
from publications.models import Publication

Status = Publication.Status
# What a corrected version begins with: where it came from, and all that the public reads but what every version says anew.
_ORIGIN, _SAID_ANEW = ("case_id", "practice_review_id", "rapid_review_id"), ("version", "correction_note")
CARRIED = (*_ORIGIN, *(name for name in (*gate.WORDS, *gate.FACTS) if name not in _SAID_ANEW))


@transaction.atomic
def begin(publication: Publication, *, by: User, at: datetime) -> Publication:
    """Begin the next version of what is public now; that stays as it is until the new one is published. Raises MoveRefused."""
    publication = lock(publication)
    if publication.status != Status.PUBLISHED:
        raise MoveRefused("Only what is public is corrected. Look where it stands now; nothing was made.")
    if Publication.objects.filter(replaces=publication).exists():
        raise MoveRefused("A corrected version is begun already. Open it from the page of the case; nothing was made.")
    draft = Publication(
        **{name: getattr(publication, name) for name in CARRIED},
        replaces=publication,
        version=publication.version + 1,
        drafted_by=by,
        drafted_at=at,
        edited_by=by,
        edited_at=at,
    )
    save(draft, by=by)
    draft.themes.set(publication.themes.all())
    words = f"Corrected version begun: {draft.get_kind_display().lower()}, version {draft.version}."
    timeline.record(draft.case, "publication_correction_begun", words, at=at, by=by)
    return draft


def unsaid(publication: Publication) -> str:
    """What a corrected version lacks before anybody approves it; empty where it lacks nothing, or is no correction."""
    corrected = publication.replaces
    if corrected is None:
        return ""
    if corrected.status != Status.PUBLISHED:
        return "What it corrects is no longer public, so there is nothing to correct: begin a publication of its own."
    if not publication.correction_note.strip():
        return "Say what was corrected: the public reads it beside the new version."
    return ""


def place_of(publication: Publication) -> tuple[str, str]:
    """Where on the public side it goes: the page, and which document of it is replaced; both blank for a page of its own.

    Whatever is published of one case stands on one page.
    """
    if publication.replaces is not None:
        return publication.replaces.public_slug, publication.replaces.public_document
    public = Publication.objects.filter(case=publication.case_id, status=Status.PUBLISHED).exclude(public_slug="")
    first = public.exclude(pk=publication.pk).order_by("published_at", "pk").first()
    return (first.public_slug, "") if first is not None else ("", "")
