"""The only writer of a publication's status: drafted, approved by a second person, published, withdrawn."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from cspr import timeline
from cspr.clocks import london_date
from cspr.deadlines import NOTHING_SAID, Late
from cspr.lifecycle import MoveRefused, Moves, lock, move, refuse_move
from cspr.models import Case, User
from cspr.stages import announce
from practice_reviews.lifecycle import record_published
from practice_reviews.models import PracticeReview
from publications import checking, correction, countdown, gate, library
from publications.kinds import THE_REPORT, Source, kinds_from
from publications.markdown import Rendered
from publications.models import Candidate, Publication, PublishedReview
from rapid_reviews.models import RapidReview

Status = Publication.Status
MOVES: Moves = {
    Status.DRAFT: frozenset({Status.IN_APPROVAL}),
    Status.IN_APPROVAL: frozenset({Status.APPROVED, Status.DRAFT}),
    Status.APPROVED: frozenset({Status.PUBLISHED, Status.DRAFT}),
    Status.PUBLISHED: frozenset({Status.WITHDRAWN, Status.REPLACED}),
}
# Accepting what the gate found moves no status; it is one of the steps towards an approval all the same.
accept_finding, accept_findings = checking.accept_finding, checking.accept_findings


@transaction.atomic
def draft_from(source: Source, *, by: User, at: datetime, kind: str) -> Publication:
    """Begin a draft from a practice review, from a Rapid Review with other learning, or from a case with an existing report.

    A practice review's report is copied in, to be rewritten without anything that identifies. Raises MoveRefused.
    """
    if kind not in kinds_from(source):
        raise MoveRefused(
            "Nothing of that kind can be drafted from this record now: a practice review needs its report, a Rapid Review the "
            "decision “other learning”. Nothing was made; choose another kind, or come back when that is done."
        )
    case = source if isinstance(source, Case) else source.case
    practice_review = source if isinstance(source, PracticeReview) else None
    publication = Publication(
        case=case,
        practice_review=practice_review,
        rapid_review=source if isinstance(source, RapidReview) else None,
        kind=kind,
        body=practice_review.report if practice_review and kind in THE_REPORT else "",
        drafted_by=by,
        drafted_at=at,
        edited_by=by,
        edited_at=at,
    )
    _save(publication, by)
    words = f"Draft begun for publication: {publication.get_kind_display().lower()}."
    timeline.record(case, "publication_drafted", words, at=at, by=by)
    return publication


@transaction.atomic
def save_edit(publication: Publication, *, by: User, at: datetime) -> Publication:
    """Keep what somebody wrote. An approval, asked or given, does not outlive an edit. Raises MoveRefused once published."""
    stored = lock(publication)
    if stored.status not in countdown.BEFORE_PUBLICATION:
        raise MoveRefused("What has been published is not edited. Withdraw it, or begin a new draft; nothing was altered.")
    publication.edited_by, publication.edited_at = by, at
    publication.status, publication.sent_back_because = stored.status, stored.sent_back_because
    for name in countdown.WRITTEN_HERE:
        setattr(publication, name, getattr(stored, name))
    _forget_approval(publication)
    if stored.status == Status.DRAFT:
        _save(publication, by)
        return publication
    move(publication, Status.DRAFT, MOVES, by=by)
    words = "Publication edited: it is a draft again, and has to be approved once more."
    timeline.record(publication.case, "publication_approval_voided", words, at=at, by=by)
    return publication


@transaction.atomic
def ask_for_approval(publication: Publication, *, by: User, at: datetime) -> Publication:
    """Hand the draft to a second person: the page is frozen, and a worker makes and reads its file. Raises MoveRefused.

    What the gate finds stops the approval, not the asking: it is rewritten, or accepted by a second person.
    """
    publication = lock(publication)
    publication.sent_back_because = ""
    move(publication, Status.IN_APPROVAL, MOVES, by=by)
    gate.refuse_incomplete(publication)
    countdown.refuse_unsayable(publication)
    checking.ask(publication, by=by, at=at)
    timeline.record(publication.case, "publication_approval_asked", "Approval asked for a publication.", at=at, by=by)
    announce("publication_approval_asked", publication, by=by, at=at)
    return publication


@transaction.atomic
def make_again(publication: Publication, *, by: User, at: datetime) -> Candidate:
    """Have the page and the PDF made and read once more; what was accepted in the earlier ones counts no more. MoveRefused."""
    publication = lock(publication)
    if publication.status != Status.IN_APPROVAL:
        raise MoveRefused("They are made again only while a second person's approval is awaited. Nothing was altered.")
    candidate = checking.ask(publication, by=by, at=at, anew=True)
    timeline.record(publication.case, "publication_made_again", "Page and PDF of a publication made again.", at=at, by=by)
    return candidate


@transaction.atomic
def approve(publication: Publication, *, by: User, at: datetime, digest: str | None = None) -> Publication:
    """Approve exactly the bytes that were made and read: `digest` is their candidate's; without it, the newest.

    Never by anybody who wrote any of it. Raises MoveRefused.
    """
    publication = lock(publication)
    checking.refuse_first_person(publication, by)
    refuse_move(publication, Status.APPROVED, MOVES)
    candidate = checking.newest(publication)
    if candidate is not None and digest not in (None, candidate.digest):
        raise MoveRefused(
            "It was edited while you read it, so your approval would be of words that you have not seen. Nothing was altered. "
            "Read the preview once more, then open this page again from the publication."
        )
    candidate = gate.refuse_unfit(publication, candidate)
    _content_of(candidate)
    publication.approved_by, publication.approved_at, publication.approved_digest = by, at, candidate.digest
    move(publication, Status.APPROVED, MOVES, by=by)
    timeline.record(publication.case, "publication_approved", "Publication approved by a second person.", at=at, by=by)
    return publication


@transaction.atomic
def send_back(publication: Publication, *, by: User, at: datetime, because: str) -> Publication:
    """Give it back to its author with what has to change. Raises MoveRefused without words."""
    publication = lock(publication)
    if not because.strip():
        raise MoveRefused("Say what has to change, so that the author can do it. Nothing was altered.")
    _forget_approval(publication)
    publication.sent_back_because = because.strip()
    move(publication, Status.DRAFT, MOVES, by=by)
    timeline.record(publication.case, "publication_sent_back", "Publication sent back to its author.", at=at, by=by)
    return publication


def publish(publication: Publication, *, by: User, at: datetime, late: Late = NOTHING_SAID) -> PublishedReview:
    """Copy exactly the page and the bytes that were approved to the public side, and meet the clock of a practice review.

    Raises MoveRefused, and ReasonNeeded where the six months have passed, or the advance copy went too late for this day, and
    `late` leaves something open. If anything fails, neither row nor file is left.
    """
    key, written = library.new_key(), list[str]()
    try:
        with library.changing(), transaction.atomic():
            transaction.on_commit(lambda: written.append(key))
            return _publish(publication, key, by=by, at=at, late=late)
    except BaseException:
        # What fails after the commit fails too late: the row is public, and its file with it.
        if not written:
            library.remove_file(key)
        raise


def withdraw(publication: Publication, *, by: User, at: datetime, because: str, whole_page: bool = False) -> Publication:
    """Take page, file and search entry away together and leave a tombstone without a name. Raises MoveRefused.

    Of a page with several documents only this one goes, unless the whole page is meant; the last one takes the page along.
    """
    with library.changing(), transaction.atomic():
        for other in on_the_same_page(publication) if whole_page else ():
            _withdraw(other, by=by, at=at, because=because)
        return _withdraw(publication, by=by, at=at, because=because)


def on_the_same_page(publication: Publication) -> list[Publication]:
    """What else stands on its public page, the oldest first; nothing where it is not public."""
    public = Publication.objects.filter(case=publication.case_id).exclude(public_slug="")
    beside = public.filter(public_slug=publication.public_slug).exclude(pk=publication.pk)
    return list(beside.order_by("published_at", "pk"))


def _withdraw(publication: Publication, *, by: User, at: datetime, because: str) -> Publication:
    publication = lock(publication)
    if not because.strip():
        raise MoveRefused("Give the reason. It is kept with the case and is not shown to the public. Nothing was altered.")
    slug, document = publication.public_slug, publication.public_document
    publication.public_slug, publication.public_document = "", ""
    publication.withdrawn_by, publication.withdrawn_at, publication.withdrawn_because = by, at, because.strip()
    move(publication, Status.WITHDRAWN, MOVES, by=by)
    library.remove(slug, document, on=london_date(at))
    timeline.record(publication.case, "publication_withdrawn", "Publication withdrawn from the public site.", at=at, by=by)
    announce("review_withdrawn", publication, by=by, at=at)
    return publication


def entry_of(page: gate.Page, *, on: date) -> library.Entry:
    """What the public would read of a page, published on that day."""
    return library.Entry(
        title=page["title"],
        partnership=page["partnership"],
        kind=page["kind"],
        review_type=page["review_type"],
        when=library.When(on),
        subject=page["subject"],
        summary=page["summary"],
        rendered=Rendered(page["body_html"], page["body_text"], page["body_contents"]),
        year_of_incident=page["year_of_incident"],
        age_band=page["age_band"],
        themes=tuple((slug, name) for slug, name in page["themes"]),
        learning_html=page["learning_html"],
        recommendations_html=page["recommendations_html"],
        changes_html=page["changes_since_html"],
        version=page["version"],
        correction_note=page["correction_note"],
    )


def _publish(publication: Publication, key: str, *, by: User, at: datetime, late: Late) -> PublishedReview:
    publication = lock(publication)
    # A hold takes the row of the case too, and whatever writes a line of its timeline waits for it: neither passes the other.
    lock(publication.case)
    _refuse_one_person(publication)
    publication.published_by, publication.published_at = by, at
    move(publication, Status.PUBLISHED, MOVES, by=by)
    candidate = gate.refuse_unfit(publication, checking.of_digest(publication, publication.approved_digest))
    countdown.refuse_unready(publication, at=at)
    review = _copy(publication, candidate, key, at)
    publication.public_slug = review.slug
    publication.public_document = review.document.slug if review.document else ""
    where = {"public_slug": publication.public_slug, "public_document": publication.public_document}
    Publication.objects.filter(pk=publication.pk).update(**where)
    if publication.replaces is not None:
        _replace(publication.replaces, by=by, at=at)
    words = f"Published: {publication.get_kind_display().lower()}, with {candidate.pages} pages as PDF."
    timeline.record(publication.case, "publication_published", words, at=at, by=by)
    if publication.practice_review and publication.kind in THE_REPORT:
        record_published(publication.practice_review, by=by, at=at, late=late)
    countdown.was_published(publication, by=by, at=at, late=late)
    announce("review_published", publication, by=by, at=at)
    return review


def _copy(publication: Publication, candidate: Candidate, key: str, at: datetime) -> PublishedReview:
    """Copy exactly the page and the bytes that were approved, to where they belong."""
    file = library.write_file(key, _content_of(candidate), candidate.pages)
    slug, replaced = correction.place_of(publication)
    return library.add(replace(entry_of(candidate.page, on=london_date(at)), file=file, to_slug=slug, replaces=replaced))


def _replace(corrected: Publication, *, by: User, at: datetime) -> None:
    """The version before stays on record; at its address stands the corrected one."""
    corrected = lock(corrected)
    corrected.public_slug, corrected.public_document = "", ""
    move(corrected, Status.REPLACED, MOVES, by=by)
    words = f"Version {corrected.version} of a publication replaced by a corrected version."
    timeline.record(corrected.case, "publication_replaced", words, at=at, by=by)


def _content_of(candidate: Candidate) -> bytes:
    """The bytes of the file. Raises MoveRefused where they are not what was made and read."""
    try:
        return checking.content_of(candidate)
    except checking.FileAltered as error:
        raise MoveRefused(
            "The stored PDF is not the one that was made and read: its SHA-256 is another, or it is gone. Nothing was altered "
            "and nothing was published. Send it back, ask for approval again, and tell your support."
        ) from error


def _refuse_one_person(publication: Publication) -> None:
    """Who approved it wrote none of it. Looked at once more, for rows may have been altered behind our back."""
    if publication.status == Status.APPROVED and publication.approved_by_id in gate.writers_of(publication):
        raise MoveRefused(
            "One person alone cannot publish: who approved this also wrote some of it. Send it back, and ask a colleague who "
            "wrote none of it to approve it; nothing was altered."
        )


def _save(publication: Any, by: User) -> None:
    publication._history_user = by
    publication.save()


def _forget_approval(publication: Publication) -> None:
    publication.approved_by, publication.approved_at, publication.approved_digest = None, None, ""
