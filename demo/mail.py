"""The mailbox of the demonstration: each message becomes a file that /demo/mailbox/ shows. None leaves the machine."""

import json
import os
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from demo.marker import NotADemonstration, is_marked


@dataclass(frozen=True)
class Message:
    """One message as the mailbox page shows it; `at` in ISO 8601."""

    at: str
    to: str
    subject: str
    body: str

    @property
    def sent_at(self) -> datetime:
        """When it was sent."""
        return datetime.fromisoformat(self.at)


class MailboxBackend(BaseEmailBackend):
    """EMAIL_URL=demomail:// writes each message into DEMO_MAIL_DIR, readable by this user only."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """How many were written. Raises NotADemonstration, so that real mail waits in the outbox instead of lying in a file."""
        if not is_marked():
            raise NotADemonstration
        for message in email_messages:
            for address in message.recipients():
                _write(Message(timezone.now().isoformat(), address, str(message.subject), str(message.body)))
        return len(email_messages)


def newest(limit: int = 30) -> list[Message]:
    """The newest messages, newest first."""
    files = sorted(Path(settings.DEMO_MAIL_DIR).glob("*.json"), reverse=True)[:limit]
    return [Message(**json.loads(path.read_text(encoding="utf-8"))) for path in files]


def _write(message: Message) -> None:
    """Whole or not at all: written beside its place, then moved into it. The name says the time and nothing else."""
    folder = Path(settings.DEMO_MAIL_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{datetime.fromisoformat(message.at):%Y%m%dT%H%M%S%f}-{uuid.uuid4().hex[:8]}"
    draft = folder / f"{name}.part"
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(asdict(message), file)
    draft.rename(folder / f"{name}.json")
