"""Who sends: an address that has proved itself by a code, kept in this site's own session, and never a User."""

import secrets
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse

from referrals.models import Draft
from referrals.uploads import CappedUpload

Answer = Callable[[HttpRequest], HttpResponse]
SENDER, SINCE = "sender", "sender_since"
# The drafts that were begun or opened by number in this session: {id: which of its receipt numbers was current}.
OPENED = "opened"
# What ties a code to the browser that asked for it, until somebody is let in.
ASKED_BY = "asked_by"


class SenderMiddleware:
    """Sets `request.sender`, and stops files that are too large from filling the disk."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Read the address from the session; a session that is too old no longer counts, however busy."""
        request.sender = sender_in(request.session)  # type: ignore[attr-defined]
        request.upload_handlers.insert(0, CappedUpload(request))
        return self.get_response(request)


def sender_in(session: SessionBase) -> str | None:
    """The address that signed in, if it did so within the longest time that a session may last."""
    sender, since = session.get(SENDER), session.get(SINCE)
    if not isinstance(sender, str) or not isinstance(since, int):
        return None
    return sender if time.time() - since < settings.SESSION_ABSOLUTE_AGE else None


def enter(request: HttpRequest, sender: str) -> None:
    """Begin the session of a sender under a new key. It holds the address, the time and ids, nothing of any child."""
    request.session.clear()
    request.session.cycle_key()
    request.session[SENDER], request.session[SINCE] = sender, int(time.time())
    request.sender = sender  # type: ignore[attr-defined]


def asker(request: HttpRequest) -> str:
    """The secret of the browser that asks for a code, made when it first asks and gone once it is let in."""
    mark: str = request.session.setdefault(ASKED_BY, secrets.token_urlsafe(32))
    return mark


def leave(request: HttpRequest) -> None:
    """End the session."""
    request.session.flush()
    request.sender = None  # type: ignore[attr-defined]


def sender_of(request: HttpRequest) -> str | None:
    """The address that signed in, or None."""
    sender: str | None = getattr(request, "sender", None)
    return sender


def open_draft(request: HttpRequest, draft: Draft) -> None:
    """Note that this session may show the draft: it was begun here, or its receipt number was typed here."""
    request.session[OPENED] = {**request.session.get(OPENED, {}), str(draft.pk): draft.number_serial}


def opened_draft(request: HttpRequest, pk: uuid.UUID) -> Draft | None:
    """The draft, sent or not, if it is this sender's and open in this session; None does not say why it is not.

    A new receipt number shuts it in every session in which the earlier one had opened it.
    """
    sender, serial = sender_of(request), request.session.get(OPENED, {}).get(str(pk))
    if sender is None or serial is None:
        return None
    return Draft.objects.of(sender).filter(pk=pk, number_serial=serial).first()


def forget_draft(request: HttpRequest, pk: uuid.UUID) -> None:
    """Take a draft that is gone out of the session."""
    request.session[OPENED] = {key: serial for key, serial in request.session.get(OPENED, {}).items() if key != str(pk)}
