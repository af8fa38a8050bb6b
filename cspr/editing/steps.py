"""A step that somebody opened on one version of a record and takes on another."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import transaction

from cspr.editing.forms import saved_by
from cspr.editing.versions import Clash, changed_since, newest_version, version
from cspr.lifecycle import MoveRefused, lock
from cspr.models import AppendOnly


@dataclass(frozen=True)
class Meanwhile:
    """What somebody else did with the record while this person had the page of a step open."""

    words: str
    clashes: list[Clash]


def meanwhile(record: Any, opened: str, form: forms.Form) -> Meanwhile | None:
    """What was saved since the version that the page was opened on; None where nothing was, or where nobody says which.

    Holds the record until the transaction ends; where somebody else holds it, the form says so.
    """
    if not opened or isinstance(record, AppendOnly):
        return None
    try:
        with transaction.atomic():
            lock(record)
    except MoveRefused as busy:
        form.add_error(None, str(busy))
        return None
    newest = newest_version(record)
    if newest is None or str(newest.history_id) == opened:
        return None
    before = version(type(newest).objects, opened)
    words = (
        f"{saved_by(newest)}, while you had this step open. Nothing of yours was done yet, and all you typed is still below. "
        "Read what changed; if the step is still needed, press the button again."
    )
    return Meanwhile(words, [] if before is None else changed_since(before, newest))
