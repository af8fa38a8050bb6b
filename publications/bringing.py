"""A report that was made elsewhere: a PDF laid beside a draft, or the text of a Word file brought into it."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import IO, Any, cast

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from cspr import timeline
from cspr.lifecycle import MoveRefused, lock
from cspr.models import User
from publications import checking, countdown, lifecycle, reading
from publications.models import Publication
from publications.reading import Read
from referrals import uploads
from referrals.uploads import judging, names, scanning

NOT_NOW = "What has been published takes no other file. Withdraw it, or begin a corrected version; nothing was altered."


@dataclass(frozen=True)
class Brought:
    """What became of a Word file: how long its text is, and what hidden things were left behind, in words."""

    characters: int
    left_behind: tuple[str, ...]


def lay_report(publication: Publication, upload: "UploadedFile[Any]", *, by: User, at: datetime) -> Publication:
    """Keep a PDF beside the draft: it is published in the place of one made by us. Voids an approval, unless it lay there.

    Raises MoveRefused.
    """
    _refuse_unless(publication, upload, "pdf", "Choose a PDF. A Word file is brought in by a step of its own.")
    words = "A PDF was laid beside the publication."
    and_then = partial(_edited, publication, words, by=by, at=at)
    checking.keep_report(publication, upload, by=by, at=at, and_then=and_then)
    return Publication.objects.get(pk=publication.pk)


@transaction.atomic
def take_away_report(publication: Publication, *, by: User, at: datetime) -> Publication:
    """Destroy the PDF beside the draft: it is made from the text again. Takes back an approval. Raises MoveRefused."""
    publication = lock(publication)
    if publication.status not in countdown.BEFORE_PUBLICATION:
        raise MoveRefused(NOT_NOW)
    checking.let_go_report(publication, at=at)
    return _edited(publication, "The PDF that lay beside the publication was taken away.", by=by, at=at)


def bring_in_word(publication: Publication, upload: "UploadedFile[Any]", *, by: User, at: datetime) -> Brought:
    """Put the visible text of a Word file in the place of the report. The file itself is not kept. Raises MoveRefused."""
    _refuse_unless(publication, upload, "docx", "Choose a Word file that ends in .docx. Save an older one as .docx first.")
    text, read = _text_of(upload, by=by, at=at)
    _edited(publication, "The text of a Word file was brought into the publication.", by=by, at=at, body=text)
    return Brought(len(text), _in_words(read))


def _refuse_unless(publication: Publication, upload: "UploadedFile[Any]", kind: str, words: str) -> None:
    if publication.status not in countdown.BEFORE_PUBLICATION:
        raise MoveRefused(NOT_NOW)
    try:
        fits = names.kind_of(names.title_of(upload.name or "")) == kind
    except uploads.FileRefused as refusal:
        raise MoveRefused(f"{refusal} {words}") from refusal
    if not fits:
        raise MoveRefused(f"{words} Nothing was altered.")


def _text_of(upload: "UploadedFile[Any]", *, by: User, at: datetime) -> tuple[str, Read]:
    """Judged, scanned and limited as every file of a stranger, then read. Raises MoveRefused."""
    if (upload.size or 0) > uploads.LARGEST:
        raise MoveRefused(f"{uploads.TOO_LARGE} Nothing was altered.")
    content = cast("IO[bytes]", upload.file)
    with uploads.refusing_the_step():
        uploads.count_try(by.email, at=at)
        _, examined = judging.judge(names.title_of(upload.name or ""), content)
    if scanning.scan(content, examined.inside) is scanning.Finding.MALWARE:
        raise MoveRefused("The scanner found malware in this file, and nothing of it was kept. Tell your IT team.")
    content.seek(0)
    text, read = reading.markdown_of_docx(content.read())
    if not text.strip():
        raise MoveRefused(
            "No text could be read in this file, so nothing was altered. Open it in Word, and paste its text instead."
        )
    return text, read


@transaction.atomic
def _edited(publication: Publication, words: str, *, by: User, at: datetime, body: str | None = None) -> Publication:
    publication = lock(publication)
    publication.body = publication.body if body is None else body
    lifecycle.save_edit(publication, by=by, at=at)
    timeline.record(publication.case, "publication_file_changed", words, at=at, by=by)
    return publication


def _in_words(read: Read) -> tuple[str, ...]:
    """Each sort of hidden thing once, with how often it was there."""
    counted = Counter(trouble.what for trouble in read.troubles)
    return tuple(what if often == 1 else f"{what} ({often} times)" for what, often in counted.items())
