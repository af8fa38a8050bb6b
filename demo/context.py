"""`demo` for every template: true in a database that is marked as a demonstration."""

from typing import Any

from django.http import HttpRequest

from demo.marker import is_marked


def demonstration(request: HttpRequest) -> dict[str, Any]:
    """Whether to show the banner."""
    return {"demo": is_marked()}
