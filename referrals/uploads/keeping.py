"""Stores what senders send under a name that says nothing, and takes it back. The only writer of Attachment."""

import contextlib
import hashlib
import os
import re
import secrets
import unicodedata
import uuid
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.db import OperationalError, connection, transaction

from referrals.models import Attachment, Referral
from referrals.uploads.judging import FileRefused, judge

LARGEST = 25 * 1024 * 1024
# Security plan, T24: files that one address may send within an hour, taken back or not.
PER_HOUR = 30
# A file whose form was never sent is thrown away after this.
ABANDONED_AFTER = timedelta(days=1)
TOO_LARGE = (
    "The file is larger than 25 MB and was not kept. Everything else you typed is still here. "
    "Send a smaller file, for example a PDF without photographs."
)


class CappedUpload(FileUploadHandler):
    """Stops reading a file into storage beyond the limit; the page then says so and keeps everything else."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Start counting."""
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass the chunk on, or skip the rest of the file."""
        self.received += len(raw_data)
        if self.received > LARGEST:
            if self.request is not None:
                self.request.META["referrals.too_large"] = True
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file itself to Django's own handlers."""


class FormBusy(Exception):
    """Another request has worked on the same form for longer than the database lets anybody wait."""


def hold_form(sender: str, form_uuid: uuid.UUID) -> None:
    """Let one request at a time work on this form of this sender, until the transaction ends. Raises FormBusy."""
    digest = hashlib.sha256(f"{sender} {form_uuid}".encode()).digest()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(digest[:8], signed=True)])
    except OperationalError as error:
        raise FormBusy from error


def keep(upload: "UploadedFile[Any]", *, sender: str, form_uuid: uuid.UUID, at: datetime) -> Attachment | None:
    """Judge a file and keep it with its form in place of an earlier one; None if the form was sent meanwhile.

    Raises FileRefused, in words for the sender.
    """
    title = title_of(upload.name or "")
    _refuse_flood(sender, at)
    if not upload.size:
        raise FileRefused("The file is empty. Choose it again, or send the form without it.")
    if upload.size > LARGEST:
        raise FileRefused(TOO_LARGE)
    kind = judge(title, upload)
    key = secrets.token_hex(32)
    size, digest = _write(upload, path_of(key))
    try:
        kept = _record(sender, form_uuid, at, title=title, kind=kind, key=key, size=size, sha256=digest)
    except BaseException:
        _unlink(key)
        raise
    if kept is None:
        _unlink(key)
    return kept


@transaction.atomic
def _record(sender: str, form_uuid: uuid.UUID, at: datetime, **facts: Any) -> Attachment | None:
    hold_form(sender, form_uuid)
    if Referral.objects.sent_by(sender).filter(form_uuid=form_uuid).exists():
        return None
    remove(sender, form_uuid, at=at)
    _discard_abandoned(at)
    return Attachment.objects.create(sender_email=sender, form_uuid=form_uuid, uploaded_at=at, **facts)


@transaction.atomic
def remove_all(sender: str, form_uuid: uuid.UUID, *, at: datetime) -> None:
    """Take back everything that waits with a form."""
    remove(sender, form_uuid, at=at)


@transaction.atomic
def remove(sender: str, form_uuid: uuid.UUID, *, at: datetime) -> None:
    """Take back what waits with a form. A file that was sent stays."""
    hold_form(sender, form_uuid)
    _discard(list(Attachment.objects.kept_for(sender, form_uuid)), at)


def attach(referral: Referral) -> None:
    """Give a referral the files that waited with its form."""
    Attachment.objects.kept_for(referral.sender_email, referral.form_uuid).update(referral=referral)


def path_of(key: str) -> Path:
    """Where a file lies: a folder for each first two characters, so that none grows too large."""
    if not re.fullmatch(r"[0-9a-f]{64}", key):
        raise ValueError("This is not the key of a file.")
    return Path(settings.REFERRALS_MEDIA_ROOT) / key[:2] / key


def title_of(name: str) -> str:
    """The name of a file as the sender knows it, without folders. Raises FileRefused for signs that disguise a name."""
    base = name.replace("\\", "/").rpartition("/")[2].strip()
    if any(unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") for sign in base):
        raise FileRefused("The name of the file contains hidden characters. Give it a plain name and choose it again.")
    stem, dot, ending = base.rpartition(".")
    return f"{stem[:180]}{dot}{ending[:10]}"


def _refuse_flood(sender: str, at: datetime) -> None:
    recent = Attachment.objects.filter(sender_email=sender, uploaded_at__gt=at - timedelta(hours=1))
    if recent.count() >= PER_HOUR:
        raise FileRefused(
            f"You have sent {PER_HOUR} files within an hour, which is the most we take. Everything you typed is still here. "
            "Send the form without the file and tell us when we call you."
        )


def _write(upload: "UploadedFile[Any]", path: Path) -> tuple[int, str]:
    """Store the bytes so that a power cut leaves the whole file or none. Returns size and SHA-256."""
    digest, size = hashlib.sha256(), 0
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
            for chunk in upload.chunks():
                digest.update(chunk)
                size += target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
        part.rename(path)
        _sync_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink()
        raise FileRefused(
            "The file could not be stored just now, which is our fault. Everything you typed is still here. "
            "Send the form without the file and tell us when we call you."
        ) from error
    return size, digest.hexdigest()


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _discard_abandoned(at: datetime) -> None:
    old = Attachment.objects.filter(referral=None, removed_at=None, uploaded_at__lt=at - ABANDONED_AFTER)
    _discard(list(old.select_for_update(skip_locked=True)), at)


def _discard(files: list[Attachment], at: datetime) -> None:
    """The row stays and counts towards the hourly limit; its name and the file go."""
    for file in files:
        file.title, file.removed_at = "", at
        file.save(update_fields=["title", "removed_at"])
        transaction.on_commit(lambda key=file.key: _unlink(key))  # type: ignore[misc]


def _unlink(key: str) -> None:
    with contextlib.suppress(OSError):
        path_of(key).unlink()
