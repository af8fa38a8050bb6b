"""Every route of the three sites, as their URL maps have them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.urls import URLPattern, URLResolver

from config.sites import SITES


@dataclass(frozen=True)
class Route:
    """One address pattern. `key` is its name with the namespace, or for an unnamed one the pattern itself."""

    site: str
    key: str
    pattern: str
    view: Callable[..., Any]


def routes() -> list[Route]:
    """All of them, site by site."""
    found: list[Route] = []
    for site in ("public", "referrals", "staff"):
        patterns = import_module(SITES[site].urlconf).urlpatterns
        found += [Route(site, key, pattern, view) for key, pattern, view in _walk(patterns)]
    return found


def _walk(patterns: list[Any], before: str = "", space: str = "") -> Iterator[tuple[str, str, Callable[..., Any]]]:
    for entry in patterns:
        pattern = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _walk(list(entry.url_patterns), pattern, inner)
        elif isinstance(entry, URLPattern):
            yield (space + entry.name if entry.name else pattern), pattern, entry.callback
