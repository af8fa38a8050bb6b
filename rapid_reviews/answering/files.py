"""Files with an answer: judged, scanned and limited as with a referral. Writes HeldFile of a request."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import OperationalError, transaction
from django.db.models import QuerySet

from cspr import outbox, timeline
from cspr.lifecycle import MoveRefused, lock
from cspr.models import AgencyContact, Case, User
from rapid_reviews.answering.holding import hold, keep, requests_of, who
from rapid_reviews.models import AgencyRequest, HeldFile
from referrals import uploads
from referrals.models import Attachment


def files_of(asked: AgencyRequest) -> QuerySet[Attachment]:
    """What lies with the answer."""
    return Attachment.objects.filter(held__request=asked, removed_at=None)


def keep_file(upload: "UploadedFile[Any]", asked: AgencyRequest, *, contact: AgencyContact, at: datetime) -> Attachment | None:
    """Keep a file with the answer; None if it may not be answered any more.

    Raises uploads.FileRefused, in words for the person, and uploads.FormBusy. Of a file that is refused nothing is kept.
    """

    def is_open() -> bool:
        # The row is held until the file stands with it, so that nobody signs in between.
        held = AgencyRequest.objects.select_for_update(of=("self",)).filter(pk=asked.pk, status=AgencyRequest.Status.SENT)
        try:
            return held.first() is not None and requests_of(contact).filter(pk=asked.pk).exists()
        except OperationalError as error:
            raise uploads.FormBusy from error

    place = uploads.Place(
        is_open=is_open,
        files=lambda: files_of(asked),
        take=lambda file: keep(HeldFile(attachment=file, request=asked), contact),
    )
    return uploads.keep(upload, sender=contact.email, form_uuid=asked.pk, at=at, into=place)


def tell_of_malware(file: Attachment, *, by: User | None, at: datetime) -> None:
    """Follows a finding of the scanner after a file was kept: the unit is told, once each, by a reference only."""
    held = HeldFile.objects.filter(attachment=file, request__isnull=False).select_related("request__review__case").first()
    if held is None or held.request is None:
        return
    case = held.request.review.case
    for person in User.objects.with_roles("coordinator", "business_manager"):
        if not Case.objects.visible_to(person).filter(pk=case.pk).exists():
            continue
        outbox.queue(
            key=f"attachment:{file.pk}:malware:{person.pk}",
            to=person.email,
            subject=f"{case.reference}: malware was found in a file",
            body=(
                f"The scanner found malware in a file that an agency sent with its answer to {case.reference}. The file was "
                "destroyed; nobody could open it before. The rest of the answer is unharmed.\n\n"
                "Tell the agency by telephone, so that its IT team can look at the computer, and ask what the file was to say."
                f"\n\nOpen the case: {settings.STAFF_URL}/cspr/case/{case.pk}/change/"
            ),
            at=at,
            case=case,
        )


def waiting_files(asked: AgencyRequest) -> QuerySet[Attachment]:
    """What no scanner has judged of a signed answer; before it is signed its files are the agency's alone."""
    signed = asked.status == AgencyRequest.Status.SIGNED
    return files_of(asked).filter(state=Attachment.State.WAITING) if signed else Attachment.objects.none()


@transaction.atomic
def release_files(asked: AgencyRequest, *, because: str, by: User, at: datetime) -> int:
    """Let staff save the files of a signed answer that no scanner has judged, on a person's word. Raises MoveRefused."""
    waiting = list(waiting_files(lock(asked)))
    if not waiting:
        raise MoveRefused("No file of this answer is in quarantine any more. Nothing was altered; reload the page.")
    for file in waiting:
        uploads.release(file, by=by, because=because, at=at)
    words = f"Files of the answer of {asked.agency} released from quarantine, not scanned: {len(waiting)}."
    timeline.record(asked.review.case, "file_released", words, at=at, by=by)
    return len(waiting)


@transaction.atomic
def remove_file(asked: AgencyRequest, number: int, *, contact: AgencyContact, at: datetime) -> str:
    """Take one file back, and return its name; "" if it is not there. Raises MoveRefused once the answer is signed."""
    locked = hold(asked, contact)
    held = HeldFile.objects.filter(request=locked, attachment=number).select_related("attachment").first()
    if held is None:
        return ""
    file, title = held.attachment, held.attachment.title
    held._change_reason = who(contact)  # type: ignore[attr-defined]
    held.delete()
    uploads.let_go(file, at=at)
    return title
