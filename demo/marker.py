"""Whether this database is a demonstration, and how it becomes one: only while it is empty. The only writer of DemoMarker."""

from datetime import datetime
from functools import cache

from django.db import transaction

from cspr.models import Case, User
from demo.models import DemoMarker


class NotADemonstration(Exception):
    """This database carries no marker, so nothing of the demonstration happens in it."""

    def __init__(self) -> None:
        super().__init__("This database is not a demonstration, and a database that holds people or cases cannot become one.")


@cache
def is_marked() -> bool:
    """Whether the marker row is there, asked once for each process. A database error is an error, never a yes."""
    return DemoMarker.objects.exists()


@transaction.atomic
def mark(*, at: datetime) -> None:
    """Mark an empty database as a demonstration, once. Raises NotADemonstration for one that holds people or cases."""
    if DemoMarker.objects.exists():
        return
    if User.objects.exists() or Case.objects.exists():
        raise NotADemonstration
    DemoMarker.objects.create(made_at=at)
    is_marked.cache_clear()


def require() -> None:
    """Go on in a demonstration only. Asks the database, not the memory. Raises NotADemonstration."""
    if not DemoMarker.objects.exists():
        raise NotADemonstration
