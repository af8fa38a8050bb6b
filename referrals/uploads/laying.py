"""A file that staff lay beside a record of a later stage: judged and kept as a sender's, refused in words for staff."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from cspr.lifecycle import MoveRefused
from cspr.models import User
from referrals.models import Attachment
from referrals.uploads.keeping import FormBusy, keep
from referrals.uploads.places import Place
from referrals.uploads.words import FileRefused

BUSY = "Another file is being kept at this moment. Nothing was altered: wait a few seconds and choose the file again."


def lay(upload: "UploadedFile[Any]", *, beside: uuid.UUID, into: Place, by: User, at: datetime) -> Attachment:
    """Keep a file in a place of a later stage; `beside` names the record there. Of one that is refused nothing is kept.

    Raises MoveRefused.
    """
    with refusing_the_step():
        kept = keep(upload, sender=by.email, form_uuid=beside, at=at, into=into)
    if kept is None:
        raise MoveRefused(BUSY)
    return kept


@contextmanager
def refusing_the_step() -> Iterator[None]:
    """Where a file is refused inside, the step of whoever laid it is: raises MoveRefused with the same words."""
    try:
        yield
    except FileRefused as refusal:
        raise MoveRefused(str(refusal)) from refusal
    except FormBusy as busy:
        raise MoveRefused(BUSY) from busy
