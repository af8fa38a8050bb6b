"""Whether this database is a demonstration. Asked once for each process: a marker is never removed."""

from functools import cache

from demo.models import DemoMarker


@cache
def is_marked() -> bool:
    """Whether the marker row is there. A database error is an error, never a yes."""
    return DemoMarker.objects.exists()
