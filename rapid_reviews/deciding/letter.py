"""The Panel's letter as a file: judged, scanned and limited as every other. Writes HeldFile of a letter."""

import uuid
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet

from cspr import timeline
from cspr.lifecycle import MoveRefused, save
from cspr.models import User
from rapid_reviews.models import HeldFile, PanelReply, RapidReview
from referrals import uploads
from referrals.models import Attachment

NAMESPACE = uuid.UUID("5b1f5c1e-2b0a-4d55-9d7e-30c8c7a4f1aa")


def letters_of(review: RapidReview) -> QuerySet[HeldFile]:
    """The files of all letters of the Panel, in every round."""
    rows = HeldFile.objects.filter(reply__review=review, attachment__removed_at=None)
    return rows.select_related("attachment", "reply").order_by("pk")


def waiting_letters(review: RapidReview) -> list[Attachment]:
    """Those that no scanner has judged."""
    return [held.attachment for held in letters_of(review) if held.attachment.state == Attachment.State.WAITING]


def keep_letter(review: RapidReview, upload: "UploadedFile[Any]", *, by: User, at: datetime) -> Attachment:
    """Keep the file beside the newest letter. Of a file that is refused nothing is kept. Raises MoveRefused."""
    reply = review.replies.first()
    if reply is None:
        raise MoveRefused("Record the Panel's reply first; then its letter can be kept with it. Nothing was altered.")
    place = uploads.Place(
        is_open=lambda: True,
        files=lambda: Attachment.objects.filter(held__reply=reply, removed_at=None),
        take=lambda file: _take(file, reply, by, at),
    )
    return uploads.lay(upload, beside=uuid.uuid5(NAMESPACE, str(reply.pk)), into=place, by=by, at=at)


@transaction.atomic
def release_letters(review: RapidReview, *, because: str, by: User, at: datetime) -> int:
    """Let staff save letters that no scanner has judged, on a person's word. Raises MoveRefused."""
    waiting = waiting_letters(review)
    if not waiting:
        raise MoveRefused("No letter is in quarantine any more. Nothing was altered; reload the page.")
    for file in waiting:
        uploads.release(file, by=by, because=because, at=at)
    words = f"Letter of the Panel released from quarantine, not scanned: {len(waiting)}."
    timeline.record(review.case, "file_released", words, at=at, by=by)
    return len(waiting)


def _take(file: Attachment, reply: PanelReply, by: User, at: datetime) -> None:
    save(HeldFile(attachment=file, reply=reply), by=by)
    words = f"The Panel's letter of {reply.reply_on:%-d %B %Y} kept as a file."
    timeline.record(reply.review.case, "panel_letter_kept", words, at=at, by=by)
