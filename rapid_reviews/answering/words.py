"""The words of an answer: saved page by page, by two people at once if need be, and nothing of either is lost."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from cspr.lifecycle import lock
from cspr.models import AgencyContact
from rapid_reviews import asking
from rapid_reviews.answering.holding import hold, keep
from rapid_reviews.models import AgencyRequest, AgencyReturn


class Newer(Exception):
    """Somebody else has altered the same box since the page was opened. Nothing was stored.

    `current` is the answer as it is saved now, `boxes` the names of its fields on which the two differ.
    """

    def __init__(self, current: AgencyReturn, boxes: list[str]) -> None:
        super().__init__("newer words")
        self.current, self.boxes = current, boxes


@transaction.atomic
def begin(asked: AgencyRequest, *, contact: AgencyContact, at: datetime) -> AgencyReturn:
    """The answer, empty when it is opened first; that moment is noted with the request. Raises MoveRefused."""
    found = AgencyReturn.objects.filter(request=asked).first()
    if found is not None:
        return found
    locked = hold(asked, contact)
    asking.mark_opened(locked, at=at)
    # Two who open it at the same moment wait for each other, so the second finds the answer that the first began.
    found = AgencyReturn.objects.filter(request=locked).first()
    if found is None:
        found = AgencyReturn(request=locked, saved_at=at)
        keep(found, contact)
    return found


@transaction.atomic
def save(asked: AgencyRequest, words: Mapping[str, Any], version: int, *, contact: AgencyContact, at: datetime) -> AgencyReturn:
    """Store the fields in `words`. `version` is the one that the page showed.

    What somebody else has altered since stays, unless both altered the same box to different words: then it raises Newer,
    and stores nothing. Raises MoveRefused where it may not be answered any more.
    """
    locked = hold(asked, contact)
    current = lock(AgencyReturn.objects.get(request=locked))
    shown = current if version == current.version else _as_it_was(current, version)
    changed = {name: value for name, value in words.items() if value != getattr(shown, name, None)}
    clashes = [name for name in changed if _altered_since(current, shown, name) and getattr(current, name) != changed[name]]
    if clashes:
        raise Newer(current, clashes)
    if any(getattr(current, name) != value for name, value in changed.items()):
        for name, value in changed.items():
            setattr(current, name, value)
        current.version, current.saved_at = current.version + 1, at
        keep(current, contact)
    return current


def _as_it_was(current: AgencyReturn, version: int) -> Any:
    """The answer at that version, from the history; None for one that never was."""
    return current.history.filter(version=version).order_by("-history_id").first()


def _altered_since(current: AgencyReturn, shown: Any, name: str) -> bool:
    """Where nobody knows what the page showed, every box that holds something counts as altered."""
    now = getattr(current, name)
    return bool(now) if shown is None else getattr(shown, name) != now
