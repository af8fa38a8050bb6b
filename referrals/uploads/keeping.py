"""Stores what senders send under a name that says nothing, and takes it back. Writes the rows of Attachment."""

import hashlib
import uuid
from datetime import datetime, timedelta
from typing import IO, Any, cast

from django.core.files.uploadedfile import UploadedFile
from django.db import OperationalError, connection, transaction
from django.db.models import Sum

from referrals.models import Attachment, Draft, FileTry, Referral
from referrals.uploads import telling, words
from referrals.uploads.capped import LARGEST, LARGEST_REFERRAL
from referrals.uploads.judging import judge
from referrals.uploads.names import title_of
from referrals.uploads.places import Place
from referrals.uploads.room import NoRoom, require_room
from referrals.uploads.scanning import Finding, scan
from referrals.uploads.storing import new_key, path_of, unlink, write
from referrals.uploads.words import FileRefused

PER_REFERRAL = 20
# Security plan, T24: files that one address, and all addresses together, may send within an hour, taken back or not.
PER_HOUR = 30
PER_HOUR_OF_ALL = 1000
# And files that are opened to be judged, refused ones included: each costs seconds of work.
TRIES_PER_HOUR, TRIES_PER_HOUR_OF_ALL = 60, 2000
# A file that belongs to no draft any more is thrown away after this.
ABANDONED_AFTER = timedelta(days=1)
STATES = {Finding.CLEAN: Attachment.State.CLEAN, Finding.UNKNOWN: Attachment.State.WAITING}


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


def keep(
    upload: "UploadedFile[Any]", *, sender: str, form_uuid: uuid.UUID, at: datetime, into: Place | None = None
) -> Attachment | None:
    """Judge a file, scan it, and keep it with its draft, or in another place; None if that was closed meanwhile.

    Raises FileRefused, in words for the sender, and FormBusy. Of a file that is refused nothing is kept.
    """
    into = into or draft_of(sender, form_uuid)
    title = title_of(upload.name or "")
    size = upload.size or 0
    if size == 0:
        raise FileRefused(words.EMPTY)
    if size > LARGEST:
        raise FileRefused(words.TOO_LARGE)
    _refuse_too_much(sender, into, at, size)
    _refuse_without_room(size)
    count_try(sender, at=at)
    content = cast("IO[bytes]", upload.file)
    kind, examined = judge(title, content)
    finding = scan(content, examined.inside)
    if finding is Finding.MALWARE:
        raise FileRefused(words.MALWARE)
    known = {"state": STATES[finding], "scanned_at": at if finding is Finding.CLEAN else None}
    return _store(content, sender, form_uuid, at, into, title=title, kind=kind, **known)


@transaction.atomic
def count_try(sender: str, *, at: datetime) -> None:
    """Note that a file is about to be opened, kept afterwards or not. Raises FileRefused where that was too often; FormBusy."""
    hold_form(sender, uuid.UUID(int=0))
    since = at - timedelta(hours=1)
    recent = FileTry.objects.filter(tried_at__gt=since)
    if recent.filter(sender_email=sender).count() >= TRIES_PER_HOUR:
        raise FileRefused(words.TRIED_TOO_OFTEN)
    if recent.count() >= TRIES_PER_HOUR_OF_ALL:
        raise FileRefused(words.ALL_TOO_OFTEN)
    FileTry.objects.filter(sender_email=sender, tried_at__lte=since).delete()
    FileTry.objects.create(sender_email=sender, tried_at=at)


def draft_of(sender: str, form_uuid: uuid.UUID) -> Place:
    """A draft as a place for files: it takes some until it is sent."""
    return Place(
        is_open=Draft.objects.of(sender).unsent().filter(pk=form_uuid).exists,
        files=lambda: Attachment.objects.kept_for(sender, form_uuid),
    )


def _store(content: IO[bytes], sender: str, form_uuid: uuid.UUID, at: datetime, into: Place, **facts: Any) -> Attachment | None:
    """The file first and then its row: whatever happens between, no row is without its file."""
    key = new_key()
    size, digest = write(content, path_of(key))
    try:
        kept = _record(sender, form_uuid, at, into, key=key, size=size, sha256=digest, **facts)
    except BaseException:
        unlink(key)
        raise
    if kept is None or kept.key != key:
        unlink(key)
    return kept


@transaction.atomic
def _record(sender: str, form_uuid: uuid.UUID, at: datetime, into: Place, **facts: Any) -> Attachment | None:
    # First for the sender, so that two files at the same moment are both counted; then for the form.
    hold_form(sender, uuid.UUID(int=0))
    hold_form(sender, form_uuid)
    if not into.is_open():
        return None
    # The same file twice, by a second press of the button or a page that was sent again, is one file.
    same = {name: facts[name] for name in ("title", "sha256")}
    if (twin := into.files().filter(**same).first()) is not None:
        return twin
    _refuse_too_much(sender, into, at, facts["size"])
    _discard_abandoned(at)
    held = into.take is not None
    made = Attachment.objects.create(sender_email=sender, form_uuid=form_uuid, uploaded_at=at, is_held=held, **facts)
    if into.take is not None:
        into.take(made)
    return made


@transaction.atomic
def remove_all(sender: str, form_uuid: uuid.UUID, *, at: datetime) -> None:
    """Take back everything that waits with a draft. Raises FormBusy."""
    hold_form(sender, form_uuid)
    _discard(list(Attachment.objects.kept_for(sender, form_uuid)), at)


@transaction.atomic
def remove(draft: Draft, number: int, *, at: datetime) -> str:
    """Take one file back, and return its name; "" if it is not there. A file that was sent stays. Raises FormBusy."""
    hold_form(draft.sender_email, draft.pk)
    found = Attachment.objects.kept_for(draft.sender_email, draft.pk).filter(pk=number).first()
    if found is None:
        return ""
    title = found.title
    _discard([found], at)
    return title


def let_go(file: Attachment, *, at: datetime) -> None:
    """Destroy a file that another stage held. Call it inside the transaction that lets it go."""
    _discard([file], at)


def attach(referral: Referral) -> None:
    """Give a referral the files that waited with its draft. Call it inside the transaction that stores the referral."""
    Attachment.objects.kept_for(referral.sender_email, referral.form_uuid).update(referral=referral)
    for file in referral.attachments.filter(state=Attachment.State.INFECTED):
        telling.tell_staff_of_malware(file, at=referral.received_at)


def _refuse_too_much(sender: str, into: Place, at: datetime, size: int) -> None:
    """Raises FileRefused where a limit is reached."""
    recent = Attachment.objects.filter(uploaded_at__gt=at - timedelta(hours=1))
    if recent.filter(sender_email=sender).count() >= PER_HOUR:
        raise FileRefused(words.TOO_OFTEN)
    if recent.count() >= PER_HOUR_OF_ALL:
        raise FileRefused(words.ALL_TOO_OFTEN)
    kept = into.files()
    if kept.count() >= PER_REFERRAL:
        raise FileRefused(words.TOO_MANY)
    if (kept.aggregate(all=Sum("size"))["all"] or 0) + size > LARGEST_REFERRAL:
        raise FileRefused(words.TOO_MUCH)


def _refuse_without_room(size: int) -> None:
    try:
        require_room(size)
    except NoRoom as error:
        raise FileRefused(words.NOT_STORED) from error


def _discard_abandoned(at: datetime) -> None:
    """Files whose draft is gone without them, which happens only where a process was ended at the wrong moment."""
    old = Attachment.objects.filter(referral=None, is_held=False, removed_at=None, uploaded_at__lt=at - ABANDONED_AFTER)
    alone = old.exclude(form_uuid__in=Draft.objects.unsent().values("pk"))
    _discard(list(alone.select_for_update(skip_locked=True)), at)


def _discard(files: list[Attachment], at: datetime) -> None:
    """The row stays and counts towards the hourly limit; its name and the file go."""
    for file in files:
        file.title, file.removed_at = "", at
        file.save(update_fields=["title", "removed_at"])
        transaction.on_commit(lambda key=file.key: unlink(key))  # type: ignore[misc]
