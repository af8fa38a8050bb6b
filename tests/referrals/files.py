"""A file as it arrives with a draft."""

from datetime import datetime, timedelta
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from referrals import uploads
from referrals.models import Attachment, Draft
from tests.referrals.answers import MONDAY
from tests.referrals.answers import draft as new_draft

SENDER = "head@school.example"


def arriving(name: str, content: bytes) -> SimpleUploadedFile:
    """Before Django takes the folders out of its name."""
    upload = SimpleUploadedFile("any", content)
    upload._name = name  # type: ignore[attr-defined]
    return upload


def keep(name: str, content: bytes, draft: Draft | None = None, *, at: datetime = MONDAY, minutes: int = 0) -> Attachment:
    """Keep a file with a draft, or with one of its own. Raises uploads.FileRefused."""
    moment = at + timedelta(minutes=minutes)
    draft = draft or new_draft(sender=SENDER)
    kept = uploads.keep(arriving(name, content), sender=draft.sender_email, form_uuid=draft.pk, at=moment)
    assert kept is not None
    return kept


def stored(media: Path) -> list[Path]:
    """Every file on the disk of senders' files."""
    return [path for path in media.rglob("*") if path.is_file()]
