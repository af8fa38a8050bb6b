"""Where a file may be kept: with a draft, or with whatever of a later stage takes files."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet

from referrals.models import Attachment


@dataclass(frozen=True)
class Place:
    """One place. Its questions are asked while `hold_form` keeps everybody else from the same form.

    `is_open()`: whether it still takes files. `files()`: what lies there, for the limits and to know a second copy.
    `take(file)`: what makes the new row its own, in the same transaction; None for a draft, which knows its files by its id.
    """

    is_open: Callable[[], bool]
    files: Callable[[], QuerySet[Attachment]]
    take: Callable[[Attachment], object] | None = None
