"""A PDF that was made elsewhere, laid beside a draft: judged, scanned, kept as it came. The only writer of UploadedReport."""

import hashlib
import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from cspr import timeline
from cspr.lifecycle import MoveRefused, lock, save
from cspr.models import User
from publications.models import Publication, UploadedReport
from referrals import uploads
from referrals.models import Attachment

NAMESPACE = uuid.UUID("0d3f8f0e-3a0c-4a83-9a5b-6f0d2f3f1c77")


class NotUsable(Exception):
    """What was laid beside the publication cannot be read. The text says why, for staff."""


def keep_report(
    publication: Publication, upload: "UploadedFile[Any]", *, by: User, at: datetime, and_then: Callable[[], object]
) -> Attachment:
    """Keep the file beside the draft, in the place of one that lay there. Of one that is refused nothing is kept.

    `and_then` happens in the same transaction, and takes back an approval; not where the same file lies there already. Where
    it raises something, nothing is kept. Raises MoveRefused.
    """

    def take(file: Attachment) -> None:
        _take(file, publication, by, at)
        and_then()

    place = uploads.Place(
        is_open=lambda: True,
        files=lambda: Attachment.objects.filter(published_from__publication=publication, removed_at=None),
        take=take,
    )
    return uploads.lay(upload, beside=uuid.uuid5(NAMESPACE, str(publication.pk)), into=place, by=by, at=at)


@transaction.atomic
def let_go_report(publication: Publication, *, at: datetime) -> None:
    """Destroy the file that lies beside the draft: the PDF is made from its text again. Raises MoveRefused."""
    publication = lock(publication)
    upload = UploadedReport.objects.filter(publication=publication).select_related("attachment").first()
    if upload is None:
        raise MoveRefused("No PDF lies beside this publication any more. Nothing was altered; reload the page.")
    attachment = upload.attachment
    upload.delete()
    uploads.let_go(attachment, at=at)


@transaction.atomic
def release_report(publication: Publication, *, because: str, by: User, at: datetime) -> None:
    """Let a file be used that no scanner has judged, on a person's word. Raises MoveRefused."""
    if not waits_for_a_scan(publication):
        raise MoveRefused("The PDF is not in quarantine any more. Nothing was altered; reload the page.")
    uploads.release(publication.upload.attachment, by=by, because=because, at=at)
    words = "PDF beside a publication released from quarantine, not scanned."
    timeline.record(publication.case, "file_released", words, at=at, by=by)


def waits_for_a_scan(publication: Publication) -> bool:
    """Whether a PDF lies beside it that no scanner has judged."""
    return hasattr(publication, "upload") and publication.upload.attachment.state == Attachment.State.WAITING


def content_of(publication: Publication, sha256: str) -> bytes:
    """The bytes as they came, if they are still those. Raises NotUsable."""
    upload = UploadedReport.objects.filter(publication=publication).select_related("attachment").first()
    if upload is None or upload.attachment.sha256 != sha256:
        raise NotUsable("Another file lies there now, or none. Ask for approval again.")
    if upload.attachment.state not in Attachment.MAY_BE_OPENED:
        raise NotUsable("No scanner has judged the file yet. It is usually judged within minutes; then have it made again.")
    try:
        content = uploads.path_of(upload.attachment.key).read_bytes()
    except OSError as error:
        raise NotUsable("The stored file was not found. Lay it beside the publication again.") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise NotUsable("The stored file is not the one that was sent. Lay it beside the publication again.")
    return content


def _take(file: Attachment, publication: Publication, by: User, at: datetime) -> None:
    publication = lock(publication)
    if UploadedReport.objects.filter(publication=publication).exists():
        let_go_report(publication, at=at)
    save(UploadedReport(publication=publication, attachment=file, by=by, at=at), by=by)
